"""What every example service does about requests that it cannot serve, and about its own failures.

- A request is read to its end before it is answered. A server that answers and closes while the
  sender still writes resets the connection, and the answer is lost with it.
- A JSON body must be I-JSON, as documents are: the framework would take the last of two equal
  keys, `NaN`, and halves of surrogate pairs, which its own answer then cannot repeat.
- What a class or the archive refuses is told as a problem of the request, without the value.
- An answer to a failure says that the connection ends, since the server closes it after one.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import FastAPI, Path, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import ValidationError
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import ska_oso_pdm as pdm
from ska_oso_pdm import answers
from ska_oso_pdm.documents.source import MAX_BYTES, read_source

MAX_TARGET = 8 * 1024
"""Longest path and query that is served, in bytes."""

MAX_NAME = 255
"""Longest id of a document, in characters: it is part of addresses, and of an index."""

MAX_EDITION = 2**53 - 1
"""Highest number of an edition, the last that every JSON reader counts exactly."""

NAME = r"^[^/\x00]+$"
"""Pattern of what can stand for an id in an address."""

Name = Annotated[str, Path(pattern=NAME, max_length=MAX_NAME)]
"""Part of a path: the id of a document."""

NameAsked = Annotated[str, Query(pattern=NAME, max_length=MAX_NAME)]
"""Parameter: the id of a document."""

User = Annotated[str, Query(pattern="^[!-.0-~]([ -.0-~]*[!-.0-~])?$", max_length=100)]
"""Parameter: the account of a user, printable ASCII, which becomes part of an id."""


def guard(app: FastAPI, *, i_json: bool = True) -> None:
    """Let an application answer everything that it cannot serve, and lose no connection.

    Args:
        app: the application.
        i_json: whether JSON bodies are checked here; not where the endpoints read them strictly.
    """
    app.router.redirect_slashes = False  # an empty id is not the collection
    app.add_exception_handler(pdm.PdmError, answer_issues)
    app.add_exception_handler(ValidationError, answer_errors)
    app.add_exception_handler(Exception, answer_failure)
    answers.hide_inputs(app)
    app.add_middleware(WholeRequests, i_json=i_json)


def answer_issues(request: Request, error: Any) -> Response:
    """Answer what is wrong with a document: each problem with its path, code and sentence."""
    issues = [
        {"path": issue.path, "code": issue.code, "message": issue.message}
        for issue in error.issues
        if issue.severity == "error"
    ]
    return JSONResponse({"detail": issues}, 422)


def answer_errors(request: Request, error: Any) -> Response:
    """Answer what a class refused: the endpoints put nothing in that the request did not say."""
    return JSONResponse({"detail": answers.without_input(error.errors())}, 422)


def answer_failure(request: Request, error: Exception) -> Response:
    """Answer that the service failed; the server logs why, and closes the connection."""
    message = "the service failed, and has logged why; report it"
    return JSONResponse({"detail": message}, 500, {"Connection": "close"})


class WholeRequests:
    """Reads each request to its end, and refuses what no endpoint should see.

    Args:
        app: what answers the others.
        i_json: whether to read JSON bodies strictly.
    """

    def __init__(self, app: ASGIApp, *, i_json: bool) -> None:
        self._app = app
        self._i_json = i_json

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        body = await _whole_body(receive)
        if body is None:
            return  # the client has gone
        request = Request(scope)
        if response := self._refusal(request, body):
            await response(scope, receive, send)
        else:
            await self._app(scope, _again(body, receive), send)

    def _refusal(self, request: Request, body: bytes) -> Response | None:
        length = len(request.scope.get("raw_path", b"")) + len(request.scope["query_string"])
        if length > MAX_TARGET:
            message = f"the address is longer than {MAX_TARGET} bytes; no document has such an id"
            return JSONResponse({"detail": message}, 414)
        if len(body) > MAX_BYTES:
            message = f"larger than {MAX_BYTES // 1024**2} MiB, the limit for a document"
            issue = {"path": "", "code": "too-large", "message": message}
            return JSONResponse({"detail": [issue]}, 413)
        if self._i_json and body and _is_json(request):
            try:
                source = read_source(body)
                if source.may_overflow():
                    source.require_proper()
            except pdm.UnreadableError as error:
                return answer_issues(request, error)
        return None


async def _whole_body(receive: Receive) -> bytes | None:
    """Read a body to its end, and keep one byte too many of a larger one; None without end."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")[: MAX_BYTES + 1 - len(body)]
        if not message.get("more_body", False):
            return bytes(body)


def _again(body: bytes, receive: Receive) -> Receive:
    """Give a body that has been read, and then what the server says."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def given() -> Message:
        return waiting.pop() if waiting else await receive()

    return given


def _is_json(request: Request) -> bool:
    """Tell whether a body may be read as JSON; older versions of FastAPI read one without type."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return media in ("", "application/json") or media.endswith("+json")
