"""Lines and columns: where a JSON pointer leads inside a text."""

from __future__ import annotations

import json
import re
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


class Positions:
    """Finds places in a text that is known to be JSON; looks only where it is asked."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._members: dict[int, dict[str, tuple[int, int]]] = {}

    def find(self, path: str, *, key: bool = False) -> tuple[int, int] | None:
        """Give line and column, both from 1, of a value, or of the key before it.

        None where the pointer leads nowhere.
        """
        offset = key_offset = self._skip_space(0)
        for token in tokens(path):
            place = self._parts(offset).get(token)
            if place is None:
                return None
            key_offset, offset = place
        return self.line_and_column(key_offset if key else offset)

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Give line and column, both from 1, of a character."""
        line = self._text.count("\n", 0, offset) + 1
        return line, offset - self._text.rfind("\n", 0, offset)

    def _skip_space(self, offset: int) -> int:
        match = _SPACE.match(self._text, offset)
        return match.end() if match else offset

    def _parts(self, offset: int) -> dict[str, tuple[int, int]]:
        """Give offsets of key and value for each part of the container at `offset`."""
        if offset not in self._members:
            scan = {"{": self._object, "[": self._array}.get(self._text[offset])
            self._members[offset] = scan(offset + 1) if scan else {}
        return self._members[offset]

    def _object(self, offset: int) -> dict[str, tuple[int, int]]:
        found: dict[str, tuple[int, int]] = {}
        offset = self._skip_space(offset)
        while self._text[offset] != "}":
            key_offset = offset
            key, offset = scanstring(self._text, offset + 1, True)
            offset = self._skip_space(self._skip_space(offset) + 1)  # the colon
            found[key] = (key_offset, offset)
            offset = self._after_value(offset)
        return found

    def _array(self, offset: int) -> dict[str, tuple[int, int]]:
        found: dict[str, tuple[int, int]] = {}
        offset = self._skip_space(offset)
        while self._text[offset] != "]":
            found[str(len(found))] = (offset, offset)
            offset = self._after_value(offset)
        return found

    def _after_value(self, offset: int) -> int:
        """Give the offset of what follows the value at `offset` and its comma."""
        _, offset = _decode(self._text, offset)
        offset = self._skip_space(offset)
        return self._skip_space(offset + 1) if self._text[offset] == "," else offset
