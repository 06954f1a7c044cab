"""What can be had, by path: from the package, or from the folder of a built site."""

from __future__ import annotations

import os
import re
import stat
from base64 import b64encode
from collections.abc import Callable
from functools import partial
from hashlib import file_digest, sha256
from io import BytesIO
from typing import BinaryIO, NamedTuple, Protocol

from ska_oso_pdm.publishing.contents import INDEX, published
from ska_oso_pdm.publishing.file import Published
from ska_oso_pdm.serving.media_types import HTML, media_type_of

_SCRIPT = re.compile(rb"<script([^>]*)>(.*?)</script>", re.DOTALL)
_State = tuple[str, int, int, int, int]
_KEPT = 10_000  # files whose hashes are kept; a site has far fewer


class Found(NamedTuple):
    """A file that is there.

    Attributes:
        media_type: as it stands in the header of the answer.
        etag: with its quotes; another one whenever a byte is another.
        length: bytes.
        open: gives them; the caller closes what it gets.
        frozen: whether it never changes.
        scripts: hashes of the scripts inside of a page, as a content security policy has them.
    """

    media_type: str
    etag: str
    length: int
    open: Callable[[], BinaryIO]
    frozen: bool = False
    scripts: tuple[str, ...] = ()


class Files(Protocol):
    """Files by path from the root on."""

    def find(self, path: str) -> Found | None:
        """Give the file; None where there is none."""

    def has_folder(self, path: str) -> bool:
        """Tell whether there is a folder with a page of its own."""

    @property
    def front(self) -> str:
        """The path to which the root leads."""


class OfThePackage:
    """What the package publishes for machines.

    Args:
        base: address that catalogue and settings for editors name, with a slash at its end.
    """

    front = INDEX

    def __init__(self, base: str) -> None:
        self._published = published(base)

    def find(self, path: str) -> Found | None:
        """Give the file; None where there is none."""
        file = self._published.get(path)
        return file and _made(file)

    def has_folder(self, path: str) -> bool:
        """Tell that there is no page."""
        return False


def _made(file: Published) -> Found:
    data = file.make()
    return Found(file.media_type, _etag(data), len(data), lambda: BytesIO(data), file.frozen)


def _etag(data: bytes) -> str:
    return f'"{sha256(data).hexdigest()}"'


class OfAFolder:
    """What is in the folder of a built site.

    Args:
        folder: where it is.
        base: as for `OfThePackage`.
    """

    front = "index.html"

    def __init__(self, folder: str, base: str) -> None:
        self._root = os.path.realpath(folder)
        self._published = published(base)
        self._known: dict[_State, Found] = {}

    def find(self, path: str) -> Found | None:
        """Give the file; None where there is none, or where it is none or not inside."""
        place = self._place(path)
        if place is None:
            return None
        file = self._published.get(path)
        if file and file.follows_base:
            return _made(file)
        try:
            state = os.stat(place)
            if not stat.S_ISREG(state.st_mode):
                return None
            times = state.st_mtime_ns, state.st_ctime_ns  # copies may keep the first one
            key = (place, *times, state.st_size, state.st_ino)
            return self._known.get(key) or self._read(key, path)
        except OSError:
            return None

    def has_folder(self, path: str) -> bool:
        """Tell whether there is a folder with a page of its own."""
        return self.find(f"{path.rstrip('/')}/index.html") is not None

    def _place(self, path: str) -> str | None:
        """Give the path of a file, with links followed; None where that is not inside."""
        try:
            place = os.path.realpath(os.path.join(self._root, *path.split("/")))
        except (OSError, ValueError):
            return None
        return place if place.startswith(os.path.join(self._root, "")) else None

    def _read(self, key: _State, path: str) -> Found:
        place = key[0]
        media_type = media_type_of(path)
        with open(place, "rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
            length = file.tell()
            file.seek(0)
            scripts = _hashes(file.read()) if media_type == HTML else ()
        known = self._published.get(path)
        frozen = bool(known and known.frozen and sha256(known.make()).hexdigest() == digest)
        found = Found(media_type, f'"{digest}"', length, partial(_opened, place), frozen, scripts)
        if len(self._known) > _KEPT:
            self._known.clear()
        self._known[key] = found
        return found


def _opened(place: str) -> BinaryIO:
    return open(place, "rb")


def _hashes(page: bytes) -> tuple[str, ...]:
    """Give the hashes of the scripts that stand inside of a page, without those of its files."""
    inside = {text for rest, text in _SCRIPT.findall(page) if b"src=" not in rest and text.strip()}
    hashes = (b64encode(sha256(text).digest()).decode() for text in inside)
    return tuple(sorted(f"'sha256-{each}'" for each in hashes))
