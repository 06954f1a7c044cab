"""What Pydantic does not document and `ext` leans on, each with the reason and the test of it.

A core schema is a nest of dicts whose form is Pydantic's own affair. A release of Pydantic may
change that, and `nox -s prereleases` warns. What Pydantic hands out is never changed, only copied.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import VERSION
from pydantic_core import SchemaSerializer

LEAVES_OUT = VERSION != "2.12.0"
"""Whether members of unions may leave out fields natively.

That version takes each for a misfit, and shows the object in a warning, which imports Astropy.
Test: `test_reading_proposals_imports_no_astropy`, on the lowest versions.
"""

Init = TypeVar("Init", bound=Callable[..., None])

_PARTS = ("schema", "keys_schema", "values_schema", "items_schema", "choices")
_NO_SCHEMAS = frozenset(
    {"cls", "config", "custom_error_context", "default", "expected", "members", "metadata"}
)
"""Keys of core schemas whose values may look like schemas, and are none."""

_BY_NAME = frozenset({"choices", "fields"})
"""Keys of core schemas whose values have schemas by name."""


def as_base_init(init: Init) -> Init:
    """Tell Pydantic that objects inside a document may be made without this `__init__`.

    Else it calls it for each of them, which triples the time of reading. They hold their tags, or
    the document is invalid. Test (of `tests/ext/test_insides.py`, as all that are named here):
    `test_objects_inside_a_document_are_made_without_the_constructor`.
    """
    init.__pydantic_base_init__ = True  # type: ignore[attr-defined]
    return init


def described_as(schema: dict[str, Any]) -> dict[str, Any]:
    """Give the metadata of a core schema that is this in JSON Schema.

    A core schema that takes the place of a field's has no annotation that could say so. Test:
    `test_values_are_described_as_the_schema_has_them`.
    """
    return {"pydantic_js_functions": [lambda core, handler: dict(schema)]}


def model_in(schema: Any) -> Any:
    """Give the model inside a core schema; validators of a derived class stand around it."""
    while schema["type"] != "model":
        schema = schema["schema"]
    return schema


def around_model(schema: Any, change: Callable[[Any], Any]) -> Any:
    """Copy a core schema with another model in it."""
    if schema["type"] == "model":
        return change(schema)
    return {**schema, "schema": around_model(schema["schema"], change)}


def with_fields(schema: Any, change: Callable[[Any], Any]) -> Any:
    """Copy a core schema with other fields in its model."""
    if schema["type"] == "model-fields":
        return {**schema, "fields": change(schema["fields"])}
    return {**schema, "schema": with_fields(schema["schema"], change)}


def fields_of(model: Any) -> Any:
    """Give the fields in the core schema of a model."""
    while model["type"] != "model-fields":
        model = model["schema"]
    return model["fields"]


def with_parts(node: Any, change: Callable[[Any], Any]) -> Any:
    """Give a node of a core schema with the schemas that it holds changed; itself if none is."""
    parts = {key: _part(node[key], change) for key in _PARTS if key in node}
    changed = any(part is not node[key] for key, part in parts.items())
    return {**node, **parts} if changed else node


def _part(part: Any, change: Callable[[Any], Any]) -> Any:
    """Give what a node holds: a schema, the choices of a union, or the items of a tuple."""
    if isinstance(part, dict) and "type" in part:
        return change(part)
    if isinstance(part, dict):  # the choices of a tagged union; some are names of others
        made: Any = {
            tag: change(choice) if isinstance(choice, dict) else choice
            for tag, choice in part.items()
        }
        return made if any(made[tag] is not part[tag] for tag in part) else part
    made = [
        (change(choice[0]), *choice[1:]) if isinstance(choice, tuple) else change(choice)
        for choice in part
    ]
    same = all(
        new[0] is old[0] if isinstance(old, tuple) else new is old for new, old in zip(made, part)
    )
    return part if same else made


def serialiser(schema: Any) -> SchemaSerializer:
    """Make a serialiser beside the one that Pydantic keeps for a class; see `by_itself`."""
    # What JSON lacks is then refused, not null; keys are those of documents.
    config: Any = {"ser_json_inf_nan": "constants", "serialize_by_alias": True}
    return SchemaSerializer(schema, config)


def rewritten(node: Any, change: Callable[[Any], Any], form: str | None = None) -> Any:
    """Copy a core schema for serialising, with each model in it changed.

    `form` is the key, in the metadata of a node, of what serialises it instead. What a class has as
    defaults and metadata is anybody's, and no schema.
    """
    if type(node) in (list, tuple):
        return type(node)(rewritten(part, change, form) for part in node)
    if type(node) is not dict:
        return node
    copied: dict[str, Any] = {}
    for key, part in node.items():
        if key in _NO_SCHEMAS:
            copied[key] = part
        elif key in _BY_NAME and type(part) is dict:  # whose keys may be called anything
            copied[key] = {name: rewritten(each, change, form) for name, each in part.items()}
        else:
            copied[key] = rewritten(part, change, form)
    if form in node.get("metadata", ()):
        copied["serialization"] = node["metadata"][form]
    return change(copied) if copied.get("type") == "model" else copied


def leave_out(field: Any, rule: Callable[[Any], bool]) -> None:
    """Let a field of a copied core schema be left out where a rule says so, or its own one does."""
    own = field.get("serialization_exclude_if")
    field["serialization_exclude_if"] = (
        rule if own is None else lambda value: own(value) or rule(value)
    )


def by_itself(model: Any) -> Any:
    """Give the core schema that writes a model as Pydantic does by itself.

    Of a model Pydantic takes the serialiser that its class has, in spite of the schema; of one that
    stands as a serialiser inside a schema of another type it does not. Test:
    `test_parts_are_written_by_the_schema_and_not_by_their_classes`.
    """
    own = {key: model[key] for key in ("type", "cls", "schema", "config") if key in model}
    outer = {"type": "any", "serialization": own}
    return outer | ({"ref": model["ref"]} if "ref" in model else {})
