"""Durations: milliseconds in a document, `datetime.timedelta` in Python."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from ska_oso_pdm.ext.values.forms import (
    FAITHFUL,
    Form,
    as_float,
    by_value,
    integer_core_schema,
    json_only,
    number_core_schema,
)

_MILLISECOND = timedelta(milliseconds=1)
_MOST_MS = 2**53 - 1


class DocumentTimedelta(timedelta):
    """A `timedelta` that remembers the number of milliseconds from which it was read.

    So `849` and `849.0` are written back as they were, and so is a fraction of a microsecond.
    What is computed from it is an ordinary `timedelta`.
    """

    _number: float

    @classmethod
    def read(cls, milliseconds: float) -> DocumentTimedelta:
        value = cls(milliseconds=milliseconds)
        value._number = milliseconds
        return value

    @property
    def in_milliseconds(self) -> float:
        """The number of milliseconds, as the document has it where there was one."""
        number: float = self.__dict__.get("_number", self / _MILLISECOND)
        return number

    def __reduce__(self) -> tuple[Any, ...]:
        return (DocumentTimedelta.read, (self.in_milliseconds,))

    def __deepcopy__(self, memo: Any) -> DocumentTimedelta:
        return self

    __pydantic_serializer__ = by_value(lambda value: value.in_milliseconds)


def milliseconds_of(value: timedelta) -> float:
    """Give the number of milliseconds, as the document has it where there was one."""
    return value.in_milliseconds if isinstance(value, DocumentTimedelta) else value / _MILLISECOND


def _to_milliseconds(value: Any) -> Any:
    """Turn a timedelta into the integer that the document holds; leave the rest to the schema."""
    if not isinstance(value, timedelta):
        return value
    milliseconds, rest = divmod(value, _MILLISECOND)
    if rest:
        raise ValueError(
            f"{value} is not a whole number of milliseconds; round it, nothing here does"
        )
    return milliseconds


def _duration_core_schema(form: Any) -> CoreSchema:
    from_json = core_schema.no_info_after_validator_function(
        DocumentTimedelta.read, integer_core_schema(form)
    )
    return core_schema.json_or_python_schema(
        json_schema=from_json,
        python_schema=core_schema.no_info_before_validator_function(_to_milliseconds, from_json),
        serialization=json_only(_to_milliseconds),
    )


TimedeltaWholeMs = Annotated[
    timedelta, Form(core_schema.int_schema(strict=True), _duration_core_schema)
]
"""A duration that a document holds as an integer number of milliseconds.

Reads as `datetime.timedelta`; takes one too, or the number. A timedelta with a fraction of a
millisecond is refused, because the document could not hold it.
"""


def _to_number(value: Any) -> Any:
    return milliseconds_of(value) if isinstance(value, timedelta) else value


def _to_float(value: Any) -> Any:
    return as_float(_to_number(value))


class _Milliseconds:
    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        from_json = core_schema.no_info_after_validator_function(
            DocumentTimedelta.read, number_core_schema({"ge": 0, "le": _MOST_MS})
        )
        return core_schema.json_or_python_schema(
            json_schema=from_json,
            python_schema=core_schema.no_info_before_validator_function(_to_number, from_json),
            serialization=json_only(_to_float),
            metadata={FAITHFUL: json_only(_to_number)},
        )


TimedeltaMs = Annotated[timedelta, _Milliseconds()]
"""A duration that a document holds as a number of milliseconds, zero or more.

Reads as `datetime.timedelta`; takes one too, or the number. It serves as annotation in any
Pydantic model, and `TimedeltaMs(milliseconds=849)` makes a `timedelta`.
"""
