"""The archive as other services see it: objects go in and come out, over HTTP."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Annotated, Any

import httpx2
from fastapi import Depends, HTTPException, Request, Response

import ska_oso_pdm as pdm

SOCKET = "ARCHIVE_SOCKET"
"""Environment variable with the path of the unix socket behind which the archive answers."""

_CONFLICT = 409


class ArchiveClient:
    """Reads and stores documents; many threads may share one.

    All methods raise HTTPException with what the archive answers where it refuses something, so
    that a service passes it on to its own client.
    """

    def __init__(self) -> None:
        transport = httpx2.HTTPTransport(uds=os.environ[SOCKET], verify=False)  # no TLS there
        self._http = httpx2.Client(transport=transport, base_url="http://archive", timeout=60)

    def close(self) -> None:
        self._http.close()

    def get(self, collection: str, name: str, version: int | None = None) -> Any:
        """Give the latest edition of a document, or another."""
        parameters = {} if version is None else {"version": version}
        return _object(self._http.get(f"/{collection}/{name}", params=parameters))

    def add(self, collection: str, document: pdm.PdmObject) -> Any:
        """Store the first edition of a document; give it with what the archive has added."""
        return _object(self._http.post(f"/{collection}", content=pdm.dumps(document)))

    def replace(self, collection: str, name: str, document: pdm.PdmObject) -> Any:
        """Store a change of the latest edition; give the new one."""
        return _object(self._http.put(f"/{collection}/{name}", content=pdm.dumps(document)))

    def change(self, collection: str, name: str, change: Callable[[Any], Any]) -> Any:
        """Change a document in place, again and again until nobody else was faster.

        Args:
            collection: where the document is.
            name: its id.
            change: changes the object that it is given.
        """
        while True:
            document = self.get(collection, name)
            change(document)
            try:
                return self.replace(collection, name, document)
            except HTTPException as error:
                if error.status_code != _CONFLICT:
                    raise


def _object(answer: httpx2.Response) -> Any:
    if answer.is_success:
        return pdm.loads(answer.content, unknown="keep")
    if answer.is_server_error:
        raise HTTPException(502, f"the archive failed: {answer.text}")
    raise HTTPException(answer.status_code, answer.json()["detail"])


async def archive_of(request: Request) -> ArchiveClient:
    return request.app.state.archive


Archive = Annotated[ArchiveClient, Depends(archive_of)]
"""Parameter of an endpoint: the archive of the application."""


def faithful(document: pdm.PdmObject, status: int = 200) -> Response:
    """Answer with the faithful form: what was read, and what was changed since."""
    return Response(pdm.dumps(document), status, media_type="application/json")
