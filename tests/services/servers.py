"""Runs the example services as real servers, each in a process and behind a unix socket."""

from __future__ import annotations

import os
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2

from tests.samples import ROOT
from tests.services.processes import PATIENCE, running

LONGEST_HEAD = 4 * 1024 * 1024
"""Bytes of address and headers that a server reads; of more than it reads, it closes the connection
on the sender, who may not get to see the answer. So it is far more than a service takes."""


class Service:
    """A server that runs.

    Attributes:
        socket: path of the unix socket behind which it answers.
    """

    def __init__(self, socket: Path) -> None:
        self.socket = socket

    def answers(self) -> bool:
        """Tell whether somebody listens at the socket."""
        with socket.socket(socket.AF_UNIX) as probe:
            return probe.connect_ex(str(self.socket)) == 0

    def client(self) -> httpx2.Client:
        """Make a client with connections of its own."""
        # There is no TLS behind a socket, and loading certificates takes longer than most tests.
        transport = httpx2.HTTPTransport(uds=str(self.socket), verify=False)
        return httpx2.Client(transport=transport, base_url="http://service", timeout=PATIENCE)


@contextmanager
def serve(module: str, **environment: str) -> Iterator[Service]:
    """Run the application of a module below `tests.services.apps`, and stop it at the end.

    Raises:
        RuntimeError: when the server does not start; the message is what it printed.
    """
    with tempfile.TemporaryDirectory(prefix="pdm-") as folder:
        service, log = Service(Path(folder) / "socket"), Path(folder) / "log"
        factory = f"tests.services.apps.{module}:create_app"
        command = [sys.executable, "-m", "uvicorn", "--factory", factory]
        command += ["--uds", str(service.socket), "--log-level", "warning"]
        command += ["--h11-max-incomplete-event-size", str(LONGEST_HEAD)]
        command += ["--timeout-keep-alive", str(int(PATIENCE))]  # a slow test keeps its connection
        variables = {**os.environ, **environment}
        with running(command, log, service.answers, cwd=ROOT, env=variables):
            yield service
