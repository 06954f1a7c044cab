"""The file in which `upgrade` keeps what it sets aside, for several documents."""

from __future__ import annotations

import json
import os
from typing import Any, NamedTuple

from ska_oso_pdm import atomic
from ska_oso_pdm.errors import Issue, RefusedConversionError, UnreadableError
from ska_oso_pdm.migrations import Stash
from ska_oso_pdm.phrases import show
from ska_oso_pdm.source import read_file

_FORMAT = "ska-oso-pdm-stash-file/1"


class Owner(NamedTuple):
    """The document that a stash belongs to.

    Attributes:
        file: the name of its file, as it was given.
        pointer: where it stands in the file.
        entity: for example `sbd`.
        identifier: what it calls itself; None where it has none.
    """

    file: str
    pointer: str
    entity: str
    identifier: str | None

    @classmethod
    def of(cls, file: str, pointer: str, entity: str, document: dict[str, Any]) -> Owner:
        """Describe a document of an entity; a block of layout 0.0 has its identifier in `id`."""
        keys = [f"{entity}_id", *(["id"] if entity == "sbd" else [])]
        names = (document.get(key) for key in keys)
        identifier = next((name for name in names if isinstance(name, str) and name), None)
        return cls(os.path.normpath(file), pointer, entity, identifier)

    def nearness(self, other: Owner) -> int:
        """Tell how near two documents stand: the higher the nearer."""
        same = self.pointer == other.pointer
        if self.file == other.file:
            return 2 + same
        return int(same and os.path.basename(self.file) == os.path.basename(other.file))

    def __str__(self) -> str:
        return f"{self.file}#{self.pointer}" if self.pointer else self.file


class StashFile:
    """What was set aside of each document.

    Attributes:
        unsaved: whether something was added since it was read or written.
    """

    def __init__(self) -> None:
        self._stashes: dict[Owner, Stash] = {}
        self.unsaved = False

    @classmethod
    def read(cls, path: str) -> StashFile:
        """Read a file that `write` has written.

        Raises:
            ValueError: when it is none; the message names it and says what is wrong.
        """
        found = cls()
        try:
            value = read_file(path).document
        except UnreadableError as error:
            raise ValueError(str(error)) from None
        if not isinstance(value, dict) or value.get("format") != _FORMAT:
            raise ValueError(f"{path}: this is no stash; upgrade writes them with --stash")
        try:
            for owner, stash in map(_read, _list(value.get("documents"))):
                if owner in found._stashes:
                    raise ValueError(f"it has {owner} twice")
                found._stashes[owner] = stash
        except ValueError as error:
            raise ValueError(f"{path}: the stash is damaged: {error}") from None
        return found

    @classmethod
    def opened(cls, path: str) -> StashFile:
        """Read a file that is to be added to, or make it.

        Raises:
            ValueError: when there is something else; the message names it and says what is wrong.
            OSError: when it cannot be written.
        """
        found = cls.read(path) if os.path.lexists(path) else cls()
        found.write(path)
        return found

    def add(self, owner: Owner, stash: Stash) -> None:
        """Keep the stash of a document, beside what there is of other steps."""
        if stash:
            known = self._stashes.get(owner)
            self._stashes[owner] = known.updated(stash) if known else stash
            self.unsaved = True

    def find(self, owner: Owner) -> Stash | None:
        """Give the stash of a document; its file may have another name by now.

        Raises:
            RefusedConversionError: when it is not certain which one that is.
        """
        there = [other for other in self._stashes if owner.nearness(other) == 3]
        fitting = [other for other in self._stashes if other[2:] == owner[2:]]
        if owner.identifier is None:
            fitting = [other for other in fitting if other in there]
        if not fitting and there:
            raise _ambiguous(_say_other(owner, there[0]))
        best = max(map(owner.nearness, fitting), default=0)
        nearest = [other for other in fitting if owner.nearness(other) == best]
        if len(nearest) > 1:
            raise _ambiguous(
                f"the stash has {len(nearest)} documents {show(owner.identifier)}, of "
                f"{', '.join(map(str, nearest))}; give the file the name that it had then"
            )
        return self._stashes[nearest[0]] if nearest else None

    def write(self, path: str) -> None:
        """Write the file, whole or not at all.

        Raises:
            OSError: when it cannot be written.
        """
        documents = [
            {**owner._asdict(), "stash": stash.to_json()} for owner, stash in self._stashes.items()
        ]
        content = {"format": _FORMAT, "documents": documents}
        atomic.replace(path, (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode())
        self.unsaved = False


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError('"documents" is no list')
    return value


def _read(entry: Any) -> tuple[Owner, Stash]:
    if not isinstance(entry, dict):
        raise ValueError(f"{show(entry)} in its documents is no object")
    cells = {key: entry.get(key) for key in Owner._fields}
    for key, value in cells.items():
        if not (isinstance(value, str) or (key == "identifier" and value is None)):
            raise ValueError(f'"{key}" of a document is {show(value)}, and not text')
    return Owner(**cells), Stash.from_json(entry.get("stash"))  # type: ignore[arg-type]


def _say_other(owner: Owner, other: Owner) -> str:
    def named(one: Owner) -> str:
        return f"{one.entity} {show(one.identifier) if one.identifier else 'without identifier'}"

    return (
        f"the stash has another document of {other}: {named(other)}, and this is {named(owner)}; "
        "take the stash of this one, or leave out --restore"
    )


def _ambiguous(message: str) -> RefusedConversionError:
    return RefusedConversionError([Issue("", "stash-ambiguous", message)])
