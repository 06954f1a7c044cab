"""Servers and clients of the tests: real sockets, on the loopback."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from ska_oso_pdm.serving.files import Files
from ska_oso_pdm.serving.server import Server
from tests.samples import ROOT

PATIENCE = 60.0
"""Seconds to wait, on a machine that has much else to do."""


class Answer(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Running(NamedTuple):
    """A server that runs in a thread.

    Attributes:
        port: where it listens on the loopback.
        lines: what it has logged so far.
    """

    port: int
    lines: list[str]

    def ask(self, target: str, method: str = "GET", body: bytes = b"", **headers: str) -> Answer:
        """Ask once, on a connection of its own; headers have _ in the place of -."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.putrequest(method, target, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        if body:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body or None)
        answer = connection.getresponse()
        read = Answer(answer.status, answer.headers, answer.read())
        connection.close()
        return read

    def send(self, data: bytes) -> bytes:
        """Send bytes, and give all that comes until the server ends the connection."""
        with socket.create_connection(("127.0.0.1", self.port), PATIENCE) as connection:
            connection.sendall(data)
            return received(connection)


def received(connection: socket.socket) -> bytes:
    """Give all that comes until the other side ends the connection."""
    parts = []
    try:
        while part := connection.recv(65536):
            parts.append(part)
    except ConnectionResetError:  # it ended with something of ours unread
        pass
    return b"".join(parts)


@contextmanager
def running(files: Files) -> Iterator[Running]:
    """Serve files in a thread as long as the context lasts."""
    lines: list[str] = []
    server = Server("127.0.0.1", 0, lines.append)
    server.files = files
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield Running(server.server_port, lines)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Command(NamedTuple):
    """`ska-oso-pdm serve`, as a process."""

    process: subprocess.Popen[str]
    said: str
    port: int

    def end(self, number: signal.Signals) -> tuple[int, str]:
        """Send a signal; give exit status and what stands on standard error."""
        self.process.send_signal(number)
        _, told = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, told


# What a script starts in the background does not hear Ctrl-C, as these tests themselves may be.
_HEARING = """\
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from ska_oso_pdm.cli import main
sys.exit(main(sys.argv[1:]))
"""


@contextmanager
def command(*arguments: str | Path, **environment: str) -> Iterator[Command]:
    """Run the command until it says where it serves, and end it whatever happens."""
    process = subprocess.Popen(
        [sys.executable, "-c", _HEARING, "serve", "--port", "0", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, **environment},
    )
    try:
        assert process.stdout
        said = process.stdout.readline()
        yield Command(process, said, int(said.rstrip("/\n").rpartition(":")[2]))
    finally:
        process.kill()
        process.communicate()
