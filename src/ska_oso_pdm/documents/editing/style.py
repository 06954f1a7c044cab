"""How a JSON text is written, and new values written in the same way."""

from __future__ import annotations

import json
import re
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

from ska_oso_pdm.documents.stepwise import stepwise

WIDTH = 100
"""Most characters of a line that a short array or object shares with its indentation."""

_SAMPLE = 100_000
"""So many characters show the style of a text."""

# The sample may end inside a string: to try again at each quote of its rest would take long.
_STRING = r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)'
_INSIDE = rf'(?:[^"\[\]{{}}]|{_STRING})*+'
_BREAK = re.compile(r"[\[{][ \t]*\r?\n([ \t]*)")
_COLON = re.compile(rf"{_STRING}([ \t\r\n]*:[ \t\r\n]*)?")
_COMMA = re.compile(rf"{_STRING}|,([ \t]*)(?![ \t\r\n])")
_PADS = {
    bracket: re.compile(rf"{_STRING}|{re.escape(bracket)}([ \t]*)(?![ \t\r\n\]}}])")
    for bracket in "[{"
}
_FLAT = re.compile(rf"{_STRING}|(\[{_INSIDE}\])|(\{{{_INSIDE}\}})")
_INDENT = re.compile(r"[ \t]*")


@dataclass(frozen=True)
class Habit:
    """How arrays, or objects, that hold no others are written.

    Attributes:
        inline: whether short ones stand in one line.
        pad: what is between bracket and content in one line.
    """

    inline: bool
    pad: str


@dataclass(frozen=True)
class Style:
    """How a JSON text is written.

    Attributes:
        newline: end of a line.
        unit: indentation of a level; None where the text is one line.
        colon: what stands between key and value.
        comma: what stands between parts in one line.
        ascii: whether other characters are escaped.
        arrays: habit of arrays.
        objects: habit of objects.
    """

    newline: str
    unit: str | None
    colon: str
    comma: str
    ascii: bool
    arrays: Habit
    objects: Habit

    @classmethod
    def of(cls, text: str) -> Style:
        """Tell how a text is written."""
        sample = text[:_SAMPLE]
        unit = _unit(sample)
        colon = _first(_COLON, sample, ": ")
        colon = ": " if "\n" in colon else colon
        space = "" if unit is None and not colon.endswith(" ") else " "
        flat = [*_FLAT.finditer(sample)]
        return cls(
            newline="\r\n" if re.search(r"^[^\n]*\r\n", sample) else "\n",
            unit=unit,
            colon=colon,
            comma="," + _first(_COMMA, sample, space),
            ascii=text.isascii(),
            arrays=Habit(_is_usual([match[1] for match in flat]), _first(_PADS["["], sample, "")),
            objects=Habit(_is_usual([match[2] for match in flat]), _first(_PADS["{"], sample, "")),
        )

    def scalar(self, value: Any) -> str:
        """Write a scalar, an empty array or object, or a key."""
        return json.dumps(value, ensure_ascii=self.ascii, allow_nan=False)

    def fits(self, value: Any, indent: str) -> bool:
        """Tell whether a value fits into a line."""
        return len(indent) + len(json.dumps(value, ensure_ascii=self.ascii)) <= WIDTH

    def write(self, value: Any, indent: str, *, inline: bool) -> str:
        """Write a value.

        Args:
            value: a JSON value.
            indent: indentation of the line that it begins in.
            inline: whether it must stand in one line.
        """
        written: list[str] = []
        stepwise(self._put(written, value, indent, inline or self.unit is None))
        return "".join(written)

    def _put(
        self, written: list[str], value: Any, indent: str, inline: bool
    ) -> Generator[Any, Any, None]:
        if not isinstance(value, (dict, list)) or not value:
            written.append(self.scalar(value))
            return
        habit = self.objects if isinstance(value, dict) else self.arrays
        inline = inline or (habit.inline and is_flat(value) and self.fits(value, indent))
        deeper = indent if inline else indent + (self.unit or "")
        before = habit.pad if inline else self.newline + deeper
        comma = self.comma if inline else "," + before
        brackets = "{}" if isinstance(value, dict) else "[]"
        written.append(brackets[0])
        for part in value:
            written.append(before)
            if isinstance(value, dict):
                written.append(self.scalar(part) + self.colon)
            inner = value[part] if isinstance(value, dict) else part
            yield self._put(written, inner, deeper, inline)
            before = comma
        written.append((habit.pad if inline else self.newline + indent) + brackets[1])


def is_flat(value: Any) -> bool:
    """Tell whether an array or object holds no others, but for empty ones."""
    parts = value.values() if isinstance(value, dict) else value
    return not any(isinstance(part, (dict, list)) and part for part in parts)


def indentation(text: str) -> str:
    """Give the indentation of the last line of a text."""
    match = _INDENT.match(text, text.rfind("\n") + 1)
    return match[0] if match else ""


def _unit(sample: str) -> str | None:
    """Give by how much the content of a container is indented more; None if all is one line."""
    unit = None
    for match in _BREAK.finditer(sample):
        line = indentation(sample[: match.start()])
        unit = match[1].removeprefix(line)
        if unit:
            break
    return unit


def _is_usual(texts: list[str | None]) -> bool:
    """Tell whether most of some arrays or objects stand in one line; empty ones do not count."""
    inline = ["\n" not in text for text in texts if text and text[1:-1].strip()]
    return sum(inline) * 2 > len(inline)


def _first(pattern: re.Pattern[str], sample: str, default: str) -> str:
    """Give what the group of a pattern matches where it first takes part."""
    found = (match[1] for match in pattern.finditer(sample) if match[1] is not None)
    return next(found, default)
