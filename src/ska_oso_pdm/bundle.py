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
    if "$ref" in node:
        return {"$ref": f"#/$defs/{_collect(node['$ref'], definitions)}"}
    return {key: _localise(part, definitions) for key, part in node.items()}


def _collect(reference: str, definitions: dict[str, Any]) -> str:
    url, _, fragment = reference.partition("#")
    name = fragment.removeprefix("/$defs/")
    if name not in definitions:
        identifier = registry.parse_url(url)
        assert identifier is not None, reference
        definitions[name] = {}  # ends the recursion where definitions refer to each other
        schema = registry.schema_for(identifier)["$defs"][name]
        definitions[name] = _localise(schema, definitions)
    return name
