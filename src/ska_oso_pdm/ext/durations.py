"""Durations: whole milliseconds in a document, `datetime.timedelta` in Python."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

from pydantic_core import CoreSchema, core_schema

from ska_oso_pdm.ext.forms import Form, integer_core_schema, json_only

_MILLISECOND = timedelta(milliseconds=1)


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


def _from_milliseconds(milliseconds: int) -> timedelta:
    return timedelta(milliseconds=milliseconds)


def _duration_core_schema(form: Any) -> CoreSchema:
    from_json = core_schema.no_info_after_validator_function(
        _from_milliseconds, integer_core_schema(form)
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
