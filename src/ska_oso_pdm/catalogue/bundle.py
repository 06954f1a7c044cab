"""Bundles: one schema with everything it refers to, in one file, for tools of other languages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.registry import SchemaId

_OF_FILES = ("$schema", "$id", "$defs")


def bundle(identifier: SchemaId) -> dict[str, Any]:
    """Give a schema whose references all lead to its own `$defs`.

    Raises:
        SchemaNotFoundError: when there is no such schema.
    """
    root = registry.schema_for(identifier)
    gathered = Gathering("#/$defs/", lambda _, title: title)
    bundled = gathered.copy({key: root[key] for key in root if key != "$defs"})
    return {**bundled, "$defs": dict(sorted(gathered.parts.items()))}


class Gathering:
    """Copies of schemas in one place, whose references all lead to that place.

    Attributes:
        parts: what was copied there, by name; each without `$schema`, `$id` and `$defs`.
    """

    def __init__(self, place: str, name_of: Callable[[SchemaId, str], str]) -> None:
        """Begin with nothing.

        Args:
            place: what references begin with, for example `#/$defs/`.
            name_of: gives the name of a part from schema and title; titles are unique in a version.
        """
        self.parts: dict[str, Any] = {}
        self._place = place
        self._name_of = name_of

    def copy(self, node: Any) -> Any:
        """Copy a schema; add what it refers to."""
        if isinstance(node, list):
            return [self.copy(part) for part in node]
        if not isinstance(node, dict):
            return node
        copied = {key: self.copy(part) for key, part in node.items()}
        if "$ref" in node:
            copied["$ref"] = self._place + self.add(node["$ref"])
        return copied

    def add(self, reference: str) -> str:
        """Add what a URL leads to, which may be a part of a schema; give its name."""
        url, _, fragment = reference.partition("#")
        identifier = registry.parse_url(url)
        assert identifier is not None, reference
        found = registry.schema_for(identifier)
        if fragment:
            found = found["$defs"][fragment.removeprefix("/$defs/")]
        name = self._name_of(identifier, found["title"])
        if name not in self.parts:
            self.parts[name] = {}  # ends the recursion where parts refer to each other
            self.parts[name] = self.copy({key: found[key] for key in found if key not in _OF_FILES})
        return name
