"""Which layout a document really has, judged by its content and not by its label."""

from __future__ import annotations

from typing import Any, NamedTuple

Place = tuple[str | int, ...]


class Layout(NamedTuple):
    """An entity and the version of its layout."""

    entity: str
    version: str


# What only documents of a layout have; `*` stands for every key of an object or item of an array.
# Source: the key tables of the layouts, of which 0.1 is the one with field configurations.
_MARKERS: dict[Layout, tuple[tuple[str, ...], ...]] = {
    Layout("sbd", "0.1"): (
        ("field_configurations",),
        ("scan_definitions", "*", "field_configuration"),
        ("activities", "*", "procedure_type"),
    ),
}


def recognise(document: dict[str, Any]) -> Layout | None:
    """Tell the layout of a document, or None where nothing in it shows one."""
    for layout, markers in _MARKERS.items():
        for marker in markers:
            if _first(document, marker) is not None:
                return layout
    return None


def evidence(document: dict[str, Any], layout: Layout) -> list[Place]:
    """List what in a document shows a layout: the first place of each marker."""
    places = (_first(document, marker) for marker in _MARKERS.get(layout, ()))
    return [place for place in places if place is not None]


def _first(value: Any, marker: tuple[str, ...]) -> Place | None:
    """Give the first place that a marker matches; what is empty shows nothing."""
    if not marker:
        return ()
    step, rest = marker[0], marker[1:]
    parts: Any = ()
    if step != "*":
        if isinstance(value, dict) and value.get(step) not in (None, [], {}):
            parts = ((step, value[step]),)
    elif isinstance(value, dict):
        parts = value.items()
    elif isinstance(value, list):
        parts = enumerate(value)
    for key, part in parts:
        place = _first(part, rest)
        if place is not None:
            return (key, *place)
    return None
