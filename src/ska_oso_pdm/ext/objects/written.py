"""The two forms in which objects are written.

The complete form is what `model_dump` gives and services exchange: defaults are written, `None` and
empty containers that are the default are left out. The faithful form is what was read and what was
changed since; `ska_oso_pdm.dumps` writes it, with a serialiser of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from threading import local
from typing import Any

from pydantic import BaseModel
from pydantic_core import SchemaSerializer

from ska_oso_pdm.ext.values.containers import (
    FreshDict,
    FreshList,
    is_unfilled,
    is_untouched,
    stands_for_null,
)
from ska_oso_pdm.ext.values.forms import FAITHFUL


def complete(model: Any, write: Any, info: Any) -> Any:
    """Write one object in the complete form, around the serialiser of Pydantic."""
    cls = type(model)
    if not hasattr(cls, "__pdm_fresh__"):
        return write(model)  # put in unchecked, for example into a list
    if info.exclude_unset:
        return _without_untouched(model, write(model))
    if info.include is not None or info.exclude is not None:
        for name in cls.__pdm_fresh__:
            getattr(model, name, None)  # what is absent is made, so that parts of it can be chosen
    value = write(model)
    _tidy(model, value, info)
    if cls.__pdm_absent__ and info.include is None and not info.exclude_defaults:
        for name in cls.__pdm_absent__.keys() - value.keys() - set(info.exclude or ()):
            if (derived := cls.__pdm_absent__[name](model)) is not None:
                value[name] = derived
    return value


def _without_untouched(model: Any, value: dict[str, Any]) -> dict[str, Any]:
    for name in type(model).__pdm_fresh__.keys() & value.keys():
        held = model.__dict__.get(name)
        if is_untouched(held):
            del value[name]
        elif stands_for_null(held):
            value[name] = None
    return value


def _tidy(model: Any, value: dict[str, Any], info: Any) -> None:
    """Leave out what says nothing, and write absent sub-objects with their defaults."""
    cls: Any = type(model)
    for name, drops_empty, fresh in _optional(cls):
        written = value.get(name, ...)
        if written is None:
            absent = fresh is not None and name not in model.__pydantic_fields_set__
            form = _form(cls, name, info.mode) if absent and not info.exclude_defaults else None
            if form:
                value[name] = _copied(form)
            else:
                del value[name]
        elif (
            written.__class__ in _CONTAINERS
            and not written
            and (drops_empty or _says_nothing(model.__dict__.get(name)))
        ):
            del value[name]


_CONTAINERS = (list, dict, frozenset)


def _says_nothing(container: Any) -> bool:
    return is_untouched(container) or stands_for_null(container)


def _optional(cls: Any) -> list[tuple[str, bool, Any]]:
    """List the optional fields of a class.

    Each with whether an empty container is its default, and what makes a fresh sub-object. The
    class itself keeps the list, as it does all that is made for it once: a cache elsewhere would
    keep the class.
    """
    found: list[tuple[str, bool, Any]] | None = cls.__dict__.get("__pdm_optional__")
    if found is None:
        found = cls.__pdm_optional__ = list(_optional_fields(cls))
    return found


def _optional_fields(cls: Any) -> Iterator[tuple[str, bool, Any]]:
    for name, field in cls.__pydantic_fields__.items():
        if not field.is_required():
            fresh = cls.__pdm_fresh__.get(name)
            means_more = isinstance(field.default, list) and field.default
            drops_empty = not means_more and (
                field.default is not None or name in cls.__pdm_fresh_for_null__
            )
            yield name, drops_empty, None if fresh in (FreshList, FreshDict) else fresh


def _form(cls: Any, name: str, mode: str) -> Any:
    """Give the complete form of a fresh sub-object or array; to be copied, not changed."""
    forms = cls.__dict__.get("__pdm_forms__")
    if forms is None:
        forms = cls.__pdm_forms__ = {}
    if (name, mode) not in forms:
        made = cls.__pdm_fresh__[name]()
        if isinstance(made, BaseModel):
            forms[name, mode] = made.model_dump(mode=mode)
        else:
            forms[name, mode] = [str(member) for member in made] if mode == "json" else list(made)
    return forms[name, mode]


def _copied(form: Any) -> Any:
    if isinstance(form, dict):
        return {key: _copied(part) for key, part in form.items()}
    return [_copied(part) for part in form] if isinstance(form, list) else form


def faithful(model: Any) -> dict[str, Any]:
    """Write an object as JSON values: what was set, whether or not it is a default."""
    _written.null = False
    value: dict[str, Any] = _faithful_serialiser(type(model)).to_python(
        model, mode="json", exclude_unset=True, warnings=False
    )
    if _written.null:
        _put_nulls(model, value)
    if "interface" not in value and "interface" in model.__pdm_tags__:
        return {"interface": model.__pdm_tags__["interface"], **value}  # read without a label
    return value


_written = local()
"""Whether the thread wrote a container that stands for null: Pydantic writes it as an empty one."""


def _leaves_out(container: Any) -> bool:
    """Tell the writer whether to leave out a container, and note that one stands for null."""
    if container.__class__ in (list, dict):
        return False  # as most are
    if stands_for_null(container):
        _written.null = True
        return False
    return is_unfilled(container)


def _put_nulls(model: Any, value: Any) -> None:
    """Write null for each container that stands for one."""
    waiting = [(model, value)]
    while waiting:
        part, written = waiting.pop()
        if isinstance(part, (list, tuple)) and isinstance(written, list):
            waiting += zip(part, written)
        elif isinstance(written, dict):
            members = part if isinstance(part, dict) else getattr(part, "__dict__", {})
            fresh = getattr(part, "__pdm_fresh__", ())
            for key in members.keys() & written.keys():
                if key in fresh and stands_for_null(members[key]):
                    written[key] = None
                else:
                    waiting.append((members[key], written[key]))


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
    return _without_complete(cls.__pydantic_core_schema__)


def _without_complete(node: Any) -> Any:
    """Copy a core schema of models for serialising, each as Pydantic writes it by itself."""
    if isinstance(node, (list, tuple)):
        return type(node)(_without_complete(part) for part in node)
    if not isinstance(node, dict):
        return node
    copied = {key: _without_complete(part) for key, part in node.items()}
    if FAITHFUL in node.get("metadata", ()):
        copied["serialization"] = node["metadata"][FAITHFUL]
    if copied.get("type") != "model":
        return copied
    copied.pop("serialization", None)
    fields = copied["schema"]
    while fields["type"] != "model-fields":
        fields = fields["schema"]
    for name, fresh in getattr(copied["cls"], "__pdm_fresh__", {}).items():
        unused = _leaves_out if fresh in (FreshList, FreshDict) else is_untouched
        fields["fields"][name]["serialization_exclude_if"] = unused
    # As a serialiser inside a schema of another type a model is not looked up by its class.
    own = {key: copied[key] for key in ("type", "cls", "schema", "config") if key in copied}
    outer = {"type": "any", "serialization": own}
    return outer | ({"ref": copied["ref"]} if "ref" in copied else {})
