"""Objects whose `vars()` give values as they read: quantities, and not what stands for them."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, ValuesView
from typing import Any

from pydantic import BaseModel

from ska_oso_pdm.ext.values.quantity import made

_instance_dict: Any = BaseModel.__dict__["__dict__"]


class _ReadValues(dict[str, Any]):
    """The fields of an object: Python reads quantities, while Pydantic, which takes the items of
    the underlying `dict`, writes what is stored.
    """

    def __getitem__(self, name: str) -> Any:
        return made(super().__getitem__(name))

    def get(self, name: str, default: Any = None) -> Any:
        return made(super().get(name, default))

    def values(self) -> ValuesView[Any]:  # type: ignore[override]  # no dict has the exact type
        return {name: made(value) for name, value in super().items()}.values()

    def items(self) -> ItemsView[str, Any]:  # type: ignore[override]
        return {name: made(value) for name, value in super().items()}.items()

    def __repr__(self) -> str:
        return repr(dict(self.items()))

    def copy(self) -> _ReadValues:
        return _ReadValues(self.stored())

    def stored(self) -> Iterator[tuple[str, Any]]:
        """Yield fields with what the object holds for them."""
        return iter(list(super().items()))

    __copy__ = copy

    def __deepcopy__(self, memo: Any) -> _ReadValues:
        from copy import deepcopy

        return _ReadValues(deepcopy(dict(self.stored()), memo))

    def __reduce__(self) -> tuple[Any, ...]:
        return (_ReadValues, (dict(self.stored()),))


class ReadValuesMixin:
    """Lets `vars(parameters)` give `astropy.units.Quantity` for a quantity, as the fields do.

    Services hand all parameters of a pipeline on by looking at `vars()` of the object.
    """

    @property
    def __dict__(self) -> dict[str, Any]:
        values = _instance_dict.__get__(self)
        if type(values) is dict:
            values = _ReadValues(values)
            _instance_dict.__set__(self, values)
        return values

    @__dict__.setter
    def __dict__(self, values: dict[str, Any]) -> None:
        _instance_dict.__set__(self, values)
