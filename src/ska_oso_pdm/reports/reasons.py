"""What was told of many documents, by reasons: a line for each, with how often and where first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ska_oso_pdm.errors import printable
from ska_oso_pdm.phrases import count
from ska_oso_pdm.reports.details import KINDS, Detail
from ska_oso_pdm.reports.sentences import Clause, taken_apart

_PLACE = re.compile(r"^(in the converted document), at /[^:]*(?=: )")
_SEVERAL = 3  # remedies of one reason that have a line each


class Reasons:
    """Counts the details of documents by kind, code and reason, whatever values a reason names."""

    def __init__(self) -> None:
        self._reasons: dict[tuple[object, ...], _Reason] = {}

    def add(self, file: str, details: Iterable[Detail]) -> None:
        """Take in what is told of a document; those of one file come one after the other."""
        for detail in details:
            said, remedy = taken_apart(_unnamed(detail.reason, file))
            key = (detail.kind, detail.code, said.words, remedy.words)
            reason = self._reasons.get(key)
            if reason is None:
                reason = self._reasons[key] = _Reason()
            reason.add(file, detail, said, remedy)

    def lines(self) -> Iterator[str]:
        """Yield a line for each reason, of each kind the most frequent first."""
        found = [group for reason in self._reasons.values() for group in reason.groups]
        found.sort(key=lambda group: (KINDS.index(group.kind), -group.files, -group.count))
        for group in found:
            yield group.line


class _Reason:
    """One reason: with each of its remedies, and where these are many, with one as an example."""

    def __init__(self) -> None:
        self._by_remedy: dict[Clause, _Group] = {}
        self._all: _Group | None = None

    def add(self, file: str, detail: Detail, said: Clause, remedy: Clause) -> None:
        if self._all is None:
            self._all = _Group(detail, said, remedy, None)
        self._all.add(file, detail, said)
        if len(self._by_remedy) <= _SEVERAL:
            to_do = remedy.without(said)
            group = self._by_remedy.get(to_do)
            if group is None:
                group = self._by_remedy[to_do] = _Group(detail, said, remedy, to_do)
            group.add(file, detail, said)

    @property
    def groups(self) -> Iterable[_Group]:
        assert self._all is not None
        return self._by_remedy.values() if len(self._by_remedy) <= _SEVERAL else [self._all]


class _Group:
    """What is told in one line: how often in how many files, and what the sentences share.

    Args:
        first: what is told of the first place.
        said: what is so there.
        remedy: what to do about it there.
        of_all: what to do at all places; None where that is not one.
    """

    def __init__(self, first: Detail, said: Clause, remedy: Clause, of_all: Clause | None) -> None:
        self.kind, self._code, self._place = first.kind, first.code, first.place
        self._shared = self._first = said
        self._remedy, self._of_all = remedy, of_all
        self._file: str | None = None
        self.count = self.files = 0

    def add(self, file: str, detail: Detail, said: Clause) -> None:
        self.count += detail.values
        if file != self._file:
            self.files += 1
            self._file = file
        self._shared = self._shared.shared(said)

    @property
    def line(self) -> str:
        often = f" {self.count} times" if self.count > self.files else ""
        code = f" [{self._code}]" if self._code else ""
        first = "first at" if self.count > 1 else "at"
        where = f"in {count(self.files, 'file')}"
        said = f"{self._sentence}{code}; {first} {self._place}"
        return printable(f"  {self.kind}{often} {where}{said}")

    @property
    def _sentence(self) -> str:
        """What holds of all, with one value left open; where more differs, one of them."""
        differing = sum(a != b for a, b in zip(self._shared.values, self._first.values))
        if self._of_all is None or differing > 1:
            return f", for example: {_joined(self._first, self._remedy)}"
        return f": {_joined(self._shared, self._of_all if differing else self._remedy)}"


def _joined(said: Clause, remedy: Clause) -> str:
    return "; ".join(filter(None, [str(said), str(remedy)]))


def _unnamed(reason: str, file: str) -> str:
    """Write a sentence about a file without its name, and without a place in what became of it."""
    named = f"it{reason.removeprefix(file)}" if reason.startswith(f"{file} ") else reason
    return _PLACE.sub(r"\1", named)
