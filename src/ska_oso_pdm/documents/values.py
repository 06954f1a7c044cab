"""The values of a document, one after the other, without a call for each level."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

from ska_oso_pdm.documents.plain import PLAIN, plain

Step = str | int


def each_value(document: Any, depth: int) -> Iterator[tuple[Any, list[Step]]]:
    """Yield each value of a document with the keys and indices that lead to it, outer ones first.

    The list of steps is one that changes: who keeps it takes a copy. Arrays and objects at `depth`
    are yielded, and what is in them is not, so that this ends for one that holds itself too. What
    stands for a JSON value without being one is yielded as it is, and the parts that it stands for.
    """
    steps: list[Step] = []
    yield document, steps
    within = [_parts(plain(document))]
    while within:
        for step, value in within[-1]:
            steps.append(step)
            yield value, steps
            inner = value if type(value) in PLAIN else plain(value)
            if isinstance(inner, (dict, list)) and len(steps) < depth:
                within.append(_parts(inner))
                break
            steps.pop()
        else:
            within.pop()
            if steps:
                steps.pop()


def _parts(value: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(value, dict):
        return iter(value.items())
    return zip(count(), value) if isinstance(value, list) else iter(())
