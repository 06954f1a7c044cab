"""Attributes that are computed when they are first read."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

T = TypeVar("T")

if TYPE_CHECKING:
    cached_attribute = cached_property
else:

    class cached_attribute:  # noqa: N801  # it is used as a decorator
        """Like `functools.cached_property`, without its lock.

        Before Python 3.12 that one holds a lock while it computes, one for all objects of a class:
        a child that is forked meanwhile finds it held for ever. Two threads may compute twice here.
        """

        def __init__(self, compute: Callable[[Any], Any]) -> None:
            self._compute = compute
            self.__doc__ = compute.__doc__

        def __set_name__(self, owner: type, name: str) -> None:
            self._name = name

        def __get__(self, instance: Any, owner: type | None = None) -> Any:
            if instance is None:
                return self
            return instance.__dict__.setdefault(self._name, self._compute(instance))


class Later(Generic[T]):
    """A field of a dataclass that is given as its value, or as a function that gives it when asked.

    To everybody else it is a field like any other, which is compared and shown with its value.

    Args:
        default: gives the value where the field is left out; without it the field is required.
    """

    def __init__(self, default: Callable[[], T] | None = None) -> None:
        self._default = default

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> Callable[[], T]: ...
    @overload
    def __get__(self, instance: object, owner: type) -> T: ...
    def __get__(self, instance: object | None, owner: type) -> Any:
        if instance is None:
            if self._default is None:
                raise AttributeError(self._name)
            return self._default
        found = instance.__dict__[self._name]
        if callable(found):
            found = instance.__dict__[self._name] = found()
        return found

    def __set__(self, instance: object, value: T | Callable[[], T]) -> None:
        instance.__dict__[self._name] = value
