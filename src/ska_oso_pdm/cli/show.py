"""`ska-oso-pdm show`: a summary of one document for people."""

from __future__ import annotations

import argparse
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from ska_oso_pdm.archive.arguments import read_argument, shown
from ska_oso_pdm.archive.faults import attempted
from ska_oso_pdm.archive.files import expanded
from ska_oso_pdm.cli.output import flush, say, say_row, seen, tell
from ska_oso_pdm.errors import InvalidDocumentError, Issue, PdmError, RefusedConversionError

if TYPE_CHECKING:
    from ska_oso_pdm.documents.source import Source
    from ska_oso_pdm.views.rows import Section

_DESCRIPTION = """\
Print a readable summary of each document; of several files below the name of each.

Of a scheduling block definition: telescope, who wrote it and when, targets, the scans in order
with their durations, resources, and references that name nothing. Of an execution block or an
instance: what was called when, and what came of it. Of a project or proposal: how far it is, and
its observation sets, targets, data products and results. Of a panel, review, decision, access or
change of status: what it says.

A document of a layout from before 1.0 is shown as the newest layout has it; what that has no place
for is counted. Nothing is decided: what "upgrade" would have to ask is shown as the document has
it, with a question mark, and listed with the reason. The file stays as it is.

An invalid document is shown with its known mistakes put right, or where that does not help, like
one of a layout that is only recognised, as it stands: by where the layouts of its entity have said
what, with "not told" for what is at none of these places. What is wrong with it stands below.

In all but scheduling block definitions persons are counted, and neither named nor quoted. Texts
that may be personal, such as those of errors and arguments, are shown as (personal).
"""

_EPILOG = """\
examples:
  ska-oso-pdm show block.json
  ska-oso-pdm show proposal.json
  ska-oso-pdm show blocks/ | less               all .json files below it
  generate-block | ska-oso-pdm show -

exit status: 0 all shown, 1 some are invalid or refused, 2 some could not be read or judged; the
highest wins, also where a document is shown as far as it can be read
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add description and arguments of the command."""
    parser.description, parser.epilog = _DESCRIPTION, _EPILOG
    parser.add_argument("files", nargs="+", metavar="FILE", help="file, folder, pattern, or -")
    parser.set_defaults(run=run)


class _Shown(NamedTuple):
    """What is shown of a file.

    Attributes:
        status: exit status that it asks for.
        summary: the sections; none where there is nothing to show.
        told: why, line by line.
    """

    status: int
    summary: list[Section]
    told: list[str]


def run(options: argparse.Namespace) -> int:
    """Print the summaries; give the exit status."""
    from ska_oso_pdm.views.text import lines

    files = expanded(options.files, tell)
    counts: Counter[str] = Counter()
    status = 0
    for file in files:
        found = attempted(_show, file, partial(_unforeseen, file))
        status = max(status, found.status)
        if found.summary and len(files) > 1:  # what cannot be shown needs no heading
            if counts["shown"]:
                say("")
            say(f"{shown(file)}:", "title")
        counts["shown" if found.summary else "not shown"] += 1
        for line in lines(found.summary, seen):
            say_row(line, "title" if line.hang is None else "plain")
        flush()
        tell(*found.told)
    if len(files) > 1:
        tell(f"{len(files)} files: {counts['shown']} shown, {counts['not shown']} not shown")
    return status


def _show(file: str) -> _Shown:
    from ska_oso_pdm.codec import read
    from ska_oso_pdm.views.summary import can_summarise, summarise, summarise_undecided
    from ska_oso_pdm.views.undecided import read_undecided

    problem: PdmError | None = None
    try:
        source = read_argument(file)
    except PdmError as error:
        return _Shown(2, [], str(error).split("\n"))
    try:
        reading = read(source)
        if can_summarise(reading.receipt):
            return _Shown(0, summarise(reading.object, reading.receipt), [])
    except PdmError as error:
        problem = error
    if isinstance(problem, InvalidDocumentError) and problem.issues[-1].code == "more-problems":
        return _as_it_stands(source, problem)  # too much of it to be read in any other way
    try:
        look = read_undecided(source)
    except PdmError as error:
        first = problem if isinstance(problem, InvalidDocumentError) else None
        return _as_it_stands(source, first or error)
    receipt = look.reading.receipt
    if not can_summarise(receipt):
        layout = f"{receipt.entity} {receipt.version}"
        return _Shown(2, [], [f"{source.name}: there is no summary of {layout} yet"])
    invalid = problem if isinstance(problem, InvalidDocumentError) else None
    return _Shown(1 if invalid else 0, [*summarise_undecided(look), *_problems(invalid)], [])


def _as_it_stands(source: Source, problem: PdmError) -> _Shown:
    """Show what can be read of a document that is no object of the model, and why it is none."""
    from ska_oso_pdm.recognition import recognition_of
    from ska_oso_pdm.views.outline import outline

    status = 1 if isinstance(problem, (InvalidDocumentError, RefusedConversionError)) else 2
    document = source.document
    recognition = recognition_of(document) if isinstance(document, dict) else None
    if recognition is None or recognition.entity is None:
        return _Shown(status, [], str(problem).split("\n"))
    versions = recognition.version or " or ".join(recognition.ties) or "of unknown layout"
    summary = outline(document, recognition.entity, f"{recognition.entity} {versions}")
    return _Shown(status, [*summary, *_problems(problem)], [])


def _problems(problem: PdmError | None) -> list[Section]:
    if problem is None:
        return []
    title = (
        "Problems" if isinstance(problem, InvalidDocumentError) else "Why it is shown as it stands"
    )
    return [(title, [[line] for line in str(problem).split("\n")])]


def _unforeseen(file: str, issue: Issue) -> _Shown:
    return _Shown(2, [], [issue.in_file(shown(file))])
