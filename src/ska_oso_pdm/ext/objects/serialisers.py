"""Serialisers beside the one that Pydantic keeps for a class, made of a copy of its core schema."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic_core import SchemaSerializer


def serialiser(schema: Any) -> SchemaSerializer:
    """Make a serialiser that writes the parts by the schema, and not by their classes."""
    config: Any = {"ser_json_inf_nan": "constants"}  # what JSON lacks is then refused, not null
    try:
        return SchemaSerializer(schema, config, _use_prebuilt=False)
    except TypeError:  # before Pydantic 2.13, which knows no such option
        return SchemaSerializer(schema, config)


def rewritten(node: Any, change: Callable[[Any], Any], form: str | None = None) -> Any:
    """Copy a core schema for serialising, with each model in it changed.

    `form` is the key, in the metadata of a node, of what serialises it instead.
    """
    if isinstance(node, (list, tuple)):
        return type(node)(rewritten(part, change, form) for part in node)
    if not isinstance(node, dict):
        return node
    copied = {key: rewritten(part, change, form) for key, part in node.items()}
    if form in node.get("metadata", ()):
        copied["serialization"] = node["metadata"][form]
    return change(copied) if copied.get("type") == "model" else copied


def by_itself(model: Any) -> Any:
    """Give the core schema that writes a model as Pydantic does by itself.

    As a serialiser inside a schema of another type it is not looked up by its class.
    """
    own = {key: model[key] for key in ("type", "cls", "schema", "config") if key in model}
    outer = {"type": "any", "serialization": own}
    return outer | ({"ref": model["ref"]} if "ref" in model else {})


def fields_of(model: Any) -> Any:
    """Give the fields in the core schema of a model."""
    while model["type"] != "model-fields":
        model = model["schema"]
    return model["fields"]
