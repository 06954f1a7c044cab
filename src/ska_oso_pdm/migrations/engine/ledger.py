"""The account of a migration: what was set aside, lost, or left for a person to decide."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from ska_oso_pdm.migrations.engine.assumptions import (
    ASSUMPTIONS,
    REQUIRED,
    UNASKED,
    VALUES,
)
from ska_oso_pdm.migrations.engine.tree import (
    Node,
    duplicated,
    is_empty,
    leaves,
    made,
    replace_key,
    same,
)
from ska_oso_pdm.pointers import Place

ANY = "all"
"""The assumption that stands for all of them."""


class Removed(NamedTuple):
    """A value of the original document that the migrated one does not have.

    Attributes:
        place: where it was in the original document.
        value: the value.
        reason: why it is gone, a sentence without full stop.
        step: the step that took it out, for example `0.1 → 0.2`.
        needed: False where the migrated document means the same without it.
    """

    place: Place
    value: Any
    reason: str
    step: str
    needed: bool = True


class Doubt(NamedTuple):
    """A value that no rule decides.

    Attributes:
        place: where it is in the original document; empty for what an earlier step made.
        value: the value.
        reason: what is not known, a sentence without full stop.
        option: the assumption that decides it; empty where none does.
        step: the step that met it.
    """

    place: Place
    value: Any
    reason: str
    option: str
    step: str


class Allowed(NamedTuple):
    """What the caller of a migration allows.

    Attributes:
        assume: names of assumptions, and for those that take one the value, else `""`.
        loss: whether doubtful values may be lost.
    """

    assume: Mapping[str, str] = MappingProxyType({})
    loss: bool = False


NOTHING = Allowed()
_VALUES = {"beam": "all", **{name: VALUES[name][0] for name in REQUIRED}}

EVERYTHING = Allowed({ANY: "", **_VALUES}, loss=True)
"""For looking at a document, where nothing is kept: as far as it goes."""

ASKED = Allowed({**dict.fromkeys(ASSUMPTIONS.keys() - UNASKED, ""), **_VALUES}, loss=True)
"""The same, but for what nobody is asked for."""

MOST_COPIED = 50_000
"""How many values a document may come to have by copying; far above any real one."""

ASSUMED = "as it was assumed"
"""The reason of a default that an assumption has decided alone."""


class Ledger:
    """Takes down what steps do with values that have no certain place in the next layout.

    Attributes:
        allowed: what the caller allows.
        set_aside: values without counterpart; nothing is wrong with them, and a stash keeps them.
        lost: doubtful values that the caller allowed to be lost.
        doubts: doubtful values otherwise; with any of them the migration is refused.
        pending: doubtful values that go on as an assumption would have them, by their places: they
            are doubts only where the migrated document has them in the end.
        read_as: values that published facts say how to read, and that the document has otherwise.
        repaired: known mistakes that were put right.
        unrestored: what a stash has that did not fit the document any more.
        carried: values that a step hands to a later one past the layouts between, by any key.
        step: name of the step at work.
    """

    def __init__(
        self, allowed: Allowed = NOTHING, doubtful: frozenset[Place] | None = None
    ) -> None:
        """Begin an empty ledger.

        Args:
            allowed: what the caller allows.
            doubtful: where loss is allowed, the places of what is known to be doubtful in the end;
                None where it is not known, and all may be.
        """
        self.allowed = allowed
        self._doubtful = doubtful
        self.set_aside: list[Removed] = []
        self.lost: list[Removed] = []
        self.doubts: list[Doubt] = []
        self.pending: dict[Place, Doubt] = {}
        self.read_as: list[Removed] = []
        self.repaired: list[Removed] = []
        self.unrestored: list[Any] = []
        self.carried: dict[Any, Any] = {}
        self.step = ""
        self._copied = 0

    def copy(self) -> Ledger:
        """Give a ledger that goes on from here by itself."""
        other = Ledger(self.allowed, self._doubtful)
        other.step = self.step
        for name in ("set_aside", "lost", "doubts", "read_as", "repaired", "unrestored"):
            getattr(other, name).extend(getattr(self, name))
        other.pending = dict(self.pending)
        other._copied = self._copied
        other.carried = {key: duplicated(part) for key, part in self.carried.items()}
        return other

    def has_room(self, values: int) -> bool:
        """Count values that are to be copied; False, and none of them counts, where they would be
        too many for the document.
        """
        is_room = self._copied + values <= MOST_COPIED
        self._copied += values if is_room else 0
        return is_room

    def default(self, value: Any, reason: str) -> Any:
        """Make a tree from nothing: a default, which the receipt lists with its reason."""
        return made(value, reason)

    def aside(self, part: Any, reason: str) -> None:
        """Set a part aside that the next layout has no place for. The caller takes it out."""
        if part is not None:
            self.set_aside += self._removed(part, reason)

    def spare(self, part: Any, reason: str) -> None:
        """Set a part aside without which the next layout means the same; see `aside`."""
        if part is not None:
            self.set_aside += [r._replace(needed=False) for r in self._removed(part, reason)]

    def assumed(self, option: str, part: Any, reason: str) -> bool:
        """Ask whether a doubtful part may be taken as the assumption says.

        Where nobody assumes it, it is taken so too, to see what becomes of it: a doubt about what
        a later step sets aside is none. Only where it is entered as lost is the answer no; then the
        caller takes it out.

        Args:
            option: name of the assumption, one of `assumptions.ASSUMPTIONS`.
            part: what is doubtful.
            reason: what is not known, a sentence without full stop.
        """
        return self.assumes(option) or self.doubted(part, reason, option)

    def doubted(self, part: Any, reason: str, option: str = "") -> bool:
        """Enter a doubtful part, which goes on as it is; see `assumed`. False where it is lost."""
        doubts = self._doubts(part, reason, option)
        if self.allowed.loss and (
            self._doubtful is None or any(doubt.place in self._doubtful for doubt in doubts)
        ):
            self._lose(part, reason, option)
            return False
        for doubt in doubts:
            if doubt.place:
                self.pending.setdefault(doubt.place, doubt)
            else:
                self.doubts.append(doubt)
        return True

    def settled(self, part: Any) -> None:
        """Take back what an earlier step doubted of a part: the layout has a place for it again."""
        for _, leaf in leaves(part):
            for place in leaf.origins:
                self.pending.pop(place, None)

    def assumes(self, option: str) -> bool:
        """Tell whether the caller assumes something, which is not asked for."""
        return option in self.allowed.assume or ANY in self.allowed.assume

    def read(self, part: Any, reason: str) -> None:
        """Enter a part that the caller writes otherwise, as published facts say that it is read."""
        self.read_as += self._removed(part, reason)

    def chosen(self, option: str, part: Any, reason: str) -> str | None:
        """Ask for the value of an assumption that takes one; see `assumed`."""
        if option in self.allowed.assume:
            return self.allowed.assume[option]
        self._lose(part, reason, option)
        return None

    def lose(self, part: Any, reason: str) -> None:
        """Enter a part as lost, or as a doubt, that no assumption could decide."""
        self._lose(part, reason, "")

    def refuse(self, part: Any, reason: str) -> None:
        """Enter a part as a doubt that no leave decides."""
        self.doubts += self._doubts(part, reason, "")

    def lose_too(self, part: Any, reason: str) -> bool:
        """Enter a part as lost that means nothing without one that was lost.

        False where loss is not allowed: then the doubt about the other one is enough.
        """
        if self.allowed.loss:
            self.lost += self._removed(part, reason)
        return self.allowed.loss

    def rename(self, node: Node, old: str, new: str) -> None:
        """Move a part to another key. Where both are there and differ, the old one is doubtful.

        Nothing happens where the old key is absent, so that half-migrated documents pass.
        """
        if old in node:
            self.move(node, old, new, node[old])

    def move(self, node: Node, old: str, new: str, part: Any) -> None:
        """Put a part, made from what stands under the old key, under the new one; see `rename`."""
        there = node.get(new)
        if is_empty(there) or old == new:
            replace_key(node, old, new, part)
        elif is_empty(part) or same(there, part):
            node[new] = self.merged(there, node.pop(old))
        else:
            reason = f'"{old}" is now "{new}", which is there too with another value; keep one'
            self.lose(node.pop(old), reason)

    def merged(self, tree: Any, other: Any) -> Any:
        """Give a tree that stands for an equal one as well."""
        extra = dict(leaves(other))
        for place, leaf in leaves(tree):
            twin = extra.pop(place, None)
            leaf.origins += twin.origins if twin else ()
        for leaf in extra.values():
            self.spare(leaf, "it holds nothing")
        return tree

    def repair(self, part: Any, reason: str) -> None:
        """Enter a mistake that is put right; the values themselves are moved by the caller."""
        self.repaired += self._removed(part, reason)

    def _lose(self, part: Any, reason: str, option: str) -> None:
        if self.allowed.loss:
            self.lost += self._removed(part, reason)
        else:
            self.doubts += self._doubts(part, reason, option)

    def _doubts(self, part: Any, reason: str, option: str) -> list[Doubt]:
        places = [(place, leaf.value) for _, leaf in leaves(part) for place in leaf.origins]
        return [
            Doubt(place, value, reason, option, self.step)
            for place, value in places or [((), None)]
        ]

    def _removed(self, part: Any, reason: str) -> list[Removed]:
        return [
            Removed(origin, leaf.value, reason, self.step)
            for _, leaf in leaves(part)
            for origin in leaf.origins
        ]
