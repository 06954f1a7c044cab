"""Which parts of an object or array became which parts of its new form."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator
from typing import Any, NamedTuple

from ska_oso_pdm.documents.stepwise import stepwise


class Match(NamedTuple):
    """A part of the new form.

    Attributes:
        key: its key; None in arrays.
        value: its value.
        old: index of the old part that it comes from; None for one that is new.
    """

    key: str | None
    value: Any
    old: int | None


class Alignment:
    """Aligns JSON values with their new forms. The values must stay as they are meanwhile."""

    def __init__(self) -> None:
        self._numbers: dict[Any, int] = {}
        self._containers: dict[int, int] = {}

    def same(self, old: Any, new: Any) -> bool:
        """Tell whether two values are equal as JSON: `1` is not `1.0`, and keys have no order."""
        return old is new or self._number(old) == self._number(new)

    def members(self, old: dict[str, Any], new: dict[str, Any]) -> list[Match]:
        """Align two objects. Keys that stay keep their order; a new one follows the one before it.

        A new key comes from one that is gone if both stand between the same other keys, and their
        values are equal or of one type: it was renamed.
        """
        index = {key: number for number, key in enumerate(old)}
        gone, added = _runs(old, new), _runs(new, old)
        found = []
        for stays, keys in gone.items():
            if stays is not None:
                found.append(Match(stays, new[stays], index[stays]))
            renamed = self._renamed(old, keys, new, added[stays])
            for key in added[stays]:
                former = renamed.get(key)
                found.append(Match(key, new[key], None if former is None else index[former]))
        return found

    def items(self, old: list[Any], new: list[Any]) -> list[Match]:
        """Align two arrays: by position if they are equally long, else by what is equal."""
        if len(old) == len(new):
            return [Match(None, value, index) for index, value in enumerate(new)]
        found = self._equal_items(old, new)
        free, until = 0, 0
        for index, value in enumerate(new):
            if found[index] is not None:
                free = found[index] + 1
                continue
            if until <= index:
                until = next((i for i in range(index, len(new)) if found[i] is not None), len(new))
            limit = found[until] if until < len(new) else len(old)
            if free < limit and type(old[free]) is type(value):
                found[index] = free
                free += 1
        return [Match(None, value, found[index]) for index, value in enumerate(new)]

    def _number(self, value: Any) -> int:
        """Number a value: equal ones, and only those, have one number."""
        number = self._known(value)
        return stepwise(self._container(value)) if number is None else number

    def _known(self, value: Any) -> int | None:
        """Give the number of a scalar, or of a container that has got one."""
        if isinstance(value, (dict, list)):
            return self._containers.get(id(value))
        # -0.0 equals 0.0, and 1 equals True.
        key = (type(value), repr(value) if isinstance(value, float) else value)
        return self._numbers.setdefault(key, len(self._numbers))

    def _container(self, value: Any) -> Generator[Any, Any, int]:
        """Number a container, after its parts."""
        parts = []
        for part in value.values() if isinstance(value, dict) else value:
            number = self._known(part)
            parts.append((yield self._container(part)) if number is None else number)
        key: Any = frozenset(zip(value, parts)) if isinstance(value, dict) else tuple(parts)
        self._containers[id(value)] = self._numbers.setdefault(key, len(self._numbers))
        return self._containers[id(value)]

    def _renamed(
        self, old: dict[str, Any], gone: list[str], new: dict[str, Any], added: list[str]
    ) -> dict[str, str]:
        """Give the former key of each key that was renamed."""
        found = {}
        equal: dict[int, deque[str]] = {}
        for key in gone:
            equal.setdefault(self._number(old[key]), deque()).append(key)
        for key in added:
            if candidates := equal.get(self._number(new[key])):
                found[key] = candidates.popleft()
        used = set(found.values())
        rest: dict[type, deque[str]] = {dict: deque(), list: deque()}
        for key in gone:
            if key not in used and isinstance(old[key], (dict, list)):
                rest[type(old[key])].append(key)
        for key in added:
            if key not in found and (candidates := rest.get(type(new[key]))):
                found[key] = candidates.popleft()
        return found

    def _equal_items(self, old: list[Any], new: list[Any]) -> list[Any]:
        """Give for each new item the index of an equal old one, in ascending order, or None."""
        before, after = [*map(self._number, old)], [*map(self._number, new)]
        start, shorter = 0, min(len(old), len(new))
        while start < shorter and before[start] == after[start]:
            start += 1
        end = 0
        while end < shorter - start and before[-1 - end] == after[-1 - end]:
            end += 1
        places: dict[int, deque[int]] = {}
        for index in range(start, len(old) - end):
            places.setdefault(before[index], deque()).append(index)
        found: list[int | None] = [*range(start)]
        free = start
        for number in after[start : len(new) - end]:
            waiting = places.get(number, deque())
            while waiting and waiting[0] < free:
                waiting.popleft()
            found.append(waiting.popleft() if waiting else None)
            free = free if found[-1] is None else found[-1] + 1
        return [*found, *range(len(old) - end, len(old))]


def _runs(value: dict[str, Any], other: dict[str, Any]) -> dict[str | None, list[str]]:
    """Give the keys that another object lacks, by the shared key before them; None at the start."""
    found: dict[str | None, list[str]] = {None: []}
    run = found[None]
    for key in value:
        if key in other:
            run = found[key] = []
        else:
            run.append(key)
    return found
