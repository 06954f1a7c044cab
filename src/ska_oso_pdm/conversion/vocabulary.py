"""Which keys the layouts of an entity have, and in which objects: from schemas, and from markers.

Layouts without a schema are known by their markers alone, and by what their objects became.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import groupby
from typing import Any

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.registry import SchemaId, resolve
from ska_oso_pdm.recognition import markers
from ska_oso_pdm.recognition.layout import layouts_of

_BECAME = {
    "info": ("proposalinfo", "observationinfo"),
    "obsprogrammes": ("obsblocks",),
}
"""Roles of objects in layouts without a schema: those that have their keys today."""

_CONDITIONS = {"type", "values", "kinds", "without", "beside", "not_beside"}


@cache
def roles(entity: str) -> dict[str, frozenset[str]]:
    """Give, for the name of a key in any layout, the keys of the objects that it leads to.

    Names are plain; the empty one is that of the document. A name that leads to no object of known
    keys has none.
    """
    layouts = [_keys_by_role(SchemaId(entity, v)) for v in registry.versions_of(entity)]
    words: dict[str, set[str]] = {}
    for layout in layouts:
        for role, keys in layout.items():
            words.setdefault(role, set()).update(keys)
    for former, homes in _BECAME.items():
        if former not in words:
            words[former] = {key for home in homes for key in words.get(home, ())}
    for role, key in _marked(entity):
        if words.get(role):  # otherwise anything may stand there
            words[role].add(key)
    return {role: frozenset(keys) for role, keys in words.items()}


def _marked(entity: str) -> Iterator[tuple[str, str]]:
    """Yield the keys that markers name, each with the name of the key that its object is at."""
    for marker in markers.entities()[entity]["markers"].values():
        for path in marker["at"]:
            role = ""
            for step in path.split("/")[1:]:
                if step != "*":
                    yield role, step
                    role = plain_key(step)


@cache
def _keys_by_role(identifier: SchemaId) -> dict[str, frozenset[str]]:
    """Give, for the name of a key of a layout, the keys of the objects that it leads to.

    Of a map the objects that are its values; the empty name is that of the document. Keys of
    free-form parts are in no schema.
    """
    found: dict[str, set[str]] = {}
    seen: set[tuple[str, str]] = set()
    waiting: list[tuple[str, Any]] = [("", {"$ref": identifier.url})]
    while waiting:
        role, schema = waiting.pop()
        if not isinstance(schema, dict):
            continue
        reference = schema.get("$ref")
        if reference and (role, reference) not in seen:
            seen.add((role, reference))
            waiting.append((role, resolve(reference)))
        properties = schema.get("properties", {})
        found.setdefault(role, set()).update(properties)
        waiting += [(plain_key(name), part) for name, part in properties.items()]
        waiting += [(role, schema.get(name)) for name in ("items", "additionalProperties")]
        branches = [schema.get(name, ()) for name in ("anyOf", "oneOf", "prefixItems")]
        waiting += [(role, part) for parts in branches for part in parts]
    return {role: frozenset(keys) for role, keys in found.items()}


@lru_cache(4096)
def layouts_with(key: Any, entity: str, besides: str = "") -> str:
    """Name the layouts of an entity that have a key, wherever in a document: `0.1 to 0.3`.

    Empty where none has, but one that is known.
    """
    layouts = _words(entity)
    having = [v for v, words in layouts.items() if v != besides and key in words]
    ranges = [list(group) for _, group in groupby(layouts, having.__contains__)]
    said = [r[0] if len(r) == 1 else f"{r[0]} to {r[-1]}" for r in ranges if r[0] in having]
    return " and ".join(said)


@cache
def _words(entity: str) -> dict[str, frozenset[str]]:
    """Give all keys of each layout of an entity, oldest first; of those without a schema those
    that markers are sure of.
    """
    data = markers.entities()[entity]
    known = registry.versions_of(entity)
    found = {}
    for version in layouts_of(entity):
        if version in known:
            parts = _keys_by_role(SchemaId(entity, version)).values()
            found[version] = frozenset().union(*parts)
        else:
            found[version] = frozenset(_dated(data, version))
    return found


def _dated(data: dict[str, Any], version: str) -> Iterator[str]:
    """Yield the keys that a version has by the dates of markers."""
    versions = data["versions"]
    for marker in data["markers"].values():
        first, last = marker.get("first", versions[0]), marker.get("last", versions[-1])
        if not marker.keys() & {"first", "last"} or marker.keys() & _CONDITIONS:
            continue
        fits = versions.index(first) <= versions.index(version) <= versions.index(last)
        if fits:
            yield from (path.rpartition("/")[2] for path in marker["at"])


def plain_key(key: str) -> str:
    """Write a key without capitals and separators: `pointingPattern` is `pointingpattern`."""
    return re.sub(r"[\W_]", "", key[:100]).lower()
