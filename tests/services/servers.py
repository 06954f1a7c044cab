"""Runs the example services as real servers, each in a process and behind a unix socket."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2

from tests.documents import ROOT

_PATIENCE = 60.0


class Service:
    """A server that runs.

    Attributes:
        socket: path of the unix socket behind which it answers.
    """

    def __init__(self, socket: Path) -> None:
        self.socket = socket

    def client(self) -> httpx2.Client:
        """Make a client with connections of its own."""
        # There is no TLS behind a socket, and loading certificates takes longer than most tests.
        transport = httpx2.HTTPTransport(uds=str(self.socket), verify=False)
        return httpx2.Client(transport=transport, base_url="http://service", timeout=_PATIENCE)


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
        with log.open("wb") as written:
            process = subprocess.Popen(
                command,
                stdout=written,
                stderr=subprocess.STDOUT,
                cwd=ROOT,
                env={**os.environ, **environment},
            )
        try:
            _wait(process, service, log)
            yield service
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(_PATIENCE)


def _wait(process: subprocess.Popen[bytes], service: Service, log: Path) -> None:
    end = time.monotonic() + _PATIENCE
    while process.poll() is None and time.monotonic() < end:
        with socket.socket(socket.AF_UNIX) as probe:
            if probe.connect_ex(str(service.socket)) == 0:
                return
        time.sleep(0.02)
    raise RuntimeError(f"{process.args} did not start:\n{log.read_text('utf-8', 'replace')}")
