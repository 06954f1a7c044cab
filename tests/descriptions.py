"""House rules for what schemas say to people, from 1.0 on: many see nothing but descriptions.

Layouts before 1.0 are frozen with what they say. Each rule yields a sentence for every place that
breaks it; `ALL` is what the tests run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from tests.rules import nodes

Rule = Callable[[str, dict[str, Any]], Iterator[str]]

UNITS = {
    "Hz": "in Hz",
    "GHz": "in GHz",
    "ms": "in milliseconds",
    "min": "in minutes",
    "yr": "as a Julian year",
    "deg": "in degrees",
    "arcsec": "in arcseconds",
    "mas": "in milliarcseconds",
    "mas / yr": "in milliarcseconds a year",
    "mm": "in millimetres",
    "dB": "in dB",
    "pc / cm3": "in parsecs per cubic centimetre",
    "rad / m2": "in radians per square metre",
}
"""Units of bare numbers, and how a description says them."""
_LITTLE = frozenset("a an and as for in is it its of one or that the this to which with".split())


def units_said(place: str, schema: dict[str, Any]) -> Iterator[str]:
    for path, node in _said_from_1_0(place, schema):
        if "x-unit" in node:
            words = UNITS.get(node["x-unit"])
            if words is None or not re.search(rf"\b{re.escape(words)}\b", node["description"]):
                yield f"{path}: does not say {words or node['x-unit']}"


def null_told(place: str, schema: dict[str, Any]) -> Iterator[str]:
    """What null means is said in one form, which tools and messages know, or not at all."""
    for path, node in _said_from_1_0(place, schema):
        said = re.search(r"\b(null|absent)\b", node["description"], re.IGNORECASE)
        if "anyOf" in node and said and "x-null-means" not in node:
            yield f"{path}: speaks of null without x-null-means"
        if "anyOf" not in node and re.search(r"\bnull\b", node["description"]):
            yield f"{path}: speaks of null, which it cannot be"


def more_than_the_name(place: str, schema: dict[str, Any]) -> Iterator[str]:
    for path, node in _said_from_1_0(place, schema):
        for name, part in node.get("properties", {}).items():
            title = re.sub(r"([A-Z]+)", r" \1", node.get("title", ""))
            if "const" not in part and not _words(part["description"]) - _words(f"{name} {title}"):
                yield f"{path}/properties/{name}: says no more than its name"


def _words(text: str) -> set[str]:
    words = re.findall(r"[a-z0-9]+", text.lower().replace("_", " "))
    return {word.removesuffix("s") for word in words} - _LITTLE


def _said_from_1_0(place: str, schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the parts with a description of a schema that is not from before 1.0."""
    if not place.startswith("0."):
        yield from ((path, node) for path, node in nodes(schema) if "description" in node)


ALL: list[Rule] = [units_said, null_told, more_than_the_name]
