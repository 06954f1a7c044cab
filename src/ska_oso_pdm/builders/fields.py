"""What all builders do: take the fields that were given, and fill in the rest."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, TypeVar

from ska_oso_pdm.ext.objects.base import PdmObject
from ska_oso_pdm.likeness import nearest

Model = TypeVar("Model", bound=PdmObject)

Builder = TypeVar("Builder", bound=Callable[..., Any])

Defaults = Mapping[str, Callable[[], Any]]
"""What makes the default of a field, by field."""

_SECTIONS = ("Args:", "Raises:")
"""How the parts of a docstring begin that the builders of both telescopes share."""


class Unset(Enum):
    """Type of `UNSET`."""

    UNSET = "not given"


UNSET = Unset.UNSET
"""Stands for an argument that was not given; None is a value that a field can have."""


def build(cls: type[Model], given: Mapping[str, Any], defaults: Defaults) -> Model:
    """Make an object of a class.

    Args:
        cls: the class.
        given: values by field; `UNSET` ones do not count.
        defaults: what makes the value of a field that was not given. It is called only then, so
            that nothing is shared and no id number is spent.

    Raises:
        TypeError: for a name that is no field; the class would keep it as an unknown key.
        pydantic.ValidationError: when a value does not fit its field.
    """
    values = {name: value for name, value in given.items() if value is not UNSET}
    known = cls.model_fields
    for name in values:
        if name not in known:
            close = nearest(name, known)
            hint = f"; did you mean {close!r}?" if close else ""
            raise TypeError(f"{cls.__name__} has no field {name!r}{hint}")
    for name, make in defaults.items():
        if name not in values:
            values[name] = make()
    return cls(**values)


def documented_like(twin: Callable[..., Any]) -> Callable[[Builder], Builder]:
    """Let the docstring of a builder end with the arguments and errors of its twin.

    Args:
        twin: the builder whose docstring has them.
    """

    def documented(builder: Builder) -> Builder:
        own, shared = inspect.getdoc(builder), inspect.getdoc(twin)
        if own and shared:  # `python -OO` leaves none
            sections = [text for text in shared.split("\n\n") if text.startswith(_SECTIONS)]
            builder.__doc__ = "\n\n".join([own, *sections])
        return builder

    return documented
