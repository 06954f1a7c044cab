"""Likeness of words: whether one is another spelling of the same thing, and in what they differ.

A name is only taken for another where nothing else can be meant: a band, a number, a frame or a
status that merely looks like an allowed one is another thing.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

Words = tuple[str, ...]

_LONGEST = 100  # characters of a name that are compared
_BETWEEN = r"(?<=[^\s_-])[\s_-]+(?=[^\s_-])|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])"


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Give the one known name that a wrong one is another spelling of, or a slip of the pen.

    Another spelling has other capitals, separators or accents. A slip is in one word: its plural, a
    doubled letter, or in a word from five letters on a missing or additional letter, or two that
    are exchanged; from nine letters on two of these, or a wrong letter. It is never the first
    letter, and never in a word with a digit.
    """
    if len(name) > _LONGEST:
        return None
    words = split(name)
    same, slips = [], []
    for other in known:
        others = split(other)
        if _joined(others) == _joined(words):
            same.append(other)
        elif _slip(words, others):
            slips.append(other)
    found = same or slips
    return found[0] if len(found) == 1 else None


def without_common(name: str, known: list[str]) -> str | None:
    """Give the known name that a wrong one abbreviates by leaving out what all of them share."""
    words = split(name[:_LONGEST])
    common = set.intersection(*(set(split(other)) for other in known)) if len(known) > 1 else set()
    short = [tuple(word for word in split(other) if word not in common) for other in known]
    own = tuple(word for word in words if word not in common)
    return known[short.index(own)] if common and own and short.count(own) == 1 else None


def fits(name: str, known: Iterable[str]) -> list[str]:
    """List the known names that begin with a text, or have it as a word."""
    words = split(name[:_LONGEST])
    text = _joined(words)
    return [
        other
        for other in known
        if text and (_joined(split(other)).startswith(text) or set(words) <= set(split(other)))
    ]


@lru_cache(4096)
def split(name: str) -> Words:
    """Split a name into its words, without capitals and accents: `scanType` is `scan_type`."""
    decomposed = unicodedata.normalize("NFD", name)
    plain = "".join(c for c in decomposed if unicodedata.category(c) not in ("Mn", "Cf"))
    return tuple(word.casefold() for word in re.split(_BETWEEN, plain.strip().strip("_")) if word)


def _joined(words: Words) -> str:
    """Write words as one, but for numbers, which would become another."""
    text = ""
    for word in words:
        text += f"_{word}" if text[-1:].isdigit() and word[:1].isdigit() else word
    return text


def _slip(words: Words, others: Words) -> bool:
    if len(words) != len(others):
        return False
    differing = [pair for pair in zip(words, others) if pair[0] != pair[1]]
    return len(differing) == 1 and _slip_of_word(*sorted(differing[0], key=len))


def _slip_of_word(short: str, long: str) -> bool:
    if short[0] != long[0] or len(long) - len(short) > 2 or re.search(r"\d", short + long):
        return False
    if len(short) > 2 and long in (f"{short}s", f"{short}es", f"{short[:-1]}ies"):
        return True
    if len(short) > 2 and any(long == short[:i] + short[i - 1 :] for i in range(1, len(long))):
        return True  # a letter is doubled
    if len(short) == len(long) == 4:
        return _distance(short, long) == 1
    return _distance(short, long) <= (2 if len(short) > 8 else len(short) > 4)


def _distance(a: str, b: str) -> int:
    """Count the letters that are missing or additional; two exchanged ones count once.

    So a wrong letter counts twice: it makes other words, as `content` and `context`.
    """
    before: list[int] = []
    row = [*range(len(b) + 1)]
    for i, letter in enumerate(a, 1):
        before, last, row = row, before, [i]
        for j, other in enumerate(b, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + 2 * (letter != other))
            if i > 1 and j > 1 and (letter, a[i - 2]) == (b[j - 2], other):
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]


def difference(text: str, other: str) -> str | None:
    """Say in what two texts differ that look alike: Unicode form, blanks, case; else None."""
    if text == other or skeleton(text) != skeleton(other):
        return None
    needed = [what for what in _SAYS if not _alike(text, other, {*_SAYS} - {what})]
    return " and ".join(_SAYS[what](text, other) for what in needed or ["form"])


class Lookalikes:
    """Texts by what is seen of them; they are sorted in when first asked for.

    Args:
        known: the texts; what is no text is passed over.
    """

    def __init__(self, known: Iterable[Any]) -> None:
        self._known = known
        self._seen: dict[str, list[str]] = {}

    def of(self, text: Any) -> tuple[str, str] | None:
        """Give the first text that looks like another, and in what it differs; None for none."""
        if not isinstance(text, str):
            return None
        for other in self._known:
            if isinstance(other, str):
                self._seen.setdefault(skeleton(other), []).append(other)
        self._known = ()
        alike = sorted(self._seen.get(skeleton(text), ()))
        found = ((other, difference(text, other)) for other in alike)
        return next(((other, what) for other, what in found if what), None)


def skeleton(text: str) -> str:
    """Write a text without all that makes no visible difference, and without capitals."""
    return _stripped(text, {*_SAYS})


def _alike(text: str, other: str, without: set[str]) -> bool:
    return _stripped(text, without) == _stripped(other, without)


def _stripped(text: str, without: set[str]) -> str:
    if "blanks" in without:
        text = "".join(char for char in text if not _blank(char))
    if "case" in without:
        text = text.casefold()
    return unicodedata.normalize("NFC", text) if "form" in without else text


def _blank(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) in ("Zs", "Cf", "Cc")


def _say_form(text: str, other: str) -> str:
    """Name a letter that is one character in one of two texts, and several in the other."""
    for char in unicodedata.normalize("NFC", text):
        if not unicodedata.is_normalized("NFD", char) and (char in text) != (char in other):
            here, there = ("composed", "decomposed")[:: 1 if char in text else -1]
            return f"the Unicode form: {char} is {here} here and {there} there"
    return "the Unicode form"


def _say_blanks(text: str, other: str) -> str:
    """Name the blanks that only one of two texts has."""
    here, there = (Counter(filter(_blank, part)) for part in (text, other))
    names = [
        ", ".join(unicodedata.name(char, f"U+{ord(char):04X}") for char in more) or "none"
        for more in (here - there, there - here)
    ]
    if names == ["none", "none"]:
        return "where the blanks are"
    return f"blanks: {names[0]} here and {names[1]} there"


def _say_case(text: str, other: str) -> str:
    return "case"


_SAYS = {"form": _say_form, "blanks": _say_blanks, "case": _say_case}
"""What may differ, and what says it."""
