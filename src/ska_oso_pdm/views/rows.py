"""Rows of a summary, and the cells that all layouts share."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from ska_oso_pdm.personal import shown_text

Rows = list[list[str]]
Section = tuple[str, Rows]
"""A title and its rows."""

_CUT = 60


class AsItStands(str):
    """A text of the document that no rule reads, so that it names nothing here."""

    __slots__ = ()


def duration(length: timedelta | None) -> str:
    """Write a duration: `1:00:04.5` is an hour and four and a half seconds."""
    if length is None:
        return "?"
    text = str(length)
    return text.rstrip("0") if "." in text else text


def dates(document: Any) -> Rows:
    """Give the rows about when a document was written, and by nobody: names are personal."""
    if "metadata" not in document.model_fields_set:
        return []
    return edition(document.metadata, named=False)


def edition(metadata: Any, *, named: bool = True) -> Rows:
    """Give the rows about who wrote a document and when; only when, unless persons are `named`."""
    if not metadata:
        return []
    rows = [["edition", str(metadata.version)]]
    written, changed = metadata.created_by, metadata.last_modified_by
    rows.append(["written", _who_and_when(written, metadata.created_on, named)])
    if changed or metadata.last_modified_on:
        rows.append(["changed", _who_and_when(changed, metadata.last_modified_on, named)])
    return [row for row in rows if row[1]]


def _who_and_when(who: str | None, when: Any, named: bool) -> str:
    words = [f"by {who or '(nobody named)'}"] if named else []
    return " ".join([*words, f"on {moment(when)}"] if when else words)


def moment(when: Any) -> str:
    """Write a time: `2026-11-07 21:00:06+00:00`; `-` where there is none."""
    return str(when.isoformat(" ", "seconds")) if when else "-"


def filled(rows: Rows) -> Rows:
    """Leave out the rows of a name and a value that have no value."""
    return [row for row in rows if row[1]]


def quantity(model: Any, field: str) -> str | None:
    """Write a quantity as the document has it, `30.0 arcmin`; None where it is absent.

    Reading the field itself would make a Quantity, and import Astropy.
    """
    held = model.__dict__[field]
    return held and f"{held['value']} {held['unit']}".rstrip()


def direction(coordinate: Any) -> str:
    """Write where a coordinate points to, in its own terms."""
    held = coordinate.__dict__
    if "ra_str" in held:
        return f"{coordinate.ra_str} {coordinate.dec_str}"
    if "l" in held:
        return f"l {coordinate.l}° b {coordinate.b}°"
    if "az" in held:
        return f"az {coordinate.az}° el {coordinate.el}°"
    return str(coordinate.name)  # a body of the solar system, or a satellite


def titled(identifier: str, name: str) -> str:
    """Write an identifier, and the name behind it where it is another."""
    return f"{identifier} ({name})" if name and name != identifier else identifier


def reasoned(rows: Rows) -> Rows:
    """Leave out the last cell of a row, a reason, where the row before has the same."""
    before = ["", *(row[-1] for row in rows)]
    return [row if row[-1] != last else [*row[:-1], ""] for row, last in zip(rows, before)]


def cut(text: str) -> str:
    """Shorten a text that is too long for a table; one that has an address is not shown."""
    text = shown_text(text)
    return text if len(text) <= _CUT else f"{text[: _CUT - 1]}…"
