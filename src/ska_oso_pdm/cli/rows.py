"""Rows of a summary: aligned columns under a title, and the cells that all layouts share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any


def section(title: str, rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield an empty line, a title and rows; nothing at all where there are no rows."""
    if rows:
        yield ""
        yield title
        yield from table(rows)


def table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield rows with aligned columns."""
    widths = [max(len(row[i]) for row in rows if i < len(row)) for i in range(max(map(len, rows)))]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths)]
        yield f"  {'  '.join(cells)}".rstrip()


def duration(length: timedelta | None) -> str:
    """Write a duration: `1:00:04.5` is an hour and four and a half seconds."""
    if length is None:
        return "?"
    text = str(length)
    return text.rstrip("0") if "." in text else text


def edition(metadata: Any) -> list[list[str]]:
    """Give the rows about who wrote a document and when."""
    if not metadata:
        return []
    rows = [["edition", str(metadata.version)]]
    rows.append(["written", _who_and_when(metadata.created_by, metadata.created_on)])
    if metadata.last_modified_by or metadata.last_modified_on:
        changed = _who_and_when(metadata.last_modified_by, metadata.last_modified_on)
        rows.append(["changed", changed])
    return rows


def _who_and_when(who: str | None, when: Any) -> str:
    text = f"by {who or '(nobody named)'}"
    return f"{text} on {when.isoformat(' ', 'seconds')}" if when else text
