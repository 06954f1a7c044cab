"""Which of the names that are gone has become which of those that are new."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ska_oso_pdm.likeness import nearest, split

Alike = Callable[[str, str], bool]


def renamed(
    gone: Sequence[str],
    come: Sequence[str],
    fits: Alike = lambda _, __: True,
    is_same: Alike = lambda _, __: False,
) -> dict[str, str]:
    """Pair old names with new ones: other spellings, that say more or less, of the same thing.

    A pair is told where no other name of either side is as near.

    Args:
        gone: names that only the old schema has.
        come: names that only the new one has.
        fits: whether what one name stands for can have become what the other one stands for.
        is_same: whether both stand for the same, whatever they are called.
    """
    pairs: dict[str, str] = {}
    for alike in (_is_spelling, _says_more, is_same):
        left = [name for name in gone if name not in pairs]
        right = [name for name in come if name not in pairs.values()]
        near = [(a, b) for a in left for b in right if alike(a, b) and fits(a, b)]
        for a, b in near:
            if sum(a == one or b == other for one, other in near) == 1:
                pairs[a] = b
    return pairs


def _is_spelling(name: str, other: str) -> bool:
    return nearest(name, [other]) is not None


def _says_more(name: str, other: str) -> bool:
    """Tell whether one name has all words of the other: `scan_duration`, `scan_duration_ms`."""
    words, others = set(split(name)), set(split(other))
    return bool(words and others) and (words < others or others < words)
