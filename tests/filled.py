"""Which properties of a model the collected documents fill, once they are upgraded to it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from ska_oso_pdm import convert
from ska_oso_pdm.errors import PdmError
from tests.samples import CORPUS

Schemas = dict[str, dict[str, Any]]
Filled = set[tuple[str, str]]
"""Objects, named by file and title, with a property that one of them has, and not as null."""


def never_filled(schemas: Schemas, version: str) -> dict[str, list[str]]:
    """Give the properties of each object, but tags, that no collected document fills."""
    filled: Filled = set()
    for document in upgraded(version):
        entity = document["interface"].rpartition("ska-oso-pdm-")[2].partition("/")[0]
        _note(document, schemas[entity], schemas, filled)
    found: dict[str, list[str]] = {}
    for name, schema in schemas.items():
        for part in (schema, *schema.get("$defs", {}).values()):
            where = f"{name} {part['title']}"
            for key, held in part.get("properties", {}).items():
                if "const" not in held and (where, key) not in filled:
                    found.setdefault(where, []).append(key)
    return found


@cache
def upgraded(version: str) -> list[dict[str, Any]]:
    """Give the collected documents that become such of a version."""
    return list(_upgraded(version))


def _upgraded(version: str) -> Iterator[dict[str, Any]]:
    for path in sorted(CORPUS.glob("*.json")):
        if path.name != "manifest.json":
            try:
                done = convert(json.loads(path.read_text(encoding="utf-8")), to=version)
            except (ValueError, PdmError):
                continue
            if done.document is not None:
                yield done.document


def _note(value: Any, schema: dict[str, Any], schemas: Schemas, filled: Filled) -> None:
    """Note what is filled in a value, and in what is inside it."""
    name, schema = _resolved(schema, schemas, value)
    if isinstance(value, list):
        for item in value:
            _note(item, schema.get("items", {}), schemas, filled)
    elif isinstance(value, dict):
        known = schema.get("properties", {})
        for key, part in value.items():
            if key in known and part is not None:
                filled.add((f"{name} {schema['title']}", key))
            _note(part, known.get(key, schema.get("additionalProperties", {})), schemas, filled)


def _resolved(schema: Any, schemas: Schemas, value: Any, name: str = "") -> tuple[str, Any]:
    """Give the part that judges a value, and the name of its file; an empty one judges nothing."""
    if not isinstance(schema, dict):
        return name, {}
    if "$ref" in schema:
        url, _, part = schema["$ref"].partition("#")
        name = url.rpartition("ska-oso-pdm-")[2].partition("/")[0]
        held = schemas[name]["$defs"][part.rpartition("/")[2]] if part else schemas[name]
        return _resolved(held, schemas, value, name)
    if "anyOf" in schema:
        return _resolved(schema["anyOf"][0], schemas, value, name)
    if "oneOf" in schema:
        branches = [_resolved(branch, schemas, value) for branch in schema["oneOf"]]
        fits = (branch for branch in branches if _is_tagged(value, branch[1]))
        return next(fits, (name, {}))
    return name or _own_name(schema), schema


def _own_name(schema: dict[str, Any]) -> str:
    return str(schema.get("$id", "")).rpartition("ska-oso-pdm-")[2].partition("/")[0]


def _is_tagged(value: Any, branch: dict[str, Any]) -> bool:
    tags = {key: part["const"] for key, part in branch["properties"].items() if "const" in part}
    return (
        isinstance(value, dict)
        and tags.items()
        <= {key: part for key, part in value.items() if isinstance(part, str)}.items()
    )
