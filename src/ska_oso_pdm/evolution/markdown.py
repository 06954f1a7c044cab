"""Texts of others as Markdown that shows them as they are, on GitLab too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_MARKS = re.compile(r"[\\`*\[\]<>~#@!$&^%]|(?<![^\W_])_|_(?![^\W_])|:(?=[\w+-]+:)")
"""Signs that mark up; before names, GitLab takes some for people, issues, labels or emoji."""

_ROOM = 120_000
"""Characters of a list; a card has seven at most, and GitLab takes a million in a comment."""


def plain(text: str) -> str:
    """Write a text in one line that is read as it stands."""
    return _MARKS.sub(r"\\\g<0>", " ".join(text.split()))


def code(text: str) -> str:
    """Write a text as code, in a table too; where that would need other signs, as plain text."""
    line = " ".join(text.split())
    return plain(line) if re.search(r"[`|\\]|^$", line) else f"`{line}`"


def row(cells: Iterable[str]) -> str:
    """Write a row of a table, of cells that are Markdown already."""
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def table(head: Iterable[str], rows: Iterable[str]) -> Iterator[str]:
    """Yield the lines of a table, as far as there is room."""
    titles = list(head)
    yield from (row(titles), f"|{'---|' * len(titles)}")
    yield from fitting(rows)


def folded(summary: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield lines of which a reader sees the summary, until it is opened.

    Args:
        summary: as HTML.
        lines: as Markdown.
    """
    yield from ("", f"<details><summary>{summary}</summary>", "")
    yield from lines
    yield from ("", "</details>")


def fitting(parts: Iterable[str]) -> Iterator[str]:
    """Yield parts of a list as far as there is room, and say how many are left out."""
    room, left_out = _ROOM, 0
    for part in parts:
        room -= len(part) + 1
        if room >= 0:
            yield part
        else:
            left_out += 1
    if left_out:
        yield from ("", f"And {left_out} more; `--format json` has all of them.")
