"""A sentence about a value, taken apart: its words, the values in it, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ska_oso_pdm.phrases import shown_at

VARIOUS = "…"
"""Stands for values that differ."""

_REMEDY = "; "  # between what is wrong and what to do
_NO_VALUE = re.compile(r'"--[a-z][^"]*"|\d+\.\d+ → \d+\.\d+')  # an option, and a step
_BARE = re.compile(
    r"""https?://[^\s,;]+
    | (?<![\w/:.>)])/[^\s,;:/]+(?:/[^\s,;:/]+)*  # JSON pointer
    | ^the[ ]value(?=[ ])  # one that may be personal
    | (?<![\w.:/-])(?:\d+[ ]values\b
    | (?:\d+[ ](?:mapped|defaulted|read[ ]as|set[ ]aside|lost)\b(?:,[ ](?=\d))?)+)""",
    re.VERBOSE,
)
_COUNTED = re.compile(r" \(\d+ characters\)")
_JOINTS = re.compile(r", | or | and |, or |, and ")
_MORE = " more"


class Clause(NamedTuple):
    """A part of a sentence: words, a value, words, a value, words."""

    words: tuple[str, ...]
    values: tuple[str, ...]

    def __str__(self) -> str:
        return "".join(map("".join, zip(self.words, (*self.values, ""))))

    def shared(self, other: Clause) -> Clause:
        """Give what this has in common with another one of the same words."""
        if self.values == other.values:
            return self
        pairs = zip(self.values, other.values)
        return self._replace(values=tuple(a if a == b else VARIOUS for a, b in pairs))

    def without(self, other: Clause) -> Clause:
        """Leave open the values that another clause has too, in quotes or without."""
        known = {value.strip('"') for value in other.values}
        values = (VARIOUS if value.strip('"') in known else value for value in self.values)
        return self._replace(values=tuple(values))


class Sentence(NamedTuple):
    """What is so, and what to do about it; the remedy may be empty."""

    said: Clause
    remedy: Clause


@lru_cache(4096)
def taken_apart(text: str) -> Sentence:
    """Take a sentence apart."""
    parts = _with_rows([*_parts(text)])
    for at in range(0, len(parts), 2):
        said, found, remedy = parts[at].partition(_REMEDY)
        if found:
            return Sentence(_clause([*parts[:at], said]), _clause([remedy, *parts[at + 1 :]]))
    return Sentence(_clause(parts), _clause([""]))


def _clause(parts: list[str]) -> Clause:
    return Clause(tuple(parts[::2]), tuple(parts[1::2]))


def _parts(text: str) -> Iterator[str]:
    """Yield words, a value, words, a value, words."""
    begin = at = 0
    while at < len(text):
        if words := _NO_VALUE.match(text, at):
            at = words.end()
            continue
        end = _value_at(text, at)
        if end is None:
            at += 1
            continue
        yield text[begin:at]
        yield text[at:end]
        begin = at = end
    yield text[begin:]


def _value_at(text: str, at: int) -> int | None:
    """Give where a value ends that stands at a place; None where none does."""
    bare = _BARE.match(text, at)
    end = bare.end() if bare else shown_at(text, at)
    counted = end and _COUNTED.match(text, end)
    return counted.end() if counted else end


def _with_rows(parts: list[str]) -> list[str]:
    """Put values together that stand in a row, however many they are: `"a", "b" and 3 more`."""
    done = parts[:1]
    for value, words in zip(parts[1::2], parts[2::2]):
        if len(done) > 1 and _JOINTS.fullmatch(done[-1]):
            more = _MORE if value.isdecimal() and words.startswith(_MORE) else ""
            joint = done.pop()
            done[-1] += f"{joint}{value}{more}"
            done.append(words.removeprefix(more))
        else:
            done += [value, words]
    return done
