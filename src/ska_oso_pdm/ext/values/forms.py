"""Field types that keep the constraints of a schema native.

Pydantic applies `ge`, `le` or `pattern` natively only to plain core schemas; on a union or a
function they become calls into Python, five times as slow. A `Form` therefore starts as a plain
core schema, lets the constraints settle on it, and is finished when its model is complete.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Annotated, Any, cast

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, SchemaSerializer, core_schema

from ska_oso_pdm.doubles import BEYOND_DOUBLE
from ska_oso_pdm.ext.insides import described_as, with_parts

_FINISH = "ska_oso_pdm_finish"
_NUMBER_BOUNDS = ("ge", "gt", "le", "lt", "multiple_of")


class Form:
    """Annotation that stands for `base` until `finish` has made the final core schema of it.

    `PdmObject` finishes the forms of its fields; models of another base class do not.
    """

    def __init__(self, base: CoreSchema, finish: Callable[[Any], CoreSchema]) -> None:
        self._schema = {**base, "metadata": {_FINISH: finish}}

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return cast(CoreSchema, dict(self._schema))


def finished(schema: Any, handler: GetCoreSchemaHandler) -> Any:
    """Give a core schema of one field in which every form is finished, with what it refers to.

    The schema itself is not changed; where nothing in it is to be finished, it is what comes back.
    Models that the field refers to finish their own fields, so the walk stops there.
    """
    return _Finishing(handler).schema(schema)


class _Finishing:
    """The walk over the core schema of one field."""

    def __init__(self, handler: GetCoreSchemaHandler) -> None:
        self._handler = handler
        self._within: set[str] = set()

    def schema(self, node: Any) -> Any:
        """Give a node, or a new one in its place."""
        if node["type"] == "definition-ref":
            return self._referred(node)
        if node["type"] == "model":
            return node
        if node["type"] == "enum" and node.get("sub_type") == "int":
            return _read_strictly(node)
        if finish := node.get("metadata", {}).get(_FINISH):
            kept = {key: node[key] for key in ("ref", "serialization") if key in node}
            return {**finish(node), **kept}
        return with_parts(node, self.schema)

    def _referred(self, node: Any) -> Any:
        """Give what a node refers to in its place, where that has forms, or costs less so."""
        name = node["schema_ref"]
        if name in self._within:
            return node  # the type is recursive
        try:
            target: Any = self._handler.resolve_ref_schema(node)
        except LookupError:  # a model that is still being built
            return node
        self._within.add(name)
        made = self.schema(target)
        self._within.discard(name)
        if target["type"] in ("tuple", "int", "float"):
            return {key: part for key, part in made.items() if key != "ref"}
        return node if made is target else made


def _read_strictly(enum: Any) -> Any:
    """Let an enum of integers take what JSON Schema calls an integer: no text, and no `true`."""
    strict = core_schema.chain_schema([integer_core_schema({}), enum])
    return {**strict, "serialization": core_schema.simple_ser_schema("any")}


def _as_it_is(value: Any) -> Any:
    return value


def json_only(
    to_json: Callable[[Any], Any], to_python: Callable[[Any], Any] = _as_it_is
) -> core_schema.SerSchema:
    """Serialise with `to_json` for a document; a Python form (`model_dump()`) keeps the value."""

    def serialise(value: Any, info: core_schema.SerializationInfo) -> Any:
        return to_json(value) if info.mode == "json" else to_python(value)

    return core_schema.plain_serializer_function_ser_schema(serialise, info_arg=True)


def by_value(
    to_json: Callable[[Any], Any], to_python: Callable[[Any], Any] = _as_it_is
) -> SchemaSerializer:
    """Give the `__pydantic_serializer__` of a type of values.

    Pydantic looks for it where it goes by the value, and not by the field that holds it
    (`serialize_as_any`, `Any`).
    """
    serialised = json_only(to_json, to_python)
    return SchemaSerializer(core_schema.any_schema(serialization=serialised))


FAITHFUL = "ska_oso_pdm_faithful"
"""Key, in the metadata of a core schema, of what serialises it in the faithful form."""


def as_float(value: Any) -> Any:
    """Give a number as the complete form has it; what is no number, such as null, as it is."""
    if value.__class__ is float:
        return value  # as most are
    is_number = isinstance(value, (int, float)) and value.__class__ is not bool
    return float(value) if is_number else value


def integer_core_schema(form: Any) -> CoreSchema:
    """What JSON Schema calls an integer: `3600000` and `3.6e6`, never `true` or text.

    In Python a NumPy integer is taken too.
    """
    bounds = _bounds(form)
    whole_float = core_schema.chain_schema(
        [
            core_schema.float_schema(strict=True, allow_inf_nan=False),
            core_schema.int_schema(**bounds),
        ]
    )
    from_numpy = core_schema.no_info_before_validator_function(
        _from_numpy, core_schema.int_schema(strict=True, **bounds)
    )
    choices: list[Any] = [core_schema.int_schema(strict=True, **bounds), whole_float]
    error = _error("an integer", bounds)
    return core_schema.json_or_python_schema(
        json_schema=core_schema.union_schema(choices, mode="left_to_right", **error),
        python_schema=core_schema.union_schema(
            [*choices, from_numpy], mode="left_to_right", **error
        ),
        serialization=core_schema.simple_ser_schema("int"),
        metadata=_json_schema("integer", bounds),
    )


def number_core_schema(form: Any) -> CoreSchema:
    """A JSON number that stays what it was written as, `int` or finite `float`.

    The complete form has a float of either.
    """
    bounds = _bounds(form)
    rounding = {"ge": math.ceil, "gt": math.floor, "le": math.floor, "lt": math.ceil}
    whole_bounds: dict[str, Any] = {"gt": -BEYOND_DOUBLE, "lt": BEYOND_DOUBLE}
    whole_bounds |= {key: rounding[key](bounds[key]) for key in bounds}
    return core_schema.union_schema(
        [
            core_schema.int_schema(strict=True, **whole_bounds),
            core_schema.float_schema(strict=True, allow_inf_nan=False, **bounds),
        ],
        mode="left_to_right",
        serialization=core_schema.plain_serializer_function_ser_schema(as_float),
        metadata=_json_schema("number", bounds) | {FAITHFUL: core_schema.simple_ser_schema("any")},
        **_error("a finite number", bounds),
    )


def is_numpy_scalar(value: Any) -> bool:
    """Tell whether a value is a number, truth or text of NumPy, without importing it."""
    return type(value).__module__ == "numpy" and getattr(value, "ndim", None) == 0


def _from_numpy(value: Any) -> Any:
    """Give the Python number of a NumPy scalar, which the strict types refuse."""
    return value.item() if is_numpy_scalar(value) else value


_WORDS = {"ge": "at least {}", "gt": "more than {}", "le": "at most {}", "lt": "less than {}"}
_KEYWORDS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}


def _bounds(form: Any) -> dict[str, Any]:
    return {key: form[key] for key in _NUMBER_BOUNDS if key in form}


def _error(kind: str, bounds: dict[str, Any]) -> dict[str, Any]:
    """Give the one error that all choices of a number share: what is allowed."""
    allowed = [_WORDS[key].format(bound) for key, bound in bounds.items() if key in _WORDS]
    message = f"Input should be {kind}"
    if allowed:
        message += f", {' and '.join(allowed)}"
    return {"custom_error_type": "number", "custom_error_message": message}


def _json_schema(name: str, bounds: dict[str, Any]) -> dict[str, Any]:
    """Describe a number to JSON Schema by itself; the choices are a matter of Python."""
    described = {"type": name} | {
        _KEYWORDS[key]: bound for key, bound in bounds.items() if key in _KEYWORDS
    }
    return described_as(described)


StrictInt = Annotated[int, Form(core_schema.int_schema(strict=True), integer_core_schema)]
"""Integer as JSON Schema understands it."""

StrictFloat = Annotated[
    float, Form(core_schema.float_schema(strict=True, allow_inf_nan=False), number_core_schema)
]
"""Number as JSON Schema understands it; `15` stays an `int`, `15.0` a `float`."""
