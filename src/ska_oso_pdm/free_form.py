"""Free-form parts of documents: where a schema allows any JSON, and whether a double holds it.

A number that overflows reads as infinity, which would be written as null. Where the schema names
a type, its verdict sees that; in free-form parts it does not, so they are looked through here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Check = Callable[[Any], bool]
"""Takes a valid document, or a part of one; tells whether a free-form number overflows."""

_LARGEST = 2**1024  # the first power of two beyond a double; infinity is larger
_SMALLEST = -_LARGEST


def overflow_check(
    schema: dict[str, Any], resolve: Callable[[str], dict[str, Any]]
) -> Check | None:
    """Make the check for a schema; None where it has no free-form part.

    Args:
        schema: a schema, or a part of one.
        resolve: gives the schema that a reference leads to.
    """
    if schema.get("x-free-form"):
        return _overflows
    if "$ref" in schema:
        return overflow_check(resolve(schema["$ref"]), resolve)
    if "anyOf" in schema:  # a value or null, and null is passed over
        return overflow_check(schema["anyOf"][0], resolve)
    if "oneOf" in schema:
        branches = [resolve(branch["$ref"]) for branch in schema["oneOf"]]
        properties = {
            key: part for branch in branches for key, part in branch["properties"].items()
        }
        return _members(properties, resolve)
    if "properties" in schema:
        return _members(schema["properties"], resolve)
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            return _parts(schema[key], resolve)
    return None


def _members(properties: dict[str, Any], resolve: Any) -> Check | None:
    checks = {key: overflow_check(part, resolve) for key, part in properties.items()}
    needed = tuple((key, check) for key, check in checks.items() if check)

    def members(value: dict[str, Any]) -> bool:
        for key, check in needed:
            part = value.get(key)
            if part and check(part):
                return True
        return False

    return members if needed else None


def _parts(schema: dict[str, Any], resolve: Any) -> Check | None:
    check = overflow_check(schema, resolve)

    def parts(value: Any) -> bool:
        for part in value.values() if type(value) is dict else value:
            if part and check(part):  # type: ignore[misc]
                return True
        return False

    return parts if check else None


def _overflows(value: Any) -> bool:
    kind = type(value)
    if kind is str:
        return False
    if kind is dict or kind is list:
        for part in value.values() if kind is dict else value:
            if _overflows(part):
                return True
        return False
    return value is not None and not _SMALLEST < value < _LARGEST  # NaN compares false
