"""Converts the documents of many files, in several processes where that pays."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from ska_oso_pdm.archive.arguments import STDIN
from ska_oso_pdm.archive.conversion_job import Job, Outcome, failed
from ska_oso_pdm.archive.files import folders
from ska_oso_pdm.archive.order import Order
from ska_oso_pdm.archive.processes import chunk, pays, shared
from ska_oso_pdm.archive.usual_stash import way_back
from ska_oso_pdm.errors import Issue
from ska_oso_pdm.phrases import count

_DIED = "ended the process that converted it, perhaps for want of memory; convert it by itself"


class _Task(NamedTuple):
    """A file for another process.

    Attributes:
        file: its name.
        named: whether it was named by itself, and does not only lie in a folder.
    """

    file: str
    named: bool


class Run:
    """What a command line asks for, of all its files.

    Attributes:
        count: number of files that are looked at.
        prints: whether the new text goes to standard output.
        warnings: what is to be said before all else.
    """

    def __init__(self, order: Order, files: list[str], *, prints: bool, jobs: int = 1) -> None:
        """Raises:
        WrongAssumptionError: for an assumption that there is none.
        ValueError: for a file that is no stash, and see `FileWriter`.
        """
        self._order, self._jobs = order, jobs
        self._job = Job(order, files, prints=prints)
        self._files = [file for file in files if not (order.resume and self._job.is_done(file))]
        self._kept: str | None = None
        self.count, self.prints = len(self._files), prints
        self.warnings = self._job.warnings
        if done := len(files) - self.count:
            what = f"{count(done, 'file')} {'is' if done == 1 else 'are'}"
            self.warnings = [*self.warnings, f"{what} in {order.output} already, and left alone"]

    def outcomes(self) -> Iterator[Outcome]:
        """Yield what comes of each file, in their order."""
        for outcome in self._shared() if self._is_shared() else map(self._job.do, self._files):
            self._kept = outcome.kept or self._kept
            yield outcome

    @property
    def farewell(self) -> list[str]:
        """What is to be said after all else: where originals are kept, and how they come back."""
        return [way_back(self._kept, self._order)] if self._kept else []

    def _is_shared(self) -> bool:
        """Tell whether several processes do it: they share no standard stream and no index."""
        alone = self.prints or STDIN in self._files or self._order.restore is not None
        return pays(self.count, self._jobs) and not alone

    def _shared(self) -> Iterator[Outcome]:
        """Yield the outcomes of all files, which processes share that agree on one stash."""
        named = frozenset(self._order.named)
        tasks = [_Task(file, file in named) for file in self._files]
        order = self._order._replace(
            named=folders(self._order.named), usual_stash=self._job.usual_stash_for(self._files)
        )
        work = partial(_convert, order)
        size = chunk(self.count, self._jobs)
        yield from shared(tasks, work, _died, jobs=self._jobs, size=size)


def _convert(order: Order, task: _Task) -> Outcome:
    """Convert a file, in another process than the one that said what is to be done."""
    named = [*order.named, task.file] if task.named else order.named
    return Job(order._replace(named=named), [task.file], prints=False).do(task.file)


def _died(task: _Task) -> Outcome:
    return failed(task.file, Issue("", "not-readable", _DIED))
