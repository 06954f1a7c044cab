"""What to do about a value that is not allowed: never to make it another amount, frame or kind."""

from __future__ import annotations

import re
from typing import Any

from ska_oso_pdm.catalogue.annotations import FormerKey
from ska_oso_pdm.phrases import listed, offer, purpose, show
from ska_oso_pdm.validation.unit_spellings import are_units, in_others, same_unit

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]{1,2})?")
_FRAMES = {"icrs", "fk5", "galactic", "altaz", "equatorial", "horizontal", "topocentric", "lsrk"}
_CONVERTED = "what is in another frame has to be converted, not renamed"
_EARLIER = {"horizontal": "altaz", "altaz": "horizontal", "sso": "special", "special": "sso"}
"""Names of kinds of coordinates in other layouts, where they are names of the same kind."""


def choice(value: Any, allowed: list[Any]) -> str:
    """Say which of the values that are allowed to write, or which there are.

    Args:
        value: what is not allowed.
        allowed: what is, in the spellings of the schema.
    """
    hint = offer(value, allowed)
    framed = any(str(name).casefold() in _FRAMES for name in allowed)
    return f"{hint}; {_CONVERTED}" if framed and not orders(hint) else hint


def kind(value: Any, kinds: list[str], likely: str | None) -> str:
    """Say which kind to write, or which there are.

    Args:
        value: what is no kind.
        kinds: those that there are.
        likely: the one whose keys stand beside it; None where that is not plain.
    """
    same = _EARLIER.get(value.casefold()) if isinstance(value, str) else None
    if same in kinds:
        return f"write {show(same)}, which is its name here"
    hint = choice(value, kinds)
    if likely is None or orders(hint) or hint.endswith(_CONVERTED):
        return hint
    return f"{hint}; the keys beside it are those of {show(likely)}"


def orders(hint: str) -> bool:
    """Tell whether a hint says what to write, and does not list choices."""
    return hint.startswith('write "')


def unit(value: str, allowed: list[str], number: Any, sidereal: bool) -> str | None:
    """Say which unit to write; None where it is not units that are allowed.

    Args:
        value: a unit that is not allowed, or anything else.
        allowed: what is.
        number: what stands beside it as its number.
        sidereal: whether the angle is one of sidereal time.
    """
    if not are_units(allowed):
        return None
    same = same_unit(value, allowed)
    if same is not None:
        return f"write {show(same)}"
    hint = f"write the amount in {_one_of(allowed)}"
    if value.casefold() in [name.casefold() for name in allowed]:
        return f"{hint}; capitals count in units"
    other = in_others(number, value, allowed, sidereal) if _is_number(number) else None
    return f"{hint}; {other}" if other else hint


def with_unit(value: Any, allowed: list[str]) -> str:
    """Say how a number is written with its unit, which is for the author to tell."""
    if _is_number(value):
        return f'write {{"value": {show(value)}, "unit": …}} with its unit, {_one_of(allowed)}'
    example = show({"value": 1, "unit": allowed[0]})
    return f"write a number with its unit, {_one_of(allowed)}, in the form of {example}"


def without_unit(value: dict[str, Any], schema: dict[str, Any]) -> str:
    """Say how a number is written that has no unit beside it.

    Args:
        value: a number with a unit.
        schema: says in `x-unit` what the number counts in, or else in its description.
    """
    there, wanted = value.get("unit"), schema.get("x-unit")
    if wanted is None:
        return f"wanted is a number alone: {purpose(schema)}"
    if not isinstance(there, str) or there == wanted or same_unit(there, [wanted]):
        return f"write the number alone, in {wanted}"
    number: Any = value.get("value")
    other = in_others(number, there, [wanted]) if _is_number(number) else None
    return f"write a number alone, in {wanted}; {other or 'another unit has to be converted'}"


def left_out(value: Any, former: FormerKey, frame: Any) -> str:
    """Say what to do about a former key; of a frame or units also what has to be done before.

    Args:
        value: what stands under the key.
        former: what the schema says of it.
        frame: another value that says no more than leaving the key out.
    """
    said = value.casefold() if isinstance(value, str) else value
    if not former.same or said in (None, frame, *former.same):
        return former.say
    return f"{former.say}; what is in {show(value)} has to be converted first"


def of_type(value: Any, types: list[str], schema: dict[str, Any]) -> str:
    """Say what to write instead of a value of a wrong type; empty where that is not plain.

    Args:
        value: the value; None where it must not be repeated.
        types: names of the types that are wanted.
        schema: what the value breaks, with what its items refer to.
    """
    if types in (["number"], ["integer"]):
        if isinstance(value, dict) and "value" in value:
            return without_unit(value, schema)
        text = value if isinstance(value, str) else ""
        return f"write {text} without quotes" if _NUMBER.fullmatch(text) else ""
    if "pattern" in schema:
        return f"wanted: {purpose(schema)}"
    if types == ["string"]:
        return _as_text(value, schema.get("enum"))
    if types == ["object"] and "properties" in schema:
        keys = list(schema["properties"])
        return f"write one, its keys are {listed(keys)}" if keys else "write {}, it has no keys"
    if types == ["boolean"] and value in ("true", "false"):
        return f"write {value} without quotes"
    if types == ["array"] and isinstance(value, str) and schema["items"].get("type") == "string":
        known = schema["items"].get("enum", [value])
        return f"write {show([value]) if value in known else f'an array of {listed(known)}'}"
    return ""


def _as_text(value: Any, allowed: list[str] | None) -> str:
    if allowed is not None and show(value) not in allowed:
        return f"write one of {listed(allowed)}"
    return f'write "{show(value)}" in quotes' if isinstance(value, (int, float)) else ""


def _one_of(allowed: list[str]) -> str:
    return f"one of {listed(allowed)}" if len(allowed) > 1 else show(allowed[0])


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
