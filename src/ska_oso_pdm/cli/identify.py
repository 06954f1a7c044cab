"""`ska-oso-pdm identify`: tells which layout documents really have; needs no class."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from ska_oso_pdm.archive.arguments import read_argument, shown
from ska_oso_pdm.archive.faults import attempted
from ska_oso_pdm.archive.files import expanded
from ska_oso_pdm.cli.formats import TABLE, add_format
from ska_oso_pdm.cli.output import Rows, say_row, seen, tell
from ska_oso_pdm.errors import Issue, UnreadableError
from ska_oso_pdm.personal import shown_place, shown_pointer, shown_text
from ska_oso_pdm.views.rows import cut
from ska_oso_pdm.views.text import table

if TYPE_CHECKING:
    from ska_oso_pdm.recognition import Recognition

_DESCRIPTION = """\
Tell which entity and layout documents really have, as validate judges them.

The content decides: for years all documents wore the label .../0.1 over nine layouts. The label in
"interface" counts where the content fits several layouts, or shows none; the version in "metadata"
never does. Documents are found inside larger JSON files too, such as lists and bodies of requests.
For each the table says what it declares, what it is, and why:

  certain   nothing in it speaks against that layout, and it fits no other
  tie       it fits other layouts as well, which the table names
  likely    it is half of another layout, at the places that the table names
  none      neither content nor label shows a layout, or it is no document of this data model

Nothing is judged (see validate), changed or fetched.
"""

_EPILOG = """\
examples:
  ska-oso-pdm identify block.json
  ska-oso-pdm identify tests/                   all .json files below it
  cat block.json | ska-oso-pdm identify -
  ska-oso-pdm identify --format json blocks/ | jq -r '.[].version'

exit status: 0 all recognised, 1 some are no documents of this data model, 2 some could not be read;
the highest wins
"""

_CELLS = ("file", "declared", "real", "confidence", "why")
_SHOWN = 2


class _Found(NamedTuple):
    """A document, or a file without one."""

    file: str
    pointer: str
    recognition: Recognition


def configure(parser: argparse.ArgumentParser) -> None:
    """Add description and arguments of the command."""
    parser.description, parser.epilog = _DESCRIPTION, _EPILOG
    parser.add_argument("files", nargs="+", metavar="FILE", help="file, folder, pattern, or -")
    add_format(parser, "document", TABLE)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Recognise the documents in the files, print what was found, give the exit status."""
    status = 0
    lines: list[list[str]] = []
    rows = Rows()
    for file in expanded(options.files, tell):
        for part in attempted(_documents, file, _refused):
            if isinstance(part, Issue):
                tell(part.in_file(shown(file)))
                status = 2
                continue
            status = max(status, 0 if _is_ours(part.recognition) else 1)
            if options.format == "json":
                rows.add(_as_json(part))
            else:
                lines.append(_as_text(part))
    if options.format == "json":
        rows.end()
    elif lines:
        for number, line in enumerate(table([_CELLS, *lines], seen, named=True)):
            say_row(line, "plain" if number else "title")
    return status


def _documents(file: str) -> list[_Found | Issue]:
    """List the documents in a file; of one without any, what it is instead, or why."""
    try:
        return list(_found(file))
    except UnreadableError as error:
        return list(error.issues)


def _refused(issue: Issue) -> list[_Found | Issue]:
    return [issue]


def _found(file: str) -> Iterator[_Found]:
    from ska_oso_pdm.pointers import pointer
    from ska_oso_pdm.recognition import recognition_of
    from ska_oso_pdm.recognition.embedded import embedded

    value = read_argument(file).document
    found = [*embedded(value)] or [((), value)]
    for path, document in found:
        yield _Found(shown(file), pointer(shown_place(path)), recognition_of(document))


def _is_ours(recognition: Recognition) -> bool:
    return recognition.version is not None or bool(recognition.ties)


def _as_json(found: _Found) -> dict[str, Any]:
    recognition = found.recognition
    return {
        "file": found.file,
        "pointer": found.pointer,
        "entity": recognition.entity,
        "declared": _declared(recognition),
        "version": recognition.version,
        "confidence": recognition.confidence,
        "ties": recognition.ties,
        "evidence": [*map(shown_pointer, recognition.evidence)],
        "contradictions": [*map(shown_pointer, recognition.contradictions)],
    }


def _as_text(found: _Found) -> list[str]:
    recognition = found.recognition
    place = f"{found.file}#{found.pointer}" if found.pointer else found.file
    real = f"{recognition.entity or '-'} {recognition.version or '-'}"
    return [place, _label(recognition), real, recognition.confidence, _why(recognition)]


def _label(recognition: Recognition) -> str:
    """Write a label of this data model as `sbd 0.1`, another one as it is."""
    from ska_oso_pdm.catalogue.registry import parse_url

    if recognition.declared is None:
        return "-"
    label = parse_url(recognition.declared)
    return f"{label.entity} {label.version}" if label else cut(_declared(recognition) or "")


def _declared(recognition: Recognition) -> str | None:
    """Give what a document declares, unless it may be personal: it may be anything."""
    return recognition.declared and shown_text(recognition.declared)


def _why(recognition: Recognition) -> str:
    """Say what shows the layout, which others fit, and what does not belong to it."""
    if recognition.entity is None:
        return "no document of this data model in it"
    evidence = map(shown_pointer, recognition.evidence[:_SHOWN])
    words = [recognition.reason or ", ".join(evidence)]
    if recognition.ties:
        words.append(f"fits {_range(recognition.ties)}{' as well' if recognition.version else ''}")
    if odd := recognition.contradictions:
        path, versions = next(iter(odd.items()))
        more = f", and so on ({len(odd)} in all)" if len(odd) > 1 else ""
        words.append(f"but {shown_pointer(path)} is of {versions}{more}")
    return "; ".join(word for word in words if word)


def _range(versions: list[str]) -> str:
    return versions[0] if len(versions) == 1 else f"{versions[0]} to {versions[-1]}"
