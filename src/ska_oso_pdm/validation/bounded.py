"""Schemas that refuse numbers beyond a double, for the validator.

A number that overflows reads as infinity, which would be written as null. The published schemas
need not speak of it, since no I-JSON text holds one; a text that is no I-JSON might.
"""

from __future__ import annotations

from typing import Any

from ska_oso_pdm.doubles import BEYOND_DOUBLE

_BOUNDS = {"exclusiveMinimum": -BEYOND_DOUBLE, "exclusiveMaximum": BEYOND_DOUBLE}
_NAME = "BoundedJson"


def bounded(schema: dict[str, Any], *, everywhere: bool) -> dict[str, Any]:
    """Copy a schema, with bounds on the numbers in its free-form parts, or on all of them.

    Infinity is no number to the validator anyway; elsewhere than in free-form parts only integers
    of more than 300 digits are left.
    """
    below = {"$ref": f"{schema['$id']}#/$defs/{_NAME}"}
    copied: dict[str, Any] = _copy(schema, below, _BOUNDS if everywhere else {})
    copied.setdefault("$defs", {})[_NAME] = {
        "type": ["null", "boolean", "number", "string", "array", "object"],
        **_BOUNDS,
        "items": below,
        "additionalProperties": below,
    }
    return copied


def _copy(node: Any, below: dict[str, str], bounds: dict[str, Any]) -> Any:
    if isinstance(node, list):
        return [_copy(part, below, bounds) for part in node]
    if not isinstance(node, dict):
        return node
    if node.get("x-free-form"):
        return {"type": node["type"], "items": below, "additionalProperties": below}
    copied = {key: _copy(part, below, bounds) for key, part in node.items()}
    return {**bounds, **copied} if node.get("type") == "number" else copied
