"""Automata: sets of texts, what is in two of them, and what is in one and not in the other.

An automaton is explored state by state, and only as far as a budget allows, because a short pattern
such as `[ab]*a[ab]{18}` needs more states than any machine holds.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeVar

from ska_oso_pdm.evolution.unsupported import Unsupported

EVERY = ((0, 0xD7FF), (0xE000, 0x10FFFF))
"""Ranges of all characters; surrogates are none."""

BUDGET = 2_000_000
"""How many comparisons of ranges an automaton may cost: about a second."""

_USUAL = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_ "
_NEAR = 300
_LATER = 20

Target = TypeVar("Target", bound=Hashable)
State = TypeVar("State", bound=Hashable)
Step = tuple[int, int, int]
"""First and last character, and the state to which they lead."""


class Automaton(NamedTuple):
    """A set of texts: those on a way from state 0 to an end.

    Attributes:
        steps: for each state where each range of characters leads; the ranges are apart.
        ends: the states in which a text may end.
    """

    steps: list[list[Step]]
    ends: frozenset[int]

    def accepts(self, text: str) -> bool:
        """Tell whether a text is in the set."""
        state = 0
        for char in map(ord, text):
            following = (to for first, last, to in self.steps[state] if first <= char <= last)
            if (found := next(following, None)) is None:
                return False
            state = found
        return state in self.ends

    def both(self, other: Automaton) -> Automaton:
        """Give what is in this set and in another one.

        Raises:
            Unsupported: where that costs more than the budget.
        """
        return _product(self, other, within=True)

    def without(self, other: Automaton) -> Automaton:
        """Give what is in this set and not in another one.

        Raises:
            Unsupported: where that costs more than the budget.
        """
        return _product(self, other, within=False)

    def texts(self) -> Iterator[str]:
        """Yield texts of the set, the shortest first; of like characters the usual ones.

        Raises:
            Unsupported: where that costs more than the budget.
        """
        left = [set(self.ends)]  # the states from which an end is so many characters away
        cost = 0
        before = self._before()
        for length in range(2 * len(self.steps) + _LATER):
            if 0 in left[length]:
                yield from self._of_length(length, left)
            left.append({state for to in left[length] for state in before.get(to, ())})
            cost += len(left[-1])
            if cost > BUDGET:
                raise Unsupported("too many states are needed to decide")
            if not left[-1]:
                return

    def _before(self) -> dict[int, set[int]]:
        before: dict[int, set[int]] = {}
        for state, steps in enumerate(self.steps):
            for _, _, to in steps:
                before.setdefault(to, set()).add(state)
        return before

    def _of_length(self, length: int, left: list[set[int]]) -> Iterator[str]:
        waiting = [("", 0)]
        while waiting:
            text, state = waiting.pop()
            if len(text) == length:
                yield text
                continue
            steps = [
                (char, to)
                for first, last, to in self.steps[state]
                if to in left[length - len(text) - 1]
                for char in _samples(first, last)
            ]
            steps.sort(key=lambda step: _USUAL.find(step[0]) % 0x110000, reverse=True)
            waiting += [(text + char, to) for char, to in steps]


def _samples(first: int, last: int) -> list[str]:
    """Give the usual characters of a range; where it has none, some that can be printed."""
    if usual := [char for char in _USUAL if first <= ord(char) <= last]:
        return usual
    near = map(chr, range(first, min(last, first + _NEAR) + 1))
    return [char for char in near if char.isprintable()] or [chr(first)]


def of_length(shortest: int, longest: int | None) -> Automaton:
    """Give the texts of a length.

    Raises:
        Unsupported: where that costs more than the budget.
    """
    most = shortest if longest is None else longest
    if most > BUDGET // 100:
        raise Unsupported(f"{most:,} characters are too many to decide")
    steps = [[(*every, state + 1) for every in EVERY] for state in range(most)]
    steps.append([(*every, most) for every in EVERY] if longest is None else [])
    return Automaton(steps, frozenset(range(shortest, most + 1)))


def of_list(texts: frozenset[str]) -> Automaton:
    """Give the texts of a list.

    Raises:
        Unsupported: where that costs more than the budget.
    """
    longer: dict[str, set[str]] = {}
    for text in texts:
        for end, char in enumerate(text):
            longer.setdefault(text[:end], set()).add(char)
    return explored(
        "",
        lambda part: [(ord(char), ord(char), part + char) for char in longer.get(part, ())],
        lambda found: next(iter(found)),
        texts.__contains__,
    )


def explored(
    start: State,
    moves_of: Callable[[State], Sequence[tuple[int, int, Target]]],
    joined: Callable[[frozenset[Target]], State | None],
    is_end: Callable[[State], bool],
) -> Automaton:
    """Give the automaton of what is reached from a state.

    Args:
        start: the first state.
        moves_of: gives where ranges of characters lead from a state; they may overlap.
        joined: gives the state in which one is after several moves at once; None for none.
        is_end: tells whether a text may end in a state.

    Raises:
        Unsupported: where that costs more than the budget.
    """
    numbers, waiting, steps, cost = {start: 0}, [start], [], 0
    for state in waiting:
        moves = moves_of(state)
        cuts = sorted({cut for first, last, _ in moves for cut in (first, last + 1)})
        cost += 1 + len(cuts) * len(moves)
        if cost > BUDGET:
            raise Unsupported("too many states are needed to decide")
        own: list[Step] = []
        for first, beyond in pairwise(cuts):
            found = frozenset(to for least, most, to in moves if least <= first <= most)
            if not found or (following := joined(found)) is None:
                continue
            number = numbers.setdefault(following, len(numbers))
            if number == len(waiting):
                waiting.append(following)
            if own and own[-1][1:] == (first - 1, number):
                own[-1] = (own[-1][0], beyond - 1, number)
            else:
                own.append((first, beyond - 1, number))
        steps.append(own)
    return Automaton(steps, frozenset(number for state, number in numbers.items() if is_end(state)))


def _product(one: Automaton, other: Automaton, *, within: bool) -> Automaton:
    """Give what is in one set and within another one, or not within it."""
    nowhere = -1

    def moves_of(state: tuple[int, int]) -> list[tuple[int, int, tuple[bool, int]]]:
        moves = [(first, last, (True, to)) for first, last, to in one.steps[state[0]]]
        if state[1] != nowhere:
            moves += [(first, last, (False, to)) for first, last, to in other.steps[state[1]]]
        return moves

    def joined(found: frozenset[tuple[bool, int]]) -> tuple[int, int] | None:
        reached = dict(found)
        if True not in reached or (within and False not in reached):
            return None
        return reached[True], reached.get(False, nowhere)

    def is_end(state: tuple[int, int]) -> bool:
        return state[0] in one.ends and (state[1] in other.ends) == within

    return explored((0, 0), moves_of, joined, is_end)
