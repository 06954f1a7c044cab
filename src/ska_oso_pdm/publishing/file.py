"""One file that is published."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any, NamedTuple

SCHEMA = "application/schema+json"
JSON = "application/json"
TEXT = "text/plain; charset=utf-8"


class Published(NamedTuple):
    """A file below the root of the site.

    Attributes:
        path: from the root on, without a slash before it: `ska-oso-pdm-sbd/1.0`.
        media_type: as it stands in the header of an answer.
        about: what it is, for people.
        make: gives its bytes, the same at each call.
        frozen: whether no byte of it ever changes.
        follows_base: whether it names the address of the server that gives it.
    """

    path: str
    media_type: str
    about: str
    make: Callable[[], bytes]
    frozen: bool = False
    follows_base: bool = False

    def row(self) -> dict[str, Any]:
        """Give what the index says of it; a file that follows its server has no one hash."""
        row: dict[str, Any] = {"path": self.path, "media_type": self.media_type}
        if not self.follows_base:
            row["sha256"] = sha256(self.make()).hexdigest()
        return {**row, "frozen": self.frozen, "about": self.about}
