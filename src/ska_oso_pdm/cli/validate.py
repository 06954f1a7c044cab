"""`ska-oso-pdm validate`: checks documents; needs neither the classes nor Pydantic."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from ska_oso_pdm.archive.arguments import STDIN, shown
from ska_oso_pdm.archive.files import expanded
from ska_oso_pdm.archive.processes import Work, chunk, pays, shared
from ska_oso_pdm.cli.formats import add_format
from ska_oso_pdm.cli.jobs import add_jobs
from ska_oso_pdm.cli.judging import INSIDE, judge
from ska_oso_pdm.cli.next_command import add_details, after_validate
from ska_oso_pdm.cli.output import Rows, flush, say, say_reasons, tell
from ska_oso_pdm.cli.progress import progress
from ska_oso_pdm.errors import Issue, WrongSeverityError
from ska_oso_pdm.phrases import count
from ska_oso_pdm.reports.verdicts import (
    Row,
    as_json,
    details,
    lines,
    refused_row,
    title,
    verdict,
)

if TYPE_CHECKING:
    from ska_oso_pdm.reports.reasons import Reasons

_DESCRIPTION = """\
Check documents against the published schema of the layout that they really have.

All problems are listed at once, as FILE:LINE:COLUMN: PATH: what is wrong and what to write,
PATH being a JSON pointer. Of several files there is one line for each, with the codes of what is
wrong, and at the end one for each reason, with how often it was met and where first; --details
lists all places. An "interface" of another layout, or none, is but a warning where the
content shows the layout. Nothing is changed, nothing is fetched.

A few layouts of 2022 to 2025 have no schema: projects and proposals before 0.7, and other documents
before 1.0. Such a document is not judged as it is; what "upgrade" gives of it is said instead.

With --findings also what does not go together in a valid document, for example a spectral window
outside of its receiver band: FILE:LINE:COLUMN: PATH: finding (error, warning or note): what and
what to do. A note says what a block lacks before it can be observed, which is normal in a draft.
A document of an earlier layout is judged by what it becomes in the newest one, at its own places.
Findings never make a document invalid and leave the exit status as it is.

A team raises, lowers or silences what a code stands for with --severity, or for all runs in the
nearest pyproject.toml at or above the working directory that has settings of ska-oso-pdm:

  [tool.ska-oso-pdm.severity]
  scan-id-repeated = "error"
  attenuation-out-of-range = "off"

The option counts more than the table.
"""

_EPILOG = """\
examples:
  ska-oso-pdm validate block.json other.json
  ska-oso-pdm validate blocks/                  all .json files below it
  ska-oso-pdm validate 'blocks/**/*mid*.json'
  generate-block | ska-oso-pdm validate -
  ska-oso-pdm validate --findings block.json    also what does not go together
  ska-oso-pdm validate --findings --severity scan-id-repeated=off blocks/
  ska-oso-pdm validate --inside requests.json   documents in lists and wrappers
  ska-oso-pdm validate --format json blocks/ | jq -r '.[].issues[].code'

exit status: 0 all valid, 1 some invalid, 2 some could not be read or judged; the highest wins
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add description and arguments of the command."""
    parser.description, parser.epilog = _DESCRIPTION, _EPILOG
    parser.add_argument("files", nargs="+", metavar="FILE", help="file, folder, pattern, or -")
    add_format(parser, "file")
    add_details(parser)
    parser.add_argument(
        "--findings",
        action="store_true",
        help="list what does not go together in valid documents too; the exit status stays",
    )
    parser.add_argument(
        "--inside",
        action="store_true",
        help="judge the documents inside of files too: lists, wrappers, bodies of requests",
    )
    parser.add_argument(
        "--severity",
        action="append",
        default=[],
        metavar="CODE=LEVEL",
        help="with --findings: show those of a code as error, warning, note, or not at all (off); "
        "may be given several times, and of two for one code the last counts",
    )
    add_jobs(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Judge the files, print what was found, give the exit status."""
    try:
        severities = _severities(options)
    except WrongSeverityError as error:
        tell(f"ska-oso-pdm validate: {error}")
        return 2
    files = expanded(options.files, tell)
    rows = chain.from_iterable(progress(_judge_all(files, options, severities), len(files)))
    if options.format == "json":
        return _write_json(rows)
    return _write_text(rows, len(files), options)


def _severities(options: argparse.Namespace) -> dict[str, str] | None:
    """Give the severities that differ from the rules' own; None where no findings are asked for."""
    if not (options.findings or options.severity):
        return None
    from ska_oso_pdm.cli.severities import severities_of

    return severities_of(options)


def _judge_all(
    files: list[str], options: argparse.Namespace, severities: Mapping[str, str] | None
) -> Iterator[list[Row]]:
    """Yield the rows of all files in order."""
    judge_one = partial(judge, severities=severities, inside=options.inside)
    if STDIN in files or not pays(len(files), options.jobs):
        yield from map(judge_one, files)
        return

    def died(file: str) -> list[Row]:
        message = "ended the process that judged it, perhaps for want of memory; judge it by itself"
        issue = Issue("", "not-readable", message)
        return [refused_row(shown(file), issue, findings=severities is not None)]

    size = chunk(len(files), options.jobs)
    yield from shared(files, Work(judge_one, died), jobs=options.jobs, size=size)


def _status(row: Row) -> int:
    if not row["judged"]:
        return 2
    return 0 if row["valid"] else 1


def _write_text(rows: Iterable[Row], total: int, options: argparse.Namespace) -> int:
    counts = [0, 0, 0]
    reasons = None if total == 1 or options.details else _reasons()
    earlier = inside = False
    for row in rows:
        counts[_status(row)] += 1
        earlier = earlier or _is_earlier(row)
        inside = inside or any(issue["code"] == INSIDE for issue in row["issues"])
        if reasons is None:
            for line in lines(row):
                say(line, "report")
        else:
            say(verdict(row), "report")
            reasons.add(title(row), details(row))
    say_reasons(reasons)
    flush()
    if sum(counts) > 1:
        looked_at = count(sum(counts), "document") if options.inside else count(total, "file")
        tell(f"{looked_at}: {counts[0]} valid, {counts[1]} invalid, {counts[2]} not judged")
    if total > 1:
        after = after_validate(options, counts[1:], earlier=earlier, inside=inside)
        tell(*filter(None, [after]))
    return max(index for index, count in enumerate(counts) if count)


def _reasons() -> Reasons:
    from ska_oso_pdm.reports.reasons import Reasons

    return Reasons()


def _is_earlier(row: Row) -> bool:
    """Tell whether a document has an earlier layout than the newest of its entity."""
    if not row["valid"]:
        return False
    from ska_oso_pdm.catalogue.registry import version_key, versions_of

    newest = versions_of(row["entity"])[-1:] or [row["version"]]
    return version_key(row["version"]) < version_key(newest[0])


def _write_json(rows: Iterable[Row]) -> int:
    status = 0
    array = Rows()
    for row in rows:
        status = max(status, _status(row))
        array.add(as_json(row))
    array.end()
    return status
