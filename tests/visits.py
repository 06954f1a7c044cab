"""Walks valid documents together with their schemas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ska_oso_pdm.validation import resolve

Values = tuple[Any, ...]


class Visit(NamedTuple):
    """A value of a document, the schema of its field, and what encloses it, outermost first."""

    value: Any
    schema: dict[str, Any]
    url: str
    around: Values


def visits(
    value: Any, schema: dict[str, Any], url: str = "", around: Values = ()
) -> Iterator[Visit]:
    """Yield every value of a valid document with every schema that it meets."""
    yield Visit(value, schema, url, around)
    if "$ref" in schema:
        yield from visits(value, resolve(schema["$ref"]), schema["$ref"], around)
    elif "anyOf" in schema and value is not None:
        yield from visits(value, schema["anyOf"][0], "", around)
    elif "oneOf" in schema:
        yield from visits(value, branch_of(value, schema), "", around)
    else:
        yield from visits_inside(value, schema, around)


def branch_of(value: dict[str, Any], union: dict[str, Any]) -> dict[str, Any]:
    """Give the branch of a union whose tags a value has."""
    for branch in union["oneOf"]:
        fields = resolve(branch["$ref"])["properties"].items()
        tags = {key: field["const"] for key, field in fields if "const" in field}
        if all(value.get(key) == tag for key, tag in tags.items()):
            return branch
    raise AssertionError("the document is valid, so it has a branch")


def visits_inside(value: Any, schema: dict[str, Any], around: Values) -> Iterator[Visit]:
    """Yield what is in an array or an object."""
    if isinstance(value, list):
        fields = schema.get("prefixItems") or [schema.get("items", {})] * len(value)
        for item, field in zip(value, fields):
            yield from visits(item, field, "", (*around, value))
    elif isinstance(value, dict):
        for key, part in value.items():
            field = schema.get("properties", {}).get(key) or schema.get("additionalProperties")
            if isinstance(field, dict):
                yield from visits(part, field, "", (*around, value))
