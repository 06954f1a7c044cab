"""Findings in documents of earlier layouts: those that the newest one has, in their own places.

A document is taken to the newest layout, judged there, and what is found is told where the
document has what it comes from. Where nothing has a certain place without a decision, nothing is
judged so, and that is told: no finding rests on an assumption.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import accumulate, takewhile
from typing import Any

from ska_oso_pdm.consistency.rule import Rule
from ska_oso_pdm.conversion import Conversion, convert
from ska_oso_pdm.documents.source import Source
from ska_oso_pdm.personal import shown_pointer
from ska_oso_pdm.pointers import pointer, tokens

NOT_JUDGED = Rule(
    "not-judged",
    "note",
    "What the document becomes in the newest layout is certain, so that the rules there judge it.",
    reads=("",),
    find=lambda document: iter(()),  # a conversion finds it, no look at the document
)


def found_when_converted(
    source: Source, version: str, rules: tuple[Rule, ...], besides: Collection[str]
) -> Iterator[tuple[str, Rule, str]]:
    """Yield what rules of a newer layout find in what a valid document becomes.

    Args:
        source: the document, of an earlier layout.
        version: that of the newer one.
        rules: those of the newer one.
        besides: codes of rules that the earlier layout has itself.

    Yields:
        The JSON pointer in the document, the rule that was broken, and a sentence.
    """
    converted = convert(source, version)
    if converted.document is None:
        yield from _why_not_judged(converted, version, rules)
        return
    origins = Origins(source.document, converted)
    seen = set()
    others = tuple(rule for rule in rules if rule.code not in besides)
    for path, rule, message in _found_in(converted, others):
        origin = origins.of(path)
        told = origin, rule.code, message
        if told not in seen:  # what went to several places, once
            seen.add(told)
            at = f", at {shown_pointer(path)}" if path != origin else ""
            yield origin, rule, f"in the converted document{at}: {message}"


def _why_not_judged(
    converted: Conversion, version: str, rules: tuple[Rule, ...]
) -> Iterator[tuple[str, Rule, str]]:
    """Yield the first of the decisions that are missing, and how many there are."""
    first, *others = [issue for issue in converted.problems if issue.severity == "error"]
    for rule in rules:
        if rule.code == NOT_JUDGED.code:
            count = f", for {len(others) + 1} reasons, the first of them" if others else ""
            what = f"the rules of {version} were not tried, since upgrade is refused{count}"
            yield first.path, rule, f"{what}: {first.message}"


def _found_in(converted: Conversion, rules: tuple[Rule, ...]) -> Iterator[tuple[str, Rule, str]]:
    """Yield what breaks rules in a converted document, and which dishes of the old are unknown."""
    for rule in rules:
        for place, message in rule.find(converted.document):
            yield pointer(place), rule, message
    for issue in converted.unknown_dishes:
        yield from ((issue.path, rule, issue.message) for rule in rules if rule.code == issue.code)


class Origins:
    """Where the parts of a converted document come from.

    Args:
        document: the old document.
        converted: what became of it.
    """

    def __init__(self, document: Any, converted: Conversion) -> None:
        self._document = document
        origins: dict[str, list[str]] = {}
        for entry in converted.mapped:
            for path in entry.to:
                origins.setdefault(path, []).append(entry.path)
        self._leaves = {path: _likest(path, old) for path, old in origins.items()}
        self._sorted = sorted(self._leaves)
        self._known: dict[str, str] = {"": ""}

    def of(self, path: str) -> str:
        """Give the place in the old document that a part of the new one comes from.

        A section that both have is the same one. Of a part that is made of several it is the
        smallest one that has most of it; of one that was made it is that of the nearest part
        around it.
        """
        if path in self._leaves:
            return self._leaves[path]
        if _is_section(path, self._document):
            return path
        if path not in self._known:
            parts = [self._leaves[leaf] for leaf in self._below(path)]
            around = path.rpartition("/")[0]
            self._known[path] = _home(parts) if parts else self.of(around)
        return self._known[path]

    def _below(self, path: str) -> list[str]:
        start = bisect_left(self._sorted, f"{path}/")
        return self._sorted[start : bisect_left(self._sorted, f"{path}0")]  # "0" follows "/"


def _is_section(path: str, document: Any) -> bool:
    """Tell whether a pointer leads to an object in a document, through no list."""
    for token in tokens(path):
        document = document.get(token) if isinstance(document, dict) else None
    return isinstance(document, dict)


def _likest(path: str, origins: list[str]) -> str:
    """Give the origin of a leaf whose key is most like its own; others have but helped."""
    key = path.rpartition("/")[2]

    def likeness(origin: str) -> int:
        pairs = zip(key, origin.rpartition("/")[2])
        return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))

    return max(origins, key=likeness)


def _home(leaves: list[str]) -> str:
    """Give the smallest part of a document that has more than half of some leaves."""
    homes: Counter[str] = Counter()
    for leaf in leaves:
        homes.update(_around(leaf))
    return max((home for home in homes if 2 * homes[home] > len(leaves)), key=len)


def _around(leaf: str) -> list[str]:
    """List the parts of a document that a leaf is in, the whole document first."""
    steps: list[str] = leaf.split("/")[:-1]
    return list(accumulate(steps, lambda path, step: f"{path}/{step}"))
