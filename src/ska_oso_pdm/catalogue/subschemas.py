"""Subschemas: which part of a schema says what one value of a document is."""

from __future__ import annotations

from typing import Any

from ska_oso_pdm.catalogue.registry import resolve

Schema = dict[str, Any]

_NULL = {"type": "null"}


def followed(schema: Schema, value: Any, *, loosely: bool = False) -> Schema:
    """Follow references, null beside a value, and the branch of a tagged union.

    What stands beside a reference goes first. An object whose tag fits no branch is described by
    nothing, an empty schema; `loosely` by the properties of all branches, none required.
    """
    while True:
        if "$ref" in schema:
            rest = {key: part for key, part in schema.items() if key != "$ref"}
            schema = {**resolve(schema["$ref"]), **rest}
        elif "anyOf" in schema:
            rest = {key: part for key, part in schema.items() if key != "anyOf"}
            schema = {**schema["anyOf"][0], **rest}  # the other one is null
        elif "oneOf" in schema and isinstance(value, dict):
            branches = [resolve(branch["$ref"]) for branch in schema["oneOf"]]
            other = _merged(branches) if loosely else {}
            schema = next((branch for branch in branches if _fits(branch, value)), other)
        else:
            return schema


def is_nullable(schema: Schema) -> bool:
    """Tell whether null is a value that a schema allows."""
    while "$ref" in schema and "anyOf" not in schema:
        schema = resolve(schema["$ref"])
    return schema == _NULL or _NULL in schema.get("anyOf", ())


def _fits(branch: Schema, value: dict[str, Any]) -> bool:
    return all(
        value.get(key) == part["const"]
        for key, part in branch["properties"].items()
        if "const" in part
    )


def _merged(branches: list[Schema]) -> Schema:
    """Give one schema with the properties of several; of equal names the first."""
    merged: Schema = {}
    for branch in reversed(branches):
        merged.update(branch["properties"])
    return {"type": "object", "properties": merged}
