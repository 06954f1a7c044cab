"""What to do about a value that is not allowed: never to make it another amount, frame or kind."""

from __future__ import annotations

import re
from typing import Any

from ska_oso_pdm import likeness
from ska_oso_pdm.catalogue.annotations import FormerKey
from ska_oso_pdm.phrases import listed, nearest, purpose, show
from ska_oso_pdm.validation.sentences import say, with_hint
from ska_oso_pdm.validation.unit_spellings import are_units, in_others, same_unit

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]{1,2})?")
_FRAMES = {"icrs", "fk5", "galactic", "altaz", "equatorial", "horizontal", "topocentric", "lsrk"}
_EARLIER = {"horizontal": "altaz", "altaz": "horizontal", "sso": "special", "special": "sso"}
"""Names of kinds of coordinates in other layouts, where they are names of the same kind."""


def choice(value: Any, allowed: list[Any]) -> str:
    """Say which of the values that are allowed to write, or which there are.

    Args:
        value: what is not allowed.
        allowed: what is, in the spellings of the schema.
    """
    same = spelled(value, allowed)
    if same is not None:
        return say("write", value=show(same))
    framed = any(str(name).casefold() in _FRAMES for name in allowed)
    return with_hint(_choices(value, allowed), say("another-frame") if framed else "")


def spelled(value: Any, allowed: list[Any]) -> str | None:
    """Give the one allowed value that a wrong one is another spelling of."""
    text = value if isinstance(value, str) else ""
    names = [name for name in allowed if isinstance(name, str)]
    return nearest(text, names) or likeness.without_common(text, names)


def _choices(value: Any, allowed: list[Any]) -> str:
    if len(allowed) == 1:
        return say("only", value=show(allowed[0]))
    names = [name for name in allowed if isinstance(name, str)]
    several = isinstance(value, str) and len(likeness.fits(value, names)) > 1
    return say("several-fit" if several else "write-one-of", names=listed(allowed))


def kind(value: Any, kinds: list[str], likely: str | None) -> str:
    """Say which kind to write, or which there are.

    Args:
        value: what is no kind.
        kinds: those that there are.
        likely: the one whose keys stand beside it; None where that is not plain.
    """
    same = _EARLIER.get(value.casefold()) if isinstance(value, str) else None
    if same in kinds:
        return say("name-here", value=show(same))
    hint = choice(value, kinds)
    framed = any(name.casefold() in _FRAMES for name in kinds)
    if likely is None or framed or spelled(value, kinds) is not None:
        return hint
    return with_hint(hint, say("keys-beside", value=show(likely)))


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
        return say("write", value=show(same))
    hint = say("amount-in", names=_one_of(allowed))
    if value.casefold() in [name.casefold() for name in allowed]:
        return with_hint(hint, say("capitals-count"))
    other = in_others(number, value, allowed, sidereal) if _is_number(number) else None
    return with_hint(hint, other or "")


def with_unit(value: Any, allowed: list[str]) -> str:
    """Say how a number is written with its unit, which is for the author to tell."""
    if _is_number(value):
        return say("with-its-unit", value=show(value), names=_one_of(allowed))
    example = show({"value": 1, "unit": allowed[0]})
    return say("number-with-unit", names=_one_of(allowed), example=example)


def without_unit(value: dict[str, Any], schema: dict[str, Any]) -> str:
    """Say how a number is written that has no unit beside it.

    Args:
        value: a number with a unit.
        schema: says in `x-unit` what the number counts in, or else in its description.
    """
    there, wanted = value.get("unit"), schema.get("x-unit")
    if wanted is None:
        return say("number-alone", purpose=purpose(schema))
    if not isinstance(there, str) or there == wanted or same_unit(there, [wanted]):
        return say("the-number-alone-in", unit=wanted)
    number: Any = value.get("value")
    other = in_others(number, there, [wanted]) if _is_number(number) else None
    return with_hint(say("a-number-alone-in", unit=wanted), other or say("another-unit"))


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
    return with_hint(former.say, say("converted-first", value=show(value)))


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
        return say("without-quotes", value=text) if _NUMBER.fullmatch(text) else ""
    if "pattern" in schema:
        return say("wanted", purpose=purpose(schema))
    if types == ["string"]:
        return _as_text(value, schema.get("enum"))
    if types == ["object"] and "properties" in schema:
        keys = list(schema["properties"])
        return say("write-object", names=listed(keys)) if keys else say("write-empty-object")
    if types == ["boolean"] and value in ("true", "false"):
        return say("without-quotes", value=value)
    return _as_array(value, schema["items"]) if types == ["array"] else ""


def _as_array(value: Any, items: dict[str, Any]) -> str:
    if not isinstance(value, str) or items.get("type") != "string":
        return ""
    known = items.get("enum", [value])
    if value in known:
        return say("write", value=show([value]))
    return say("array-of", names=listed(known))


def _as_text(value: Any, allowed: list[str] | None) -> str:
    if allowed is not None and show(value) not in allowed:
        return say("write-one-of", names=listed(allowed))
    return say("in-quotes", value=show(value)) if isinstance(value, (int, float)) else ""


def _one_of(allowed: list[str]) -> str:
    return say("one-of", names=listed(allowed)) if len(allowed) > 1 else show(allowed[0])


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
