"""`ska-oso-pdm references`: lists which other documents documents refer to; needs no class."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from ska_oso_pdm.archive.arguments import read_argument, shown
from ska_oso_pdm.archive.faults import attempted
from ska_oso_pdm.archive.files import expanded
from ska_oso_pdm.cli.formats import TABLE, add_format
from ska_oso_pdm.cli.output import Rows, flush, say, say_row, seen, tell
from ska_oso_pdm.errors import Issue, PdmError
from ska_oso_pdm.personal import PERSONAL, has_address, shown_pointer, shown_text
from ska_oso_pdm.phrases import count
from ska_oso_pdm.reports.details import UNREADABLE

if TYPE_CHECKING:
    from ska_oso_pdm.document_references import Reference
    from ska_oso_pdm.documents.source import Source

_DESCRIPTION = """\
List the identifiers in documents that point at other documents, or at parts of them.

For each the table says in which file it stands, which entity it points at, the key there that holds
the identifier, the identifier, and the path to it. References inside one document, as of a scan to
its target, are not among them: "validate --findings" looks at those. Identifiers of people are
personal, and are never shown: in JSON they are null.

All layouts are read, an earlier one by its own places; so are invalid documents, without what does
not fit their schema. Documents are found inside larger JSON files too, such as lists and bodies of
requests. With --dangling the documents of all files are looked at together, and what is listed is
what names none of them. JSON in a folder that is plainly no document is passed over. Nothing is
changed, nothing is fetched.
"""

_EPILOG = """\
examples:
  ska-oso-pdm references eb.json
  ska-oso-pdm references documents/             all .json files below it
  ska-oso-pdm references --dangling documents/  what is not in that folder
  cat eb.json | ska-oso-pdm references -
  ska-oso-pdm references --format json documents/ | jq -r '.[].id'

exit status: 0 all listed, and with --dangling nothing missing, 1 something is missing, 2 some could
not be read, or are not listed, since it is not known which layout they have; the highest wins
"""

_CELLS = ("file", "entity", "key", "identifier", "path")


_NOT_LISTED = "not listed"
_FAILED = (UNREADABLE, _NOT_LISTED)
_NO_DOCUMENT = Issue("", "not-an-object", "no document of this data model in it")


class _Failed(NamedTuple):
    """A file or a document of which nothing can be listed.

    Attributes:
        word: what it counts as.
        issues: why.
    """

    word: str
    issues: Sequence[Issue]


class _Document(NamedTuple):
    """A document, and what it refers to."""

    file: str
    pointer: str
    source: Source
    references: list[Reference]

    @property
    def title(self) -> str:
        return f"{self.file}#{shown_pointer(self.pointer)}" if self.pointer else self.file


def configure(parser: argparse.ArgumentParser) -> None:
    """Add description and arguments of the command."""
    parser.description, parser.epilog = _DESCRIPTION, _EPILOG
    parser.add_argument("files", nargs="+", metavar="FILE", help="file, folder, pattern, or -")
    parser.add_argument(
        "--dangling",
        action="store_true",
        help="list only what names none of the documents in these files",
    )
    add_format(parser, "reference", TABLE)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print what the documents in the files refer to; give the exit status."""
    files = expanded(options.files, tell)
    counts: Counter[str] = Counter()
    documents = _documents(files, frozenset(options.files), counts)
    if options.dangling:
        counts["missing"] = _write_dangling(documents, options.format)
    else:
        _write(documents, options.format)
    flush()
    if options.format == "text" and counts["documents"]:
        said = [count(counts["references"], "reference")]
        said += [f"{counts['missing']} missing"] if options.dangling else []
        said += [f"{counts[word]} {word}" for word in _FAILED if counts[word]]
        tell(f"{count(counts['documents'], 'document')}: {', '.join(said)}")
    return 2 if any(counts[word] for word in _FAILED) else 1 if counts["missing"] else 0


def _documents(
    files: list[str], named: frozenset[str], counts: Counter[str]
) -> Iterator[_Document]:
    """Yield the documents in the files; count them, and tell of what is none or cannot be read."""
    for file in files:
        found = partial(_documents_in, is_named=file in named)
        for part in attempted(found, file, _refused):
            if isinstance(part, _Failed):
                flush()
                for issue in part.issues:
                    tell(issue.in_file(shown(file)))
                counts[part.word] += 1
            else:
                counts["documents"] += 1
                counts["references"] += len(part.references)
                yield part


def _documents_in(file: str, *, is_named: bool) -> list[_Document | _Failed]:
    from ska_oso_pdm.document_references import references
    from ska_oso_pdm.pointers import pointer
    from ska_oso_pdm.recognition.embedded import documents_of

    try:
        whole = read_argument(file)
    except PdmError as error:
        return [_Failed(UNREADABLE, error.issues)]
    found: list[_Document | _Failed] = []
    for place, source in documents_of(whole, named=is_named):
        where = pointer(place)
        if not isinstance(source.document, dict):
            return [_Failed(_NOT_LISTED, [_NO_DOCUMENT])]
        try:
            found.append(_Document(shown(file), where, source, [*references(source)]))
        except PdmError as error:
            issues = [issue.within(where, whole.locate) for issue in error.issues]
            found.append(_Failed(_NOT_LISTED, issues))
    return found


def _refused(issue: Issue) -> list[_Document | _Failed]:
    return [_Failed(UNREADABLE, [issue])]


def _write(documents: Iterator[_Document], form: str) -> None:
    from ska_oso_pdm.views.text import table

    if form == "json":
        rows = Rows()
        for document in documents:
            for reference in document.references:
                rows.add(_row(document.file, document.pointer, reference))
        rows.end()
        return
    cells = [
        [document.title, each.entity, each.key, _shown(each), shown_pointer(each.path)]
        for document in documents
        for each in document.references
    ]
    for number, line in enumerate(table([_CELLS, *cells], seen, named=True) if cells else ()):
        say_row(line, "plain" if number else "title")


def _write_dangling(documents: Iterator[_Document], form: str) -> int:
    """Print the references that name none of the documents; give how many there are."""
    from ska_oso_pdm.document_references import dangling_references

    given: dict[str, _Document] = {}
    for document in documents:
        is_taken = document.title in given  # where keys that may be names are not shown
        given[f"{document.title} ({len(given)})" if is_taken else document.title] = document
    missing = dangling_references({title: each.source for title, each in given.items()})
    rows = Rows()
    for each in missing:
        if form == "json":
            document = given[str(each.document)]
            alike = each.lookalike and each.lookalike[0]
            row = _row(document.file, document.pointer, each.reference)
            rows.add({**row, "lookalike": alike})
        else:
            say(str(each), "report")
    if form == "json":
        rows.end()
    return len(missing)


def _row(file: str, where: str, reference: Reference) -> dict[str, Any]:
    return {
        "file": file,
        "pointer": shown_pointer(where),
        "path": shown_pointer(f"{where}{reference.path}"),
        "entity": reference.entity,
        "key": reference.key,
        "id": None if _is_of_a_person(reference) or has_address(reference.id) else reference.id,
    }


def _shown(reference: Reference) -> str:
    return PERSONAL if _is_of_a_person(reference) else shown_text(reference.id)


def _is_of_a_person(reference: Reference) -> bool:
    from ska_oso_pdm.document_references import USER

    return reference.entity == USER
