"""Which values may be personal data: messages about them must not repeat them.

The schemas mark properties with `x-personal`. Values are known by the keys that lead to them, since
a value of the wrong type has no place in the schema.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.pointers import Place

_MARK = "x-personal"

PERSONAL = "(personal)"
"""What stands in the place of a value that may be personal data."""


def is_personal(version: str, path: Place) -> bool:
    """Tell whether a value may be personal data, or may hold some: a name for an investigator.

    Args:
        version: version of the schemas that the document is judged by.
        path: keys and indices that lead to the value.
    """
    keys = [key for key in path if isinstance(key, str)]
    if not keys:
        return False
    marked, around = _keys(version)
    return not marked.isdisjoint(keys) or keys[-1] in around


def may_tell_of_people(path: Place) -> bool:
    """Tell whether a value of a document of any layout may be personal data, for a report.

    That is what the newest schemas mark, and all that is said of a person beside it, under keys
    that no schema knows as well; of metadata only what is marked.

    Args:
        path: keys and indices that lead to the value.
    """
    marked, people = _people()
    keys = [key for key in path if isinstance(key, str)]
    return not marked.isdisjoint(keys) or not people.isdisjoint(keys)


@cache
def _people() -> tuple[frozenset[str], frozenset[str]]:
    """Give the marked keys of the newest schemas, and those of objects that have such keys."""
    version = registry.documents()[-1].version
    people = set()
    for node in _nodes(list(registry.schemas_of(version).values())):
        for name, part in node.get("properties", {}).items():
            homes = [registry.resolve(url) for url in _references(part)]
            own = (inner for home in homes for inner in home.get("properties", {}).values())
            if any(inner.get(_MARK) for inner in own):
                people.add(name)
    return _keys(version)[0], frozenset(people - {"metadata"})


def _references(schema: dict[str, Any]) -> Iterator[str]:
    """Yield the objects that a value of a schema may be, or that its items may be."""
    for node in _nodes({key: schema[key] for key in _KINDS & schema.keys()}):
        if "$ref" in node:
            yield node["$ref"]


_KINDS = {"$ref", "items", "anyOf", "oneOf"}


@cache
def _keys(version: str) -> tuple[frozenset[str], frozenset[str]]:
    """Give the keys of marked properties, and of those that have marked ones somewhere below."""
    marked, around = set(), set()
    for node in _nodes(list(registry.schemas_of(version).values())):
        for name, part in node.get("properties", {}).items():
            if part.get(_MARK):
                marked.add(name)
            elif any(inner.get(_MARK) for inner in _below(part)):
                around.add(name)
    return frozenset(marked), frozenset(around)


def _below(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield every schema that a value of one may have to follow, references followed once."""
    waiting, seen = [schema], set()
    while waiting:
        for node in _nodes(waiting.pop()):
            yield node
            url = node.get("$ref")
            if url and url not in seen:
                seen.add(url)
                target = registry.resolve(url)
                waiting.append({key: part for key, part in target.items() if key != "$defs"})


def _nodes(schema: Any) -> Iterator[dict[str, Any]]:
    """Yield every object inside a schema, and itself."""
    if isinstance(schema, dict):
        yield schema
        schema = list(schema.values())
    if isinstance(schema, list):
        for part in schema:
            yield from _nodes(part)
