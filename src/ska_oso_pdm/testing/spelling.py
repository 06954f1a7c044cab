"""One JSON value in many spellings: `1`, `1.0`, `1e0`, escapes, white space, the order of keys."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from functools import partial
from typing import Any

from ska_oso_pdm.testing.chance import Chance

_LARGEST_EXACT = 2**53
"""Whole numbers beyond it are not all numbers of Python's `float`."""
GAPS = ("", "", " ", "\n", "\r\n\t")


def escape(value: str) -> str:
    """Write a string with every character escaped."""
    data = value.encode("utf-16-be", "surrogatepass")
    return '"' + "".join(f"\\u{data[i : i + 2].hex()}" for i in range(0, len(data), 2)) + '"'


def slashed(value: str) -> str:
    """Write a string with the escape that JSON allows and nobody needs."""
    return json.dumps(value, ensure_ascii=False).replace("/", "\\/")


SPELLINGS: tuple[Callable[[str], str], ...] = (
    json.dumps,
    json.dumps,
    partial(json.dumps, ensure_ascii=False),
    slashed,
    escape,
)


def spell_text(value: str, chance: Chance) -> str:
    """Write a string in one of the ways that JSON has for it."""
    return chance.pick(SPELLINGS)(value)


def spell_number(value: float, chance: Chance) -> str:
    """Write a number in one of the ways that JSON has for it; mostly the usual one."""
    usual = repr(value).replace("inf", "1e999")
    if chance.below(5) < 3:
        return usual
    ways: tuple[str, ...]
    if isinstance(value, int):
        ways = (f"{usual}.0", f"{usual}e0", f"{value * 10}E-1", f"{usual}.0e+00", f"{value}.00000")
    elif math.isinf(value):
        return usual
    elif "e" in usual:
        ways = (usual.upper(), f"{value:.17e}", f"{value:.25E}")
    else:
        ways = (f"{usual}00", f"{usual}e0", f"{usual}E-0", f"{value:.17e}")
    return chance.pick(ways)


def spelled(value: Any, chance: Chance) -> str:
    """Write a JSON value as a text that means the same, whatever the spelling."""
    if chance.below(4) == 0:
        return json.dumps(value, indent=chance.pick((None, 2, 4)), ensure_ascii=False)
    gap, shuffles = chance.pick(GAPS), chance.below(2) == 1
    return _spelled(value, chance, gap, shuffles)


def _spelled(value: Any, chance: Chance, gap: str, shuffles: bool) -> str:
    if isinstance(value, dict):
        members = list(value.items())
        if shuffles:
            chance.shuffle(members)
        inside = [
            f"{spell_text(key, chance)}{gap}:{gap}{_spelled(part, chance, gap, shuffles)}"
            for key, part in members
        ]
        return f"{{{gap}{f',{gap}'.join(inside)}{gap}}}"
    if isinstance(value, list):
        inside = [_spelled(part, chance, gap, shuffles) for part in value]
        return f"[{gap}{f',{gap}'.join(inside)}{gap}]"
    if isinstance(value, str):
        return spell_text(value, chance)
    if value is None or isinstance(value, bool) or abs(value) > _LARGEST_EXACT:
        return json.dumps(value)  # with a point, a large whole number would be another one
    return spell_number(value, chance)
