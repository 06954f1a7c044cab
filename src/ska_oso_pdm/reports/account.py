"""The account of a conversion, as rows of JSON and as lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from ska_oso_pdm.personal import shown_pointer
from ska_oso_pdm.phrases import show
from ska_oso_pdm.pointers import shared_pointer
from ska_oso_pdm.reports.details import Detail, detail_of, place
from ska_oso_pdm.reports.issues import issue_cells

if TYPE_CHECKING:
    from ska_oso_pdm.conversion import Conversion, Entry
    from ska_oso_pdm.documents.source import Source
    from ska_oso_pdm.errors import Issue

_CORRECTED = "it says now which layout the document has"
_LISTS = ("mapped", "defaulted", "read_as", "set_aside", "lost")


class Verdict(NamedTuple):
    """What is said of one document.

    Attributes:
        title: the file, with the pointer to a document that is inside of it.
        said: what came of it; empty for what could not be read, of which the details say it.
        details: what happened to its values, and why.
        counted: what it counts as, where that is not its status; one of `details.STANDING`.
    """

    title: str
    said: str
    details: list[Detail]
    counted: str = ""

    @property
    def short(self) -> str:
        """The line of it among many."""
        return f"{self.title}: {self.counted or self.said}"

    @property
    def full(self) -> list[str]:
        """The lines of it by itself."""
        head = [f"{self.title}: {self.said}"] if self.said else []
        return head + [detail.line for detail in self.details]


def row(file: str, pointer: str, conversion: Conversion, source: Source) -> dict[str, Any]:
    """Give the row of one document, which stands at the pointer in a file, in the JSON report."""
    for entry in conversion.repaired:
        source.expect(pointer + entry.path)
    return {
        "file": file,
        "pointer": shown_pointer(pointer),
        "entity": conversion.entity,
        "from": conversion.start,
        "to": conversion.end,
        "status": conversion.status,
        "incomplete": [issue_cells(issue) for issue in conversion.incomplete],
        "mapped": [
            {"path": e.shown_path, "to": list(map(shown_pointer, e.to))} for e in conversion.mapped
        ],
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
    start = {"file": file, "pointer": shown_pointer(pointer), **cells, "status": status}
    return {**start, "incomplete": [], **lists, "problems": problems}


def _cells(entry: Entry) -> dict[str, Any]:
    value = entry.shown if entry.is_personal else entry.value
    return {"path": entry.shown_path, "value": value, "reason": entry.reason}


def _problem(entry: Entry, place: tuple[int, int] | None) -> dict[str, Any]:
    line, column = place or (None, None)
    return {
        "path": entry.shown_path,
        "line": line,
        "column": column,
        "code": "repaired",
        "severity": "warning",
        "message": f"{entry.shown} was put right: {entry.reason}",
    }


def details(conversion: Conversion, title: str) -> Iterator[Detail]:
    """Yield what happened to the values of a document, those with one reason in one line.

    Args:
        conversion: the account.
        title: the file, with the pointer to a document that is inside of it.
    """
    if conversion.document is not None:  # otherwise nothing did
        yield from _label(conversion, title)
        yield from _changes(conversion, title)
    for issue in conversion.incomplete:
        line = f"  incomplete: {issue.shown_path or 'the document'}: {issue.message}"
        yield detail_of(issue, title, "incomplete", line)
    for issue in conversion.problems:
        yield problem(issue, title)


def problem(issue: Issue, title: str, kind: str = "refused") -> Detail:
    """Give the detail of a problem, which stands in the way unless it is a warning."""
    kind = kind if issue.severity == "error" else "warning"
    return detail_of(issue, title, kind, f"  {issue}")


def of_file(issue: Issue, name: str, kind: str) -> Detail:
    """Give the detail of why a file could not be read or written."""
    return detail_of(issue, name, kind, issue.in_file(name))


def _label(conversion: Conversion, title: str) -> Iterator[Detail]:
    assert conversion.document is not None
    new = conversion.document.get("interface")
    for entry in conversion.mapped:
        if entry.path == "/interface" and new != entry.value:
            where = place(title, entry.path, (None, None))
            if new is None:  # restored, and it had none
                line = f"  label: {show(entry.value)} is gone"
                yield Detail(line, "label", where, "it is gone, since the original had none")
            else:
                line = f"  label: {show(entry.value)} is now {show(new)}"
                yield Detail(line, "label", where, _CORRECTED)


def _changes(conversion: Conversion, title: str) -> Iterator[Detail]:
    aside = sorted(conversion.set_aside, key=lambda entry: not entry.needed)
    shown = (
        ("repaired", "repaired", conversion.repaired),
        ("made", "made", conversion.defaulted),
        ("read", "read as published", conversion.read_as),
        ("set aside", "set aside", aside),
        ("lost", "lost", conversion.lost),
    )
    for what, kind, entries in shown:
        groups: dict[str, list[Entry]] = {}
        for entry in entries:
            groups.setdefault(entry.reason, []).append(entry)
        for reason, found in groups.items():
            where = place(title, found[0].shown_path, (None, None))
            line = f"  {what}: {_values(found)}: {reason}"
            yield Detail(line, kind, where, reason, values=len(found))


def _values(entries: list[Entry]) -> str:
    if len(entries) == 1:
        return f"{entries[0].shown_path} {entries[0].shown}"
    where = shared_pointer([entry.shown_path for entry in entries])
    there = f"below {where}" if where else f"of the document, first {entries[0].shown_path}"
    return f"{len(entries)} values {there}"


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
