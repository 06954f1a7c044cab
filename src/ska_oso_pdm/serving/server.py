"""The server itself: where it listens, and how many it talks to at once."""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
import socketserver
import sys
import threading
from collections.abc import Callable
from http.server import ThreadingHTTPServer
from typing import Any

from ska_oso_pdm.serving.exchange import Exchange
from ska_oso_pdm.serving.files import Files

MOST_AT_ONCE = 256
"""Connections that are answered at once; others wait until one of them ends."""


class CannotListenError(Exception):
    """The address cannot be taken; the message says why and what to do."""


class Server(ThreadingHTTPServer):
    """Serves files until it is closed.

    Args:
        host: name or address to listen at.
        port: its port; 0 is any that is free.
        log: takes a line for each request.

    Raises:
        CannotListenError: when that cannot be listened at.
    """

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    allow_reuse_address = os.name != "nt"  # there, two could listen at one port
    files: Files
    """What is served; set before the first request."""

    def __init__(self, host: str, port: int, log: Callable[[str], None]) -> None:
        self.log = log
        self._free = threading.BoundedSemaphore(MOST_AT_ONCE)
        try:
            family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
            self.address_family = family
            super().__init__((str(address[0]), int(address[1])), Exchange)
        except (OSError, UnicodeError) as error:
            raise CannotListenError(_why(error, host, port)) from error

    @property
    def is_on_loopback(self) -> bool:
        """Whether nothing but this machine can reach it."""
        return ipaddress.ip_address(self._host).is_loopback

    @property
    def is_crowded(self) -> bool:
        """Whether so many are connected that there is no room to wait for their next request."""
        return threading.active_count() > MOST_AT_ONCE * 3 // 4

    @property
    def url(self) -> str:
        """Its own address, with a slash at its end."""
        shown = f"[{self._host}]" if self.address_family == socket.AF_INET6 else self._host
        return f"http://{shown}:{self.server_port}/"

    @property
    def _host(self) -> str:
        return str(self.server_address[0])

    def server_bind(self) -> None:
        """Take the address, without a look-up of names, which may take long."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = self._host, int(self.server_address[1])

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer a connection in a thread, when there is room."""
        self._free.acquire()
        try:
            super().process_request(request, client_address)
        except Exception:  # no thread could be started; what ends the server goes on as it is
            self._free.release()
            raise

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer a connection, and make room."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Tell in a line what went wrong, without who asked; the server goes on."""
        error = sys.exc_info()[1]
        self.log(f"a connection ended early: {type(error).__name__}")


def _why(error: OSError | UnicodeError, host: str, port: int) -> str:
    """Say why an address cannot be taken, and what to do."""
    number = error.errno if isinstance(error, OSError) else None
    if number == errno.EADDRINUSE:
        other = port + 1 if port < 65535 else 8080
        return f"port {port} of {host} is in use; choose another one, for example --port {other}"
    if number in {errno.EACCES, errno.EPERM}:
        return f"port {port} needs more rights than you have; choose one from 1024 on, as 8080"
    if isinstance(error, (socket.gaierror, UnicodeError)) or number == errno.EADDRNOTAVAIL:
        return f"{host} is no address of this machine; 127.0.0.1 is, and 0.0.0.0 is all of them"
    return f"cannot listen at port {port} of {host}: {error.strerror or error}"
