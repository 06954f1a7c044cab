"""The next command to type after a run over many files: one line, which runs as it stands."""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ska_oso_pdm.archive.arguments import STDIN
from ska_oso_pdm.cli.report import TEXT
from ska_oso_pdm.reports.details import NOT_CONVERTED

if TYPE_CHECKING:
    from ska_oso_pdm.reports.account import Verdict

_PROGRAM = "ska-oso-pdm"
_LONGEST = 300  # characters of a command that people read
_ASSUMPTION = r'"--assume ([\w-]+)"'  # as doubts name it; others take a value
_CHANGED = ("upgraded", "repaired")


def add_details(parser: argparse.ArgumentParser) -> None:
    """Add the option that shows of many files what is shown of one."""
    parser.add_argument(
        "--details",
        action="store_true",
        help="of several files too, a line for each place, instead of one for each reason",
    )


class Tally:
    """What came of the documents of a run, as far as the next command depends on it."""

    def __init__(self) -> None:
        self.statuses: Counter[str] = Counter()
        self._decided: Counter[str] = Counter()

    def add(self, row: Mapping[str, Any], verdict: Verdict) -> None:
        """Take in the row of a document in the report of `upgrade`, and what is said of it."""
        if verdict.is_of_none:
            self.statuses[NOT_CONVERTED] += 1
            return
        self.statuses[row["status"]] += 1
        if row["status"] == "refused":
            problems = [item for item in row["problems"] if item["severity"] == "error"]
            options = [re.search(_ASSUMPTION, item["message"]) for item in problems]
            if options and all(options):
                names = {found[1] for found in options if found}
                self._decided[" ".join(sorted(names))] += 1

    @property
    def assumptions(self) -> list[str]:
        """The assumptions that decide all doubts of some refused documents."""
        return sorted({name for names in self._decided for name in names.split()})

    @property
    def decided(self) -> int:
        """How many refused documents these decide."""
        return self._decided.total()


def after_upgrade(options: argparse.Namespace, tally: Tally) -> str | None:
    """Give the next command after the documents of several files were converted.

    Args:
        options: of the run.
        tally: what came of the documents.
    """
    once = options.restore is not None or STDIN in options.files or options.report != TEXT
    if once:  # the same command would not do, or not do the same
        return None
    refused = tally.statuses["refused"]
    if tally.decided * 2 >= refused > 0:
        from ska_oso_pdm.phrases import count

        of = f"{tally.decided} of {count(refused, 'refused document')}"
        said = f"{of} would be decided by this, if it is true of them"
        added = [word for name in tally.assumptions for word in ("--assume", name)]
        words = [word for word in options.arguments if word != "--resume"]  # it would do nothing
        return _said(said, words, options.files, *added)
    changed = any(tally.statuses[name] for name in _CHANGED)
    if options.dry_run and changed and "--dry-run" in options.arguments:
        placed = options.in_place or options.output
        return _said(
            "write what can be converted",
            [word for word in options.arguments if word != "--dry-run"],
            options.files,
            *([] if placed else ["--in-place"]),
        )
    if (refused or tally.statuses[NOT_CONVERTED]) and not options.details:
        return _said("each problem at its place", options.arguments, options.files, "--details")
    return None


def after_validate(
    options: argparse.Namespace, statuses: Iterable[int], *, earlier: bool, inside: bool
) -> str | None:
    """Give the next command after several files were judged.

    Args:
        options: of the run.
        statuses: exit statuses that the files ask for.
        earlier: whether a valid document has an earlier layout than the newest.
        inside: whether documents are inside of files that are none themselves.
    """
    if STDIN in options.files:
        return None
    if inside:
        said = "the documents inside of files too"
        return _said(said, options.arguments, options.files, "--inside")
    if any(statuses):
        if options.details:
            return None
        return _said("each problem at its place", options.arguments, options.files, "--details")
    if not options.findings:
        said = "what does not go together in valid documents"
        return _said(said, options.arguments, options.files, "--findings")
    if earlier:
        dashes = ["--"] if any(name.startswith("-") for name in options.files) else []
        words = ["upgrade", "--dry-run", *dashes, *options.files]
        return _said("what becomes of earlier layouts in the newest one", words, options.files)
    return None


def _said(what: str, arguments: list[str], files: list[str], *added: str) -> str:
    """Say what a command does, and the command; where it is too long, without the files.

    Args:
        what: what it does.
        arguments: its words.
        files: those of them that are left to the reader where there are too many to read.
        added: options that come first.
    """
    import shlex

    command = shlex.join([_PROGRAM, arguments[0], *added, *arguments[1:]])
    if len(command) > _LONGEST or not command.isprintable():
        options = [word for word in arguments[1:] if word not in files]
        if len(options) + len(files) == len(arguments) - 1:  # no option has the name of a file
            command = (
                f"{shlex.join([_PROGRAM, arguments[0], *added, *options])} … with the same files"
            )
        if not command.isprintable() or len(command) > _LONGEST:
            first = shlex.join([_PROGRAM, arguments[0], *added])
            command = f"{first} … with the same other options and files"
    return f"{what}: {command}"
