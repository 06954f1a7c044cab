"""`ska-oso-pdm upgrade`: takes documents to another layout, in their files."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ska_oso_pdm.archive.files import expanded
from ska_oso_pdm.archive.usual_stash import NAME
from ska_oso_pdm.cli.allowance import add_allowed, allowed
from ska_oso_pdm.cli.jobs import add_jobs
from ska_oso_pdm.cli.next_command import Tally, add_details, after_stop, after_upgrade
from ska_oso_pdm.cli.outlived import Outlived
from ska_oso_pdm.cli.output import Rows, flush, say, say_reasons, tell, write_document
from ska_oso_pdm.cli.progress import progress
from ska_oso_pdm.cli.report import TEXT, is_told, opened, report_file, report_form

if TYPE_CHECKING:
    from ska_oso_pdm.archive.conversion_job import Outcome
    from ska_oso_pdm.archive.conversion_run import Run
    from ska_oso_pdm.archive.order import Order
    from ska_oso_pdm.reports.reasons import Reasons

_DESCRIPTION = """\
Take documents from the layout that they really have to another one, up or down.

Each value of a document is accounted for: mapped, set aside (the layout has no place for it; the
stash keeps it), or lost. Known mistakes are put right, labels are made honest, and nothing is
invented: what a block needs before it can be observed is told as incomplete. Refused is what would
change the science, with the option that decides it.

Of several files there is one line for each document, and at the end one for each reason, with how
often it was met and where first; --details lists all places.

Documents are found inside larger files too: lists, wrappers, bodies of requests. A file keeps the
order of its keys, its indentation and its last newline, and is replaced whole or not at all.

With --in-place and --output a stash keeps the original of each document that changes, in
{name} in the topmost folder that is named or in the output folder, if anything is
set aside; --restore gives the originals back to the byte. Without --in-place or --output nothing is
written: the new text of a single file goes to standard output.

Ctrl-C stops a run that writes between two files, and it says what is written, where the originals
are, and how to go on; a reader of its output that goes away does not stop it. However it was ended,
files are whole. In place, the next run goes on by itself, since what is of the newest layout stays;
with --output, --resume leaves alone what is in the folder already, but for files in which documents
were refused among others.
"""

_EPILOG = """\
examples:
  ska-oso-pdm upgrade --stash old.ndjson block.json > new.json
  ska-oso-pdm upgrade --dry-run tests/                      what would happen to the fixtures
  ska-oso-pdm upgrade --in-place blocks/
  ska-oso-pdm upgrade --in-place --restore blocks/{name} blocks/   gets the old files back
  ska-oso-pdm upgrade --in-place --assume first-target --stash ../originals.ndjson blocks/
  ska-oso-pdm upgrade --report json --dry-run blocks/ | jq -r '.[].status'
  ska-oso-pdm upgrade --in-place --report run.ndjson archive/     many files: a row in each line

assumptions (--assume all stands for those without a value):
{assumptions}

