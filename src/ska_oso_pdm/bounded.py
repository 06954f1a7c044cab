"""Schemas that refuse numbers beyond a double, for the validator.

A number that overflows reads as infinity, which would be written as null. The published schemas
need not speak of it, since no I-JSON text holds one; a text that is no I-JSON might.
"""

from __future__ import annotations

from typing import Any

_BEYOND = 2**1024  # the first power of two beyond a double
_BOUNDS = {"exclusiveMinimum": -_BEYOND, "exclusiveMaximum": _BEYOND}
_NAME = "BoundedJson"


def bounded(schema: dict[str, Any]) -> dict[str, Any]:
    """Copy a schema, with bounds on its numbers and on those in its free-form parts."""
    below = {"$ref": f"{schema['$id']}#/$defs/{_NAME}"}
    copied: dict[str, Any] = _copy(schema, below)
    copied.setdefault("$defs", {})[_NAME] = {
        "type": ["null", "boolean", "number", "string", "array", "object"],
        **_BOUNDS,
        "items": below,
        "additionalProperties": below,
    }
    return copied


def _copy(node: Any, below: dict[str, str]) -> Any:
    if isinstance(node, list):
        return [_copy(part, below) for part in node]
    if not isinstance(node, dict):
        return node
    if node.get("x-free-form"):
        return {"type": node["type"], "items": below, "additionalProperties": below}
    copied = {key: _copy(part, below) for key, part in node.items()}
    return {**_BOUNDS, **copied} if node.get("type") == "number" else copied
