"""The first line of a stash, by which every reader of files knows one."""

from __future__ import annotations

import os

PREFIX = b'{"format": "ska-oso-pdm-stash", '
HEADER = PREFIX + b'"version": 2}\n'
OLD_FORMAT = "ska-oso-pdm-stash-file/1"
"""The format of earlier versions: one JSON value, and no lines."""

_OLD_PREFIX = f'{{"format":"{OLD_FORMAT}"'.encode()


def is_stash(path: str | os.PathLike[str]) -> bool:
    """Tell whether a file is a stash, of any version; False where it cannot be read."""
    if not os.path.isfile(path):
        return False
    try:
        with open(path, "rb") as file:
            return starts_stash(file.read(len(HEADER)))
    except OSError:
        return False


def starts_stash(head: bytes) -> bool:
    """Tell whether a file that begins so is a stash."""
    return head.startswith(PREFIX) or starts_old(head)


def starts_old(head: bytes) -> bool:
    """Tell whether a file that begins so is a stash of earlier versions."""
    return b"".join(head.split()).startswith(_OLD_PREFIX)
