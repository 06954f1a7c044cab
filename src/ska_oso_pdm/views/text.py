"""Views as text: aligned columns under titles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ska_oso_pdm.personal import shown_text
from ska_oso_pdm.views.rows import Section

_INDENT = 2


class Line(NamedTuple):
    """A line of a view.

    Attributes:
        text: what it says.
        hang: the column where the last cell begins, and where a narrow screen goes on with it; None
            for a line without cells.
    """

    text: str
    hang: int | None = None


def lines(summary: Iterable[Section]) -> Iterator[Line]:
    """Yield the lines of a summary; sections but the first are left out where they have no rows.

    What has an e-mail address in it is not shown, whatever it is.
    """
    for number, (title, rows) in enumerate(summary):
        if not rows:
            continue
        if number:
            yield Line("")
        yield Line(shown_text(title))
        yield from table([[*map(shown_text, row)] for row in rows])


def table(rows: Sequence[Sequence[str]]) -> Iterator[Line]:
    """Yield rows with aligned columns."""
    widths = [max(len(row[i]) for row in rows if i < len(row)) for i in range(max(map(len, rows)))]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths)]
        hang = _INDENT + sum(width + 2 for width in widths[: len(row) - 1])
        if len(row) == 1:  # a sentence, say, which is seen to go on
            hang += 2 * _INDENT
        yield Line(f"{' ' * _INDENT}{'  '.join(cells)}".rstrip(), hang)
