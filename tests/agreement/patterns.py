"""Texts that match a pattern of the subset: literals, classes, groups, choices, repetitions."""

from __future__ import annotations

import re._parser as parser  # type: ignore[import-not-found]  # private, and the only one there is
from collections.abc import Callable, Iterator
from functools import cache
from random import Random
from typing import Any

USUAL_REPEATS = 4
MANY_REPEATS = 40
"""More fractional digits than any number or time can hold."""


@cache
def parse(pattern: str) -> Any:
    return parser.parse(pattern)


def matching_text(pattern: str, random: Random) -> str:
    """Make a text that the pattern matches; a construct outside the subset is a `KeyError`."""
    return "".join(_pieces(parse(pattern), random))


def _pieces(sequence: Any, random: Random) -> Iterator[str]:
    for operation, argument in sequence:
        yield from _MAKERS[operation.name](argument, random)


def _class(members: Any, random: Random) -> Iterator[str]:
    yield from _pieces([random.choice(members)], random)


def _repeat(argument: Any, random: Random) -> Iterator[str]:
    least, most, part = argument
    limit = MANY_REPEATS if random.random() < 0.05 else USUAL_REPEATS
    for _ in range(random.randint(least, min(most, least + limit))):
        yield from _pieces(part, random)


_MAKERS: dict[str, Callable[[Any, Random], Iterator[str]]] = {
    "AT": lambda argument, random: iter(()),
    "LITERAL": lambda argument, random: iter(chr(argument)),
    "RANGE": lambda argument, random: iter(chr(random.randint(*argument))),
    "IN": _class,
    "MAX_REPEAT": _repeat,
    "SUBPATTERN": lambda argument, random: _pieces(argument[-1], random),
    "BRANCH": lambda argument, random: _pieces(random.choice(argument[1]), random),
}
