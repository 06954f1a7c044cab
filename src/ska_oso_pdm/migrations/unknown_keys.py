"""What becomes of keys that the next layout does not know: set aside, or doubtful.

Only a step that somebody wrote may say that a layout has no place for something. Up to a newer
minor version that has no step, what the older one knew and the newer one does not is doubtful: a
value that is only called otherwise there would be gone, and the document say something else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.stash import RESTORED
from ska_oso_pdm.migrations.engine.tree import Leaf, Node, leaves, plain
from ska_oso_pdm.pointers import Place

STRAY = "neither layout has such a key; it may be a slip"
NO_STEP = "the newer version has no such key, and no migration step says what becomes of it"
"""The reason of what a newer minor version has lost, without a step between the two."""


class Stray(NamedTuple):
    """A key of the original document that its layout does not know.

    Attributes:
        reason: why a document goes without it, a sentence without full stop.
        is_slip: whether it seems to be meant for a key that is absent, without which the document
            says something else.
    """

    reason: str
    is_slip: bool


class Unknown(NamedTuple):
    """Which keys layouts do not know.

    Attributes:
        stray: gives the key at or above a place of the original document that its layout does not
            know; None where it knows them all.
        places: gives the places of the keys in a document that a version does not know; of very
            many, the first ones. Without a version, that of the original document.
    """

    stray: Callable[[Place], Stray | None]
    places: Callable[[Any, str], Iterable[Place]]


def leave_out(tree: Node, ledger: Ledger, unknown: Unknown, version: str) -> None:
    """Take out what the last version does not know, but for what a stash gave back."""
    while _left_out(tree, ledger, unknown, version):
        pass  # of very many, not all are listed at once


def doubt_what_goes(tree: Node, ledger: Ledger, unknown: Unknown, older: str, newer: str) -> None:
    """Take out, as doubtful, what the older of two versions knows and the newer one does not."""
    while _doubted(tree, ledger, unknown, older, newer):
        pass


def _doubted(tree: Node, ledger: Ledger, unknown: Unknown, older: str, newer: str) -> bool:
    """Take out the keys that are listed; tell whether there were any."""
    document = plain(tree)
    gone = sorted(unknown.places(document, newer), key=len, reverse=True)
    strange = set(unknown.places(document, older)) if gone else set()
    any_doubted = False
    for place in gone:
        if any(place[:depth] in strange for depth in range(1, len(place) + 1)):
            continue  # of neither version: it is not for this step to say what becomes of it
        home, found = _found(tree, place)
        if not _is_restored(found):
            ledger.lose(home.pop(place[-1]), NO_STEP)
            any_doubted = True
    return any_doubted


def _left_out(tree: Node, ledger: Ledger, unknown: Unknown, version: str) -> bool:
    """Take out the keys that are listed; tell whether there were any."""
    any_left_out = False
    for place in sorted(unknown.places(plain(tree), version), key=len, reverse=True):
        home, found = _found(tree, place)
        if _is_restored(found):
            continue
        any_left_out = True
        part = home.pop(place[-1])
        strays = [unknown.stray(origin) for leaf in found for origin in leaf.origins]
        own = [stray for stray in strays if stray]
        doubts = [ledger.pending[o] for leaf in found for o in leaf.origins if o in ledger.pending]
        if any(stray.is_slip for stray in own):
            ledger.lose(part, STRAY)
        elif doubts:
            ledger.lose(part, doubts[0].reason)
        else:
            ledger.aside(part, own[0].reason if own else "the layout knows no such key")
    return any_left_out


def _found(tree: Node, place: Place) -> tuple[Any, list[Leaf]]:
    """Give the object that has the key at a place, and the leaves of its value."""
    home: Any = tree
    for token in place[:-1]:
        home = home[token]
    return home, [leaf for _, leaf in leaves(home[place[-1]])]


def _is_restored(found: list[Leaf]) -> bool:
    return all(leaf.reason == RESTORED for leaf in found)
