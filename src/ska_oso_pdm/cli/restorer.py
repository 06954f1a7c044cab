"""Finds in a stash what belongs to a document: its original text, or what restores its parts."""

from __future__ import annotations

import os
from collections import defaultdict
from typing import NamedTuple

from ska_oso_pdm.cli.stash_file import Entry, StashFile
from ska_oso_pdm.cli.stash_record import Owner
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

    def original(self, place: Owner, digest: str, to: str | None) -> Original | None:
        """Give what a text took the place of, by its hash; None where the stash does not know it.

        Of several changes, one after the other, that is what stood there before the first of them,
        or when it was of version `to`.

        Args:
            place: where the text stands; without entity, since a hash needs none.
            digest: the SHA-256 of the text.
            to: version that is wanted; None for the original one.

        Raises:
            RefusedConversionError: when it had several originals and it is not certain which.
        """
        whole = not place.pointer
        first: Entry | None = None
        last, now = None, digest
        end = len(self._stash.entries)
        while entry := self._latest(place, self._after.get((whole, now), ()), end):
            first = first or entry
            last, now, end = entry, entry.before, entry.number
            if to is not None and entry.start == to:
                break
        if last is None:
            there = self._before.get((whole, digest), ())
            last = self._latest(place, [entry for entry in there if to in (None, entry.start)])
        if last is None or (to is not None and last.start != to):
            return None
        if now == digest:
            return Original(last.owner, last.start, last.start, None)
        return Original(
            last.owner, (first or last).end, last.start, self._stash.record(last).original
        )

    def _latest(
        self, place: Owner, entries: list[Entry] | tuple[()], end: int | None = None
    ) -> Entry | None:
        """Give the last change of the nearest place, of those with a number below an end."""
        found = [entry for entry in entries if end is None or entry.number < end]
        best = max((entry.owner.nearness(place) for entry in found), default=None)
        nearest = [entry for entry in found if entry.owner.nearness(place) == best]
        if len({entry.owner[:2] for entry in nearest}) > 1 and len({e.before for e in nearest}) > 1:
            raise _ambiguous(_say_several(f"originals of {place}", nearest))
        return nearest[-1] if nearest else None

    def parts(self, owner: Owner, *, named: bool, elsewhere: bool) -> Stash | None:
        """Give what restores the parts of a document; None where the stash has nothing of it.

        Args:
            owner: the document.
            named: whether its file is meant, and not only a folder that it lies in: then the one
                record of a file that is still there may be of this one, a copy.
            elsewhere: whether it may be where it is not certain which one it is, too.

        Raises:
            RefusedConversionError: when it is not certain which one that is.
        """
        fitting = self._named.get(owner[2:], [])
        if owner.identifier is None:
            fitting = [entry for entry in fitting if _may_be(entry.owner, owner)]
        if not fitting and (there := self._placed.get(owner[:2])):
            raise _ambiguous(_say_other(owner, there[0].owner))
        best = max((entry.owner.nearness(owner) for entry in fitting), default=None)
        nearest = [entry for entry in fitting if entry.owner.nearness(owner) == best]
        several = len({entry.owner for entry in nearest}) > 1
        unsure = several or (owner.identifier is None and best and best[0] < _ENOUGH_NAMES)
        in_place = all(_is_another(entry.owner, owner) for entry in nearest)
        if in_place and not elsewhere and (unsure or not named):
            return None
        if unsure:
            raise _ambiguous(_say_unsure(owner, nearest, several=several))
        return self._stash.stash(nearest) if nearest else None


def _is_another(one: Owner, other: Owner) -> bool:
    """Tell whether the document of a record is still in its own place, so that it is not this."""
    return one.file != other.file and os.path.exists(one.file)


_REMEDY = "give the file the name that it had then"


def _may_be(one: Owner, other: Owner) -> bool:
    return one.pointer == other.pointer and one.shared_names(other) > 0


def _say_unsure(owner: Owner, entries: list[Entry], *, several: bool) -> str:
    if several:
        which = show(owner.identifier) if owner.identifier else "without identifier"
        return _say_several(f"documents {which}", entries)
    return (
        f"the stash has a document without identifier of {entries[0].owner}, and it is not certain "
        f"that it is this one; {_REMEDY}"
    )


def _say_several(what: str, entries: list[Entry]) -> str:
    owners = list(dict.fromkeys(str(entry.owner) for entry in entries))
    more = f" and {len(owners) - _NAMED} more" if len(owners) > _NAMED else ""
    return f"the stash has {len(owners)} {what}, of {', '.join(owners[:_NAMED])}{more}; {_REMEDY}"


def _say_other(owner: Owner, other: Owner) -> str:
    def named(one: Owner) -> str:
        return f"{one.entity} {show(one.identifier) if one.identifier else 'without identifier'}"

    return (
        f"the stash has another document of {other}: {named(other)}, and this is {named(owner)}; "
        "take the stash of this one, or leave out --restore"
    )


def _ambiguous(message: str) -> RefusedConversionError:
    return RefusedConversionError([Issue("", "stash-ambiguous", message)])
