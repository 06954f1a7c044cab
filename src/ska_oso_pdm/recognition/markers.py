"""Finds in documents what `schemas/markers.json` names; knows nothing of entities and layouts.

`schemas/README.md` says how the file is read, for other languages too.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.pointers import Place

Finder = Callable[[Any], Place | None]
"""Gives the first place below a value that a marker matches, or None."""

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "number": (int, float),
}


@cache
def entities() -> dict[str, Any]:
    """Give what the file says of each entity; treat it as read-only.

    Of an entity that only versions in the making have it says nothing yet: no layout, no marker.
    """
    listed: dict[str, Any] = registry.markers()["entities"]
    new = registry.entities_in_the_making()
    return {
        **listed,
        **{name: {"versions": [], "own": [], "markers": {}, "rows": []} for name in new},
    }


@cache
def common() -> frozenset[str]:
    """Give the keys at the root of documents that other JSON has at its root as well."""
    return frozenset(registry.markers()["common"])


def finder(marker: dict[str, Any]) -> Finder:
    """Compile a marker: functions within functions are the fastest that Python has for this."""
    first, *others = [_path(path.split("/")[1:], marker) for path in marker["at"]]
    if not others:
        return first

    def find(document: Any) -> Place | None:
        place = first(document)
        for other in others:
            if place is not None:
                break
            place = other(document)
        return place

    return find


def root_keys(marker: dict[str, Any]) -> set[str]:
    """List the keys at the root of which a document must have one for the marker to match."""
    return {path.split("/")[1] for path in marker["at"]}


def _path(steps: list[str], marker: dict[str, Any]) -> Finder:
    step, *others = steps
    beside, not_beside = marker.get("beside"), marker.get("not_beside")
    if step == "*" and others and others[0] != "*" and not (beside or not_beside):
        key, *others = others
        return _each_with(key, _path(others, marker) if others else _end(marker))
    rest = _path(others, marker) if others else _end(marker)
    if step == "*":
        return _each(rest)
    if not others and (beside or not_beside):
        return _key_among(step, rest, tuple(beside or ()), frozenset(not_beside or ()))
    return _key(step, rest)


def _key(key: str, rest: Finder) -> Finder:
    def find(value: Any) -> Place | None:
        if not isinstance(value, dict) or key not in value:
            return None
        place = rest(value[key])
        return None if place is None else (key, *place)

    return find


def _key_among(
    key: str, rest: Finder, beside: tuple[str, ...], not_beside: frozenset[str]
) -> Finder:
    find_key = _key(key, rest)

    def find(value: Any) -> Place | None:
        if not isinstance(value, dict):
            return None
        for other in beside:
            if other not in value:
                return None
        return find_key(value) if not_beside.isdisjoint(value) else None

    return find


def _each(rest: Finder) -> Finder:
    def find(value: Any) -> Place | None:
        if isinstance(value, list):
            for index, item in enumerate(value):
                place = rest(item)
                if place is not None:
                    return (index, *place)
        elif isinstance(value, dict):
            for key, item in value.items():
                place = rest(item)
                if place is not None:
                    return (key, *place)
        return None

    return find


def _each_with(key: str, rest: Finder) -> Finder:
    """Compile a key of each part: without a call for those that lack it, as most do."""

    def find(value: Any) -> Place | None:
        if not isinstance(value, (list, dict)):
            return None
        for step, item in enumerate(value) if isinstance(value, list) else value.items():
            if isinstance(item, dict) and key in item:
                place = rest(item[key])
                if place is not None:
                    return (step, key, *place)
        return None

    return find


def _end(marker: dict[str, Any]) -> Finder:
    """Compile the conditions on the value that a path leads to."""
    if "kinds" in marker:
        return _kinds(frozenset(marker["kinds"]), frozenset(marker.get("without", ())))
    if "values" in marker:
        values = frozenset(marker["values"])
        return lambda value: () if isinstance(value, str) and value in values else None
    if "type" in marker:
        return _of_type(_TYPES[marker["type"]])
    return lambda value: ()


def _of_type(types: tuple[type, ...]) -> Finder:
    def matches(value: Any) -> Place | None:
        # In JSON true and false are no numbers.
        return () if isinstance(value, types) and not isinstance(value, bool) else None

    return matches


def _kinds(kinds: frozenset[str], without: frozenset[str]) -> Finder:
    def matches(value: Any) -> Place | None:
        if not isinstance(value, dict) or not without.isdisjoint(value):
            return None
        kind = value.get("kind")
        return () if isinstance(kind, str) and kind in kinds else None

    return matches
