"""Views as text: aligned columns under titles."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from ska_oso_pdm.errors import printable
from ska_oso_pdm.personal import shown_text
from ska_oso_pdm.views.rows import Section

_INDENT = 2


class Line(NamedTuple):
    """A line of a view.

    Attributes:
        text: what it says.
        hang: the column where the last cell begins, and where a narrow screen goes on with it; None
            for a line without cells.
        named: the column behind the first cell, where it names what the row is about: on a narrow
            screen it has a line of its own; else None.
    """

    text: str
    hang: int | None = None
    named: int | None = None


Shown = Callable[[str], str]
"""Gives a text as it will be shown, what cannot be shown escaped: columns fit what is seen."""


def lines(summary: Iterable[Section], shown: Shown = printable) -> Iterator[Line]:
    """Yield the lines of a summary; sections but the first are left out where they have no rows.

    What has an e-mail address in it is not shown, whatever it is.
    """
    for number, (title, rows) in enumerate(summary):
        if not rows:
            continue
        if number:
            yield Line("")
        yield Line(shown_text(title))
        yield from table([[*map(shown_text, row)] for row in rows], shown)


def table(
    rows: Iterable[Sequence[str]], shown: Shown = printable, *, named: bool = False
) -> Iterator[Line]:
    """Yield rows with aligned columns.

    Args:
        rows: their cells.
        shown: gives a cell as it will be shown.
        named: whether the first cell names what a row is about; such rows are not indented.
    """
    indent = 0 if named else _INDENT
    seen = [[shown(cell) for cell in row] for row in rows]
    columns = range(max(map(len, seen)))
    widths = [max(_width(row[i]) for row in seen if i < len(row)) for i in columns]
    for row in seen:
        cells = [f"{cell}{' ' * (width - _width(cell))}" for cell, width in zip(row, widths)]
        hang = indent + sum(width + 2 for width in widths[: len(row) - 1])
        if len(row) == 1:  # a sentence, say, which is seen to go on
            hang += 2 * _INDENT
        yield Line(
            f"{' ' * indent}{'  '.join(cells)}".rstrip(), hang, widths[0] + 2 if named else None
        )


def _width(text: str) -> int:
    """Count the columns that a terminal needs for a text."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
