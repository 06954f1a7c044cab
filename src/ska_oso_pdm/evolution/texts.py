"""Sets of texts as schemas write them: all, those of a list, those that a pattern describes."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ska_oso_pdm.evolution.unsupported import Unsupported

if TYPE_CHECKING:
    from interegular import FSM


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
        return self.pattern is None or bool(_automaton(self).accepts(text))


ANY = Texts()
_MORE = 20  # characters beyond the shortest text and the states, up to which others are looked for
_LAST = (*"abc01A- \u00e9", *map(chr, (*range(0x64, 0x7B), *range(0x3B1, 0x1000))))
_FOREIGN = re.compile(r"\(\?(?!:)|\[\^?\]|\{,|[*+?}]\+|\\[sS]|\.")
"""Signs that not all validators read alike."""
_SIGN = re.compile(r"\\(?P<escaped>.)|\[\^?(?P<members>(?:\\.|[^\]\\])*)\]|.", re.DOTALL)


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
        yield from _strings(_without(part, tuple(excluded)))


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
def _without(part: Texts, excluded: tuple[Texts, ...]) -> FSM:
    """Give the texts of a set that are in none of others."""
    if not excluded:
        return _automaton(part)
    *others, last = excluded
    found: FSM = _without(part, tuple(others)).difference(_automaton(last))  # type: ignore[no-untyped-call]
    return found


def _strings(automaton: FSM) -> Iterator[str]:
    """Yield the texts of an automaton, the shortest first."""
    from interegular.fsm import anything_else

    known = {char for char in automaton.alphabet if char is not anything_else}
    others = map(chr, (*range(97, 123), *range(0xE0, 0x2000)))
    other = next(char for char in others if char not in known)
    chars = {
        key: sorted(other if char is anything_else else char for char in group)
        for key, group in automaton.alphabet.by_transition.items()
    }
    away = _lengths_to_an_end(automaton)
    if automaton.initial not in away:
        return
    shortest = away[automaton.initial]
    for length in range(shortest, shortest + len(automaton.states) + _MORE):
        yield from _of_length(automaton, chars, away, length)


def _of_length(
    automaton: FSM, chars: dict[Any, list[str]], away: dict[Any, int], length: int
) -> Iterator[str]:
    """Yield the texts of a length, without stepping to where no end is near enough."""
    waiting: list[tuple[str, Any]] = [("", automaton.initial)]
    while waiting:
        text, state = waiting.pop()
        left = length - len(text)
        if left == 0:
            if state in automaton.finals:
                yield text
            continue
        steps = [
            (text + char, following)
            for key, following in automaton.map.get(state, {}).items()
            if away.get(following, left) < left
            for char in chars[key]
        ]
        waiting += sorted(steps, reverse=True)


def _lengths_to_an_end(automaton: FSM) -> dict[Any, int]:
    """Give for each state how many characters are missing at least; dead ends are left out."""
    before: dict[Any, set[Any]] = {}
    for state, steps in automaton.map.items():
        for following in steps.values():
            before.setdefault(following, set()).add(state)
    away = dict.fromkeys(automaton.finals, 0)
    waiting = deque(away)
    while waiting:
        state = waiting.popleft()
        for earlier in before.get(state, ()):
            if earlier not in away:
                away[earlier] = away[state] + 1
                waiting.append(earlier)
    return away


@lru_cache(1024)
def _automaton(texts: Texts) -> FSM:
    from interegular import InvalidSyntax, parse_pattern
    from interegular import Unsupported as OutsideOfAutomata

    if texts.listed is not None:
        pattern = "|".join(map(_escaped, sorted(texts.listed))) or "[^\\s\\S]"
    else:
        pattern = _whole(texts.pattern)
    try:
        automaton = parse_pattern(pattern).to_fsm()
        if texts.shortest or texts.longest is not None:
            longest = "" if texts.longest is None else texts.longest
            length = parse_pattern(rf"[\s\S]{{{texts.shortest},{longest}}}").to_fsm()
            automaton = _both(automaton, length)
    except (OutsideOfAutomata, InvalidSyntax, NotImplementedError, AttributeError) as error:
        raise Unsupported(f"the pattern {texts.pattern!r}: {error}") from None
    return automaton


def _both(one: FSM, other: FSM) -> FSM:
    """Give the texts that are in two sets."""
    found: FSM = one.intersection(other)  # type: ignore[no-untyped-call]
    return found


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
    return bool(next(_strings(_both(_automaton(one), _automaton(other))), None) is not None)


def _escaped(text: str) -> str:
    return "".join(re.escape(char) if char.isascii() else char for char in text)


def _whole(pattern: str | None) -> str:
    """Write a pattern that is found somewhere in a text as one of the whole text."""
    if pattern is None:
        return _ANYTHING
    if foreign := _FOREIGN.search("".join(_signs(pattern))):
        sign = foreign[0]
        raise Unsupported(f"the pattern {pattern!r}: validators differ in what {sign} matches")
    begins, ends = pattern.startswith("^"), pattern.endswith("$") and not pattern.endswith(r"\$")
    inner = pattern[begins : len(pattern) - ends]
    if (begins or ends) and _has_alternatives(inner):
        raise Unsupported(f"the pattern {pattern!r}: alternatives beside an anchor")
    return f"{'' if begins else _ANYTHING}(?:{inner}){'' if ends else _ANYTHING}"


_ANYTHING = r"[\s\S]*"


def _has_alternatives(pattern: str) -> bool:
    """Tell whether there is a `|` outside of all groups and classes."""
    depth = 0
    for sign in _signs(pattern):
        if sign in ("(", ")"):
            depth += 1 if sign == "(" else -1
        elif sign == "|" and depth == 0:
            return True
    return False


def _signs(pattern: str) -> Iterator[str]:
    """Yield what a pattern is made of, with one sign for any class, and one for what is escaped."""
    for match in _SIGN.finditer(pattern):
        members, escaped = match["members"], match["escaped"]
        if members and not re.search(r"\\[sS]", members):
            yield "[a]"
        elif escaped and escaped not in "sS":
            yield r"\-"
        else:
            yield match[0]
