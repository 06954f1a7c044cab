"""What of many changes is told one by one, once for all entities, and what is only counted."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import NamedTuple

from ska_oso_pdm.evolution.impact import Item


class Told(NamedTuple):
    """A change that is told by itself.

    Attributes:
        item: the change.
        same: others that say the same of a part that several entities, or places, have in common.
    """

    item: Item
    same: list[Item]

    @property
    def entities(self) -> list[str]:
        """All of whose documents it concerns."""
        items = (self.item, *self.same)
        return list(dict.fromkeys(name for item in items for name in item.effect.entities))


class Digest(NamedTuple):
    """Changes, each in one place.

    Attributes:
        told: those that are told by themselves, the gravest first.
        counted: the others, those of one code in a row.
    """

    told: list[Told]
    counted: list[list[Item]]

    @property
    def entities(self) -> list[str]:
        """All of whose documents what is told concerns, but for words."""
        told = (one for one in self.told if one.item.effect.bump != "patch")
        return list(dict.fromkeys(name for one in told for name in one.entities))


def digest(items: Iterable[Item], few: int) -> Digest:
    """Part changes into those that somebody has to read, and those of which there are many.

    Args:
        items: the changes, the gravest first.
        few: how many of one code that break nothing are told by themselves all the same.
    """
    items = list(items)
    harmless: dict[tuple[str, str], list[Item]] = {}
    for item in filter(_is_harmless, items):
        harmless.setdefault((item.effect.bump, item.effect.change.code), []).append(item)
    counted = [alike for alike in harmless.values() if len(alike) > few]
    left_out = {id(item) for alike in counted for item in alike}
    return Digest(_once(item for item in items if id(item) not in left_out), counted)


def one_by_one(items: Iterable[Item]) -> Digest:
    """Tell each change by itself, also where others are the same."""
    return Digest([Told(item, []) for item in items], [])


def is_safe(item: Item) -> bool:
    """Tell whether a change is proved to break neither documents nor readers."""
    return item.effect.backward.outcome == item.effect.forward.outcome == "safe"


def _is_harmless(item: Item) -> bool:
    """Tell whether a change breaks nothing, nobody has to decide of it, and nobody has."""
    if not is_safe(item) or not item.is_settled or item.effect.approval:
        return False
    return item.effect.bump != "major"


def _once(items: Iterable[Item]) -> list[Told]:
    """Put the same changes together: one side has the part in one place, the other in several."""
    found: list[Told] = []
    known: dict[Hashable, Told] = {}
    for item in items:
        change = item.effect.change
        keys = [
            (side, url, _gist(item)) for side, url in enumerate((change.old, change.new)) if url
        ]
        first = next((known[key] for key in keys if key in known), None)
        if first:
            first.same.append(item)
        else:
            first = Told(item, [])
            found.append(first)
        known.update((key, first) for key in keys if key not in known)
    return found


def _gist(item: Item) -> Hashable:
    """Give all that is told of a change, but for where it is and by which document it is shown."""
    effect = item.effect
    verdicts = tuple((one.outcome, one.why) for one in (effect.backward, effect.forward))
    done = item.handling and (item.handling.done, item.handling.said)
    if done and done[0] == "moved":
        done = ("moved", "")  # where to is another place in each entity
    approved = effect.approval and effect.approval.reason
    return effect.change.code, effect.change.said, effect.bump, verdicts, done, approved
