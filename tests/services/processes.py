"""Servers as processes: started, waited for, and stopped whatever happens."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PATIENCE = 60.0
"""Seconds to wait for a server, on a machine that has much else to do."""


@contextmanager
def running(
    command: list[Any], log: Path, ready: Callable[[], bool], **options: Any
) -> Iterator[None]:
    """Run a server as long as the context lasts.

    Args:
        command: the program and its arguments; SIGINT must make it end.
        log: file for what it prints.
        ready: whether it answers already.
        **options: as for `subprocess.Popen`.

    Raises:
        RuntimeError: when it does not start; the message is what it printed.
    """
    with log.open("wb") as written:
        process = subprocess.Popen(command, stdout=written, stderr=subprocess.STDOUT, **options)
    try:
        _wait(process, ready, log)
        yield
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], ready: Callable[[], bool], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        if ready():
            return
        time.sleep(0.02)
    program = " ".join(map(str, process.args))
    raise RuntimeError(f"{program} did not start:\n{log.read_text('utf-8', 'replace')}")
