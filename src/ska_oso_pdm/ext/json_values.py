"""Free-form parts of a document: any JSON, and nothing but JSON."""

from __future__ import annotations

from typing import Annotated, Any

from annotated_types import Interval
from pydantic import AllowInfNan, Field, GetCoreSchemaHandler, Strict
from pydantic_core import CoreSchema, core_schema
from typing_extensions import TypeAliasType

_JsonValue = TypeAliasType(
    "_JsonValue",
    Annotated[
        "Annotated[dict[Annotated[str, Strict()], _JsonValue], Strict()]"
        " | Annotated[list[_JsonValue], Strict()]"
        " | Annotated[str, Strict()]"
        " | Annotated[bool, Strict()]"
        " | Annotated[int, Strict(), Interval(gt=-(2**1024), lt=2**1024)]"
        " | Annotated[float, Strict(), AllowInfNan(False)]"
        " | None",
        Field(union_mode="left_to_right"),
    ],
)
"""Integers end where doubles do: other readers would see infinity."""


class _FreeForm:
    """Checks natively that a value is JSON, and writes it as it is."""

    def __init__(self, checked_as: Any) -> None:
        self._checked_as = checked_as

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        schema: Any = handler.generate_schema(self._checked_as)
        return {**schema, "serialization": core_schema.simple_ser_schema("any")}


JsonObject = Annotated[
    dict[str, Any],
    _FreeForm(Annotated[dict[Annotated[str, Strict()], _JsonValue], Strict()]),
]
"""A free-form JSON object. What is passed in is copied."""

JsonArray = Annotated[list[Any], _FreeForm(Annotated[list[_JsonValue], Strict()])]
"""A free-form JSON array. What is passed in is copied."""
