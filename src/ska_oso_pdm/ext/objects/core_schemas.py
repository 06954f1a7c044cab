"""Core schemas of generated classes: new ones, made of what Pydantic generates from the fields.

What Pydantic hands out may be the schema that it keeps for a class, so nothing of it is changed.
"""

from __future__ import annotations

from typing import Any

from pydantic import GetCoreSchemaHandler, ValidationError
from pydantic_core import CoreSchema, core_schema

from ska_oso_pdm.ext.insides import around_model, described_as, model_in, with_fields
from ska_oso_pdm.ext.objects.complete import Complete
from ska_oso_pdm.ext.objects.labels import OldLabel, OldLabelMixin, old_label
from ska_oso_pdm.ext.values.forms import finished

_ADAPTED = "ska_oso_pdm_adapted"


def adapted(cls: Any, schema: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
    """Give the core schema of a class of ours for the one that Pydantic generates.

    A class that is part of another one, or of an adapter, comes here again with the schema that it
    has got: that stays, and what surrounds it is told from it by a mark.
    """
    try:
        built: Any = handler.resolve_ref_schema(schema)
    except LookupError:  # it refers to itself, and is being built
        return schema
    if not model_in(built).get("metadata", {}).get(_ADAPTED):
        return around_model(built, lambda model: _class_schema(cls, model, handler))
    return _read_by_label(cls, built) if _reads_old_label(cls) else schema


def _class_schema(cls: Any, model: Any, handler: GetCoreSchemaHandler) -> Any:
    """Give the schema that a class keeps, for the one of its fields."""
    made = with_fields(
        model,
        lambda fields: {
            name: {**field, "schema": _field_schema(cls, name, field["schema"], handler)}
            for name, field in fields.items()
        },
    )
    if _reads_old_label(cls) and cls.__pdm_earlier_keys__:
        made["post_init"] = "_refuse_earlier"
    if cls.__pdm_former__:
        made["schema"] = core_schema.no_info_before_validator_function(
            cls._refuse_former, made["schema"]
        )
    made.setdefault(
        "serialization",
        core_schema.wrap_serializer_function_ser_schema(Complete(cls), info_arg=True),
    )
    return {**made, "metadata": {**model.get("metadata", {}), _ADAPTED: True}}


def _field_schema(cls: Any, name: str, schema: Any, handler: GetCoreSchemaHandler) -> Any:
    """Give the schema of a field: its forms are finished, and a default may be another one."""
    schema = finished(schema, handler)
    if schema["type"] != "default":
        return schema
    if name == "interface" and _reads_old_label(cls):
        honest = cls.__pdm_tags__[name]
        label = core_schema.nullable_schema(_label(cls))
        return core_schema.with_default_schema(_corrected(cls, label), default=honest)
    if name in cls.__pdm_tags__:
        return schema["schema"]  # required in a document
    if name in cls.__pdm_fresh__:  # reads as a fresh one, which costs nothing until then
        return core_schema.with_default_schema(schema["schema"], default=None)
    return schema


def _reads_old_label(cls: Any) -> bool:
    return issubclass(cls, OldLabelMixin) and "interface" in cls.__pdm_tags__


def _label(cls: Any) -> CoreSchema:
    """Give the schema of the labels that a class reads."""
    honest = cls.__pdm_tags__["interface"]
    return core_schema.literal_schema([honest, old_label(honest)])


def _corrected(cls: Any, label: CoreSchema) -> CoreSchema:
    """Give the honest label for each that is read; to JSON Schema it is the only one."""
    honest = cls.__pdm_tags__["interface"]
    in_its_place = OldLabel(honest) if cls.__pdm_earlier_keys__ else honest
    return core_schema.no_info_after_validator_function(
        lambda read: honest if read == honest else in_its_place,
        label,
        serialization=core_schema.simple_ser_schema("any"),
        metadata=described_as({"const": honest, "type": "string"}),
    )


def _read_by_label(cls: Any, built: Any) -> CoreSchema:
    """Give the schema of a document that is part of something else.

    Its label tells it from other documents, and so is text alone. A document of an earlier layout
    is told so before all else that is wrong with it.
    """

    def read_document(value: Any, read: Any) -> Any:
        if isinstance(value, dict) and value.get("interface", ...) is None:
            value = {key: part for key, part in value.items() if key != "interface"}
        try:
            return read(value)
        except ValidationError:
            cls._refuse_layout(value)
            raise

    read_document.__qualname__ = cls.__name__  # as it is called in the path of an error in a union

    def labelled(fields: Any) -> Any:
        field, label = fields["interface"], _corrected(cls, _label(cls))
        honest = cls.__pdm_tags__["interface"]
        default = core_schema.with_default_schema(label, default=honest)
        return {**fields, "interface": {**field, "schema": default}}

    document = around_model(built, lambda model: with_fields(model, labelled))
    name = document.pop("ref", None)  # JSON Schema gives what has it a definition
    return core_schema.no_info_wrap_validator_function(read_document, document, ref=name)
