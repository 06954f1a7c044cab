"""Patterns as automata: those that every validator reads alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from re import _parser as parser  # type: ignore[attr-defined] # the tree that Python makes of one
from typing import Any

from ska_oso_pdm.evolution.automata import EVERY, Automaton, explored
from ska_oso_pdm.evolution.unsupported import Unsupported
from ska_oso_pdm.phrases import show

_KNOWN = r"dDwWnrtfvxu"
_FOREIGN = re.compile(rf"\(\?(?!:)|\[\^?\]|\{{(?!\d+(?:,\d*)?\}})|[*+?}}]\+|\\(?![{_KNOWN}])\w|\.")
"""Signs that not all validators read alike."""
_FOREIGN_MEMBERS = re.compile(rf"\\(?![{_KNOWN}b])\w|\[|--|&&|~~|\|\|")
"""The same within a class, where some are reserved for classes of classes."""
_SIGN = re.compile(r"\\(?P<escaped>.)|\[\^?(?P<members>(?:\\.|[^\]\\])*)\]|.", re.DOTALL)
_ESCAPED = re.compile(r"\\\W")
_LONGEST = 20_000
_MOST = 5_000
"""Parts of a pattern, each as often as it is counted."""

Range = tuple[int, int]
_DIGITS = ((0x30, 0x39),)
_LETTERS = (*_DIGITS, (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A))
_CATEGORIES: dict[str, Sequence[Range]] = {"CATEGORY_DIGIT": _DIGITS, "CATEGORY_WORD": _LETTERS}


def automaton(pattern: str) -> Automaton:
    """Give the texts in which a regular expression is found.

    Raises:
        Unsupported: for what validators read differently, and what is no set of texts or too large
            a one.
    """
    try:
        if len(pattern) > _LONGEST:
            raise Unsupported(f"more than {_LONGEST:,} characters")
        _refuse_foreign(pattern)
        tree = parser.parse(pattern)
        states = _States()
        start = states.add()
        ends = frozenset(states.alternative(each, start) for each in _alternatives(tree))
        return explored(
            states.reached(frozenset((start,))),
            lambda state: [move for each in state for move in states.moves[each]],
            states.reached,
            lambda state: not ends.isdisjoint(state),
        )
    except (Unsupported, re.error, OverflowError, RecursionError) as error:
        raise Unsupported(f"the pattern {show(pattern)}: {error}") from None


def _refuse_foreign(pattern: str) -> None:
    if foreign := _FOREIGN.search("".join(_signs(pattern))):
        raise Unsupported(f"validators differ in what {foreign[0]} matches")


def _signs(pattern: str) -> Iterator[str]:
    """Yield what a pattern is made of, with one sign for any class, and one for what is escaped.

    What validators read differently is yielded as it is.
    """
    for match in _SIGN.finditer(pattern):
        members, escaped = match["members"], match["escaped"]
        if members:
            foreign = _FOREIGN_MEMBERS.search(_ESCAPED.sub(" ", members))
            if foreign:
                raise Unsupported(f"validators differ in what {foreign[0]} matches")
            yield "[a]"
        else:
            yield r"\-" if escaped and _ESCAPED.match(match[0]) else match[0]


def _alternatives(tree: Any) -> list[Any]:
    """Give the branches of a whole pattern, each of which may have anchors of its own."""
    is_choice = len(tree) == 1 and tree[0][0].name == "BRANCH"
    return tree[0][1][1] if is_choice else [tree]


class _States:
    """States of a pattern, from which one character may lead to several.

    Attributes:
        moves: for each state where ranges of characters lead.
        free: for each state where one comes without a character.
    """

    def __init__(self) -> None:
        self.moves: list[list[tuple[int, int, int]]] = []
        self.free: list[list[int]] = []
        self.parts = 0

    def add(self) -> int:
        self.moves.append([])
        self.free.append([])
        return len(self.moves) - 1

    def reached(self, states: frozenset[int]) -> frozenset[int]:
        """Give some states and all that are reached from them without a character."""
        found, waiting = set(states), list(states)
        while waiting:
            for to in self.free[waiting.pop()]:
                if to not in found:
                    found.add(to)
                    waiting.append(to)
        return frozenset(found)

    def alternative(self, tree: Any, start: int) -> int:
        """Add a branch that is found somewhere in a text; give its end."""
        parts = list(tree)
        begins = bool(parts) and _anchor(parts[0]) == "AT_BEGINNING"
        parts = parts[begins:]
        ends = bool(parts) and _anchor(parts[-1]) == "AT_END"
        parts = parts[: len(parts) - ends]
        if not begins:
            start = self._anything(start)
        end = self._sequence(parts, start)
        return end if ends else self._anything(end)

    def _anything(self, start: int) -> int:
        """Add any number of characters."""
        loop = self.add()
        self.free[start].append(loop)
        self.moves[loop] += [(first, last, loop) for first, last in EVERY]
        return loop

    def _sequence(self, tree: Any, start: int) -> int:
        self.parts += 1
        if self.parts > _MOST:
            raise Unsupported(f"more than {_MOST:,} parts, each as often as it is counted")
        for sign, value in tree:
            start = self._part(sign.name, value, start)
        return start

    def _part(self, sign: str, value: Any, start: int) -> int:
        if sign == "SUBPATTERN":
            return self._sequence(value[-1], start)
        if sign == "BRANCH":
            return self._choice(value[1], start)
        if sign in ("MAX_REPEAT", "MIN_REPEAT"):
            least, most, tree = value
            return self._repeated(start, tree, least, most)
        if sign == "AT":
            raise Unsupported("an anchor inside")
        end = self.add()
        self.moves[start] += [(first, last, end) for first, last in _ranges(sign, value)]
        return end

    def _choice(self, branches: Any, start: int) -> int:
        end = self.add()
        for branch in branches:
            self.free[self._sequence(branch, start)].append(end)
        return end

    def _repeated(self, start: int, tree: Any, least: int, most: Any) -> int:
        for _ in range(least):
            start = self._sequence(tree, start)
        end = self.add()
        if most is parser.MAXREPEAT:
            self.free[start].append(end)
            self.free[self._sequence(tree, end)].append(end)
            return end
        for _ in range(most - least):
            self.free[start].append(end)
            start = self._sequence(tree, start)
        self.free[start].append(end)
        return end


def _anchor(part: Any) -> str:
    return part[1].name if part[0].name == "AT" else ""


def _ranges(sign: str, value: Any) -> Sequence[Range]:
    """Give the characters of one sign of a pattern."""
    if sign == "LITERAL":
        return _others(_others([(value, value)]))
    if sign == "NOT_LITERAL":
        return _others([(value, value)])
    if sign == "RANGE":
        return _others(_others([value]))
    if sign == "CATEGORY":
        category = value.name
        known = _CATEGORIES.get(category.replace("_NOT", ""))
        if known is None:
            raise Unsupported("validators differ in which characters are spaces")
        return _others(known) if "_NOT" in category else known
    if sign == "IN":
        negated = bool(value) and value[0][0].name == "NEGATE"
        found = [each for name, of in value[negated:] for each in _ranges(name.name, of)]
        return _others(found) if negated else found
    raise Unsupported("more than automata decide, such as a reference to a group")


def _others(ranges: Sequence[Range]) -> list[Range]:
    """Give all characters but those of some ranges."""
    found = []
    for free, last in EVERY:
        for least, most in sorted(ranges):
            if free < least <= last:
                found.append((free, least - 1))
            free = max(free, most + 1)  # noqa: PLW2901 - what is left of the range
        if free <= last:
            found.append((free, last))
    return found
