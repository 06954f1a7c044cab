"""Field types that keep the constraints of a schema native.

Pydantic applies `ge`, `le` or `pattern` natively only to plain core schemas; on a union or a
function they become calls into Python, five times as slow. A `Form` therefore starts as a plain
core schema, lets the constraints settle on it, and is finished when its model is complete.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Annotated, Any, cast

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

BEYOND_DOUBLE = 2**1024 - 2**970
"""The least integer that rounds to no double."""

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


def finish_forms(schema: Any, handler: GetCoreSchemaHandler) -> None:
    """Finish, in place, every form inside the core schema of one field.

    Models that the field refers to finish their own fields, so the walk stops there.
    """
    waiting, seen = [schema], set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen or node["type"] == "model":
            continue
        seen.add(id(node))
        _inline(node, handler)
        if node["type"] == "enum" and node.get("sub_type") == "int":
            _read_strictly(node)
            continue
        finish = node.get("metadata", {}).get(_FINISH)
        if finish:
            kept = {key: node[key] for key in ("ref", "serialization") if key in node}
            final = {**finish(node), **kept}
            node.clear()
            node.update(final)
        else:
            waiting.extend(_parts(node, handler))


def _read_strictly(node: Any) -> None:
    """Let an enum of integers take what JSON Schema calls an integer: no text, and no `true`."""
    enum = dict(node)
    node.clear()
    node.update(core_schema.chain_schema([integer_core_schema({}), enum]))
    node["serialization"] = core_schema.simple_ser_schema("any")


def _resolved(node: Any, handler: GetCoreSchemaHandler) -> Any:
    """Give what a node refers to; None for a model that is still being built."""
    try:
        return handler.resolve_ref_schema(node)
    except LookupError:
        return None


def _inline(node: Any, handler: GetCoreSchemaHandler) -> None:
    """Put a tuple or a number in the place of a reference to it, which would cost more than it."""
    if node["type"] == "definition-ref":
        target = _resolved(node, handler)
        if target and target["type"] in ("tuple", "int", "float"):
            copied = deepcopy({key: target[key] for key in target if key != "ref"})
            node.clear()
            node.update(copied)


def _parts(node: Any, handler: GetCoreSchemaHandler) -> Iterator[Any]:
    if node["type"] == "definition-ref":
        target = _resolved(node, handler)
        if target:
            yield target
    for key in ("schema", "keys_schema", "values_schema"):
        if key in node:
            yield node[key]
    for key in ("items_schema", "choices"):
        part = node.get(key, ())
        if isinstance(part, dict) and "type" not in part:  # the choices of a tagged union
            part = part.values()
        elif isinstance(part, dict):
            part = (part,)
        for choice in part:
            yield choice[0] if isinstance(choice, tuple) else choice


def json_only(to_json: Callable[[Any], Any]) -> core_schema.SerSchema:
    """Serialise with `to_json` for a document; a Python form (`model_dump()`) keeps the value."""

    def serialise(value: Any, info: core_schema.SerializationInfo) -> Any:
        return to_json(value) if info.mode == "json" else value

    return core_schema.plain_serializer_function_ser_schema(serialise, info_arg=True)


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
    """A JSON number that stays what it was written as, `int` or finite `float`."""
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
        serialization=core_schema.simple_ser_schema("any"),
        metadata=_json_schema("number", bounds),
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
    message = f"Input should be {kind}{', ' * bool(allowed)}{' and '.join(allowed)}"
    return {"custom_error_type": "number", "custom_error_message": message}


def _json_schema(name: str, bounds: dict[str, Any]) -> dict[str, Any]:
    """Describe a number to JSON Schema by itself; the choices are a matter of Python."""
    described = {"type": name} | {
        _KEYWORDS[key]: bound for key, bound in bounds.items() if key in _KEYWORDS
    }
    return {"pydantic_js_functions": [lambda schema, handler: dict(described)]}


StrictInt = Annotated[int, Form(core_schema.int_schema(strict=True), integer_core_schema)]
"""Integer as JSON Schema understands it."""

StrictFloat = Annotated[
    float, Form(core_schema.float_schema(strict=True, allow_inf_nan=False), number_core_schema)
]
"""Number as JSON Schema understands it; `15` stays an `int`, `15.0` a `float`."""
