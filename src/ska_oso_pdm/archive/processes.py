"""Work on many files, shared by processes; one that dies ends nothing but the file at hand."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

_PAYS_FROM = 200
_CHUNK = (50, 500)

File = TypeVar("File")
Item = TypeVar("Item")


def pays(count: int, jobs: int) -> bool:
    """Tell whether it pays to start processes for so many files."""
    return jobs > 1 and count >= _PAYS_FROM


def chunk(count: int, jobs: int) -> int:
    """Give the number of files that a process best takes at once."""
    least, most = _CHUNK
    return max(least, min(most, count // (4 * jobs)))


def shared(
    files: list[File],
    work: Callable[[File], Item],
    died: Callable[[File], Item],
    *,
    jobs: int,
    size: int,
) -> Iterator[Item]:
    """Yield what comes of each file, in order.

    Args:
        files: names, or what else says which ones they are.
        work: what is done with each, in another process.
        died: makes what comes of a file that ends the process.
        jobs: number of processes.
        size: number of files that a process takes at once.
    """
    from concurrent.futures.process import BrokenProcessPool

    done = 0
    while done < len(files):
        try:
            with _pool(jobs) as pool:
                for item in pool.map(work, files[done:], chunksize=size):
                    yield item
                    done += 1
        except BrokenProcessPool:  # nobody says which file it was: these go one by one
            some = files[done : done + size]
            done += len(some)
            yield from _one_by_one(some, work, died)


def _one_by_one(
    files: list[File], work: Callable[[File], Item], died: Callable[[File], Item]
) -> Iterator[Item]:
    """Yield what comes of each file, in a process that is replaced when it dies."""
    from concurrent.futures.process import BrokenProcessPool

    waiting = list(reversed(files))
    while waiting:
        try:
            with _pool(1) as pool:
                while waiting:
                    yield pool.submit(work, waiting[-1]).result()
                    waiting.pop()
        except BrokenProcessPool:
            yield died(waiting.pop())


@contextmanager
def _pool(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """Give processes; what they have not begun is left when nobody asks for it any more."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    most = 61 if os.name == "nt" else jobs  # Windows can wait for no more
    context = get_context("spawn")
    pool = ProcessPoolExecutor(min(jobs, most), mp_context=context, initializer=_end_with_parent)
    try:
        yield pool
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _end_with_parent() -> None:
    """End this process when its parent does, killed perhaps: it holds standard output open."""
    from multiprocessing import parent_process
    from threading import Thread

    parent = parent_process()
    assert parent is not None

    def wait() -> None:
        parent.join()
        os._exit(1)

    Thread(target=wait, daemon=True).start()
