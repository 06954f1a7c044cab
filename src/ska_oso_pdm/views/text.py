"""Views as text: aligned columns under titles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ska_oso_pdm.views.rows import Section


def lines(summary: Iterable[Section]) -> Iterator[str]:
    """Yield the lines of a summary; sections but the first are left out where they have no rows."""
    for number, (title, rows) in enumerate(summary):
        if not rows:
            continue
        if number:
            yield ""
        yield title
        yield from table(rows)


def table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield rows with aligned columns."""
    widths = [max(len(row[i]) for row in rows if i < len(row)) for i in range(max(map(len, rows)))]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths)]
        yield f"  {'  '.join(cells)}".rstrip()
