"""The two forms in which objects are written.

The complete form is what `model_dump` gives and services exchange: defaults are written, `None` and
empty containers that are the default are left out. The faithful form is what was read and what was
changed since; `ska_oso_pdm.dumps` writes it, with a serialiser of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel
from pydantic_core import SchemaSerializer

from ska_oso_pdm.ext.containers import FreshDict, FreshList, is_unfilled, is_untouched


def complete(model: Any, write: Any, info: Any) -> Any:
    """Write one object in the complete form, around the serialiser of Pydantic."""
    cls = type(model)
    if not hasattr(cls, "__pdm_fresh__"):
        return write(model)  # put in unchecked, for example into a list
    if info.exclude_unset:
        unused = (name for name in cls.__pdm_fresh__ if is_untouched(model.__dict__.get(name)))
        return _without(write(model), unused)
    for name in cls.__pdm_fresh__:
        getattr(model, name, None)  # makes it, where it is absent
    value = write(model)
    value = _without(value, [name for name in value if _is_usual(model, name, value[name])])
    if info.include is None and not info.exclude_defaults:
        for name in cls.__pdm_absent__.keys() - value.keys() - set(info.exclude or ()):
            if (derived := cls.__pdm_absent__[name](model)) is not None:
                value[name] = derived
    return value


def _is_usual(model: Any, name: str, written: Any) -> bool:
    """Tell whether a field says nothing: None, or an empty container that is its default."""
    field = type(model).__pydantic_fields__.get(name)
    if field is None or field.is_required():
        return False
    if written is None:
        return True
    if not isinstance(written, (list, dict, frozenset)) or written:
        return False
    empty = field.default is not None or name in type(model).__pdm_fresh_for_null__
    return empty or is_untouched(model.__dict__.get(name))


def _without(value: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    for name in names:
        value.pop(name, None)
    return value


def faithful(model: Any) -> dict[str, Any]:
    """Write an object as JSON values: what was set, whether or not it is a default."""
    value: dict[str, Any] = _faithful_serialiser(type(model)).to_python(
        model, mode="json", exclude_unset=True, warnings=False
    )
    if "interface" not in value and "interface" in model.__pdm_tags__:
        return {"interface": model.__pdm_tags__["interface"], **value}  # read without a label
    return value


def _faithful_serialiser(cls: type[BaseModel]) -> SchemaSerializer:
    found: SchemaSerializer | None = cls.__dict__.get("__pdm_faithful__")
    if found is None:
        found = serialiser(faithful_schema(cls))
        cls.__pdm_faithful__ = found  # type: ignore[attr-defined]
    return found


def serialiser(schema: Any) -> SchemaSerializer:
    """Make a serialiser that writes the parts by the schema, and not by their classes."""
    config: Any = {"ser_json_inf_nan": "constants"}  # what JSON lacks is then refused, not null
    try:
        return SchemaSerializer(schema, config, _use_prebuilt=False)
    except TypeError:  # before Pydantic 2.13, which knows no such option
        return SchemaSerializer(schema, config)


def faithful_schema(cls: type[BaseModel]) -> Any:
    """Give the core schema that the faithful form is written by."""
    cls.model_rebuild()
    return _without_complete(cls.__pydantic_core_schema__)


def _without_complete(node: Any) -> Any:
    """Copy a core schema of models for serialising, each as Pydantic writes it by itself."""
    if isinstance(node, (list, tuple)):
        return type(node)(_without_complete(part) for part in node)
    if not isinstance(node, dict):
        return node
    copied = {key: _without_complete(part) for key, part in node.items()}
    if copied.get("type") != "model":
        return copied
    copied.pop("serialization", None)
    fields = copied["schema"]
    while fields["type"] != "model-fields":
        fields = fields["schema"]
    for name, fresh in getattr(copied["cls"], "__pdm_fresh__", {}).items():
        unused = is_unfilled if fresh in (FreshList, FreshDict) else is_untouched
        fields["fields"][name]["serialization_exclude_if"] = unused
    # As a serialiser inside a schema of another type a model is not looked up by its class.
    own = {key: copied[key] for key in ("type", "cls", "schema", "config") if key in copied}
    outer = {"type": "any", "serialization": own}
    return outer | ({"ref": copied["ref"]} if "ref" in copied else {})
