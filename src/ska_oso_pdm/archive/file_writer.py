"""Writes the new texts of files, after what they replace is safe in the stash."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any, NamedTuple

from ska_oso_pdm.archive.arguments import STDIN
from ska_oso_pdm.archive.files import folders
from ska_oso_pdm.archive.locked_file import OtherFileError
from ska_oso_pdm.archive.order import Order
from ska_oso_pdm.archive.stash_file import keep
from ska_oso_pdm.archive.stash_record import Owner, Record, real
from ska_oso_pdm.archive.usual_stash import usual_stash
from ska_oso_pdm.documents import atomic
from ska_oso_pdm.documents.editing import edited
from ska_oso_pdm.documents.positions import Positions
from ska_oso_pdm.documents.source import Source
from ska_oso_pdm.errors import Issue, PdmError
from ska_oso_pdm.migrations import Stash
from ska_oso_pdm.pointers import Place, pointer

_ELSEWHERE = ", or name another stash with --stash FILE"


class Change(NamedTuple):
    """A document that takes the place of another one.

    Attributes:
        document: the new document.
        owner: what the stash calls it; file and place are told when it is written.
        versions: its version before and after.
        stash: gives what restores the old one where the new one was edited.
        sets_aside: whether the old one has something that the new one has no place for.
    """

    document: Any
    owner: Owner
    versions: tuple[str | None, str | None]
    stash: Callable[[], Stash] = partial(Stash, {})
    sets_aside: bool = False


class Kept(NamedTuple):
    """What the stash has of a file.

    Attributes:
        path: the stash.
        size: number of bytes that it got.
        needed: whether any of it is not in the new file, but for the form.
        replaced: whether the file is another one now; it may not have been writable.
    """

    path: str
    size: int
    needed: bool
    replaced: bool = False


class FileWriter:
    """Where a command line wants new texts to go."""

    def __init__(self, order: Order, files: list[str]) -> None:
        """Raises:
        ValueError: for a stash that cannot be written, two files that would become one, one
            that would become the stash or the report, and standard input, which no text can
            replace.
        """
        if order.in_place and order.writes and STDIN in files:
            raise ValueError(
                '"-" is standard input, which cannot be replaced; convert it without --in-place'
            )
        self._order = order
        self._targets = self._names(files, order.output) if order.output else {}
        self._usual = order.usual_stash or usual_stash(order, files)
        self._stash = self._usual if order.stash is None else order.stash
        self._kept: Kept | None = None
        self._spare(files)
        if order.stash is not None and not order.dry_run:
            with _writing(order.stash):
                keep(order.stash, [])

    def place(self, file: str) -> str:
        """Give the file that has the new text of a file."""
        return self._targets.get(file, file)

    def kept(self) -> Kept | None:
        """Give what the stash has got since this was last asked for."""
        kept, self._kept = self._kept, None
        return kept

    def write(self, file: str, source: Source, changes: Mapping[Place, Change]) -> str | None:
        """Write the new text of a file; give it.

        Raises:
            PdmError: when it, or the stash before it, cannot be written; the file is as it was.
        """
        assert source.data is not None
        text = source.data.decode()
        new = {place: change.document for place, change in changes.items()}
        after = edited(text, new) if changes else text
        if self._order.dry_run:
            return None
        self._check(file, changed=bool(changes))
        if changes and self._stash is not None:
            needed = any(change.sets_aside for change in changes.values())
            self._keep(_records(self.place(file), source, after, changes), needed)
        return self._replace(file, source.mark + after, changed=bool(changes))

    def write_whole(self, file: str, before: bytes, after: str, change: Change | None) -> None:
        """Write a text in the place of all of a file, if there is a change. See `write`."""
        if self._order.dry_run:
            return
        self._check(file, changed=change is not None)
        if self._stash is not None and change:
            texts = before.decode(), after
            self._keep([_record(self.place(file), (), change, texts)], needed=True)
        self._replace(file, after, changed=change is not None)

    def _keep(self, records: list[Record], needed: bool) -> None:
        """Put records into the stash, before the file loses what they keep."""
        stash = self._stash
        assert stash is not None
        try:
            with _writing(stash, _ELSEWHERE if stash == self._usual else ""):
                if self._order.output:
                    os.makedirs(os.path.dirname(stash) or os.curdir, exist_ok=True)
                self._kept = Kept(stash, keep(stash, records), needed)
        except OtherFileError as error:
            raise PdmError([Issue("", "not-writable", str(error))]) from None

    def _written(self, file: str, *, changed: bool) -> str | None:
        """Give the file that the new text of a file goes to; None for standard output."""
        if self._order.output:
            return self.place(file)
        return file if self._order.in_place and changed and file != STDIN else None

    def _check(self, file: str, *, changed: bool) -> None:
        """Refuse what cannot be written, before the stash has a record of it."""
        path, within = self._written(file, changed=changed), self._order.output
        if path is None:
            return
        if within and leaves(path, within):
            message = (
                f"{path} would be written outside of {within}, where a link leads; remove the "
                "link, or name another folder with --output"
            )
            raise PdmError([Issue("", "not-writable", message)])
        with _writing(path):
            atomic.require_replaceable(path)

    def _replace(self, file: str, text: str, *, changed: bool) -> str:
        path = self._written(file, changed=changed)
        if path is not None:
            with _writing(path):
                os.makedirs(os.path.dirname(path) or os.curdir, exist_ok=True)
                atomic.replace(path, text.encode())
        self._kept = self._kept and self._kept._replace(replaced=True)
        return text

    def _spare(self, files: list[str]) -> None:
        """Refuse standard output for a stash, and that one file is written in place of another."""
        stash, report = self._stash, self._order.report
        if stash == STDIN:
            raise ValueError(f"{stash}: a stash is a plain file; name one")
        taken = {real(path): what for path, what in ((stash, "stash"), (report, "report")) if path}
        if stash and report and len(taken) == 1:
            raise ValueError(f"{report} would be the report and the stash; name another report")
        if report and real(report) in map(real, (file for file in files if file != STDIN)):
            raise ValueError(f"{report} would be the report and is to be read; name another report")
        for file, path in self._targets.items():
            if what := taken.get(real(path)):
                raise ValueError(f"{file} would become {path}, which is the {what}; name another")

    def _names(self, files: list[str], output: str) -> dict[str, str]:
        """Give the path that each file gets: its own, below the folder that an argument names."""
        paths: dict[str, str] = {}
        taken: dict[str, str] = {}
        tops = folders(self._order.named)
        for file in files:
            name = "stdin.json" if file == STDIN else os.path.basename(file)
            for top in tops:
                below = os.path.relpath(file, top)
                if not below.startswith(os.pardir):
                    name = below
                    break
            path = os.path.join(output, name)
            if path in taken:
                raise ValueError(f"{file} and {taken[path]} would both become {path}")
            paths[file], taken[path] = path, file
        return paths


def _records(
    file: str, source: Source, after: str, changes: Mapping[Place, Change]
) -> list[Record]:
    """Give the records of the documents that change in a file.

    That of the file comes first where they stand inside: it alone brings back each byte.
    """
    assert source.data is not None
    assert source.positions is not None
    before = source.data.decode()
    whole = source.mark + before, source.mark + after
    if () in changes:
        return [_record(file, (), changes[()], whole)]
    records = [Record.of(Owner(real(file), "", None, None), (None, None), whole, None)]
    paths = [pointer(place) for place in changes]
    texts = zip(source.positions.written(paths), Positions(after).written(paths))
    for (place, change), pair in zip(changes.items(), texts):
        records.append(_record(file, place, change, pair))
    return records


def _record(file: str, place: Place, change: Change, texts: tuple[str, str]) -> Record:
    owner = change.owner._replace(file=real(file), pointer=pointer(place))
    stash = None if owner.entity is None else change.stash()
    return Record.of(owner, change.versions, texts, stash)


def leaves(path: str, folder: str) -> bool:
    """Tell whether a link takes a path out of the folder that it lies in."""
    inside = os.path.join(os.path.realpath(folder), "")
    return not os.path.realpath(path).startswith(inside)


@contextmanager
def _writing(path: str, otherwise: str = "") -> Iterator[None]:
    """Say in a sentence why a file cannot be written, and what else there is to do."""
    try:
        yield
    except atomic.KeptError as error:
        elsewhere = "or write elsewhere with --output"
        message = f"{path} is kept as it is: {error.strerror}, {elsewhere}"
        raise PdmError([Issue("", "not-writable", message)]) from None
    except OSError as error:
        message = (
            f"{path} cannot be written: {error.strerror or error}; "
            f"check the path, its permissions and the room on the disk{otherwise}"
        )
        raise PdmError([Issue("", "not-writable", message)]) from None
