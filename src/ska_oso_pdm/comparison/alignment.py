"""Alignment of two arrays: which items are the same ones, and which of them have moved."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple

Pair = tuple[int, int]


class Alignment(NamedTuple):
    """How the items of two arrays belong together, by their indices.

    Attributes:
        pairs: items of both that belong together, in the order of the first array.
        moved: those of the pairs that stand in another order.
        removed: items of the first array alone.
        added: items of the second array alone.
    """

    pairs: list[Pair]
    moved: set[Pair]
    removed: list[int]
    added: list[int]


def by_identity(a: Sequence[Hashable], b: Sequence[Hashable]) -> Alignment:
    """Align arrays by what their items have in common; of equal ones the first with the first."""
    places: dict[Hashable, list[int]] = {}
    for index in reversed(range(len(b))):
        places.setdefault(b[index], []).append(index)
    pairs = [(index, places[item].pop()) for index, item in enumerate(a) if places.get(item)]
    steady = set(_rising(pairs))
    left, right = {i for i, _ in pairs}, {j for _, j in pairs}
    return Alignment(
        pairs,
        {pair for pair in pairs if pair not in steady},
        [index for index in range(len(a)) if index not in left],
        [index for index in range(len(b)) if index not in right],
    )


def by_place(a: Sequence[Hashable], b: Sequence[Hashable]) -> Alignment:
    """Align arrays in which each place has a meaning of its own: the first with the first."""
    both = min(len(a), len(b))
    pairs = [(index, index) for index in range(both)]
    return Alignment(pairs, set(), list(range(both, len(a))), list(range(both, len(b))))


def by_order(a: Sequence[Hashable], b: Sequence[Hashable]) -> Alignment:
    """Align arrays of which order is all there is to go by.

    Equal items belong together wherever they stand. Between those that did not move the others are
    taken for changed ones, in order; what is over was removed or added.
    """
    same = by_identity(a, b)
    steady = [pair for pair in same.pairs if pair not in same.moved]
    gone, new = set(same.removed), set(same.added)
    pairs = list(same.pairs)
    start = (-1, -1)
    for end in [*steady, (len(a), len(b))]:
        befores = [index for index in range(start[0] + 1, end[0]) if index in gone]
        afters = [index for index in range(start[1] + 1, end[1]) if index in new]
        changed = list(zip(befores, afters))
        pairs += changed
        gone -= {i for i, _ in changed}
        new -= {j for _, j in changed}
        start = end
    return Alignment(sorted(pairs), same.moved, sorted(gone), sorted(new))


def _rising(pairs: list[Pair]) -> list[Pair]:
    """Give the longest part of pairs, sorted by the first, in which the second rises too.

    Of equally long ones it is the one with most items that keep their index.
    """
    best = _Best(max((second for _, second in pairs), default=0) + 1)
    before: list[int] = []  # of each pair, the number of the one before it
    weight = len(pairs) + 1  # a longer part counts more than any number of indices kept
    for number, (first, second) in enumerate(pairs):
        score, previous = best.below(second)
        before.append(previous)
        best.put(second, (score + weight + (first == second), number))
    found = []
    _, number = best.below(best.size)
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]


class _Best:
    """The best score at a place below any other, and whose it is; a Fenwick tree."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._tree = [(0, -1)] * (size + 1)

    def below(self, place: int) -> tuple[int, int]:
        found = (0, -1)
        while place > 0:
            found = max(found, self._tree[place])
            place -= place & -place
        return found

    def put(self, place: int, scored: tuple[int, int]) -> None:
        place += 1
        while place <= self.size:
            self._tree[place] = max(self._tree[place], scored)
            place += place & -place
