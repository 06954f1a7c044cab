"""Bundles: one schema with everything it refers to, in one file, for tools of other languages."""

from __future__ import annotations

from typing import Any

from ska_oso_pdm import registry
from ska_oso_pdm.registry import SchemaId


def bundle(identifier: SchemaId) -> dict[str, Any]:
    """Give a schema whose references all lead to its own `$defs`.

    Raises:
        SchemaNotFoundError: when there is no such schema.
    """
    root = dict(registry.schema_for(identifier))
    definitions: dict[str, Any] = {}
    bundled = _localise({key: root[key] for key in root if key != "$defs"}, definitions)
    return {**bundled, "$defs": dict(sorted(definitions.items()))}


def _localise(node: Any, definitions: dict[str, Any]) -> Any:
    """Copy a schema with local references; collect what they lead to."""
    if isinstance(node, list):
        return [_localise(part, definitions) for part in node]
    if not isinstance(node, dict):
        return node
    copied = {key: _localise(part, definitions) for key, part in node.items()}
    if "$ref" in node:
        copied["$ref"] = f"#/$defs/{_collect(node['$ref'], definitions)}"
    return copied


def _collect(reference: str, definitions: dict[str, Any]) -> str:
    """Collect what a reference leads to, and give its name: titles are unique in a version."""
    url, _, fragment = reference.partition("#")
    identifier = registry.parse_url(url)
    assert identifier is not None, reference
    found = registry.schema_for(identifier)
    if fragment:
        found = found["$defs"][fragment.removeprefix("/$defs/")]
    name: str = found["title"]
    if name not in definitions:
        definitions[name] = {}  # ends the recursion where definitions refer to each other
        part = {key: found[key] for key in found if key not in ("$schema", "$id", "$defs")}
        definitions[name] = _localise(part, definitions)
    return name
