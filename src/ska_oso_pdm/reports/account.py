"""The account of a conversion, as rows of JSON and as lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ska_oso_pdm.phrases import show
from ska_oso_pdm.pointers import shared_pointer
from ska_oso_pdm.reports.issues import issue_cells

if TYPE_CHECKING:
    from ska_oso_pdm.conversion import Conversion, Entry
    from ska_oso_pdm.documents.source import Source
    from ska_oso_pdm.errors import Issue

_LISTS = ("mapped", "defaulted", "read_as", "set_aside", "lost")


def row(file: str, pointer: str, conversion: Conversion, source: Source) -> dict[str, Any]:
    """Give the row of one document, which stands at the pointer in a file, in the JSON report."""
    for entry in conversion.repaired:
        source.expect(pointer + entry.path)
    return {
        "file": file,
        "pointer": pointer,
        "entity": conversion.entity,
        "from": conversion.start,
        "to": conversion.end,
        "status": conversion.status,
        "incomplete": [issue_cells(issue) for issue in conversion.incomplete],
        "mapped": [{"path": e.path, "to": list(e.to)} for e in conversion.mapped],
        **{name: [_cells(e) for e in getattr(conversion, name)] for name in _LISTS[1:]},
        "problems": [
            *(
                _problem(entry, source.locate(pointer + entry.path))
                for entry in conversion.repaired
            ),
            *map(issue_cells, conversion.problems),
        ],
    }


def refused_row(file: str, pointer: str, issues: Iterable[Issue]) -> dict[str, Any]:
    """Give the row of what is no document that could be converted."""
    return plain_row(file, pointer, (None, None, None), "refused", issues)


def plain_row(
    file: str,
    pointer: str,
    layouts: tuple[str | None, str | None, str | None],
    status: str,
    issues: Iterable[Issue] = (),
) -> dict[str, Any]:
    """Give the row of what no conversion changed: entity, version before and after, status."""
    lists: dict[str, list[Any]] = {name: [] for name in _LISTS}
    cells = dict(zip(("entity", "from", "to"), layouts))
    problems = [issue_cells(issue) for issue in issues]
    start = {"file": file, "pointer": pointer, **cells, "status": status}
    return {**start, "incomplete": [], **lists, "problems": problems}


def _cells(entry: Entry) -> dict[str, Any]:
    value = entry.shown if entry.is_personal else entry.value
    return {"path": entry.path, "value": value, "reason": entry.reason}


def _problem(entry: Entry, place: tuple[int, int] | None) -> dict[str, Any]:
    line, column = place or (None, None)
    return {
        "path": entry.path,
        "line": line,
        "column": column,
        "code": "repaired",
        "severity": "warning",
        "message": f"{entry.shown} was put right: {entry.reason}",
    }


def lines(conversion: Conversion) -> Iterator[str]:
    """Yield what happened to the values of a document, those with one reason in one line."""
    if conversion.document is None:
        return  # nothing did
    shown = (
        ("repaired", conversion.repaired),
        ("made", conversion.defaulted),
        ("read", conversion.read_as),
        ("set aside", [entry for entry in conversion.set_aside if entry.needed]),
        ("lost", conversion.lost),
    )
    for entry in conversion.mapped:
        if entry.path == "/interface":
            new = conversion.document.get("interface")
            if new is None:  # restored, and it had none
                yield f"  label: {show(entry.value)} is gone"
            elif new != entry.value:
                yield f"  label: {show(entry.value)} is now {show(new)}"
    for what, entries in shown:
        for reason, found in groupby(entries, lambda entry: entry.reason):
            yield f"  {what}: {_values(list(found))}: {reason}"
    for issue in conversion.incomplete:
        yield f"  incomplete: {issue.path or 'the document'}: {issue.message}"


def _values(entries: list[Entry]) -> str:
    if len(entries) == 1:
        return f"{entries[0].path} {entries[0].shown}"
    where = shared_pointer([entry.path for entry in entries])
    return f"{len(entries)} values {f'below {where}' if where else 'of the document'}"


def headline(conversion: Conversion) -> str:
    """Say in a few words what happened to a document."""
    layout = f"{conversion.entity} {conversion.start}"
    if conversion.incomplete:
        layout = f"incomplete, {layout}"
    if conversion.status == "current":
        return f"current, {layout}"
    if conversion.status == "repaired":
        return f"repaired, {layout}"
    layout = f"{layout} → {conversion.end}"
    if conversion.status == "refused":
        return f"refused, {layout}"
    counts = [
        f"{len(getattr(conversion, name))} {name.replace('_', ' ')}"
        for name in _LISTS
        if getattr(conversion, name)
    ]
    return f"upgraded, {layout}: {', '.join(counts)}"
