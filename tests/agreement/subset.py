"""What the other modules ask of schemas: references, the open form, branches, constraints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]
Schemas = dict[str, Schema]
"""Schemas of one version by URL."""

CONSTRAINTS = frozenset(
    "type required anyOf oneOf const enum pattern minimum maximum exclusiveMinimum "
    "exclusiveMaximum minItems maxItems uniqueItems minLength maxLength propertyNames".split()
)
"""Keywords that a value can break in the open form."""

OTHERS = frozenset(
    "$schema $id $defs $ref title description default examples properties items prefixItems "
    "additionalProperties x-unit x-enum-varnames x-free-form x-former-keys x-null-means x-personal "
    "x-refers-to x-names x-source x-archive deprecated".split()
)
"""Keywords that lead to other schemas, or say nothing about validity."""


def at(schemas: Schemas, url: str) -> Schema:
    """Give the schema at a URL with a JSON pointer as fragment."""
    base, _, fragment = url.partition("#")
    node: Any = schemas[base]
    for token in fragment.split("/")[1:]:
        node = node[int(token)] if isinstance(node, list) else node[token]
    found: Schema = node
    return found


def resolve(schemas: Schemas, rule: Schema) -> Schema:
    """Follow a reference."""
    while "$ref" in rule:
        rule = at(schemas, rule["$ref"])
    return rule


def require_subset(schemas: Schemas) -> None:
    """Raise ValueError for a keyword outside the subset: nothing here would respect it."""
    keywords = {key for schema in schemas.values() for node in walk(schema) for key in node}
    if strange := keywords - CONSTRAINTS - OTHERS:
        raise ValueError(f"keywords outside the subset: {', '.join(sorted(strange))}")


def walk(node: Any) -> Iterator[Schema]:
    """Yield every schema inside one, and itself."""
    for _, found in _walk(node, ""):
        yield found


def _walk(node: Any, path: str) -> Iterator[tuple[str, Schema]]:
    if not isinstance(node, dict):
        return
    yield path, node
    for key in ("properties", "$defs"):
        for name, part in node.get(key, {}).items():
            yield from _walk(part, f"{path}/{key}/{name}")
    for key in ("items", "additionalProperties", "propertyNames"):
        yield from _walk(node.get(key), f"{path}/{key}")
    for key in ("oneOf", "anyOf", "prefixItems"):
        for index, part in enumerate(node.get(key, ())):
            yield from _walk(part, f"{path}/{key}/{index}")


def reached(schemas: Schemas, url: str) -> Schemas:
    """Give the files and definitions that the schema at a URL leads to, and itself."""
    found: Schemas = {}
    waiting = [url]
    while waiting:
        if (part := waiting.pop()) not in found:
            found[part] = {k: v for k, v in at(schemas, part).items() if k != "$defs"}
            waiting += [node["$ref"] for node in walk(found[part]) if "$ref" in node]
    return found


def constraints(schemas: Schemas) -> set[str]:
    """Give the URL of every constraint, as a validator names it in its errors.

    Definitions that nothing refers to, such as lists of tags, constrain nothing.
    """
    used = {node["$ref"] for schema in schemas.values() for node in walk(schema) if "$ref" in node}
    return {
        f"{url}{'' if '#' in url else '#'}{path}/{keyword}"
        for url, schema in schemas.items()
        for path, node in _walk(schema, "")
        if not path.startswith("/$defs/") or f"{url}#/$defs/{path.split('/')[2]}" in used
        for keyword, value in node.items()
        if keyword in CONSTRAINTS or (value is False and keyword != "default")
    }


def properties(schemas: Schemas) -> set[tuple[str, str]]:
    """Give title and name of every property."""
    return {
        (node["title"], name)
        for schema in schemas.values()
        for node in walk(schema)
        for name in node.get("properties", ())
    }


def open_form(node: Any) -> Any:
    """Copy a schema with every closed object opened: what the classes are generated from."""
    if isinstance(node, list):
        return [open_form(part) for part in node]
    if not isinstance(node, dict):
        return node
    return {
        key: True if key == "additionalProperties" and part is False else open_form(part)
        for key, part in node.items()
    }


def branch(schemas: Schemas, rule: Schema, value: dict[str, Any]) -> Schema:
    """Give the branch of a tagged union whose constants an object has."""
    for option in rule["oneOf"]:
        found = resolve(schemas, option)
        constants = {k: p["const"] for k, p in found["properties"].items() if "const" in p}
        if all(value.get(key) == constant for key, constant in constants.items()):
            return found
    raise ValueError("no branch has the constants of this object")


def written(schemas: Schemas, rule: Schema, value: Any) -> Any:
    """Give the form in which a valid value is written: a whole float in an integer field as int."""
    rule = resolve(schemas, rule)
    if "anyOf" in rule:
        return None if value is None else written(schemas, rule["anyOf"][0], value)
    if "oneOf" in rule:
        rule = branch(schemas, rule, value)
    if isinstance(value, dict):
        known, other = rule.get("properties", {}), rule.get("additionalProperties")
        other = other if isinstance(other, dict) else None
        return {
            key: written(schemas, inner, part) if (inner := known.get(key, other)) else part
            for key, part in value.items()
        }
    if isinstance(value, list) and "prefixItems" in rule:
        return [written(schemas, *pair) for pair in zip(rule["prefixItems"], value, strict=True)]
    if isinstance(value, list) and "items" in rule:
        return [written(schemas, rule["items"], part) for part in value]
    whole = "integer" in rule.get("type", ()) and isinstance(value, float)
    return int(value) if whole else value
