"""Sets of numbers as schemas write them: intervals, of integers or of all numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

Number = int | float


class Interval(NamedTuple):
    """All numbers, or all integers, between two.

    Attributes:
        low: lower bound; None where there is none.
        high: upper bound; None where there is none.
        open_low: whether the lower bound itself is outside.
        open_high: whether the upper bound itself is outside.
        integral: whether only integers are inside; `2.0` is one, as in JSON Schema.
    """

    low: Number | None = None
    high: Number | None = None
    open_low: bool = False
    open_high: bool = False
    integral: bool = False

    def __contains__(self, number: object) -> bool:
        if not isinstance(number, (int, float, Fraction)):
            return False
        if self.low is not None and not (
            number > self.low or (number == self.low and not self.open_low)
        ):
            return False
        if self.high is not None and not (
            number < self.high or (number == self.high and not self.open_high)
        ):
            return False
        return not self.integral or number == math.floor(number)


def point(number: Number) -> Interval:
    """Give the set of one number."""
    return Interval(number, number)


def number_outside(
    numbers: Sequence[Interval], others: Sequence[Sequence[Interval]]
) -> Number | None:
    """Give the plainest number that is in a set and in none of others; None where there is none.

    Between two neighbouring bounds all integers are alike, and so are all other numbers: one of
    each is tried, and the bounds.
    """
    inside = [interval for other in others for interval in other]
    bounds = {end for one in [*numbers, *inside] for end in (one.low, one.high) if end is not None}
    for candidate in sorted(_candidates(sorted(bounds)), key=_plainness):
        if any(candidate in one for one in numbers) and not any(candidate in one for one in inside):
            return candidate
    return None


def distinct_numbers(
    numbers: Sequence[Interval], others: Sequence[Sequence[Interval]]
) -> Iterator[Number]:
    """Yield numbers that are in a set and in none of others, each another one."""
    found: list[Sequence[Interval]] = []
    while (number := number_outside(numbers, [*others, *found])) is not None:
        yield number
        found.append([point(number)])


def _plainness(number: Number) -> tuple[bool, float, bool]:
    return (isinstance(number, float), abs(number), number < 0)


def _candidates(bounds: Sequence[Number]) -> Iterator[Number]:
    """Yield the bounds, and an integer and another number of each gap between them."""
    yield from bounds
    yield from (0, 0.5) if not bounds else _beyond(bounds[0], bounds[-1])
    for low, high in pairwise(bounds):
        if low < 0 < high:
            yield 0
        for integer in (math.floor(low) + 1, math.ceil(high) - 1):
            if low < integer < high:
                yield integer
        middle = _between(Fraction(low), Fraction(high))
        if low < middle < high:
            yield middle


def _beyond(least: Number, most: Number) -> Iterator[Number]:
    for number in (math.floor(least) - 1, math.ceil(most) + 1, 0):
        yield number
        yield number + 0.5 if number > least else number - 0.5


def _between(low: Fraction, high: Fraction) -> float:
    """Give a number between two that is no integer, short where there is room."""
    for part in (Fraction(1, 2), Fraction(1, 4), Fraction(1, 8)):
        number = math.floor(low) + part
        if low < number < high:
            return float(number)
    middle = float((low + high) / 2)
    return middle if middle != math.floor(middle) else float((low + 3 * high) / 4)


def have_common_number(one: Interval, other: Interval) -> bool:
    """Tell whether a number is in two intervals."""
    ends = {end for end in (one.low, one.high, other.low, other.high) if end is not None}
    return any(number in one and number in other for number in _candidates(sorted(ends)))
