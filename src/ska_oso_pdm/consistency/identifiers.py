"""Identifiers: that they stand for one thing only, and that there is such a thing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from ska_oso_pdm.consistency.rule import Found, select
from ska_oso_pdm.likeness import Lookalikes
from ska_oso_pdm.personal import shown_place
from ska_oso_pdm.phrases import listed, show
from ska_oso_pdm.pointers import Place, pointer


class Scope(NamedTuple):
    """Where an identifier is unique.

    Attributes:
        within: pattern of the part inside which no two items share one.
        items: patterns, from there on, of the items that have one.
        key: key of the identifier in an item.
        copies: whether items that are wholly alike may share one.
    """

    within: str
    items: tuple[str, ...]
    key: str
    copies: bool = False

    @property
    def reads(self) -> tuple[str, ...]:
        """Patterns of the identifiers."""
        return tuple(f"{self.within}{items}/{self.key}" for items in self.items)


def patterns(scopes: tuple[Scope, ...]) -> tuple[str, ...]:
    """List the patterns of all identifiers of the scopes."""
    return tuple(pattern for scope in scopes for pattern in scope.reads)


def repeated(scopes: tuple[Scope, ...]) -> Callable[[Any], Found]:
    """Make the function that finds identifiers which an earlier item of the scope has too."""

    def find(document: Any) -> Found:
        for scope in scopes:
            for start, part in select(document, scope.within):
                yield from _repeated_in(part, start, scope)

    return find


def _repeated_in(part: Any, start: Place, scope: Scope) -> Found:
    first: dict[Any, tuple[Place, Any]] = {}
    for items in scope.items:
        for place, item in select(part, items, start):
            value = item.get(scope.key)
            if value is None or value == "":
                continue
            before, other = first.setdefault(value, (place, item))
            if before is not place and not (scope.copies and other == item):
                there = pointer(shown_place(before))
                message = (
                    f"{show(value)} is also the {show(scope.key)} of {there}; give each its own"
                )
                yield (*place, scope.key), message


class Link(NamedTuple):
    """Identifiers that name something in the same part of a document.

    Attributes:
        within: pattern of the part inside which they name something.
        references: patterns, from there on, of the identifiers.
        named: pattern, from there on, of what they name, by its identifier.
    """

    within: str
    references: tuple[str, ...]
    named: str

    @property
    def reads(self) -> tuple[str, ...]:
        """Patterns of both sides."""
        return tuple(self.within + pattern for pattern in (*self.references, self.named))


def linked(links: tuple[Link, ...]) -> tuple[str, ...]:
    """List the patterns of both sides of the links."""
    return tuple(dict.fromkeys(pattern for link in links for pattern in link.reads))


def dangling(links: tuple[Link, ...]) -> Callable[[Any], Found]:
    """Make the function that finds identifiers which name nothing."""

    def find(document: Any) -> Found:
        for link in links:
            for start, part in select(document, link.within):
                known = list(dict.fromkeys(v for _, v in select(part, link.named, start)))
                there, seen = set(known), Lookalikes(known)
                for pattern in link.references:
                    for place, value in select(part, pattern, start):
                        if value not in there:
                            yield place, _names_nothing(value, link, known, seen)

    return find


def _names_nothing(value: Any, link: Link, known: list[Any], seen: Lookalikes) -> str:
    *_, home, key = link.named.split("/")
    nothing = f"{show(value)} is the {show(key)} of nothing here"
    if key == "*":
        nothing = f"{show(value)} is not among {show(home)} here"
    if alike := seen.of(value):
        other, what = alike
        return f"{nothing}; {show(other)} is, and differs only in {what}; write both alike"
    if not known:
        return f"{nothing}; add what it should name"
    there = f"there {'are' if len(known) > 1 else 'is'} {listed(known)}"
    return f"{nothing}, but {there}; correct it, or add what it should name"


DANGLING = "What is referred to by an identifier is there, in the same document."
