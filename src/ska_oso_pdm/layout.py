"""Which layout a document really has, judged by its content and not by its label."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

Place = tuple[str | int, ...]


class Layout(NamedTuple):
    """An entity and the version of its layout."""

    entity: str
    version: str


class Marker(NamedTuple):
    """What only documents of one layout have.

    Attributes:
        path: keys that lead to it; `*` stands for every key of an object or item of an array.
        kinds: tags of the object there that count; any value where there are none.
        without: keys that the object there must not have.
    """

    path: tuple[str, ...]
    kinds: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()


# Source: the key tables of the layouts. 0.1 is the one with field configurations. From 1.0 on
# coordinates go without frame and unit; the earlier layouts that have these kinds give both.
_NEW_KINDS = frozenset({"icrs", "galactic", "altaz", "special", "tle"})
_MARKERS: dict[Layout, tuple[Marker, ...]] = {
    Layout("sbd", "0.1"): (
        Marker(("field_configurations",)),
        Marker(("scan_definitions", "*", "field_configuration")),
        Marker(("activities", "*", "procedure_type")),
    ),
    Layout("sbd", "1.0"): (
        Marker(
            ("targets", "*", "reference_coordinate"),
            _NEW_KINDS,
            frozenset({"reference_frame", "unit"}),
        ),
        Marker(("sdp_configurations",)),
        Marker(("observing_constraints",)),
        Marker(("validate_against",)),
        Marker(("ob_ref",)),
    ),
}


def recognise(document: dict[str, Any]) -> Layout | None:
    """Tell the layout of a document, or None where nothing in it shows one.

    Where a document has marks of several layouts, the one with most of them counts, and of equals
    the earlier one.
    """
    found = {layout: len(evidence(document, layout)) for layout in _MARKERS}
    best = max(found, key=found.__getitem__)
    return best if found[best] else None


def evidence(document: dict[str, Any], layout: Layout) -> list[Place]:
    """List what in a document shows a layout: the first place of each marker."""
    places = (_first(document, marker) for marker in _MARKERS.get(layout, ()))
    return [place for place in places if place is not None]


def _first(document: dict[str, Any], marker: Marker) -> Place | None:
    """Give the first place that a marker matches; what is empty shows nothing."""
    for place, value in _values(document, marker.path, ()):
        if not marker.kinds:
            return place
        if isinstance(value, dict) and marker.without.isdisjoint(value):
            kind = value.get("kind")
            if isinstance(kind, str) and kind in marker.kinds:
                return place
    return None


def _values(value: Any, path: tuple[str, ...], place: Place) -> Iterator[tuple[Place, Any]]:
    """Yield the values that a path leads to."""
    if not path:
        yield place, value
        return
    step, rest = path[0], path[1:]
    parts: Any = ()
    if step != "*":
        if isinstance(value, dict) and value.get(step) not in (None, [], {}):
            parts = ((step, value[step]),)
    elif isinstance(value, dict):
        parts = value.items()
    elif isinstance(value, list):
        parts = enumerate(value)
    for key, part in parts:
        yield from _values(part, rest, (*place, key))
