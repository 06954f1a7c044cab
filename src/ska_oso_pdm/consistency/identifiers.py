"""Identifiers that stand for one thing only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from ska_oso_pdm.consistency.rule import Found, Place, select
from ska_oso_pdm.phrases import show
from ska_oso_pdm.positions import pointer


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
                message = (
                    f"{show(value)} is also the {show(scope.key)} of {pointer(before)}; "
                    "give each its own"
                )
                yield (*place, scope.key), message
