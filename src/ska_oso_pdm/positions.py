"""Lines and columns: where a JSON pointer leads inside a text."""

from __future__ import annotations

import json
import re
from itertools import takewhile
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any

_SPACE = re.compile(r"[ \t\n\r]*")
_decode = json.JSONDecoder().raw_decode


def escape(token: str | int) -> str:
    """Write one step of a JSON pointer."""
    return str(token).replace("~", "~0").replace("/", "~1")


def pointer(tokens: Any) -> str:
    """Write a JSON pointer: `/targets/0` for `["targets", 0]`."""
    return "".join(f"/{escape(token)}" for token in tokens)


def tokens(path: str) -> list[str]:
    """Take a JSON pointer apart; array indices stay text."""
    return [part.replace("~1", "/").replace("~0", "~") for part in path.split("/")[1:]]


def after_space(text: str, offset: int) -> int:
    """Give the offset of what follows the white space at an offset of a JSON text."""
    match = _SPACE.match(text, offset)
    return match.end() if match else offset


def after_value(text: str, offset: int) -> int:
    """Give the offset where the value that begins at an offset ends."""
    _, end = _decode(text, offset)
    return end


def read_key(text: str, offset: int) -> tuple[str, int]:
    """Give the key that begins at an offset, and the offset of its value."""
    key, offset = scanstring(text, offset + 1, True)
    return key, after_space(text, after_space(text, offset) + 1)  # the colon


def next_part(text: str, offset: int) -> int:
    """Give the offset of what follows a part that ends at an offset: the next one, or the end."""
    offset = after_space(text, offset)
    return after_space(text, offset + 1) if text[offset] == "," else offset


def shared_pointer(pointers: list[str]) -> str:
    """Give the longest JSON pointer that leads towards all of some; it may be empty."""
    if not pointers:
        return ""
    first, last = min(pointers).split("/"), max(pointers).split("/")
    same = takewhile(lambda pair: pair[0] == pair[1], zip(first, last))
    return "/".join(token for token, _ in same)


class Positions:
    """Finds places in a text that is known to be JSON; looks only where it is asked."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._members: dict[int, dict[str, tuple[int, int]]] = {}

    def find(self, path: str, *, key: bool = False) -> tuple[int, int] | None:
        """Give line and column, both from 1, of a value, or of the key before it.

        None where the pointer leads nowhere.
        """
        offsets = self._offsets(path)
        return offsets and self.line_and_column(offsets[0 if key else 1])

    def written(self, paths: list[str]) -> list[str]:
        """Give values as they are written; nothing where a pointer leads nowhere."""
        found = [self._offsets(path) for path in paths]
        return [self._text[at[1] : after_value(self._text, at[1])] if at else "" for at in found]

    def _offsets(self, path: str) -> tuple[int, int] | None:
        """Give the offsets of a value's key, if it has one, and of the value."""
        offset = key_offset = after_space(self._text, 0)
        for token in tokens(path):
            place = self._parts(offset).get(token)
            if place is None:
                return None
            key_offset, offset = place
        return key_offset, offset

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Give line and column, both from 1, of a character."""
        line = self._text.count("\n", 0, offset) + 1
        return line, offset - self._text.rfind("\n", 0, offset)

    def _parts(self, offset: int) -> dict[str, tuple[int, int]]:
        """Give offsets of key and value for each part of the container at `offset`."""
        if offset not in self._members:
            scan = {"{": self._object, "[": self._array}.get(self._text[offset])
            self._members[offset] = scan(offset + 1) if scan else {}
        return self._members[offset]

    def _object(self, offset: int) -> dict[str, tuple[int, int]]:
        found: dict[str, tuple[int, int]] = {}
        offset = after_space(self._text, offset)
        while self._text[offset] != "}":
            key_offset = offset
            key, offset = read_key(self._text, key_offset)
            found[key] = (key_offset, offset)
            offset = next_part(self._text, after_value(self._text, offset))
        return found

    def _array(self, offset: int) -> dict[str, tuple[int, int]]:
        found: dict[str, tuple[int, int]] = {}
        offset = after_space(self._text, offset)
        while self._text[offset] != "]":
            found[str(len(found))] = (offset, offset)
            offset = next_part(self._text, after_value(self._text, offset))
        return found
