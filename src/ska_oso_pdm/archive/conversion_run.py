"""Converts the documents of many files, in several processes where that pays."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import NamedTuple

from ska_oso_pdm.archive.arguments import STDIN
from ska_oso_pdm.archive.conversion_job import Job, Outcome, failed
from ska_oso_pdm.archive.earlier_run import going_on, has_refused, is_there
from ska_oso_pdm.archive.files import folders
from ska_oso_pdm.archive.order import Order
from ska_oso_pdm.archive.processes import Work, chunk, pays, shared
from ska_oso_pdm.archive.provisional_stash import ProvisionalStash
from ska_oso_pdm.archive.stopping import Stopping
from ska_oso_pdm.archive.usual_stash import usual_stash, way_back
from ska_oso_pdm.errors import Issue
from ska_oso_pdm.phrases import count

_DIED = "ended the process that converted it, perhaps for want of memory; convert it by itself"


class _Task(NamedTuple):
    """A file for another process.

    Attributes:
        file: its name.
        named: whether it was named by itself, and does not only lie in a folder.
        goes_on: whether it is what an earlier run has written and not finished.
    """

    file: str
    named: bool
    goes_on: bool


class Run:
    """What a command line asks for, of all its files.

    Attributes:
        count: number of files that are looked at.
        done: number of those that were.
        prints: whether the new text goes to standard output.
        writes: whether files are written.
        stopping: whether it is to stop before its end, between two files.
        warnings: what is to be said before all else.
    """

    def __init__(self, order: Order, files: list[str], *, prints: bool, jobs: int = 1) -> None:
        """Raises:
        WrongAssumptionError: for an assumption that there is none.
        ValueError: for a file that is no stash, and see `FileWriter`.
        """
        self._order, self._jobs = order, jobs
        self._job = Job(order, files, prints=prints)
        places = {file: self._job.place(file) for file in files} if order.output else {}
        there = [file for file, place in places.items() if is_there(place, file)]
        left = {file for file in there if order.resume and has_refused(places[file], order)}
        passed = {file for file in there if order.resume} - left
        self._files = [places[f] if f in left else f for f in files if f not in passed]
        self._left = frozenset(places[file] for file in left)
        self._stash = ProvisionalStash(usual_stash(order, files))
        self.count, self.done = len(self._files), 0
        self.prints, self.writes = prints, order.writes
        self.stopping = Stopping()
        said = _say_there(order, len(there), len(passed), len(left))
        self.warnings = [*self._job.warnings, *said]

    def outcomes(self) -> Iterator[Outcome]:
        """Yield what comes of each file, in their order."""
        with self._stopped_by_signals():
            for outcome in self._shared() if self._is_shared() else self._alone():
                self._stash.take(outcome.kept)
                self.done += 1
                yield outcome
        self._stash.settle(is_finished=not self.is_unfinished)

    @property
    def is_unfinished(self) -> bool:
        """Whether it was stopped before its end."""
        return self.done < self.count

    @property
    def farewell(self) -> list[str]:
        """What is to be said after all else: where originals are kept, and how they come back."""
        path = self._stash.path
        return [way_back(path, self._order)] if path else []

    def _stopped_by_signals(self) -> AbstractContextManager[None]:
        """Let signals stop it between files; at once where nothing is written, or people type."""
        waits = self.writes and STDIN not in self._files
        return self.stopping.by_signals() if waits else nullcontext()

    def _is_shared(self) -> bool:
        """Tell whether several processes do it: they share no standard stream and no index."""
        alone = self.prints or STDIN in self._files or self._order.restore is not None
        return pays(self.count, self._jobs) and not alone

    def _alone(self) -> Iterator[Outcome]:
        """Yield the outcomes of all files until it is to stop."""
        for file in self._files:
            if self.stopping():
                return
            if file in self._left:
                yield _convert(self._shared_order(), _Task(file, False, True))
            else:
                yield self._job.do(file)

    def _shared(self) -> Iterator[Outcome]:
        """Yield the outcomes of all files, which processes share that agree on one stash."""
        named = frozenset(self._order.named)
        tasks = [_Task(file, file in named, file in self._left) for file in self._files]
        work = Work(partial(_convert, self._shared_order()), _died)
        size = chunk(self.count, self._jobs)
        yield from shared(tasks, work, jobs=self._jobs, size=size, is_stopped=self.stopping)

    def _shared_order(self) -> Order:
        """Give the order for a file by itself, which would find another stash."""
        return self._order._replace(named=folders(self._order.named), usual_stash=self._stash.usual)


def _say_there(order: Order, there: int, passed: int, left: int) -> Iterator[str]:
    """Say how many files are in the output folder already, and what becomes of them."""
    if there and not order.resume:
        them = "it" if there == 1 else "them"
        what = f"{count(there, 'file')} of the same name {_are(there)} in {order.output} already"
        replaces = "would be written would replace" if order.dry_run else "is written replaces"
        yield f"{what}, and what {replaces} {them}; --resume leaves {them} alone"
    if passed:
        yield f"{count(passed, 'file')} {_are(passed)} in {order.output} already, and left alone"
    if left:
        again = f"{count(left, 'file')} in {order.output} {'has' if left == 1 else 'have'}"
        yield f"{again} documents that were refused, which are tried again"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _convert(order: Order, task: _Task) -> Outcome:
    """Convert a file by itself, perhaps in another process than the one that said what is done."""
    named = [*order.named, task.file] if task.named else order.named
    order = going_on(order) if task.goes_on else order
    return Job(order._replace(named=named), [task.file], prints=False).do(task.file)


def _died(task: _Task) -> Outcome:
    return failed(task.file, Issue("", "not-readable", _DIED))
