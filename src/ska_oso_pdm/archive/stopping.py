"""What asks a run to stop: Ctrl-C and the signals that end a process. It stops between files."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

ENDING = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]
"""What ends a process: Ctrl-C, `kill`, and a terminal that is closed."""

_STATUS = 128
"""What a shell adds to the number of the signal that ended a command."""


class Stopping:
    """Whether a run is to stop, and why.

    Attributes:
        status: exit status of a run that a signal has stopped; None where none did.
    """

    def __init__(self) -> None:
        self.status: int | None = None
        self._asked = False

    def __call__(self) -> bool:
        """Tell whether the run is to stop before the next file."""
        return self._asked

    def ask(self) -> None:
        """Ask the run to stop."""
        self._asked = True

    @contextmanager
    def by_signals(self) -> Iterator[None]:
        """Let the signals that end a process ask the run to stop; a second one ends it at once."""
        numbers = heard()
        before = {number: signal.signal(number, self._note) for number in numbers}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _note(self, number: int, _: FrameType | None) -> None:
        if self._asked:
            raise KeyboardInterrupt
        self._asked, self.status = True, _STATUS + number


def heard() -> list[signal.Signals]:
    """List the signals of `ENDING` that this process hears, and may be told of here.

    One that is ignored stays so, as Ctrl-C is by what a script runs in the background. Elsewhere
    than in the main thread nobody is told of signals.
    """
    if threading.current_thread() is not threading.main_thread():
        return []
    return [number for number in ENDING if signal.getsignal(number) not in (None, signal.SIG_IGN)]
