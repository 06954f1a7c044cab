"""One connection: requests come in, files or refusals go out."""

from __future__ import annotations

import time
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from io import BufferedReader, BytesIO, RawIOBase
from socket import SHUT_WR, socket
from typing import TYPE_CHECKING, Any, BinaryIO

from ska_oso_pdm.publishing.file import TEXT
from ska_oso_pdm.serving.addresses import path_of, relative
from ska_oso_pdm.serving.files import Found
from ska_oso_pdm.serving.media_types import HTML, is_for_machines
from ska_oso_pdm.serving.preferences import has_it, prefers_page
from ska_oso_pdm.serving.refusals import PROBLEM, as_json, as_page, where_to_look

if TYPE_CHECKING:
    from ska_oso_pdm.serving.server import Server

PATIENCE = 15.0
"""Seconds in which a request must have come whole, and each part of an answer must be taken."""

_HEALTH = "healthz"
_PART = 64 * 1024  # bytes written or read at once
_MOMENT = 2.0  # seconds
_MOST_UNREAD = 16 * 1024 * 1024  # bytes
_LONGEST_SHOWN = 200  # characters of a path in the log
_ALLOWED = "GET, HEAD"
_FROZEN = "public, max-age=31536000, immutable"
_POLICY = (
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
)
_READ_ONLY = "Ask with GET or HEAD. Documents are judged on your own machine, by ska-oso-pdm."
_TITLES = {
    HTTPStatus.BAD_REQUEST: "This is no HTTP request",
    HTTPStatus.NOT_FOUND: "There is nothing at this address",
    HTTPStatus.METHOD_NOT_ALLOWED: "Files can be read here, and nothing else",
    HTTPStatus.REQUEST_URI_TOO_LONG: "The address is too long",
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: "The headers are too long",
    HTTPStatus.HTTP_VERSION_NOT_SUPPORTED: "This version of HTTP is not spoken here",
}


