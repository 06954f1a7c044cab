"""The next command to type after a run over many files: one line, which runs as it stands."""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from ska_oso_pdm.archive.arguments import STDIN
from ska_oso_pdm.archive.usual_stash import LONGEST
from ska_oso_pdm.cli.report import TEXT, report_file
from ska_oso_pdm.phrases import count
from ska_oso_pdm.reports.details import STANDING

_PROGRAM = "ska-oso-pdm"
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

    def add(self, row: Mapping[str, Any], counted: str = "") -> None:
        """Take in the row of a document in the report of `upgrade`.

        Args:
            row: the row.
            counted: what it counts as, where that is not its status.
        """
        self.statuses[counted or row["status"]] += 1
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
        of = f"{tally.decided} of {count(refused, 'refused document')}"
        said = f"{of} would be decided by this, if it is true of them"
        added = [word for name in tally.assumptions for word in ("--assume", name)]
        return _said(said, options.arguments, options.files, *_resumed(options), *added)
    changed = any(tally.statuses[name] for name in _CHANGED)
    if options.dry_run and changed and "--dry-run" in options.arguments:
        placed = options.in_place or options.output
        return _said(
            "write what can be converted",
            [word for word in options.arguments if word != "--dry-run"],
            options.files,
            *([] if placed else ["--in-place"]),
        )
    if any(tally.statuses[name] for name in STANDING) and not options.details:
        return _said("each problem at its place", options.arguments, options.files, "--details")
    return None


def after_stop(options: argparse.Namespace, done: int, total: int, *, at_once: bool) -> str:
    """Say how far a run came that writes files, and the command that goes on.

    Args:
        options: of the run.
        done: number of files that are done.
        total: number of all.
        at_once: whether it was ended inside of what it did: more may be done than were told of.
    """
    said = f"stopped: {'at least ' if at_once else ''}{done} of {count(total, 'file')} are done"
    if STDIN in options.files or report_file(options.report):
        other = "" if STDIN in options.files else " and another name for --report"
        return f"{said}; go on with the same command{other}{_or_resumed(options)}"
    return _said(f"{said}; go on with", options.arguments, options.files, *_resumed(options))


def _resumed(options: argparse.Namespace) -> list[str]:
    """Give the option that leaves what a run has written, where it has to be added."""
    return ["--resume"] if options.output and not options.resume else []


def _or_resumed(options: argparse.Namespace) -> str:
    return " and --resume" if _resumed(options) else ""


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
    if len(command) > LONGEST or not command.isprintable():
        options = [word for word in arguments[1:] if word not in files]
        if len(options) + len(files) == len(arguments) - 1:  # no option has the name of a file
            command = (
                f"{shlex.join([_PROGRAM, arguments[0], *added, *options])} … with the same files"
            )
        if not command.isprintable() or len(command) > LONGEST:
            first = shlex.join([_PROGRAM, arguments[0], *added])
            command = f"{first} … with the same other options and files"
    return f"{what}: {command}"
