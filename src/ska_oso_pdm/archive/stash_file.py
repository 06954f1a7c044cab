"""The file in which `upgrade` keeps originals and what it sets aside: `docs/stash.md`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO, NamedTuple

from ska_oso_pdm.archive.locked_file import (
    OtherFileError,
    append,
    locked,
    require_plain,
    sync_folder,
    wait_for_writers,
)
from ska_oso_pdm.archive.stash_header import HEADER, OLD_FORMAT, PREFIX, starts_old
from ska_oso_pdm.archive.stash_record import Owner, Record, parsed, real
from ska_oso_pdm.errors import Issue, PdmError
from ska_oso_pdm.migrations import Stash
from ska_oso_pdm.phrases import show


def keep(path: str, records: list[Record]) -> int:
    """Put records at the end of a stash and on the disk; make the file where there is none.

    Several processes may do so at once. Without records the file is made, or checked.

    Returns:
        The number of bytes by which it grew, but for the header of a new file.

    Raises:
        OSError: when it cannot be written; nothing was added.
        OtherFileError: when there is something else; the message says what.
    """
    with locked(path) as descriptor:
        _begin(path, descriptor)
        data = b"".join(record.line() for record in records)
        if data and not _ends_line(descriptor):
            data = b"\n" + data  # a run was killed while it wrote; what it left is no record
        append(descriptor, data)
    return len(data)


def discard(path: str, size: int) -> bool:
    """Take a stash away that nobody needs; tell whether it is gone.

    It stays where it has anything else than what one run put there: another may have done so too.
    It is empty where the disk had no room for its header.

    Args:
        path: the file.
        size: number of bytes that the run has put there, but for the header.
    """
    with suppress(OSError, OtherFileError), locked(path) as descriptor:
        if os.fstat(descriptor).st_size in (0, len(HEADER) + size):
            os.unlink(path)
            return True
    return False


def _begin(path: str, descriptor: int) -> None:
    """Write the header of a new file, or check that of an old one, and close it to others."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    head = os.read(descriptor, len(HEADER))
    if head not in (b"", HEADER):
        raise OtherFileError(f"{path}: {_say_no_stash(head)}")
    if not head:
        append(descriptor, HEADER)
        sync_folder(path)
    mode = os.fstat(descriptor).st_mode
    if os.name == "posix" and mode & 0o077:
        os.fchmod(descriptor, mode & 0o600)  # it holds originals, which may be for nobody else


def _say_no_stash(head: bytes) -> str:
    if starts_old(head):
        return (
            "a stash of earlier versions, which --restore reads and nothing is added to; "
            "give --stash another name"
        )
    if head.startswith(PREFIX) and not head.startswith(HEADER.rstrip()):
        return "a stash of a newer version; update ska-oso-pdm"
    return "this is no stash; name one that upgrade --stash has written, or for --stash a new file"


def _ends_line(descriptor: int) -> bool:
    os.lseek(descriptor, -1, os.SEEK_END)
    return os.read(descriptor, 1) == b"\n"


class Entry(NamedTuple):
    """A record in the index of a stash.

    Attributes:
        owner: the document, or the file that has documents inside.
        start: version before; None for such a file, and in a stash of earlier versions.
        end: version after; likewise.
        before: SHA-256 of the original text; empty in a stash of earlier versions.
        after: SHA-256 of the text that took its place; likewise.
        number: its place in the order of records.
        offset: where its line begins.
    """

    owner: Owner
    start: str | None
    end: str | None
    before: str
    after: str
    number: int
    offset: int


class StashFile:
    """The index of a stash: what there is of which document, and where in the file.

    Attributes:
        entries: the records, in their order.
        passed_over: a sentence for each line that is no record.
    """

    def __init__(self, path: str) -> None:
        """Raises:
        ValueError: when it is no stash; the message names it and says what is wrong.
        """
        self._path = path
        self.entries: list[Entry] = []
        self.passed_over: list[str] = []
        self._old: dict[int, Stash] = {}
        with self._opened() as file:
            head = file.readline(len(HEADER))
            if head in (b"", HEADER):  # empty: its run was ended before it wrote anything
                wait_for_writers(file.fileno())
                self._read_lines(file)
            elif starts_old(head + file.read(len(HEADER))):
                self._read_old(file)
            else:
                raise ValueError(f"{path}: {_say_no_stash(head)}")

    @contextmanager
    def _opened(self) -> Iterator[BinaryIO]:
        try:
            require_plain(self._path, os.stat(self._path))
            with open(self._path, "rb") as file:
                yield file
        except OSError as error:
            raise ValueError(f"{self._path} cannot be read: {error.strerror or error}") from None

    def _read_lines(self, file: BinaryIO) -> None:
        offset = len(HEADER)
        for number, line in enumerate(file, 2):
            try:
                record = Record.read(line)
            except ValueError as error:
                if line.strip() and line != HEADER:  # that of a stash that was put behind another
                    self.passed_over.append(self._say_passed_over(number, line, str(error)))
            else:
                self.entries.append(Entry(*record[:5], len(self.entries), offset))
            offset += len(line)

    def _say_passed_over(self, number: int, line: bytes, reason: str) -> str:
        if not line.endswith(b"\n"):
            reason = "a run that was ended left it incomplete, and had not replaced its document"
        return f"{self._path}:{number}: passed over, since it is no record: {reason}"

    def _read_old(self, file: BinaryIO) -> None:
        """Read the form of earlier versions, which has no originals."""
        file.seek(0)
        try:
            value = parsed(file.read())
            documents = value.get("documents")
            if value.get("format") != OLD_FORMAT or not isinstance(documents, list):
                raise ValueError('"documents" is no list')
            for number, document in enumerate(documents):
                owner, self._old[number] = _read_old(document)
                self.entries.append(Entry(owner, None, None, "", "", number, 0))
        except ValueError as error:
            raise ValueError(f"{self._path}: the stash is damaged: {error}") from None

    def record(self, entry: Entry) -> Record:
        """Read a record whole.

        Raises:
            PdmError: when the stash was changed meanwhile.
        """
        try:
            with self._opened() as file:
                file.seek(entry.offset)
                record = Record.read(file.readline())
        except ValueError as error:
            message = f"the stash {self._path} was changed meanwhile: {error}; start again"
            raise PdmError([Issue("", "not-restored", message)]) from None
        return record

    def stash(self, entries: list[Entry]) -> Stash:
        """Give what restores the parts of a document, of all its records; later ones count."""
        stash = Stash({})
        for entry in entries:
            known = self._old.get(entry.number) or self.record(entry).stash
            stash = stash.updated(known) if known else stash
        return stash


def _read_old(entry: object) -> tuple[Owner, Stash]:
    if not isinstance(entry, dict):
        raise ValueError(f"{show(entry)} in its documents is no object")
    for key in Owner._fields:
        value = entry.get(key)
        if not (isinstance(value, str) or (key == "identifier" and value is None)):
            raise ValueError(f'"{key}" of a document is {show(value)}, and not text')
    stdin = entry["file"] == "<stdin>"
    cells = {**entry, "file": "-" if stdin else real(entry["file"])}
    return Owner(*(cells[key] for key in Owner._fields)), Stash.from_json(entry.get("stash"))
