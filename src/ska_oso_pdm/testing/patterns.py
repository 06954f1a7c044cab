"""Texts that match a pattern of the schemas: literals, classes, groups, choices, repetitions."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ska_oso_pdm.testing.chance import Chance

_USUAL_REPEATS = 4
_MANY_REPEATS = 40
"""More fractional digits than any number or time can hold."""
_TOKEN = re.compile(r"\\(.)|\[((?:\\.|[^\]])+)\]|\{(\d+)(?:,(\d*))?\}|(.)")
_COUNTS = {"*": (0, None), "+": (1, None), "?": (0, 1)}


class _Repeated(NamedTuple):
    """A part of a pattern, so many times; without `most` as often as one likes."""

    part: _Part
    least: int = 1
    most: int | None = 1


_Part = str | list[list[_Repeated]]
"""The characters of a class, or the choices of a group, each a row of parts."""


def matching_text(pattern: str, chance: Chance) -> str:
    """Make a text that matches a pattern of the subset that the schemas keep to."""
    return _text(_parsed(pattern), chance)


def _text(part: _Part, chance: Chance) -> str:
    if isinstance(part, str):
        return chance.pick(part)
    return "".join(_repeated(item, chance) for item in chance.pick(part))


def _repeated(item: _Repeated, chance: Chance) -> str:
    part, least, most = item
    if least == most:
        return "".join(_text(part, chance) for _ in range(least))
    usual = least + (_MANY_REPEATS if chance.one_in(20) else _USUAL_REPEATS)
    count = chance.whole(least, usual if most is None else min(most, usual))
    return "".join(_text(part, chance) for _ in range(count))


@cache
def _parsed(pattern: str) -> _Part:
    """Take a pattern apart.

    Raises:
        ValueError: for a construct outside the subset.
    """
    open_groups: list[list[list[_Repeated]]] = [[[]]]
    for match in _TOKEN.finditer(pattern):
        escaped, members, least, most, char = match.groups()
        row = open_groups[-1][-1]
        if escaped or members or (char and char not in "^$()|*+?."):
            row.append(_Repeated(escaped or (_members(members) if members else char)))
        elif least or char in _COUNTS:
            bounds = _COUNTS[char] if char else (int(least), _limit(least, most))
            row[-1] = _Repeated(row[-1].part, *bounds)
        elif char == "(":
            open_groups.append([[]])
        elif char == "|":
            open_groups[-1].append([])
        elif char == ")":
            group = open_groups.pop()
            open_groups[-1][-1].append(_Repeated(group))
        elif char == ".":
            raise ValueError(f"outside the subset: {pattern}")
    return open_groups[0]


def _limit(least: str, most: str | None) -> int | None:
    """Give the most times of `{2}`, `{2,}` and `{2,4}`."""
    return int(least) if most is None else int(most) if most else None


def _members(text: str) -> str:
    """List the characters of a class."""
    if text.startswith("^"):
        raise ValueError(f"outside the subset: [{text}]")
    found = re.findall(r"\\(.)|(.)-(.)|(.)", text)
    return "".join(
        escaped or char or "".join(map(chr, range(ord(first), ord(last) + 1)))
        for escaped, first, last, char in found
    )
