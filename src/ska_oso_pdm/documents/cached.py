"""Attributes that are computed when they are first read."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

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
