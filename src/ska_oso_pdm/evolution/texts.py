"""Sets of texts as schemas write them: all, those of a list, those that a pattern describes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from ska_oso_pdm.evolution.automata import Automaton, of_length, of_list
from ska_oso_pdm.evolution.patterns import automaton


class Texts(NamedTuple):
    """Texts of a list; or where there is none, those of a pattern and of a length.

    Attributes:
        listed: the texts; None where they are not listed.
        pattern: regular expression that is found in them; None where any text is.
        shortest: least number of characters.
        longest: greatest number of characters; None where there is none.
    """

    listed: frozenset[str] | None = None
    pattern: str | None = None
    shortest: int = 0
    longest: int | None = None

    def __contains__(self, text: object) -> bool:
        if not isinstance(text, str):
            return False
        if self.listed is not None:
            return text in self.listed
        if len(text) < self.shortest or (self.longest is not None and len(text) > self.longest):
            return False
        return self.pattern is None or _automaton(self).accepts(text)


ANY = Texts()
_LAST = (*"abc01A- \u00e9", *map(chr, (*range(0x64, 0x7B), *range(0x3B1, 0x1000))))


def text_outside(texts: Sequence[Texts], others: Sequence[Sequence[Texts]]) -> str | None:
    """Give a short text that is in a set and in none of others; None where there is none.

    Raises:
        Unsupported: for a pattern outside of what automata decide.
    """
    return next(distinct_texts(texts, others), None)


def distinct_texts(texts: Sequence[Texts], others: Sequence[Sequence[Texts]]) -> Iterator[str]:
    """Yield texts that are in a set and in none of others, each another one."""
    excluded = [part for other in others for part in other]
    told: set[str] = set()
    for part in texts:
        for text in _some(part, excluded):
            if text not in told:
                told.add(text)
                yield text


def _some(part: Texts, excluded: Sequence[Texts]) -> Iterator[str]:
    if part.listed is not None:
        yield from sorted(
            (text for text in part.listed if not any(text in other for other in excluded)),
            key=lambda text: (len(text), text),
        )
    elif part in excluded or ANY in excluded:
        return
    elif all(one.pattern is None for one in (part, *excluded)):
        yield from _of_lengths(part, excluded)
    else:
        yield from _without(part, tuple(excluded)).texts()


def _of_lengths(part: Texts, excluded: Sequence[Texts]) -> Iterator[str]:
    """Yield texts of a set that are in none of others, where no pattern tells them apart.

    The shortest such length is the least one, or one beyond a greatest one, unless what is listed
    has the only text of no characters.
    """
    ends = [part.shortest, *(one.longest + 1 for one in excluded if one.longest is not None)]
    for length in sorted({*ends, *(end + 1 for end in ends)}):
        for last in _LAST if length else ("",):
            text = last.rjust(length, "a")
            if text in part and not any(text in other for other in excluded):
                yield text


@lru_cache(4096)
def _without(part: Texts, excluded: tuple[Texts, ...]) -> Automaton:
    """Give the texts of a set that are in none of others."""
    if not excluded:
        return _automaton(part)
    *others, last = excluded
    return _without(part, tuple(others)).without(_automaton(last))


@lru_cache(1024)
def _automaton(texts: Texts) -> Automaton:
    if texts.listed is not None:
        return of_list(texts.listed)
    found = automaton(texts.pattern or "")
    if texts.shortest == 0 and texts.longest is None:
        return found
    return found.both(of_length(texts.shortest, texts.longest))


def have_common_text(one: Texts, other: Texts) -> bool:
    """Tell whether a text is in two sets.

    Raises:
        Unsupported: for a pattern outside of what automata decide.
    """
    if one == other or ANY in (one, other):
        return True
    if one.listed is not None:
        return any(text in other for text in one.listed)
    if other.listed is not None:
        return any(text in one for text in other.listed)
    return any(True for _ in _automaton(one).both(_automaton(other)).texts())
