"""Counts of projects and proposals before 1.0: whole numbers, or the same as text.

The proposal tool wrote text, other software numbers. Each is kept and written as it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from ska_oso_pdm.ext.insides import described_as
from ska_oso_pdm.ext.values.forms import integer_core_schema
from ska_oso_pdm.ext.values.json_values import any_of

_DIGITS = "^(0|[1-9][0-9]{0,14})$"
_BOUNDS = {"ge": 0, "le": 2**53 - 1}


class _Count:
    """A whole number within bounds, or its digits as text."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.union_schema(
            [integer_core_schema(_BOUNDS), core_schema.str_schema(strict=True, pattern=_DIGITS)],
            mode="left_to_right",
            serialization=core_schema.simple_ser_schema("any"),
            custom_error_type="number",
            custom_error_message="Input should be an integer, at least 0, or its digits as text",
            metadata=described_as(_DESCRIBED),
        )


_DESCRIBED = any_of(
    "integer", "string", minimum=_BOUNDS["ge"], maximum=_BOUNDS["le"], pattern=_DIGITS
)

if TYPE_CHECKING:
    Count: TypeAlias = int | str
else:
    Count = Annotated[int | str, _Count()]
    """A whole number, or its digits as text."""
