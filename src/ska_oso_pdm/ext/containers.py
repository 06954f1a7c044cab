"""Containers that a document leaves out: they read as fresh empty ones and notice being filled.

A document that lacks `scan_sequence` must be written without it, yet
`block.scan_sequence.append("scan")` must work and be written. So the field stays absent until it
is read; the first reading puts an empty container of the types below in its place, and on writing
one that is still empty counts as absent. An empty container that the document did hold is an
ordinary `list` or `dict`, and is written.
"""

from __future__ import annotations

from threading import Lock
from types import UnionType
from typing import Annotated, Any, NoReturn, Union, get_args, get_origin

from typing_extensions import TypeAliasType


class FreshList(list[Any]):
    """Stands for an absent array."""


class FreshDict(dict[str, Any]):
    """Stands for an absent object with free keys."""


_creating = Lock()


def is_untouched(value: Any) -> bool:
    """Tell whether a container still stands for one that the document leaves out."""
    return not value and isinstance(value, (FreshList, FreshDict))


def fresh_type(annotation: Any) -> type[FreshList] | type[FreshDict] | None:
    """Give the fresh container for the type of an optional field, or None if it is no container."""
    if isinstance(annotation, TypeAliasType):
        return fresh_type(annotation.__value__)
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return fresh_type(parts[0])
    if origin in (Union, UnionType):
        kinds = [part for part in parts if part is not type(None)]
        return fresh_type(kinds[0]) if len(kinds) == 1 else None
    if origin is list:
        return FreshList
    return FreshDict if origin is dict else None


class FreshContainer:
    """Data descriptor of an optional container field of a model."""

    def __init__(self, name: str, fresh: type[FreshList] | type[FreshDict]) -> None:
        self._name = name
        self._fresh = fresh

    def __get__(self, model: Any, owner: Any = None) -> Any:
        if model is None:  # as Pydantic does for its own fields
            raise AttributeError(self._name)
        values = model.__dict__
        if self._name not in model.__pydantic_fields_set__:
            with _creating:
                if self._name not in model.__pydantic_fields_set__:
                    values[self._name] = self._fresh()
                    model.__pydantic_fields_set__.add(self._name)
        return values[self._name]

    def __set__(self, model: Any, value: Any) -> NoReturn:
        raise AttributeError(self._name)  # never reached: models set their fields themselves
