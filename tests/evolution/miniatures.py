"""Miniature sets of schemas, to compare: a block with few keys, and what they refer to."""

from __future__ import annotations

import json
from typing import Any

from ska_oso_pdm.catalogue.registry import BASE_URL
from ska_oso_pdm.documents.source import read_source
from ska_oso_pdm.evolution.judge import Judge, Judged
from ska_oso_pdm.evolution.schema_set import SchemaSet

Schema = dict[str, Any]
_META = "https://json-schema.org/draft/2020-12/schema"


def closed(title: str, properties: Schema, **more: Any) -> Schema:
    """A closed object."""
    return {
        "title": title,
        "type": "object",
        "properties": properties,
        **more,
        "additionalProperties": more.get("additionalProperties", False),
    }


def block(properties: Schema, *required: str, **definitions: Schema) -> dict[str, Schema]:
    """The one file of a set: a block with these keys; references are names of definitions."""
    label = {"type": "string", "const": f"{BASE_URL}sbd/VERSION"}
    root = closed("Block", {"interface": label, **properties}, required=["interface", *required])
    return {"sbd": {**root, "$defs": definitions}}


def miniature(files: dict[str, Schema], version: str) -> SchemaSet:
    """A set of schemas, by entity; a reference is `Name` or `file#Name`, the version `VERSION`."""
    sources = {}
    for entity, schema in files.items():
        whole = {"$schema": _META, "$id": f"{BASE_URL}{entity}/{version}", **schema}
        text = json.dumps(_absolute(whole, entity, version))
        sources[entity] = read_source(text.encode(), f"{version}/{entity}.json")
    return SchemaSet(version, sources)


def _absolute(node: Any, entity: str, version: str) -> Any:
    if isinstance(node, list):
        return [_absolute(part, entity, version) for part in node]
    if not isinstance(node, dict):
        return node.replace("VERSION", version) if isinstance(node, str) else node
    made = {key: _absolute(part, entity, version) for key, part in node.items()}
    if isinstance(made.get("$ref"), str):
        file, _, name = made["$ref"].rpartition("#")
        made["$ref"] = f"{BASE_URL}{file or entity}/{version}#/$defs/{name}"
    return made


def judged(old: dict[str, Schema], new: dict[str, Schema], entity: str = "sbd") -> list[Judged]:
    """The changes between two miniature sets."""
    return [*Judge(miniature(old, "8.0"), miniature(new, "9.0"), entity).changes()]


def told(judgements: list[Judged]) -> list[str]:
    """Each change in a line: code, what its meaning asks, what it does both ways, the sentence."""
    return [
        f"{change.code} [{change.asks or '-'}] {backward.outcome}/{forward.outcome}: {change.said}"
        for _, change, backward, forward in judgements
    ]


def between(old: Schema, new: Schema) -> list[str]:
    """What is told between two blocks, each given by its keys or as a set."""
    sides = [side if "sbd" in side else block(side) for side in (old, new)]
    return told(judged(sides[0], sides[1]))
