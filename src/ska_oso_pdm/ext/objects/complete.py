"""The complete form: what `model_dump` gives and services exchange.

Defaults are written, `None` and empty containers that are the default are left out. A document is
written natively, by a serialiser of its class that knows what to leave out. Where somebody asks for
less than all (`exclude_unset`, `include`, …), where values do not fit their fields, and for
classes that others derive, each object is written by Pydantic as it is and tidied after that, which
takes three times as long.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from operator import is_
from threading import local
from typing import Any

from pydantic import BaseModel
from pydantic_core import SchemaSerializer, core_schema

from ska_oso_pdm.ext.insides import (
    LEAVES_OUT,
    by_itself,
    fields_of,
    leave_out,
    rewritten,
    serialiser,
)
from ska_oso_pdm.ext.values.containers import FreshDict, FreshList, is_untouched, stands_for_null


class Complete:
    """Writes one object in the complete form, around the serialiser of Pydantic for its class."""

    def __init__(self, cls: Any) -> None:
        self.__name__ = "complete"  # as Pydantic calls it in warnings
        self._cls = cls
        self._native: SchemaSerializer | None = None

    def __call__(self, model: Any, write: Any, info: Any) -> Any:
        is_own = type(model) is self._cls and not model.__pdm_derived__
        if not (is_own and LEAVES_OUT) or getattr(_now, "writes", False):
            return _tidied(model, write, info)
        _now.writes = True
        try:
            if not any(getattr(info, name, None) not in (None, False) for name in _UNUSUAL):
                try:
                    return self._serialiser().to_python(
                        model, mode=info.mode, by_alias=info.by_alias or None, warnings="error"
                    )
                except (ValueError, RecursionError):
                    pass  # a value does not fit its field, and Pydantic says so below
            return _tidied(model, write, info)
        finally:
            _now.writes = False

    def _serialiser(self) -> SchemaSerializer:
        if self._native is None:
            self._native = serialiser(rewritten(self._cls.__pydantic_core_schema__, _natively))
        return self._native


_now = local()
"""Whether this thread writes an object: those inside of it are written as it is, and once."""

_UNUSUAL = (
    "include",
    "exclude",
    "exclude_unset",
    "exclude_defaults",
    "exclude_none",
    "exclude_computed_fields",
    "round_trip",
    "serialize_as_any",
    "polymorphic_serialization",
    "context",
)
"""What a caller may ask for that is not written natively."""


def _natively(model: Any) -> Any:
    """Change a model in a core schema: it leaves out what says nothing, and fills in the absent."""
    cls = model["cls"]
    if not isinstance(model.get("serialization", {}).get("function"), Complete):
        return model  # of somebody else, or with a serialiser of somebody else
    own = by_itself(model)
    fields, parts = fields_of(own["serialization"]), dict(_parts(cls))
    for name in fields:
        if name in parts:
            leave_out(fields[name], partial(_is_left_out, parts[name]))
        elif not cls.__pydantic_fields__[name].is_required():
            leave_out(fields[name], partial(is_, None))
    fills = {
        name: fresh() for name, _, fresh in _optional(cls) if fresh and _form(cls, name, "json")
    }
    if not fills and not cls.__pdm_absent__:
        return own
    filled = core_schema.plain_serializer_function_ser_schema(
        partial(_filled, fills),
        return_schema={"type": "any", "serialization": own["serialization"]},
    )
    return {**own, "serialization": filled}


def _filled(fills: dict[str, Any], model: Any) -> Any:
    """Give an object, or one in its place that holds what it reads as.

    `fills` has what absent sub-objects and arrays read as, where that says something.
    """
    cls: Any = type(model)
    values, given = model.__dict__, model.__pydantic_fields_set__
    held, unknown = {}, {}
    for name, fill in fills.items():
        if values[name] is None and name not in given:
            held[name] = fill
    for name, derive in cls.__pdm_absent__.items():
        if values[name] is None and (value := derive(model)) is not None:
            unknown[name] = value  # which are written last
    if not held and not unknown:
        return model
    # As `model_construct` would make it, without asking for defaults.
    made = cls.__new__(cls)
    object.__setattr__(made, "__dict__", {**values, **held})
    object.__setattr__(made, "__pydantic_extra__", {**(model.__pydantic_extra__ or {}), **unknown})
    object.__setattr__(made, "__pydantic_fields_set__", given)
    object.__setattr__(made, "__pydantic_private__", None)
    return made


def _parts(cls: Any) -> Iterator[tuple[str, bool]]:
    """Yield the optional containers and sub-objects of a class; see `_optional`."""
    for name, drops_empty, _ in _optional(cls):
        field = cls.__pydantic_fields__[name]
        is_part = name in cls.__pdm_fresh__ or isinstance(field.default, _CONTAINERS)
        if is_part or field.default_factory:
            yield name, drops_empty


def _is_left_out(drops_empty: bool, part: Any) -> bool:
    """Tell whether a container or sub-object is left out: it is null or empty."""
    if part is None:
        return True
    if part.__class__ in _SAYING and part:
        return False  # as mostly
    if isinstance(part, _CONTAINERS):
        return not part and (drops_empty or _says_nothing(part))
    if not isinstance(part, BaseModel):
        return False
    for held in part.__dict__.values():
        if held.__class__ in _SAYING and held:
            return False
    return (drops_empty or is_untouched(part)) and not part.model_dump()


_SAYING = (str, int, float, list, dict)


def _tidied(model: Any, write: Any, info: Any) -> Any:
    """Write one object as Pydantic does, and tidy what it wrote."""
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
    for field, drops_empty, fresh in _optional(cls):
        name = field if field in value else cls.__pdm_keys__.get(field, field)
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
