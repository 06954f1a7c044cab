"""What a schema asks of a value, in words."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from web.site.entities import places
from web.site.entities.markup import code, joined, value
from web.site.entities.model import Schema, part_at, without_null

_TYPES = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "array": "list",
    "object": "object",
    "null": "null",
}
_BOUNDS = {
    "minimum": "at least {}",
    "exclusiveMinimum": "more than {}",
    "maximum": "at most {}",
    "exclusiveMaximum": "less than {}",
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "minItems": "at least {} items",
    "maxItems": "at most {} items",
}


def type_of(schema: Schema, page: str) -> Markup:
    """Say the type of a value, with links to what it consists of."""
    schema = without_null(schema)
    if "$ref" in schema:
        return places.to_part(page, part_at(schema["$ref"]))
    if "const" in schema:
        return Markup("always {}").format(value(schema["const"]))
    if "enum" in schema:
        return Markup("one of {}").format(joined(map(value, schema["enum"]), ", "))
    kind = schema.get("type", "any JSON value")
    if isinstance(kind, list):
        return joined([_TYPES[name] for name in kind], " or ")
    if kind == "array":
        return _list(schema, page)
    if kind == "object" and "additionalProperties" in schema:
        inner = schema["additionalProperties"]
        if inner is True:
            return Markup("any JSON object")
        return Markup("object, by name: {}").format(type_of(inner, page))
    return Markup("{}").format(_TYPES.get(kind, kind))


def _list(schema: Schema, page: str) -> Markup:
    if "prefixItems" in schema:
        items = joined((type_of(item, page) for item in schema["prefixItems"]), ", ")
        return Markup("list of {}: {}").format(len(schema["prefixItems"]), items)
    inner = schema.get("items", {})
    less = " or null" if without_null(inner) is not inner else ""
    return Markup("list of {}{}").format(type_of(inner, page), less)


def rules(schema: Schema, what: str = "") -> Iterator[Markup]:
    """Say the bounds and the pattern of a value, and of what it consists of."""
    schema = without_null(schema)
    for keyword, words in _BOUNDS.items():
        if keyword in schema and "prefixItems" not in schema:
            said = words.format(schema[keyword]).replace(" 1 items", " 1 item")
            yield Markup("{}{}").format(what, said)
    if schema.get("uniqueItems"):
        yield Markup("{}none twice").format(what)
    if "pattern" in schema:
        yield Markup("{}of the form {}").format(what, code(schema["pattern"]))
    if isinstance(schema.get("items"), dict):
        yield from rules(schema["items"], "each: ")
    if isinstance(schema.get("additionalProperties"), dict):
        yield from rules(schema["additionalProperties"], "each: ")
    for number, item in enumerate(schema.get("prefixItems", ()), 1):
        yield from rules(item, f"number {number}: ")
