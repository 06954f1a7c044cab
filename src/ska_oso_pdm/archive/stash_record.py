"""One line of a stash: what a run changed in one place of one file, and how to get it back."""

from __future__ import annotations

import hashlib
import json
import math
import os
from typing import Any, NamedTuple

from ska_oso_pdm.archive.arguments import STDIN
from ska_oso_pdm.migrations import Stash
from ska_oso_pdm.personal import shown_pointer


class Owner(NamedTuple):
    """The document that a record belongs to, or the file that has documents inside.

    Attributes:
        file: absolute path of the file that has the new text, without links, with `/`; `-` for
            standard input.
        pointer: where it stands in the file.
        entity: for example `sbd`; None for a file that has documents inside.
        identifier: what it calls itself; None where it has none.
    """

    file: str
    pointer: str
    entity: str | None
    identifier: str | None

    @classmethod
    def of(cls, file: str, pointer: str, entity: str, document: dict[str, Any]) -> Owner:
        """Describe a document of an entity; a block of layout 0.0 has its identifier in `id`."""
        keys = [f"{entity}_id", *(["id"] if entity == "sbd" else [])]
        names = (document.get(key) for key in keys)
        identifier = next((name for name in names if isinstance(name, str) and name), None)
        return cls(real(file), pointer, entity, identifier)

    def nearness(self, other: Owner) -> tuple[int, bool]:
        """Tell how near two documents stand, to be compared: names that end alike are near."""
        return self.shared_names(other), self.pointer == other.pointer

    def shared_names(self, other: Owner) -> int:
        """Count the names at the end of two paths that are the same: file, folder, its folder."""
        pairs = zip(reversed(self.file.split("/")), reversed(other.file.split("/")))
        return next((n for n, (a, b) in enumerate(pairs) if a != b), self.file.count("/") + 1)

    def __str__(self) -> str:
        return f"{self.file}#{shown_pointer(self.pointer)}" if self.pointer else self.file


def real(file: str) -> str:
    """Give the absolute path of a file, without links; bytes that are no UTF-8 escaped."""
    if file == STDIN:
        return file
    path = os.fsencode(os.path.realpath(file)).decode("utf-8", "backslashreplace")
    return path.replace(os.sep, "/")


class Record(NamedTuple):
    """What a run changed.

    Attributes:
        owner: the document, or the file that has documents inside.
        start: version before; None for such a file.
        end: version after.
        before: SHA-256 of the original text, in hexadecimal digits.
        after: SHA-256 of the text that took its place.
        original: the original text.
        stash: what restores the document where it was edited; None for such a file.
    """

    owner: Owner
    start: str | None
    end: str | None
    before: str
    after: str
    original: str
    stash: Stash | None

    @classmethod
    def of(
        cls,
        owner: Owner,
        versions: tuple[str | None, str | None],
        texts: tuple[str, str],
        stash: Stash | None,
    ) -> Record:
        """Make a record of a change from one version and text to another."""
        start, end = versions
        before, after = (digest(text.encode()) for text in texts)
        return cls(owner, start, end, before, after, texts[0], stash)

    def line(self) -> bytes:
        """Write the line, with its end."""
        cells = {
            **self.owner._asdict(),
            "from": self.start,
            "to": self.end,
            "before": self.before,
            "after": self.after,
            "original": self.original,
            "stash": None if self.stash is None else self.stash.to_json(),
        }
        return json.dumps(cells, ensure_ascii=False).encode() + b"\n"

    @classmethod
    def read(cls, line: bytes) -> Record:
        """Read a line.

        Raises:
            ValueError: when it is no whole record; the message says what is wrong.
        """
        cells = parsed(line)
        if not isinstance(cells, dict):
            raise ValueError("it is no object")
        inside = cells.get("entity") is None
        for key in _TEXTS:
            optional = key == "identifier" or (inside and key in _OF_DOCUMENTS)
            if not (isinstance(cells.get(key), str) or (optional and cells.get(key) is None)):
                raise ValueError(f'"{key}" is missing or no text')
        if digest(cells["original"].encode()) != cells["before"]:
            raise ValueError('"original" is not the text that "before" has the SHA-256 of')
        owner = Owner(cells["file"], cells["pointer"], cells.get("entity"), cells.get("identifier"))
        stash = None if inside else Stash.from_json(cells.get("stash"))
        return cls(
            owner,
            cells.get("from"),
            cells.get("to"),
            cells["before"],
            cells["after"],
            cells["original"],
            stash,
        )


_TEXTS = (*Owner._fields, "from", "to", "before", "after", "original")
_OF_DOCUMENTS = ("entity", "from", "to")


def digest(data: bytes) -> str:
    """Give the SHA-256 of data in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def parsed(text: bytes) -> Any:
    """Parse JSON of any size and any depth that a document may have.

    Raises:
        ValueError: when it is none, or has a number that JSON cannot have.
    """
    try:
        return json.loads(text, parse_constant=_number, parse_float=_number)
    except RecursionError:
        raise ValueError("it is nested too deep for a document") from None


def _number(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is no number that JSON can have")
    return number
