"""Lines and columns: where a JSON pointer leads inside a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from json.decoder import scanstring  # type: ignore[attr-defined]

from ska_oso_pdm.documents.cached import cached_attribute
from ska_oso_pdm.errors import Position
from ska_oso_pdm.pointers import tokens

_SPACE = re.compile(r"[ \t\n\r]*")
_COLON = re.compile(r"[ \t\n\r]*+:[ \t\n\r]*+")
_COMMA = re.compile(r"[ \t\n\r]*+,?[ \t\n\r]*+")
# None of these goes back over what it has matched, which would take memory for each character.
_TEXT = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_SCALAR = re.compile(rf"{_TEXT}|[^ \t\n\r,\]}}]++", re.DOTALL)
_UP_TO_BRACKET = re.compile(rf'[^"\[\]{{}}]*+(?:{_TEXT}[^"\[\]{{}}]*+)*+', re.DOTALL)
_BLOCK = 1 << 16


def after_space(text: str, offset: int) -> int:
    """Give the offset of what follows the white space at an offset of a JSON text."""
    match = _SPACE.match(text, offset)
    return match.end() if match else offset


def after_value(text: str, offset: int) -> int:
    """Give the offset where the value that begins at an offset ends."""
    if text[offset] in "[{":
        return _after_container(text, offset + 1)
    match = _SCALAR.match(text, offset)
    return match.end() if match else offset


def _after_container(text: str, offset: int) -> int:
    """Give the offset where the array or object ends that an offset lies in."""
    depth = 1
    while depth:
        match = _UP_TO_BRACKET.match(text, offset)
        assert match is not None, "it matches nothing, too"
        depth += 1 if text[match.end()] in "[{" else -1
        offset = match.end() + 1
    return offset


def read_key(text: str, offset: int) -> tuple[str, int]:
    """Give the key that begins at an offset, and the offset of its value."""
    key, offset = scanstring(text, offset + 1, True)
    match = _COLON.match(text, offset)
    return key, match.end() if match else offset


def next_part(text: str, offset: int) -> int:
    """Give the offset of what follows a part that ends at an offset: the next one, or the end."""
    match = _COMMA.match(text, offset)
    return match.end() if match else offset


class _Wanted:
    """A step of pointers that are looked for.

    Attributes:
        path: the pointer that ends here; None where none does.
        parts: the steps that follow.
    """

    def __init__(self) -> None:
        self.path: str | None = None
        self.parts: dict[str, _Wanted] = {}

    def add(self, path: str) -> None:
        """Add a pointer that begins here."""
        step = self
        for token in tokens(path):
            step = step.parts.setdefault(token, _Wanted())
        step.path = path


class _Open:
    """An array or object that is being read: what is still wanted of it, and how far that is."""

    def __init__(self, wanted: dict[str, _Wanted], bracket: str) -> None:
        self.wanted = wanted
        self.is_object = bracket == "{"
        self.count = 0


class Positions:
    """Finds places in a text that is known to be JSON; looks only where it is asked."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: dict[str, Position | None] = {}

    def find(self, path: str, *, key: bool = False, besides: Iterable[str] = ()) -> Position | None:
        """Give line and column, both from 1, of a value, or of the key before it.

        None where the pointer leads nowhere.

        Args:
            path: JSON pointer.
            key: whether the key is meant.
            besides: pointers that will be asked for later. They are found in the same pass over
                the text, so that many take no longer than one.
        """
        offsets = self._offsets(path, besides)
        return offsets and self.line_and_column(offsets[0 if key else 1])

    def knows(self, path: str) -> bool:
        """Tell whether a pointer was looked for already."""
        return path in self._found

    def written(self, paths: list[str]) -> list[str]:
        """Give values as they are written; nothing where a pointer leads nowhere."""
        found = [self._offsets(path, paths) for path in paths]
        return [self._text[at[1] : after_value(self._text, at[1])] if at else "" for at in found]

    def _offsets(self, path: str, besides: Iterable[str]) -> tuple[int, int] | None:
        """Give the offsets of a value's key, if it has one, and of the value."""
        if path not in self._found:
            self._look_for([path, *besides])
        return self._found[path]

    def line_and_column(self, offset: int) -> Position:
        """Give line and column, both from 1, of a character."""
        block = offset // _BLOCK
        lines, newline = self._blocks[block]
        start = block * _BLOCK
        lines += self._text.count("\n", start, offset)
        last = self._text.rfind("\n", start, offset)
        return lines + 1, offset - (newline if last < 0 else last)

    @cached_attribute
    def _blocks(self) -> list[tuple[int, int]]:
        """For each block of the text how many lines end before it, and where the last one does."""
        blocks, lines, newline = [(0, -1)], 0, -1
        for start in range(0, len(self._text), _BLOCK):
            end = start + _BLOCK
            lines += self._text.count("\n", start, end)
            newline = max(newline, self._text.rfind("\n", start, end))
            blocks.append((lines, newline))
        return blocks

    def _look_for(self, paths: list[str]) -> None:
        """Find the offsets of keys and values of some pointers in one pass."""
        wanted = _Wanted()
        for path in paths:
            if path not in self._found:
                self._found[path] = None
                wanted.add(path)
        start, text = after_space(self._text, 0), self._text
        within: list[_Open] = []
        offset = self._enter(wanted, start, start, within)
        while any(container.wanted for container in within):
            container, offset = within[-1], next_part(text, offset)
            if not container.wanted or text[offset] in "]}":
                within.pop()
                offset = _after_container(text, offset)
                continue
            start = offset
            if container.is_object:
                token, offset = read_key(text, start)
            else:
                token, container.count = str(container.count), container.count + 1
            step = container.wanted.pop(token, None)
            if step is None:
                offset = after_value(text, offset)
            else:
                offset = self._enter(step, start, offset, within)

    def _enter(self, step: _Wanted, key: int, offset: int, within: list[_Open]) -> int:
        """Note where a wanted part is, and give where to read on, inside it or behind it."""
        if step.path is not None:
            self._found[step.path] = (key, offset)
        if step.parts and self._text[offset] in "[{":
            within.append(_Open(step.parts, self._text[offset]))
            return offset + 1
        return after_value(self._text, offset) if within else offset
