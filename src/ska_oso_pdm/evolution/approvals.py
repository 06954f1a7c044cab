"""Changes that may be, each with a reason: a file beside the folders of schemas."""

from __future__ import annotations

import tomllib
from typing import Any, NamedTuple

from ska_oso_pdm.evolution.schema_set import SchemaSet, SchemaSetError

FILE = "approved-changes.toml"
_KEYS = ("old", "new", "change", "said", "reason")


class Approval(NamedTuple):
    """A change that may be.

    Attributes:
        old: version of the old schemas.
        new: version of the new ones.
        change: the fingerprint that `schema diff` prints.
        said: what the change is, for who reads the file.
        reason: why it may be, and what becomes of documents.
    """

    old: str
    new: str
    change: str
    said: str
    reason: str


def approvals(old: SchemaSet, new: SchemaSet) -> dict[str, Approval]:
    """Give what may change from one set to another, by fingerprint.

    It is read from the file beside the folder that the new schemas are in.

    Raises:
        SchemaSetError: for a file that is not as it should be.
    """
    text = new.beside(FILE)
    if text is None:
        return {}
    found = _approvals(text)
    return {one.change: one for one in found if (one.old, one.new) == (old.version, new.version)}


def _approvals(text: str) -> list[Approval]:
    try:
        rows = tomllib.loads(text).get("approved", [])
    except tomllib.TOMLDecodeError as error:
        raise SchemaSetError(f"{FILE}: no TOML: {error}; correct it") from None
    if not isinstance(rows, list):
        raise SchemaSetError(f"{FILE}: write each approval below a line [[approved]]")
    return [_approval(row, number) for number, row in enumerate(rows, 1)]


def _approval(row: Any, number: int) -> Approval:
    told = row if isinstance(row, dict) else {}
    for key in _KEYS:
        if not isinstance(told.get(key), str) or not told[key].strip():
            raise SchemaSetError(
                f'{FILE}: approval {number} needs a text "{key}"; each has {", ".join(_KEYS)}'
            )
    if unknown := [key for key in told if key not in _KEYS]:
        raise SchemaSetError(
            f'{FILE}: approval {number} has "{unknown[0]}", which is none of {", ".join(_KEYS)}'
        )
    return Approval(**told)