exit status: 0 all upgraded, repaired, restored or current, 1 some refused, 2 some not read, not
written or not converted; the highest wins; 130 stopped by Ctrl-C
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add description and arguments of the command."""
    parser.description = _DESCRIPTION.format(name=NAME)
    parser.epilog = _EPILOG.format(assumptions=_assumptions(), name=NAME)
    parser.add_argument("files", nargs="+", metavar="FILE", help="file, folder, pattern, or -")
    parser.add_argument(
        "--to",
        type=_given,
        metavar="VERSION",
        help="version, for example 0.6; or current (default; with --restore, the original one)",
    )
    places = parser.add_mutually_exclusive_group()
    places.add_argument("--in-place", action="store_true", help="replace the files")
    places.add_argument(
        "--output", type=_given, metavar="DIR", help="write files of the same names there"
    )
    parser.add_argument(
        "--resume",
        action="store_true",
        help="go on where a run with --output was ended: leave what is there already, and try "
        "again what was refused",
    )
    parser.add_argument("--dry-run", action="store_true", help="write nothing, say what would be")
    parser.add_argument(
        "--report",
        type=report_form,
        default=TEXT,
        metavar="FORM|FILE",
        help="text for people (default); json: an array with one row for each document; ndjson: "
        "the rows as lines; or a new file that ends in .json or .ndjson, which takes the rows "
        "while people are told the text",
    )
    add_details(parser)
    add_allowed(parser)
    stashes = parser.add_mutually_exclusive_group()
    stashes.add_argument(
        "--stash", type=_given, metavar="FILE", help="keep there what is replaced and set aside"
    )
    stashes.add_argument(
        "--no-stash",
        action="store_true",
        help="keep nothing; what would be set aside is refused, or let go with --allow-loss",
    )
    parser.add_argument(
        "--restore",
        type=_given,
        metavar="FILE",
        help="put back what a stash has kept: the original text, or where it was edited, its parts",
    )
    add_jobs(parser)
    parser.set_defaults(run=run)


def _given(text: str) -> str:
    """Refuse what a variable without value leaves; it would count as an option not given."""
    if not text:
        raise argparse.ArgumentTypeError("empty; give a value, or leave the option out")
    return text


def _assumptions() -> str:
    from textwrap import fill

    from ska_oso_pdm.migrations import ASSUMPTIONS, CHOICES

    described = {**ASSUMPTIONS, **{f"{name}=VALUE": says for name, says in CHOICES.items()}}
    return "\n".join(
        fill(
            says,
            98,
            initial_indent=f"  {name:22}  ",
            subsequent_indent=" " * 26,
            break_on_hyphens=False,  # names of choices have some
        )
        for name, says in described.items()
    )


def run(options: argparse.Namespace) -> int:
    """Convert the documents of the files, write and report; give the exit status."""
    from ska_oso_pdm.archive.conversion_run import Run

    files = expanded(options.files, tell)
    prints = not (options.in_place or options.output or options.dry_run)
    told = is_told(options.report)
    try:
        if prints and len(files) > 1 and told:
            raise ValueError("several files need --in-place, --output DIR or --dry-run")
        if options.resume and not (options.output or options.in_place):
            raise ValueError("--resume goes on with files that were written; give --output DIR too")
        doing = Run(_order(options), files, prints=prints and told, jobs=options.jobs)
        with opened(options.report) as rows:
            tell(*doing.warnings)
            text = _Text(options, len(files), doing.prints) if told else None
            return _done(doing, text, rows, options)
    except (ValueError, OSError) as error:
        tell(f"ska-oso-pdm upgrade: {error}")
        return 2


def _order(options: argparse.Namespace) -> Order:
    from ska_oso_pdm.archive.order import Order

    return Order(
        named=options.files,
        to=options.to,
        allowed=allowed(options),
        in_place=options.in_place,
        output=options.output,
        dry_run=options.dry_run,
        stash=options.stash,
        no_stash=options.no_stash,
        restore=options.restore,
        resume=options.resume,
        report=report_file(options.report),
    )


def _done(doing: Run, text: _Text | None, rows: Rows | None, options: argparse.Namespace) -> int:
    """Do it, and tell of it, also where something ends it early; give the exit status."""
    screen, report = Outlived(doing), Outlived(doing)
    status, is_over = 0, False
    try:
        for outcome in progress(doing.outcomes(), doing.count):
            status = max(status, outcome.status)
            if rows is not None:
                report(_add, rows, outcome)
            if text is not None:
                text.count(outcome)
                screen(text.add, outcome)
        is_over = True
        if rows is not None:
            report(rows.end)
        if text is not None:
            screen(text.end)
            tell(*text.last(None if doing.is_unfinished else options))
    finally:
        if doing.writes and doing.is_unfinished:
            tell(after_stop(options, doing.done, doing.count, at_once=not is_over))
        tell(*doing.farewell)
    for error in filter(None, (screen.error, report.error)):
        raise error
    return (doing.stopping.status if doing.is_unfinished else None) or status


def _add(rows: Rows, outcome: Outcome) -> None:
    for row in outcome.rows:
        rows.add(row)


class _Text:
    """What people are told of the documents: all of it, or a line of each and what the reasons are.

    Args:
        options: of the run.
        files: number of files that are named; of a single one all is told.
        aside: whether standard output takes the new text.
    """

    def __init__(self, options: argparse.Namespace, files: int, aside: bool) -> None:
        self._tally = Tally()
        self._aside = aside
        self._reasons: Reasons | None = None
        if files > 1 and not options.details:
            from ska_oso_pdm.reports.reasons import Reasons

            self._reasons = Reasons()

    def count(self, outcome: Outcome) -> None:
        """Count the documents of a file."""
        for row, verdict in zip(outcome.rows, outcome.verdicts, strict=True):
            self._tally.add(row, verdict.counted)

    def add(self, outcome: Outcome) -> None:
        """Print what came of the documents of a file."""
        for verdict in outcome.verdicts:
            if self._reasons is not None:
                self._reasons.add(outcome.rows[0]["file"], verdict.details)
            for line in verdict.full if self._reasons is None else [verdict.short]:
                if self._aside:
                    tell(line, look="report")
                else:
                    say(line, "report")
        if outcome.text is not None:
            write_document(outcome.text.encode())

    def end(self) -> None:
        """Print what the reasons are."""
        say_reasons(self._reasons)
        flush()

    def last(self, options: argparse.Namespace | None) -> Iterator[str]:
        """Yield how many documents became what, and the next command, if options are given."""
        counts = self._tally.statuses
        if counts.total() > 1:
            said = ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))
            yield f"{counts.total()} documents: {said}"
        if options and self._reasons and (command := after_upgrade(options, self._tally)):
            yield command
