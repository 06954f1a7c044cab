"""Finds in a stash what belongs to a document: its original text, or what restores its parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import NamedTuple

from ska_oso_pdm.archive.stash_file import Entry, StashFile
from ska_oso_pdm.archive.stash_record import Owner
from ska_oso_pdm.errors import Issue, RefusedConversionError
from ska_oso_pdm.migrations import Stash
from ska_oso_pdm.phrases import show

_NAMED = 3
"""So many files are named where several fit."""

_ENOUGH_NAMES = 2
"""A file without identifier is the same one where its name and that of its folder are."""


class Original(NamedTuple):
    """What stood in a place before.

    Attributes:
        owner: the document, or the file that has documents inside.
        start: version that stands there now; None for such a file.
        end: version of the original; None for such a file.
        text: the original, to the byte; None where it stands there now.
    """

    owner: Owner
    start: str | None
    end: str | None
    text: str | None


class Restorer:
    """The originals of a stash.

    Attributes:
        passed_over: a sentence for each line of the stash that is no record.
    """

    def __init__(self, path: str) -> None:
        """Raises:
        ValueError: when it is no stash; the message names it and says what is wrong.
        """
        self._stash = StashFile(path)
        self.passed_over = self._stash.passed_over
        self._after: dict[tuple[bool, str], list[Entry]] = defaultdict(list)
        self._before: dict[tuple[bool, str], list[Entry]] = defaultdict(list)
        self._named: dict[tuple[str | None, str | None], list[Entry]] = defaultdict(list)
        self._placed: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        for entry in self._stash.entries:
            if entry.after:
                self._after[not entry.owner.pointer, entry.after].append(entry)
                self._before[not entry.owner.pointer, entry.before].append(entry)
            if entry.owner.entity is not None:
                self._named[entry.owner[2:]].append(entry)
                self._placed[entry.owner[:2]].append(entry)

    def original(
        self, place: Owner, digest: str, taken: Callable[[Owner], bool], *, to: str | None
    ) -> Original | None:
        """Give what a text took the place of, by its hash; None where the stash does not know it.

        Of several changes, one after the other, that is what stood there before the first of them,
        or when it was of version `to`.

        Args:
            place: where the text stands; without entity, since a hash needs none.
            digest: the SHA-256 of the text.
            taken: tells whether records of another place are for what stands there, and not for
                this text, which is the same.
            to: version that is wanted; None for the original one.

        Raises:
            RefusedConversionError: when it had several originals and it is not certain which.
        """

        def known(by: dict[tuple[bool, str], list[Entry]], digest: str) -> list[Entry]:
            entries = by.get((not place.pointer, digest), [])
            return [e for e in entries if e.owner[:2] == place[:2] or not taken(e.owner)]

        first: Entry | None = None
        last, now = None, digest
        end = len(self._stash.entries)
        while entry := self._latest(place, known(self._after, now), end):
            first = first or entry
            last, now, end = entry, entry.before, entry.number
            if to is not None and entry.start == to:
                break
        if last is None:
            there = [e for e in known(self._before, digest) if to in (None, e.start)]
            last = self._latest(place, there)
        if last is None or (to is not None and last.start != to):
            return None
        if now == digest:
            return Original(last.owner, last.start, last.start, None)
        return Original(
            last.owner, (first or last).end, last.start, self._stash.record(last).original
        )

    def _latest(self, place: Owner, entries: list[Entry], end: int | None = None) -> Entry | None:
        """Give the last change of the nearest place, of those with a number below an end."""
        found = [entry for entry in entries if end is None or entry.number < end]
        best = max((entry.owner.nearness(place) for entry in found), default=None)
        nearest = [entry for entry in found if entry.owner.nearness(place) == best]
        if len({entry.owner[:2] for entry in nearest}) > 1 and len({e.before for e in nearest}) > 1:
            raise _ambiguous(_say_several(f"originals of {place}", nearest))
        return nearest[-1] if nearest else None

    def parts(
        self, owner: Owner, still_there: Callable[[Owner], bool], *, to: str | None
    ) -> Stash | None:
        """Give what restores the parts of a document; None where the stash has nothing of it.

        Args:
            owner: the document.
            still_there: tells whether a document of the stash still stands in another place, so
                that this one, which has its identifier, is not that one, moved.
            to: version that is wanted; where there is one, doubt is an error.

        Raises:
            RefusedConversionError: when it is not certain which one that is.
        """
        named = self._named.get(owner[2:], [])
        if owner.identifier is None:
            named = [entry for entry in named if _may_be(entry.owner, owner)]
        if not named and (there := self._placed.get(owner[:2])):
            raise _ambiguous(_say_other(owner, there[0].owner))
        found = [e for e in named if e.owner == owner or not still_there(e.owner)]
        if named and not found and to is not None:
            raise _ambiguous(_say_unsure(owner, named[-1].owner))
        best = max((entry.owner.nearness(owner) for entry in found), default=(0, False))
        nearest = [entry for entry in found if entry.owner.nearness(owner) == best]
        if len({entry.owner for entry in nearest}) > 1:
            raise _ambiguous(_say_several(f"documents {_said(owner)}", nearest))
        if nearest and owner.identifier is None and best[0] < _ENOUGH_NAMES:
            raise _ambiguous(_say_unsure(owner, nearest[0].owner))
        return self._stash.stash(nearest) if nearest else None


_REMEDY = "give the file the name that it had then"


def _may_be(one: Owner, other: Owner) -> bool:
    return one.pointer == other.pointer and one.shared_names(other) > 0


def _said(owner: Owner) -> str:
    return show(owner.identifier) if owner.identifier else "without identifier"


def _say_unsure(owner: Owner, other: Owner) -> str:
    return (
        f"the stash has a document {_said(owner)} of {other}, and it is not certain that it is "
        f"this one; {_REMEDY}"
    )


def _say_several(what: str, entries: list[Entry]) -> str:
    owners = list(dict.fromkeys(str(entry.owner) for entry in entries))
    more = f" and {len(owners) - _NAMED} more" if len(owners) > _NAMED else ""
    return f"the stash has {len(owners)} {what}, of {', '.join(owners[:_NAMED])}{more}; {_REMEDY}"


def _say_other(owner: Owner, other: Owner) -> str:
    def named(one: Owner) -> str:
        return f"{one.entity} {_said(one)}"

    return (
        f"the stash has another document of {other}: {named(other)}, and this is {named(owner)}; "
        "take the stash of this one, or leave out --restore"
    )


def _ambiguous(message: str) -> RefusedConversionError:
    return RefusedConversionError([Issue("", "stash-ambiguous", message)])
