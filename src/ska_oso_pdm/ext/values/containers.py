"""Containers and sub-objects that a document leaves out: they read as fresh ones.

A document that lacks `scan_sequence` must be written without it, yet
`block.scan_sequence.append("scan")` must work and be written. So the field stays absent until it
is read; the first reading puts an empty container of the types below in its place, and on writing
one that is still empty counts as absent. A container that is null goes the same way, and counts as
null while it is empty. An empty container that the document did hold is an ordinary `list` or
`dict`, and is written. Sub-objects that are absent, such as the altitude range of observing
constraints, read as fresh ones too; they count as absent while they equal a new one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, Field
from typing_extensions import TypeAliasType

T = TypeVar("T")
if TYPE_CHECKING:
    Nullable = Annotated[T, "may be null, and reads as an empty one then"]
else:
    Nullable = T | None
    """Type of an optional container that may be null. For type checkers it never is."""

ABSENT: Any = None
"""Default of such a field."""


class FreshList(list[Any]):
    """Stands for an absent array."""


class FreshDict(dict[str, Any]):
    """Stands for an absent object with free keys."""


class NullList(list[Any]):
    """Stands for a null in the place of an array."""


class NullDict(dict[str, Any]):
    """Stands for a null in the place of an object with free keys."""


class DefaultList(list[Any]):
    """Stands for an absent array that does not mean an empty one."""

    def __init__(self, initial: Iterable[Any]) -> None:
        super().__init__(initial)
        self.initial = list(self)


_FRESH = "_fresh"
_FOR_NULL: dict[Any, Callable[[], Any]] = {FreshList: NullList, FreshDict: NullDict}


def is_unfilled(value: Any) -> bool:
    """Tell whether a container still stands for one that the document leaves out."""
    return value.__class__ in (FreshList, FreshDict) and not value


def stands_for_null(value: Any) -> bool:
    """Tell whether a container still stands for one that is null in the document."""
    return value.__class__ in (NullList, NullDict) and not value


def is_unchanged(value: Any) -> bool:
    """Tell whether a sub-object still stands for one that the document leaves out."""
    private = value.__pydantic_private__
    return private is not None and _FRESH in private and bool(value == _empty(type(value)))


def is_untouched(value: Any) -> bool:
    """Tell whether a value of any kind still stands for one that the document leaves out."""
    if isinstance(value, BaseModel):
        return is_unchanged(value)
    if value.__class__ is DefaultList:
        return bool(value == value.initial)
    return is_unfilled(value)


def fresh_type(annotation: Any, *, nullable: bool = False) -> Callable[[], Any] | None:
    """Give what makes a value for an absent field of a type; None for one that reads as None.

    So does a sub-object that may be null, unless `nullable` says otherwise.
    """
    if isinstance(annotation, TypeAliasType):
        return fresh_type(annotation.__value__)
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return fresh_type(parts[0])
    if origin in (Union, UnionType):
        kinds = [part for part in parts if part is not type(None)]
        fresh = fresh_type(kinds[0]) if len(kinds) == 1 else None
        return fresh if nullable or fresh in (FreshList, FreshDict) else None
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return lambda: _new_object(annotation)
    if origin is list:
        return FreshList
    return FreshDict if origin is dict else None


def fresh_object(cls: type[BaseModel]) -> Any:
    """Give the default of a field that holds a sub-object: a new one."""
    return Field(default_factory=lambda: _empty(cls))


def _empty(cls: type[BaseModel]) -> BaseModel:
    """Give what an absent sub-object reads as: mostly what Python makes without arguments."""
    made: BaseModel = getattr(cls, "_absent", cls)()
    return made


def _new_object(cls: type[BaseModel]) -> BaseModel:
    made = _empty(cls)
    made.__pydantic_private__ = {**(made.__pydantic_private__ or {}), _FRESH: True}
    return made


class StoredField:
    """Data descriptor of a field that reads as it is stored."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, model: Any, owner: Any = None) -> Any:
        if model is None or self._name not in model.__dict__:  # as Pydantic does for its own fields
            raise AttributeError(self._name)
        return model.__dict__[self._name]

    def __set__(self, model: Any, value: Any) -> NoReturn:
        raise AttributeError(self._name)  # never reached: models set their fields themselves


class FreshField(StoredField):
    """Data descriptor of an optional container or sub-object of a model."""

    def __init__(self, name: str, fresh: Callable[[], Any]) -> None:
        super().__init__(name)
        self._fresh = fresh
        self._for_null = _FOR_NULL.get(fresh)

    def __get__(self, model: Any, owner: Any = None) -> Any:
        if model is None:  # as Pydantic does for its own fields
            raise AttributeError(self._name)
        make = self._missing(model)
        if make is not None:
            self._put(model, make)
        return model.__dict__[self._name]

    def _missing(self, model: Any) -> Callable[[], Any] | None:
        """Give what makes the value that the model does not hold yet."""
        if self._name not in model.__pydantic_fields_set__:
            return self._fresh
        return self._for_null if model.__dict__[self._name] is None else None

    def _put(self, model: Any, make: Callable[[], Any]) -> None:
        """Put a fresh value into the model: the same one, whichever thread comes first."""
        key = id(model), self._name
        _, value = _being_put.setdefault(key, (model, make()))
        if self._missing(model) is not None:  # else another thread was done before
            model.__dict__[self._name] = value
            model.__pydantic_fields_set__.add(self._name)
        _being_put.pop(key, None)


# No lock: a process forked while another thread holds it would wait for ever. Threads that read a
# field at once agree by `setdefault`, which is atomic; the model in the entry keeps its id its own.
_being_put: dict[tuple[int, str], tuple[Any, Any]] = {}
