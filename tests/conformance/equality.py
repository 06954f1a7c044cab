"""What is equal in the conformance pack, as its README says it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ska_oso_pdm.pointers import escape
from tests.samples import exact

PLACES = ("line", "column")
LISTS = ("problems", "incomplete", "findings", "refused")
"""Members of answers that list what is wrong, each with its place."""


def same(a: Any, b: Any) -> bool:
    """Tell whether two JSON values are equal: numbers by their value, objects without order."""
    return exact(_plain(a)) == exact(_plain(b))


def covers(part: Any, whole: Any) -> bool:
    """Tell whether a value has all that a part of it says: of objects some of their members."""
    if isinstance(part, dict) and isinstance(whole, dict):
        return all(key in whole and covers(part[key], whole[key]) for key in part)
    if isinstance(part, list) and isinstance(whole, list):
        return len(part) == len(whole) and all(map(covers, part, whole))
    return same(part, whole)


def said_by(part: Any, whole: Any, path: str = "") -> Iterator[str]:
    """Yield pointers to what a part of a value says of it."""
    if same(part, whole):
        yield path
    elif isinstance(part, dict):
        for key in part:
            yield from said_by(part[key], whole[key], f"{path}/{escape(key)}")
    else:
        for index, item in enumerate(part):
            yield from said_by(item, whole[index], f"{path}/{index}")


def without_places(answer: dict[str, Any]) -> dict[str, Any]:
    """Leave out lines and columns."""
    return {
        name: [{key: cell[key] for key in cell if key not in PLACES} for cell in told]
        if name in LISTS and told
        else told
        for name, told in answer.items()
    }


def unordered(items: list[Any]) -> list[Any]:
    """Give a list in an order that does not depend on its own."""
    return sorted(items, key=exact)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [*map(_plain, value)]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
