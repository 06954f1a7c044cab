"""One of the processes that share many files: it ends with its run, and never inside of a file."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock, Thread
from types import FrameType
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from ska_oso_pdm.archive.stopping import ENDING

if TYPE_CHECKING:
    from multiprocessing.synchronize import Event

_PATIENCE = 60.0
"""Seconds in which a run that was told to end as well takes what its processes have done."""

_LOOK = 0.05
"""Seconds after which a process that was told to end looks what its run does."""

File = TypeVar("File")
Item = TypeVar("Item")


class Orders(NamedTuple):
    """What a run tells its processes.

    Attributes:
        stop: it needs no more than the file at hand, and takes what was done.
        leave: it takes nothing more of them.
    """

    stop: Event
    leave: Event


class _Worker:
    """What this process is told.

    Attributes:
        orders: by its run; None elsewhere.
        ends: whether a signal, or the end of the run, ends this process after the file at hand.
        busy: held while there are files at hand.
    """

    orders: Orders | None = None
    ends = False
    busy = Lock()


def do(work: Callable[[File], Item], files: list[File]) -> list[Item]:
    """Work on files one after the other; give what comes of those that were done."""
    orders = _Worker.orders
    assert orders is not None
    items: list[Item] = []
    with _Worker.busy:
        for file in files:
            if _Worker.ends or orders.stop.is_set():
                break
            items.append(work(file))
        if _Worker.ends and not _is_taken(orders):
            os._exit(1)
    return items


def begin(orders: Orders) -> None:
    """Begin to work: what ends a process waits for the file at hand, and Ctrl-C is for the run."""
    _Worker.orders = orders
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _end)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    Thread(target=_end_with_parent, daemon=True).start()


def _end(number: int, _: FrameType | None) -> None:
    """End after the file at hand; with the run if it ends too, so that it misses no process."""
    if not _Worker.ends:
        _Worker.ends = True
        Thread(target=_end_alone, daemon=True).start()


def _end_alone() -> None:
    """End this process if its run does not take what it has done."""
    assert _Worker.orders is not None
    if not _is_taken(_Worker.orders):
        with _Worker.busy:
            os._exit(1)


def _is_taken(orders: Orders) -> bool:
    """Wait until the run says that it stops; tell whether it takes what was done."""
    end = time.monotonic() + _PATIENCE
    while not (orders.stop.wait(_LOOK) or orders.leave.is_set()):
        if time.monotonic() > end:
            return False
    return not orders.leave.is_set()


def _end_with_parent() -> None:
    """End this process when its parent does, killed perhaps: it holds standard output open."""
    from multiprocessing import parent_process

    parent = parent_process()
    assert parent is not None
    parent.join()
    _Worker.ends = True
    if _Worker.orders is not None:
        _Worker.orders.leave.set()
    with _Worker.busy:
        os._exit(1)


@contextmanager
def deaf() -> Iterator[None]:
    """Let processes that are started not hear what a terminal or a shell tells all of a run.

    What is to be done about it is for the run to say; of these they hear SIGTERM once they work.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {*ENDING})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