class Exchange(BaseHTTPRequestHandler):
    """Answers the requests of one connection."""

    protocol_version = "HTTP/1.1"
    server: Server

    def setup(self) -> None:
        """Read with patience, but not with any."""
        super().setup()
        self.connection.settimeout(PATIENCE)
        self._incoming = _Incoming(self.connection)
        self.rfile = BufferedReader(self._incoming)
        self._unread = False

    def handle_one_request(self) -> None:
        """Answer one request, which must be there in time."""
        self._incoming.wait_anew()
        try:
            super().handle_one_request()
        except OSError:  # the client is gone, or takes nothing
            self.close_connection = True

    def finish(self) -> None:
        """End the connection; the client may be gone.

        What it still sends is taken for a moment, else it would not get to see the answer.
        """
        with suppress(OSError):
            super().finish()
            if self._unread:
                self.connection.shutdown(SHUT_WR)
                self._incoming.wait_anew(_MOMENT)
                for _ in range(_MOST_UNREAD // _PART):
                    if not self._incoming.read(_PART):
                        break

    def do_GET(self) -> None:
        """Give a file."""
        lengths = self.headers.get_all("Content-Length", ["0"])
        if "Transfer-Encoding" in self.headers or lengths != ["0"]:
            self._leave_unread()  # what follows is no request
        path = path_of(self.path)
        if path == _HEALTH:
            self._give(TEXT, b"ok\n", {"Cache-Control": "no-store"})
        elif path is None:
            self._refuse(HTTPStatus.NOT_FOUND, where_to_look(path))
        elif path == "":
            self._answer(self.server.files.front)
        else:
            self._answer(f"{path}index.html" if path.endswith("/") else path)

    do_HEAD = do_GET  # noqa: N815  # as http.server calls it

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Refuse what is no request, and any method that has no function here."""
        self._leave_unread()
        if self.request_version == "HTTP/0.9":  # or not known, and that has no status
            self.request_version = "HTTP/1.0"
        if code == HTTPStatus.NOT_IMPLEMENTED:
            self._refuse(HTTPStatus.METHOD_NOT_ALLOWED, _READ_ONLY)
        else:
            self._refuse(HTTPStatus(code), explain or message or "Send an HTTP/1.1 request.")

    def _leave_unread(self) -> None:
        """End the connection after the answer, with what the client sends besides."""
        self.close_connection = self._unread = True

    def _answer(self, path: str) -> None:
        files = self.server.files
        page = None if path.endswith((".json", ".html")) else files.find(f"{path}.html")
        varies = {"Vary": "Accept"} if page else {}
        name = path.rpartition("/")[2]
        if page and prefers_page(self.headers.get("Accept", "")):
            self._lead(HTTPStatus.SEE_OTHER, f"{name}.html", varies)
        elif found := files.find(path):
            self._give_file(path, found, varies)
        elif files.has_folder(path):
            self._lead(HTTPStatus.MOVED_PERMANENTLY, f"{name}/", {})
        else:
            self._refuse(HTTPStatus.NOT_FOUND, where_to_look(path))

    def _give_file(self, path: str, found: Found, headers: dict[str, str]) -> None:
        headers = {
            **headers,
            "ETag": found.etag,
            "Cache-Control": _FROZEN if found.frozen else "no-cache",
        }
        if is_for_machines(path):
            headers["Access-Control-Allow-Origin"] = "*"
        if has_it(self.headers.get("If-None-Match", ""), found.etag):
            self._begin(HTTPStatus.NOT_MODIFIED, headers)
            return
        scripts = " ".join(("script-src 'self' 'wasm-unsafe-eval'", *found.scripts))
        headers["Content-Security-Policy"] = "; ".join((*_POLICY, scripts))
        headers |= {"Content-Type": found.media_type, "Content-Length": str(found.length)}
        with found.open() as file:
            self._begin(HTTPStatus.OK, headers)
            self._send(file, found.length)

    def _give(
        self,
        media_type: str,
        data: bytes,
        headers: dict[str, str],
        status: HTTPStatus = HTTPStatus.OK,
    ) -> None:
        typed = {"Content-Type": media_type, "Content-Length": str(len(data))}
        self._begin(status, {**headers, **typed})
        self._send(BytesIO(data), len(data))

    def _send(self, file: BinaryIO, length: int) -> None:
        """Send as many bytes as were promised; where a file has become shorter, break off."""
        if self.command == "HEAD":
            return
        self.connection.settimeout(PATIENCE)
        while length and (part := file.read(min(_PART, length))):
            self.wfile.write(part)
            length -= len(part)
        if length:
            self.close_connection = True

    def _lead(self, status: HTTPStatus, name: str, headers: dict[str, str]) -> None:
        """Lead to what stands beside the address, wherever the root is."""
        there = {"Location": relative(name), "Cache-Control": "no-cache", "Content-Length": "0"}
        self._begin(status, {**headers, **there})

    def _refuse(self, status: HTTPStatus, remedy: str) -> None:
        title = _TITLES.get(status, status.phrase)
        headers = {"Cache-Control": "no-store", "Content-Security-Policy": "default-src 'none'"}
        if status == HTTPStatus.METHOD_NOT_ALLOWED:
            headers["Allow"] = _ALLOWED
        if self.close_connection:
            headers["Connection"] = "close"
        asked = getattr(self, "headers", None)
        if asked and prefers_page(asked.get("Accept", "")):
            self._give(HTML, as_page(title, remedy), headers, status)
        else:
            headers["Access-Control-Allow-Origin"] = "*"
            self._give(PROBLEM, as_json(status, title, remedy), headers, status)

    def _begin(self, status: HTTPStatus, headers: dict[str, str]) -> None:
        self._log(status)
        if self.server.is_crowded and not self.close_connection:
            headers = {**headers, "Connection": "close"}
        self.send_response_only(status)
        self.send_header("Date", self.date_time_string())
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def _log(self, status: HTTPStatus) -> None:
        """Tell of a request: method, path and status; never a query or a header."""
        path = getattr(self, "path", "-").partition("?")[0]
        if path == f"/{_HEALTH}" and status == HTTPStatus.OK:
            return
        shown = path if len(path) <= _LONGEST_SHOWN else f"{path[:_LONGEST_SHOWN]}…"
        self.server.log(f"{self.command or '-'} {shown} {status.value}")

    def log_message(self, *_: object) -> None:
        """Tell nothing beside."""


class _Incoming(RawIOBase):
    """What comes from a client, as long as it does not take too long over a request."""

    def __init__(self, connection: socket) -> None:
        self._connection = connection
        self.wait_anew()

    def wait_anew(self, seconds: float | None = None) -> None:
        """Begin to wait for the next request."""
        self._end = time.monotonic() + (PATIENCE if seconds is None else seconds)

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read what is there.

        Raises:
            TimeoutError: when the time for the request is over.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._connection.settimeout(left)
        return self._connection.recv_into(buffer)
