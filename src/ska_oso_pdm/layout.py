"""Which layout a document really has, judged by its content and not by its label."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

# What only documents of a layout have; `*` stands for every key of an object or item of an array.
# Source: the key tables of the layouts, of which 0.1 is the one with field configurations.
_MARKERS = {
    ("sbd", "0.1"): (
        ("field_configurations",),
        ("scan_definitions", "*", "field_configuration"),
        ("activities", "*", "procedure_type"),
    ),
}


class Layout(NamedTuple):
    """A layout and the places in the document that show it."""

    entity: str
    version: str
    evidence: tuple[tuple[str | int, ...], ...]


def recognise(document: dict[str, Any]) -> Layout | None:
    """Tell the layout of a document, or None where nothing in it shows one."""
    for (entity, version), markers in _MARKERS.items():
        evidence = tuple(place for marker in markers for place in _first(document, marker))
        if evidence:
            return Layout(entity, version, evidence)
    return None


def _first(value: Any, marker: tuple[str, ...]) -> Iterator[tuple[str | int, ...]]:
    """Yield the first place where a marker matches, if there is one."""
    if not marker:
        yield ()
        return
    step, rest = marker[0], marker[1:]
    if step != "*":
        if isinstance(value, dict) and value.get(step) not in (None, [], {}):
            for place in _first(value[step], rest):
                yield (step, *place)
        return
    parts: Any = ()
    if isinstance(value, dict):
        parts = value.items()
    elif isinstance(value, list):
        parts = enumerate(value)
    for key, part in parts:
        for place in _first(part, rest):
            yield (key, *place)
            return
