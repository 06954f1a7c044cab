"""The archive as other services see it: objects go in and come out, over HTTP."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Annotated, Any
from urllib.parse import quote

import httpx2
from fastapi import Depends, HTTPException, Request, Response

import ska_oso_pdm as pdm

SOCKET = "ARCHIVE_SOCKET"
"""Environment variable with the path of the unix socket behind which the archive answers."""

IDLE = 2.0
"""Seconds for which an idle connection is kept: less than the archive's server does (5), which
otherwise might close one in the moment in which the next request is sent."""

_CONFLICT, _UNAVAILABLE = 409, 503


class ArchiveClient:
    """Reads and stores documents; many threads may share one.

    All methods raise HTTPException with what the archive answers where it refuses something, so
    that a service passes it on to its own client: 503 where the archive does not answer at all, and
    502 where it fails.
    """

    def __init__(self) -> None:
        limits = httpx2.Limits(keepalive_expiry=IDLE)
        transport = httpx2.HTTPTransport(
            uds=os.environ[SOCKET],
            limits=limits,
            verify=False,  # no TLS there
        )
        self._http = httpx2.Client(transport=transport, base_url="http://archive", timeout=60)

    def close(self) -> None:
        self._http.close()

    def get(self, collection: str, name: str, version: int | None = None) -> Any:
        """Give the latest edition of a document, or another."""
        parameters = {} if version is None else {"version": version}
        return self._ask("GET", collection, name, params=parameters)

    def add(self, collection: str, document: pdm.PdmObject) -> Any:
        """Store the first edition of a document; give it with what the archive has added."""
        return self._ask("POST", collection, content=pdm.dumps(document))

    def replace(self, collection: str, name: str, document: pdm.PdmObject) -> Any:
        """Store a change of the latest edition; give the new one."""
        return self._ask("PUT", collection, name, content=pdm.dumps(document))

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

    def _ask(self, method: str, *address: str, **options: Any) -> Any:
        """Send a request, its address in parts that may hold any character; give the object."""
        path = "/".join(["", *(quote(part, safe="") for part in address)])
        try:
            answer = self._http.request(method, path, **options)
        except httpx2.TransportError as error:
            message = "the archive does not answer; try again later"
            raise HTTPException(503, message, {"Retry-After": "5"}) from error
        if answer.is_success:
            return pdm.loads(answer.content, unknown="keep")
        raise _refusal(answer)


def _refusal(answer: httpx2.Response) -> HTTPException:
    if answer.status_code == _UNAVAILABLE:
        return HTTPException(503, "the archive cannot work now; try again later")
    if not answer.is_client_error:
        return HTTPException(502, f"the archive failed, with status {answer.status_code}")
    try:
        detail = answer.json()["detail"]
    except (ValueError, TypeError, KeyError):  # of the server, and not of the archive
        detail = answer.text
    return HTTPException(answer.status_code, detail)


async def archive_of(request: Request) -> ArchiveClient:
    return request.app.state.archive


Archive = Annotated[ArchiveClient, Depends(archive_of)]
"""Parameter of an endpoint: the archive of the application."""


def faithful(document: pdm.PdmObject, status: int = 200) -> Response:
    """Answer with the faithful form: what was read, and what was changed since."""
    return Response(pdm.dumps(document), status, media_type="application/json")
