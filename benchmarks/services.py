"""What a block costs a FastAPI service, relative to a route that takes or gives bare JSON.

The bare routes read with `orjson.loads` and write with `orjson.dumps`. The application is called
directly: no server, no client and no socket takes part.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from functools import partial
from typing import Any

import orjson
from fastapi import FastAPI, Request, Response
from measure import Answer, Options, main, ratio

import ska_oso_pdm
from ska_oso_pdm import SBDefinition

_app = FastAPI()
_stored: dict[str, Any] = {}


@_app.post("/block")
async def _take(block: SBDefinition) -> None:
    _stored["taken"] = block


@_app.post("/bare")
async def _take_bare(request: Request) -> None:
    _stored["taken"] = orjson.loads(await request.body())


@_app.get("/block")
async def _give() -> SBDefinition:
    found: SBDefinition = _stored["block"]
    return found


@_app.get("/bare")
async def _give_bare() -> Response:
    return Response(orjson.dumps(_stored["bare"]), media_type="application/json")


async def _answer(method: str, path: str, body: bytes) -> bytes:
    """Send one request to the application; give the body of its answer."""
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(b"content-type", b"application/json")],
    }
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    await _app(scope, receive, send)
    assert sent[0]["status"] == 200, sent
    return b"".join(message.get("body", b"") for message in sent)


def answers(options: Options) -> Iterator[Answer]:
    loop = asyncio.new_event_loop()

    def request(method: str, path: str, body: bytes = b"") -> bytes:
        return loop.run_until_complete(_answer(method, path, body))

    for path in options.blocks:
        data = path.read_bytes()
        _stored["block"] = ska_oso_pdm.loads(data)
        if type(_stored["block"]) is not SBDefinition:
            continue
        _stored["bare"] = orjson.loads(request("GET", "/block"))
        assert orjson.loads(request("GET", "/bare")) == _stored["bare"]
        take, take_bare = (partial(request, "POST", to, data) for to in ("/block", "/bare"))
        yield Answer(f"FastAPI POST {path.name} / bare JSON", ratio(take, take_bare, options))
        take()
        assert ska_oso_pdm.dumps(_stored["taken"]) == ska_oso_pdm.dumps(_stored["block"])
        give, give_bare = (partial(request, "GET", at) for at in ("/block", "/bare"))
        yield Answer(f"FastAPI GET {path.name} / bare JSON", ratio(give, give_bare, options))
    loop.close()


if __name__ == "__main__":
    main(answers)
