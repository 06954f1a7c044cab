"""Free-form parts of a document: any JSON, and nothing but JSON."""

from __future__ import annotations

from typing import Annotated, Any

from annotated_types import Interval
from pydantic import AllowInfNan, Field, GetCoreSchemaHandler, Strict, WithJsonSchema
from pydantic_core import CoreSchema, core_schema
from typing_extensions import TypeAliasType

JsonValue = TypeAliasType(
    "JsonValue",
    Annotated[
        "Annotated[dict[Annotated[str, Strict()], JsonValue], Strict()]"
        " | Annotated[list[JsonValue], Strict()]"
        " | Annotated[str, Strict()]"
        " | Annotated[bool, Strict()]"
        " | Annotated[int, Strict(), Interval(gt=-(2**1024), lt=2**1024)]"
        " | Annotated[float, Strict(), AllowInfNan(False)]"
        " | None",
        Field(union_mode="left_to_right"),
        WithJsonSchema({}),
    ],
)
"""Integers end where doubles do: other readers would see infinity."""


class _FreeForm:
    """Checks natively that a value is JSON, and writes it as it is."""

    def __init__(self, checked_as: Any, **described: Any) -> None:
        self._checked_as = checked_as
        self._described = described

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        schema: Any = handler.generate_schema(self._checked_as)
        return {
            **schema,
            "serialization": core_schema.simple_ser_schema("any"),
            "metadata": {"pydantic_js_functions": [lambda schema, handler: dict(self._described)]},
        }


JsonObject = Annotated[
    dict[str, Any],
    _FreeForm(
        Annotated[dict[Annotated[str, Strict()], JsonValue], Strict()],
        type="object",
        additionalProperties=True,
    ),
]
"""A free-form JSON object. What is passed in is copied."""

JsonArray = Annotated[list[Any], _FreeForm(Annotated[list[JsonValue], Strict()], type="array")]
"""A free-form JSON array. What is passed in is copied."""
