"""What was told of many documents, by reasons: a line for each, with how often and where first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ska_oso_pdm.errors import printable
from ska_oso_pdm.phrases import count
from ska_oso_pdm.reports.details import KINDS, Detail

_VARIOUS = "…"
_ROW_OF_THEM = re.compile(f"{_VARIOUS}(?:, {_VARIOUS})+")
_BEGUN = r'"(?!--)(?:[^"\\…]|\\.)*'  # an option in quotes is no value
_STRING = f'{_BEGUN}(?:"|…)'
_ENCLOSED = rf'[\[{{](?:{_BEGUN}"|[^"…])*?(?:(?:{_BEGUN})?…|[\]}}](?=[\s,;:]|$))'
_NUMBER = r"(?<![\w.:/-])[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?(?!\w|\.\w|:\d)"
_URL = r"https?://[^\s,;]+"
_POINTER = r"(?<![\w/:.>)])/[^\s,;:/]+(?:/[^\s,;:/]+)*"
_VALUE = re.compile(f"({_ENCLOSED}|{_STRING}|{_URL}|{_POINTER}|{_NUMBER})")


class Reasons:
    """Counts the details of documents by kind, code and reason, whatever values a reason names."""

    def __init__(self) -> None:
        self._groups: dict[tuple[str, ...], _Group] = {}

    def add(self, file: str, details: Iterable[Detail]) -> None:
        """Take in what is told of a document; those of one file come one after the other."""
        for detail in details:
            parts = _parts(_unnamed(detail.reason, file))
            key = (detail.kind, detail.code, *parts[::2])
            group = self._groups.get(key)
            if group is None:
                group = self._groups[key] = _Group(detail, list(parts))
            group.add(file, detail.values, parts)

    def lines(self) -> Iterator[str]:
        """Yield a line for each reason, of each kind the most frequent first."""
        found = [*self._groups.values()]
        found.sort(key=lambda group: (KINDS.index(group.kind), -group.files, -group.count))
        for group in found:
            yield group.line


class _Group:
    """One reason: how often it was met in how many files, and what its sentences share."""

    def __init__(self, first: Detail, parts: list[str]) -> None:
        self.kind, self._code, self._place = first.kind, first.code, first.place
        self._parts = parts
        self._file: str | None = None
        self.count = self.files = 0

    def add(self, file: str, count: int, parts: tuple[str, ...]) -> None:
        self.count += count
        if file != self._file:
            self.files += 1
            self._file = file
        for index in range(1, len(parts), 2):
            if parts[index] != self._parts[index]:
                self._parts[index] = _VARIOUS

    @property
    def line(self) -> str:
        often = f" {self.count} times" if self.count > self.files else ""
        code = f" [{self._code}]" if self._code else ""
        first = "first at" if self.count > 1 else "at"
        where = f"in {count(self.files, 'file')}"
        said = _ROW_OF_THEM.sub(_VARIOUS, "".join(self._parts))
        return printable(f"  {self.kind}{often} {where}: {said}{code}; {first} {self._place}")


def _unnamed(reason: str, file: str) -> str:
    """Write a sentence about a file without its name, which the place says."""
    return f"it{reason.removeprefix(file)}" if reason.startswith(f"{file} ") else reason


@lru_cache(4096)
def _parts(reason: str) -> tuple[str, ...]:
    """Take a sentence apart: words, a value, words, a value, words."""
    return tuple(_VALUE.split(reason))
