"""Numbers that some tools still write as text: the classes read them, the schemas refuse them.

The proposal tool wrote these few fields as text until July 2026, and sends some of them so today.
The object holds the number, and it is written as a number.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from ska_oso_pdm.ext.values.forms import FAITHFUL, as_float, integer_core_schema, number_core_schema

_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})([.][0-9]{1,17})?")
_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,17})")


class _NumberOrText:
    """A number within bounds, or the same as text; a text always gives a `float`."""

    def __init__(self, **bounds: float) -> None:
        self._number = number_core_schema(bounds)

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_before_validator_function(_float, self._number)


class DocumentFloat(float):
    """A `float` that remembers the integer it was read from, which is written back."""

    _integer: int

    @classmethod
    def read(cls, number: float) -> float:
        if not isinstance(number, int):
            return number
        value = cls(number)
        value._integer = number
        return value

    @property
    def integer(self) -> int:
        """The number as the document has it."""
        return self._integer


def _as_read(value: Any) -> Any:
    return value.integer if value.__class__ is DocumentFloat else value


class _FloatOrText(_NumberOrText):
    """The same, which reads as a float: clients print it."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        number = super().__get_pydantic_core_schema__(source, handler)
        return core_schema.no_info_after_validator_function(
            DocumentFloat.read,
            number,
            serialization=core_schema.plain_serializer_function_ser_schema(as_float),
            metadata={FAITHFUL: core_schema.plain_serializer_function_ser_schema(_as_read)},
        )


class _CountOrText:
    """A whole number within bounds, or the same as text."""

    def __init__(self, **bounds: int) -> None:
        self._count = integer_core_schema(bounds)

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_before_validator_function(_whole, self._count)


def _float(value: Any) -> Any:
    return float(value) if isinstance(value, str) and _NUMBER.fullmatch(value) else value


def _whole(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) and _WHOLE.fullmatch(value) else value


if TYPE_CHECKING:
    NumberOrText: TypeAlias = float
    AnyRobustness: TypeAlias = float
    Robustness: TypeAlias = float
    CountOrText: TypeAlias = int
else:
    NumberOrText = Annotated[float, _NumberOrText()]
    AnyRobustness = Annotated[float, _FloatOrText()]
    Robustness = Annotated[float, _FloatOrText(ge=-2, le=2)]
    CountOrText = Annotated[int, _CountOrText(ge=0, le=2**53 - 1)]
