"""What is told of a document: each thing by itself, with where it is and why."""

from __future__ import annotations

from typing import NamedTuple

from ska_oso_pdm.errors import Issue

UNREADABLE, UNWRITABLE, NOT_CONVERTED = "not read", "not written", "not converted"
"""What is said of files that could not be read or written, and of what no conversion begins with or
leads to: its label has a slip, it is of no layout that is known, or there is no such version.
"""

STANDING = (UNREADABLE, UNWRITABLE, NOT_CONVERTED, "refused")
"""What documents and files count as that stay as they are, since something is wrong."""

KINDS = (
    *STANDING,
    "error",
    "warning",
    "incomplete",
    "finding (error)",
    "finding (warning)",
    "finding (note)",
    "lost",
    "set aside",
    "read as published",
    "made",
    "repaired",
    "label",
)
"""What a detail may be, in the order in which the reasons are told."""


class Detail(NamedTuple):
    """One thing that is told of a document.

    Attributes:
        line: what people read of it where each has its own line.
        kind: one of `KINDS`.
        place: `file:line:column`, or `file#pointer` where no line is known.
        reason: why, a sentence without full stop; it may name values.
        code: of an issue; otherwise empty.
        values: how many values it is about.
    """

    line: str
    kind: str
    place: str
    reason: str
    code: str = ""
    values: int = 1


def place(title: str, path: str, at: tuple[int | None, int | None]) -> str:
    """Write where something is, so that a terminal can open it where its line is known.

    Args:
        title: the file, with the pointer to a document that is inside of it: `list.json#/0`.
        path: JSON pointer in the document.
        at: line and column in the file.
    """
    if at[0] is not None:
        return f"{title.partition('#/')[0]}:{at[0]}:{at[1]}"
    return f"{title}{'' if '#/' in title else '#'}{path}" if path else title


def detail_of(issue: Issue, title: str, kind: str, line: str) -> Detail:
    """Give the detail of an issue."""
    at = place(title, issue.shown_path, (issue.line, issue.column))
    return Detail(line, kind, at, issue.message, issue.code)
