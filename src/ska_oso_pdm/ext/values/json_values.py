"""Free-form parts of a document: any JSON, and nothing but JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from annotated_types import Interval
from pydantic import Field, GetCoreSchemaHandler, Strict, WithJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError, core_schema
from typing_extensions import TypeAliasType

from ska_oso_pdm.doubles import BEYOND_DOUBLE
from ska_oso_pdm.ext.insides import described_as
from ska_oso_pdm.ext.values.forms import is_numpy_scalar


def _converted(value: Any) -> Any:
    """Give JSON for what Python writes as a tuple or a NumPy scalar; refuse the rest."""
    if isinstance(value, tuple):
        return list(value)
    if is_numpy_scalar(value):
        return value.item()
    raise PydanticCustomError("json", "Input should be JSON: an object, array, text or number")


def any_of(*types: str, **described: Any) -> dict[str, Any]:
    """Describe a value of several types; older versions of FastAPI refuse a list of types."""
    return {"anyOf": [{"type": name} for name in types], **described}


class _Float:
    """A finite float; nothing else that could be turned into one."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        finite = core_schema.float_schema(strict=True, allow_inf_nan=False)
        return core_schema.json_or_python_schema(
            json_schema=finite,
            python_schema=core_schema.chain_schema([core_schema.is_instance_schema(float), finite]),
        )


class _Converted:
    """A value of Python that has a form in JSON."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        as_json = handler.generate_schema(JsonValue)
        return core_schema.no_info_before_validator_function(_converted, as_json)


_Text = Annotated[str, Strict()]
_Truth = Annotated[bool, Strict()]
_Whole = Annotated[int, Strict(), Interval(gt=-BEYOND_DOUBLE, lt=BEYOND_DOUBLE)]
_Finite = Annotated[float, _Float()]

# Only the recursion is text: Pydantic looks such names up where a client defines a class, too.
JsonValue = TypeAliasType(  # type: ignore[misc]  # mypy knows no recursive alias of this form
    "JsonValue",
    Annotated[
        Annotated[dict[_Text, "JsonValue"], Strict()]  # type: ignore[misc]
        | Annotated[list["JsonValue"], Strict()]  # type: ignore[misc]
        | _Text
        | _Truth
        | _Whole
        | _Finite
        | Annotated[Any, _Converted()]
        | None,
        Field(union_mode="left_to_right"),
        WithJsonSchema({}),
    ],
)
"""Integers end where doubles do: other readers would see infinity."""


def _from_tuple(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    raise PydanticCustomError("json", "Input should be a JSON array")


class _FreeForm:
    """Checks natively that a value is JSON, and writes it as it is."""

    def __init__(self, checked_as: Any, **described: Any) -> None:
        self._checked_as = checked_as
        self._described = described

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        schema: Any = handler.generate_schema(self._checked_as)
        in_python = schema
        if self._described["type"] == "array":  # lists cost no call of Python
            from_tuple = core_schema.no_info_before_validator_function(_from_tuple, schema)
            in_python = core_schema.union_schema([schema, from_tuple], mode="left_to_right")
        return core_schema.json_or_python_schema(
            json_schema=schema,
            python_schema=in_python,
            serialization=core_schema.simple_ser_schema("any"),
            metadata=described_as(self._described),
        )


JsonObject = Annotated[
    dict[str, Any],
    _FreeForm(
        Annotated[dict[_Text, JsonValue], Strict()],
        type="object",
        additionalProperties=True,
    ),
]
"""A free-form JSON object. What is passed in is copied; tuples and NumPy scalars become JSON."""

JsonArray = Annotated[list[Any], _FreeForm(Annotated[list[JsonValue], Strict()], type="array")]
"""A free-form JSON array. What is passed in is copied."""

if TYPE_CHECKING:
    JsonScalar: TypeAlias = str | float | bool
else:
    JsonScalar = Annotated[
        _Text | _Truth | _Whole | _Finite,
        Field(union_mode="left_to_right"),
        WithJsonSchema(any_of("string", "number", "boolean")),
    ]
    """A text, a number, or true or false; each stays what it is."""
