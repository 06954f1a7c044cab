"""Verdicts on files: is the document in each valid, and what was found, as rows and lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ska_oso_pdm.errors import Issue
from ska_oso_pdm.personal import shown_pointer
from ska_oso_pdm.reports.details import Detail, place
from ska_oso_pdm.reports.issues import FINDING, ISSUE, issue_cells

if TYPE_CHECKING:
    from ska_oso_pdm.consistency.finding import Finding
    from ska_oso_pdm.validation import Report

Row = dict[str, Any]
"""What is known of one file; it goes from process to process, so its issues are worded."""


def row_of(
    name: str, report: Report, findings: list[Finding] | None = None, where: str | None = None
) -> Row:
    """Give the row of a file; findings where they were asked for.

    Args:
        name: of the file.
        report: on the document.
        findings: what does not go together in it.
        where: JSON pointer to it, where documents inside of files are looked for.
    """
    result: Row = {
        "file": name,
        **({} if where is None else {"pointer": shown_pointer(where)}),
        "entity": report.entity,
        "version": report.version,
        "valid": report.valid,
        "judged": report.judged,
        "issues": [_told(issue, name) for issue in report],
    }
    if findings is not None:
        result["findings"] = [{**_told(found, name), "reads": found.reads} for found in findings]
    return result


def refused_row(name: str, issue: Issue, *, findings: bool) -> Row:
    """Give the row of a file that could not be judged for an unforeseen reason."""
    nothing: Row = {"file": name, "entity": None, "version": None, "valid": False}
    result = {**nothing, "judged": False, "issues": [_told(issue, name)]}
    return {**result, "findings": []} if findings else result


def add_issue(row: Row, issue: Issue) -> None:
    """Add an issue to the row of a file."""
    row["issues"].append(_told(issue, row["file"]))


def _told(issue: Issue, name: str) -> dict[str, Any]:
    kind = issue.label or "error"
    return {**issue_cells(issue), "text": issue.in_file(name), "kind": kind}


def lines(row: Row) -> Iterator[str]:
    """Yield the lines about a file for people: what is wrong, that it is valid, what was found."""
    for issue in row["issues"]:
        yield issue["text"]
    if row["judged"] and row["valid"]:
        yield f"{title(row)}: valid {row['entity']} {row['version']}"
    for finding in row.get("findings", ()):
        yield finding["text"]


def verdict(row: Row) -> str:
    """Give the line about a file among many: what it is, and the codes of what was found."""
    if not row["judged"]:
        said = "not judged"
    else:
        said = f"{'valid' if row['valid'] else 'invalid'} {row['entity']} {row['version']}"
    found = [*row["issues"], *row.get("findings", ())]
    codes = ", ".join(dict.fromkeys(item["code"] for item in found))
    return f"{title(row)}: {said}{f' [{codes}]' if codes else ''}"


def title(row: Row) -> str:
    """Name a document: its file, and where it stands inside."""
    where = row.get("pointer")
    return f"{row['file']}#{where}" if where else str(row["file"])


def details(row: Row) -> Iterator[Detail]:
    """Yield what was found in a file, to be told by reasons."""
    for item in (*row["issues"], *row.get("findings", ())):
        where = place(row["file"], item["path"], (item["line"], item["column"]))
        yield Detail(item["text"], item["kind"], where, item["message"], item["code"])


def as_json(row: Row) -> dict[str, Any]:
    """Give the row of a file in the JSON report."""
    named = ("file", "pointer", "entity", "version", "valid")
    cells_of = {key: row[key] for key in named if key in row}
    for name, cells in (("issues", ISSUE), ("findings", FINDING)):
        if name in row:
            cells_of[name] = [{cell: item[cell] for cell in cells} for item in row[name]]
    return cells_of
