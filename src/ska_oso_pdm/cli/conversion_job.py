"""Converts the documents in one file after the other, and writes the files."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from ska_oso_pdm import atomic, validation
from ska_oso_pdm.cli import STDIN, read_argument
from ska_oso_pdm.cli.account import headline, lines, refused_row, row
from ska_oso_pdm.cli.allowance import allowed
from ska_oso_pdm.cli.stash_file import Owner, StashFile
from ska_oso_pdm.conversion import check_assumptions, convert
from ska_oso_pdm.editing import edited
from ska_oso_pdm.embedded import embedded
from ska_oso_pdm.errors import Issue, PdmError, RefusedConversionError, UnreadableError
from ska_oso_pdm.migrations import Stash
from ska_oso_pdm.positions import pointer
from ska_oso_pdm.source import Source

_STATUS = {"refused": 1}
_UNKNOWN_TO_STASH = Issue(
    "",
    "not-restored",
    "the stash has nothing of this document, so nothing is put back; check that it is the right "
    "stash, or leave out --restore",
    severity="warning",
)
Place = tuple[str | int, ...]


class Outcome(NamedTuple):
    """What came of one file.

    Attributes:
        rows: a row for each document, for the JSON report.
        lines: what people read of it.
        status: exit status that it asks for.
        text: the new text, where it is to be printed.
    """

    rows: list[dict[str, Any]]
    lines: list[str]
    status: int
    text: str | None = None


class Job:
    """What a command line asks for, file by file.

    Attributes:
        prints: whether the new text goes to standard output.
    """

    def __init__(self, options: argparse.Namespace, files: list[str], *, prints: bool) -> None:
        """Raises:
        WrongAssumptionError: for an assumption that there is none.
        ValueError: for a file that is no stash, a stash that cannot be written, and two files
            that would become one.
        """
        self._allowed = allowed(options)
        check_assumptions(self._allowed)
        self._options = options
        self._restored = StashFile.read(options.restore) if options.restore else None
        self._targets = self._names(files) if options.output else {}
        self._kept: StashFile | None = None
        if options.stash and not options.dry_run:
            with _writing(options.stash):
                self._kept = StashFile.opened(options.stash)
        self.prints = prints

    def do(self, file: str) -> Outcome:
        """Convert the documents of a file; write it where that is asked for."""
        name = "<stdin>" if file == STDIN else file
        try:
            source = read_argument(file)
        except UnreadableError as error:
            found = [issue.in_file(name) for issue in error.issues]
            return Outcome([refused_row(name, "", error.issues)], found, 2)
        changes: dict[Place, Any] = {}
        outcome = Outcome([], [], 0)
        for place, document in list(embedded(source.document)) or self._whole(file, source):
            part = self._convert(name, source, place, document, changes)
            outcome.rows.extend(part.rows)
            outcome.lines.extend(part.lines)
            outcome = outcome._replace(status=max(outcome.status, part.status))
        if outcome.status and not changes:
            return outcome  # the old text would pass for the new one
        try:
            text = self._write(file, source, changes)
        except PdmError as error:
            found = [issue.in_file(name) for issue in error.issues]
            return Outcome([refused_row(name, "", error.issues)], found, 2)
        return outcome._replace(text=text if self.prints else None)

    def _whole(self, file: str, source: Source) -> list[tuple[Place, Any]]:
        """Take a file without documents for one, unless it only happens to lie in a folder."""
        return [((), source.document)] if file in self._options.files else []

    def _convert(
        self, name: str, source: Source, place: Place, document: Any, changes: dict[Place, Any]
    ) -> Outcome:
        where = pointer(place)
        title = f"{name}#{where}" if where else name
        part = Source(document, None, name) if place else source
        try:
            stash = self._stash(name, where, part)
            done = convert(part, self._options.to, allowed=self._allowed, stash=stash)
        except PdmError as error:
            issues = [_placed(issue, source, where) for issue in error.issues]
            found = [f"{title}: refused", *(f"  {issue}" for issue in issues)]
            status = 1 if isinstance(error, RefusedConversionError) else 2
            return Outcome([refused_row(name, where, issues)], found, status)
        if self._restored and stash is None and done.status != "current":
            done.problems.append(_UNKNOWN_TO_STASH)
        done.problems[:] = [_placed(issue, source, where) for issue in done.problems]
        if done.document is not None and done.status != "current":
            changes[place] = done.document
            if self._kept:
                self._kept.add(Owner.of(name, where, done.entity, done.document), done.stash)
        found = [f"{title}: {headline(done)}", *lines(done)]
        found += [f"  {issue}" for issue in done.problems]
        return Outcome([row(name, where, done, source)], found, _STATUS.get(done.status, 0))

    def _stash(self, name: str, where: str, part: Source) -> Stash | None:
        """Give what is to be put back into a document."""
        if self._restored is None:
            return None
        entity = validation.identify(part).schema.entity
        return self._restored.find(Owner.of(name, where, entity, part.document))

    def _write(self, file: str, source: Source, changes: dict[Place, Any]) -> str | None:
        """Write the new text of a file; give it."""
        assert source.data is not None
        text = source.data.decode()
        new = source.mark + (edited(text, changes) if changes else text)
        options = self._options
        if options.dry_run:
            return None
        if self._kept and self._kept.unsaved:  # before any file loses what it keeps
            with _writing(options.stash):
                self._kept.write(options.stash)
        if options.in_place and changes and file != STDIN:
            self._put(file, new)
        elif options.output:
            self._put(self._targets[file], new)
        return new

    def _put(self, path: str, text: str) -> None:
        with _writing(path):
            os.makedirs(os.path.dirname(path) or os.curdir, exist_ok=True)
            atomic.replace(path, text.encode())

    def _names(self, files: list[str]) -> dict[str, str]:
        """Give the path that each file gets: its own, below the folder that an argument names."""
        paths: dict[str, str] = {}
        taken: dict[str, str] = {}
        for file in files:
            name = "stdin.json" if file == STDIN else os.path.basename(file)
            for argument in filter(os.path.isdir, self._options.files):
                below = os.path.relpath(file, argument)
                if not below.startswith(os.pardir):
                    name = below
                    break
            path = os.path.join(self._options.output, name)
            if path in taken:
                raise ValueError(f"{file} and {taken[path]} would both become {path}")
            paths[file], taken[path] = path, file
        return paths


@contextmanager
def _writing(path: str) -> Iterator[None]:
    """Say in a sentence why a file cannot be written."""
    try:
        yield
    except OSError as error:
        message = (
            f"{path} cannot be written: {error.strerror or error}; "
            "check the path, its permissions and the room on the disk"
        )
        raise PdmError([Issue("", "not-writable", message)]) from None


def _placed(issue: Issue, source: Source, where: str) -> Issue:
    """Give an issue of a document the line and column that it has in the file."""
    if issue.place is not None or not where:
        return issue
    path = where + issue.path
    source.expect(path)
    return Issue(
        issue.path,
        issue.code,
        issue.message,
        severity=issue.severity,
        place=lambda: source.locate(path),
    )
