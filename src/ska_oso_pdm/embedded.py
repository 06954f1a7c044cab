"""Finds documents inside larger JSON values: lists, wrappers, request bodies, fixtures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from ska_oso_pdm import layout, registry

Tokens = tuple[str | int, ...]

_FAMILY = "https://schema.skao.int/ska-"
"""So begins what names a schema of the observatory, of this model or of another."""

_COMMON = frozenset(
    {"interface", "metadata", "name", "description", "telescope", "status", "cycle"}
)
"""Keys at the root of documents that parts of documents, and wrappers, may have as well."""

_FORMER = {"prj": {"obs_programmes"}, "prsl": {"info"}}
"""Keys at the root of the layouts of 2022 to 2025 that have no schema here."""

_ENOUGH = 2
"""So many keys of the root of an entity are no accident: a part that has one may be a part."""


def embedded(value: Any) -> Iterator[tuple[Tokens, dict[str, Any]]]:
    """Yield each document inside a JSON value, with the tokens of its pointer; in their order.

    A document names a schema of this model in `interface`. Without one, its content must show an
    entity, and two keys must be of those that this entity has at its root: an `execution_block`
    inside a block is none for its `eb_id`. An object that names a schema of another model is none,
    but may hold some. Nothing is looked for inside a document.

    Args:
        value: a JSON value; the document itself has the path `()`.
    """
    waiting: list[tuple[Tokens, Any]] = [((), value)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict):
            if _is_document(value):
                yield path, value
            else:
                waiting.extend(_containers(path, reversed(value.items())))
        elif isinstance(value, list):
            waiting.extend(_containers(path, reversed([*enumerate(value)])))


def _containers(
    path: Tokens, parts: Iterable[tuple[str | int, Any]]
) -> Iterator[tuple[Tokens, Any]]:
    """Yield the objects and arrays among the parts of a value, each with its path."""
    return (((*path, token), part) for token, part in parts if isinstance(part, (dict, list)))


def _is_document(value: dict[str, Any]) -> bool:
    label = value.get("interface")
    if isinstance(label, str):
        if registry.parse_url(label):
            return True
        if label.startswith(_FAMILY):
            return False
    if len(_all_root_keys() & value.keys()) < _ENOUGH:  # before the costly look at the content
        return False
    found = layout.recognise(value, None)
    return found is not None and len(_root_keys(found.entity) & value.keys()) >= _ENOUGH


@cache
def _root_keys(entity: str) -> set[str]:
    """Give the keys that documents of an entity have at their root, in any version."""
    keys = set(_FORMER.get(entity, ()))
    for version in registry.versions_of(entity):
        schema = registry.schema_for(registry.SchemaId(entity, version))
        keys.update(schema["properties"])
    return keys - _COMMON


@cache
def _all_root_keys() -> set[str]:
    """Give the keys that documents of any entity have at their root."""
    return set().union(*(_root_keys(identifier.entity) for identifier in registry.documents()))
