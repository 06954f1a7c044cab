"""Identifiers: a prefix and a number, random or from a source that the caller names."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator

Ids = random.Random | Iterator[int] | None
"""Where numbers come from: None is the randomness of the system; a `random.Random` with a seed, or
an iterator such as `itertools.count(10000)`, gives the same identifiers again."""

_LEAST, _MOST = 10000, 99999
_MOST_DRAWS = 1_000_000


def new_id(prefix: str, ids: Ids = None, taken: Collection[str] = ()) -> str:
    """Give an identifier such as `target-24601`.

    Args:
        prefix: the text before the number.
        ids: where the number comes from. Random ones have five digits; those of an iterator are
            filled up to five with zeros.
        taken: identifiers to avoid; numbers are drawn until one gives another.

    Raises:
        TypeError: when `ids` is none of the above, or the iterator gives anything but integers.
        ValueError: when it gives a negative number, comes to its end, or gives taken ones only.
    """
    for _ in range(_MOST_DRAWS):
        made = f"{prefix}-{_number(ids):05d}"
        if made not in taken:
            return made
    raise ValueError(f"every {prefix} number that was drawn is taken")


def _number(ids: Ids) -> int:
    if ids is None:
        ids = random.SystemRandom()
    if isinstance(ids, random.Random):
        return ids.randint(_LEAST, _MOST)
    try:
        number = next(ids)
    except StopIteration:
        # Left alone it would silently end a generator further up.
        raise ValueError("the iterator of id numbers has come to its end") from None
    if not isinstance(number, int) or isinstance(number, bool):
        raise TypeError(f"an id number must be an integer, not {number!r}")
    if number < 0:
        raise ValueError(f"an id number must be zero or more, not {number}")
    return number
