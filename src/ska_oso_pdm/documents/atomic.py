"""Replaces files so that a reader, also after a crash, sees the old content or the new, whole."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress


class KeptError(OSError):
    """A file that must not be replaced in silence: it is read-only, or has several names."""


def replace(path: str | os.PathLike[str], data: bytes) -> None:
    """Put data in the place of a file, or into a new one.

    A link stays, and the file it leads to is replaced. A file keeps its permissions, and its owner
    where the system allows. What is no plain file, a pipe or a device, is written into. Only a
    process that is killed leaves something beside the file: `.ska-oso-pdm-` and twelve hexadecimal
    digits.

    Raises:
        KeptError: for a file that is read-only, although its folder would let it be replaced, and
            for one with several hard links, of which the others would keep the old content.
        OSError: when the file cannot be written; the old one is as it was.
    """
    path = os.path.realpath(path)
    old = require_replaceable(path)
    if old and not stat.S_ISREG(old.st_mode):
        with open(path, "wb") as file:
            file.write(data)
        return
    temporary = os.path.join(os.path.dirname(path), f".ska-oso-pdm-{os.urandom(6).hex()}")
    mode = old and old.st_mode & 0o777
    # Never more open than the file will be: what it holds may not be for everyone.
    descriptor = os.open(
        temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666 if mode is None else mode & 0o600
    )
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if old and mode is not None:
            if hasattr(os, "chown"):
                with suppress(OSError):
                    os.chown(temporary, old.st_uid, old.st_gid)
            os.chmod(temporary, mode)
        os.replace(temporary, path)
    except BaseException:
        if os.path.exists(temporary):
            os.unlink(temporary)
        raise


def require_replaceable(path: str) -> os.stat_result | None:
    """Raise what `replace` would raise for a file as it stands; give its status, if there is one.

    Raises:
        KeptError: see `replace`.
        OSError: when the place of the file cannot be looked at.
    """
    try:
        old = os.stat(path)
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(old.st_mode):
        return old
    if not old.st_mode & 0o222 or not os.access(path, os.W_OK):
        message = "it is read-only; allow writing, for example with chmod u+w"
        raise KeptError(errno.EACCES, message, path)
    if old.st_nlink > 1:
        message = (
            f"it has {old.st_nlink} names (hard links), and the others would keep the old content; "
            "put a copy in its place first"
        )
        raise KeptError(errno.EMLINK, message, path)
    return old
