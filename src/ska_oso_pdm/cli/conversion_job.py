"""Converts the documents in one file after the other, and writes the files."""

from __future__ import annotations

import argparse
import os
from typing import Any, NamedTuple

from ska_oso_pdm import atomic
from ska_oso_pdm.cli import STDIN, read_argument
from ska_oso_pdm.cli.account import headline, lines, refused_row, row
from ska_oso_pdm.cli.allowance import allowed
from ska_oso_pdm.cli.stash_file import StashFile
from ska_oso_pdm.conversion import check_assumptions, convert
from ska_oso_pdm.editing import edited
from ska_oso_pdm.embedded import embedded
from ska_oso_pdm.errors import Issue, PdmError, UnreadableError
from ska_oso_pdm.positions import pointer
from ska_oso_pdm.source import Source

_STATUS = {"refused": 1}
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
        ValueError: for a file that is no stash, and two files that would become one.
        """
        self._allowed = allowed(options)
        check_assumptions(self._allowed)
        self._options = options
        self._kept = StashFile()
        self._restored = StashFile.read(options.restore) if options.restore else None
        self._targets = self._names(files) if options.output else {}
        self.prints = prints

    def do(self, file: str) -> Outcome:
        """Convert the documents of a file; write it where that is asked for.

        Raises:
            OSError: when it cannot be written.
        """
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
        text = self._write(file, source, changes)
        return outcome._replace(text=text if self.prints else None)

    def finish(self) -> None:
        """Write the stash, where one is asked for."""
        if self._options.stash and not self._options.dry_run:
            self._kept.write(self._options.stash)

    def _whole(self, file: str, source: Source) -> list[tuple[Place, Any]]:
        """Take a file without documents for one, unless it only happens to lie in a folder."""
        return [((), source.document)] if file in self._options.files else []

    def _convert(
        self, name: str, source: Source, place: Place, document: Any, changes: dict[Place, Any]
    ) -> Outcome:
        where = pointer(place)
        title = f"{name}#{where}" if where else name
        stash = self._restored.find(name, where) if self._restored else None
        part = Source(document, None, name) if place else source
        try:
            done = convert(part, self._options.to, allowed=self._allowed, stash=stash)
        except PdmError as error:
            issues = [_placed(issue, source, where) for issue in error.issues]
            found = [f"{title}: refused", *(f"  {issue}" for issue in issues)]
            return Outcome([refused_row(name, where, issues)], found, 2)
        done.problems[:] = [_placed(issue, source, where) for issue in done.problems]
        if done.document is not None and done.status != "current":
            changes[place] = done.document
            self._kept.add(name, where, done.stash)
        found = [f"{title}: {headline(done)}", *lines(done)]
        found += [f"  {issue}" for issue in done.problems]
        return Outcome([row(name, where, done, source)], found, _STATUS.get(done.status, 0))

    def _write(self, file: str, source: Source, changes: dict[Place, Any]) -> str | None:
        """Write the new text of a file; give it."""
        assert source.data is not None
        text = source.data.decode()
        new = edited(text, changes) if changes else text
        options = self._options
        if options.dry_run:
            return None
        if options.in_place and changes and file != STDIN:
            atomic.replace(file, new.encode())
        elif options.output:
            self._write_into(self._targets[file], new)
        return new

    def _write_into(self, path: str, text: str) -> None:
        os.makedirs(os.path.dirname(path), exist_ok=True)
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


def _placed(issue: Issue, source: Source, where: str) -> Issue:
    """Give an issue of a document the line and column that it has in the file."""
    if issue.place is not None or not where:
        return issue
    path = where + issue.path
    return Issue(
        issue.path,
        issue.code,
        issue.message,
        severity=issue.severity,
        place=lambda: source.locate(path),
    )
