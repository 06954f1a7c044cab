"""Functions that call themselves for each level of a document, without a call for each level.

The interpreter bounds how deep calls may be, and a caller may be deep in calls already.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Any, TypeVar

T = TypeVar("T")


def stepwise(work: Generator[Any, Any, T]) -> T:
    """Run a generator that yields generators like itself; each gets what the one it yields returns.

    So `part = yield _read(…)` stands for the call `part = _read(…)`.
    """
    waiting, result = [work], None
    while waiting:
        try:
            called = waiting[-1].send(result)
        except StopIteration as done:
            waiting.pop()
            result = done.value
        else:
            waiting.append(called)
            result = None
    found: Any = result
    return found


def flat(work: Generator[Any, None, None]) -> Iterator[Any]:
    """Yield what a generator yields, in order; a generator among that stands for what it yields.

    So `yield _walk(…)` stands for `yield from _walk(…)`.
    """
    waiting = [work]
    while waiting:
        found = next(waiting[-1], waiting)
        if found is waiting:
            waiting.pop()
        elif isinstance(found, Generator):
            waiting.append(found)
        else:
            yield found
