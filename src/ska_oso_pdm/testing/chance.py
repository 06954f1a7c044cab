"""Where choices come from: a random generator, or Hypothesis, which makes them simpler."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Any, TypeVar

T = TypeVar("T")


class Chance:
    """Makes choices; all go back to one, a number below another one. 0 is the simplest."""

    def below(self, number: int) -> int:
        """Choose a whole number from 0 to one less than the given one."""
        raise NotImplementedError

    def part(self, make: Callable[[], T]) -> T:
        """Make a part that could be left out, or made anew, by itself."""
        return make()

    def one_in(self, number: int) -> bool:
        """Say yes about once in so many times."""
        return self.below(number) == number - 1

    def mostly(self, number: int) -> bool:
        """Say no about once in so many times."""
        return self.below(number) > 0

    def pick(self, options: Sequence[T]) -> T:
        """Choose one; the first is the simplest."""
        return options[self.below(len(options))] if len(options) > 1 else options[0]

    def whole(self, low: int, high: int) -> int:
        """Choose a whole number of a range, both ends included."""
        return low + self.below(high - low + 1)

    def some(self, options: Sequence[T], least: int = 0) -> list[T]:
        """Choose some of a list, at least so many where it has them, in its order."""
        chosen = [self.below(2) == 1 for _ in options]
        missing = least - sum(chosen)
        for index, taken in enumerate(chosen):
            if not taken and missing > 0:
                chosen[index], missing = True, missing - 1
        return [option for option, taken in zip(options, chosen) if taken]

    def shuffle(self, items: list[Any]) -> None:
        """Change the order of a list; it may stay as it is."""
        for index in range(len(items) - 1):
            other = index + self.below(len(items) - index)
            items[index], items[other] = items[other], items[index]


class Seeded(Chance):
    """Choices of a random generator. They are the same with every version of Python."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def below(self, number: int) -> int:
        """Choose a whole number from 0 to one less than the given one."""
        if number <= 2**32:
            return int(self._random.random() * number)  # which no version of Python changes
        return self._random.getrandbits(number.bit_length() + 32) % number
