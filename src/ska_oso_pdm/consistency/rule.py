"""What a rule is: a function that looks for one thing, beside what it reads, as data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

from ska_oso_pdm.errors import Severity
from ska_oso_pdm.pointers import Place, tokens

Found = Iterator[tuple[Place, str]]
"""Places in a document, each with a sentence: the value, what is wrong, what to do."""


class Rule(NamedTuple):
    """One thing that documents of a layout should keep to, though a schema cannot say it.

    Attributes:
        code: short name; stable, for programs.
        severity: `error` where a document that breaks the rule cannot be carried out as it
            stands, or says two things; `warning` where it probably says what nobody meant; `note`
            where it lacks what is needed before it can be observed.
        says: the rule in one sentence.
        reads: patterns of the JSON pointers that it looks at.
        find: gives what breaks the rule in a valid document.
        limits: names of the entries of `limits.json` that it compares with.
    """

    code: str
    severity: Severity
    says: str
    reads: tuple[str, ...]
    find: Callable[[Any], Found]
    limits: tuple[str, ...] = ()


def rule(
    code: str,
    severity: Severity,
    says: str,
    *,
    reads: tuple[str, ...],
    limits: tuple[str, ...] = (),
) -> Callable[[Callable[[Any], Found]], Rule]:
    """Make a rule of a function that takes a valid document."""
    return lambda find: Rule(code, severity, says, reads, find, limits)


def select(document: Any, pattern: str, start: Place = ()) -> list[tuple[Place, Any]]:
    """List what a pattern leads to, with its place; null counts as absent.

    Args:
        document: a valid document, or a part of one.
        pattern: a JSON pointer, in which `*` stands for every item of an array.
        start: the place of the part.
    """
    found = [(start, document)]
    for step in _steps(pattern):
        if not found:
            break
        if step == "*":
            found = [((*at, i), item) for at, part in found for i, item in enumerate(part)]
        else:
            found = [((*at, step), part[step]) for at, part in found if part.get(step) is not None]
    return found


@cache
def _steps(pattern: str) -> list[str]:
    return tokens(pattern)
