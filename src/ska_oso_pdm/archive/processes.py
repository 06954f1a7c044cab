"""Work on many files, shared by processes; one that dies ends nothing but the file at hand."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from ska_oso_pdm.archive import worker

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

_PAYS_FROM = 200
_CHUNK = (50, 500)
_LOOK = 0.1
"""Seconds after which a run that waits looks whether it is to stop."""

File = TypeVar("File")
Item = TypeVar("Item")


class Work(NamedTuple, Generic[File, Item]):
    """What is done with files.

    Attributes:
        do: makes what comes of a file, in another process.
        died: makes what comes of a file that ends the process.
    """

    do: Callable[[File], Item]
    died: Callable[[File], Item]


class _Pool(NamedTuple):
    """Processes, and what they are told."""

    executor: ProcessPoolExecutor
    orders: worker.Orders


def pays(count: int, jobs: int) -> bool:
    """Tell whether it pays to start processes for so many files."""
    return jobs > 1 and count >= _PAYS_FROM


def chunk(count: int, jobs: int) -> int:
    """Give the number of files that a process best takes at once."""
    least, most = _CHUNK
    return max(least, min(most, count // (4 * jobs)))


def shared(
    files: list[File],
    work: Work[File, Item],
    *,
    jobs: int,
    size: int,
    is_stopped: Callable[[], bool] = lambda: False,
) -> Iterator[Item]:
    """Yield what comes of each file, in order.

    Args:
        files: names, or what else says which ones they are.
        work: what is done with each.
        jobs: number of processes.
        size: number of files that a process takes at once.
        is_stopped: tells whether the work is to end; then each process ends the file at hand, and
            what comes of those that were done is yielded still.
    """
    from concurrent.futures.process import BrokenProcessPool

    done = 0
    while done < len(files) and not is_stopped():
        try:
            with _pool(jobs) as pool:
                for item in _results(pool, files[done:], work.do, size, is_stopped):
                    yield item
                    done += 1
        except BrokenProcessPool:  # nobody says which file it was: these go one by one
            some = files[done : done + size]
            done += len(some)
            yield from _one_by_one(some, work, is_stopped)


def _results(
    pool: _Pool,
    files: list[File],
    work: Callable[[File], Item],
    size: int,
    is_stopped: Callable[[], bool],
) -> Iterator[Item]:
    """Yield what comes of each file; once stopped, of those that processes have done."""
    from concurrent.futures import wait

    parts = (files[start : start + size] for start in range(0, len(files), size))
    with worker.deaf():
        waiting = deque(pool.executor.submit(worker.do, work, part) for part in parts)
    while waiting:
        future = waiting.popleft()
        while not (future.done() or is_stopped()):
            wait([future], _LOOK)
        if is_stopped() and not pool.orders.stop.is_set():
            pool.orders.stop.set()
            waiting = deque(later for later in waiting if not later.cancel())
            if future.cancel():
                continue
        yield from future.result()


def _one_by_one(
    files: list[File],
    work: Work[File, Item],
    is_stopped: Callable[[], bool],
) -> Iterator[Item]:
    """Yield what comes of each file, in a process that is replaced when it dies."""
    from concurrent.futures.process import BrokenProcessPool

    waiting = list(reversed(files))
    while waiting and not is_stopped():
        try:
            with _pool(1) as pool:
                while waiting and not is_stopped():
                    yield from _results(pool, waiting[-1:], work.do, 1, is_stopped)
                    waiting.pop()
        except BrokenProcessPool:
            yield work.died(waiting.pop())


@contextmanager
def _pool(jobs: int) -> Iterator[_Pool]:
    """Give processes; where nobody asks for more of them they end the file at hand, and no more."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    most = 61 if os.name == "nt" else jobs  # Windows can wait for no more
    context = get_context("spawn")
    with worker.deaf():  # so is the process that clears up after them
        orders = worker.Orders(context.Event(), context.Event())
    executor = ProcessPoolExecutor(
        min(jobs, most), mp_context=context, initializer=worker.begin, initargs=(orders,)
    )
    try:
        yield _Pool(executor, orders)
    except BrokenProcessPool:
        orders.leave.set()
        raise
    except BaseException:
        orders.stop.set()
        raise
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
