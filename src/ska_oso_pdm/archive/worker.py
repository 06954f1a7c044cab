"""One of the processes that share many files: it ends with its run, and never inside of a file."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock, Thread
from types import FrameType
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from multiprocessing.synchronize import Event

_PATIENCE = 60.0
"""Seconds in which a run that was told to end as well takes what its processes have done."""

File = TypeVar("File")
Item = TypeVar("Item")


class _Worker:
    """What this process is told.

    Attributes:
        stop: tells that the run needs no more than the file at hand; None elsewhere.
        ends: whether a signal, or the end of the run, ends this process after the file at hand.
        busy: held while there are files at hand.
    """

    stop: Event | None = None
    ends = False
    busy = Lock()


def do(work: Callable[[File], Item], files: list[File]) -> list[Item]:
    """Work on files one after the other; give what comes of those that were done."""
    stop = _Worker.stop
    assert stop is not None
    items: list[Item] = []
    with _Worker.busy:
        for file in files:
            if _Worker.ends or stop.is_set():
                break
            items.append(work(file))
        if _Worker.ends and not stop.wait(_PATIENCE):
            os._exit(1)
    return items


def begin(stop: Event) -> None:
    """Begin to work: what ends a process waits for the file at hand, and Ctrl-C is for the run."""
    _Worker.stop = stop
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _end)
    Thread(target=_end_with_parent, daemon=True).start()


def _end(number: int, _: FrameType | None) -> None:
    _Worker.ends = True
    if not _Worker.busy.locked():
        os._exit(1)


def _end_with_parent() -> None:
    """End this process when its parent does, killed perhaps: it holds standard output open."""
    from multiprocessing import parent_process

    parent = parent_process()
    assert parent is not None
    parent.join()
    _Worker.ends = True
    if _Worker.stop is not None:
        _Worker.stop.set()  # nobody takes what was done
    with _Worker.busy:
        os._exit(1)


@contextmanager
def deaf_to_the_terminal() -> Iterator[None]:
    """Let processes that are started not hear Ctrl-C and the end of the terminal.

    It tells all of them at once, and what is to be done about it is for the run to say.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
