"""A file that several processes append to, each under a lock and to the disk."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_LOCKED_BYTE = 2**62
"""Windows locks bytes, and nobody else can read those; there is nothing at this one."""

_FLAGS = sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"))


class OtherFileError(ValueError):
    """There is something else in the place of the file; the message says what, and what to do."""


@contextmanager
def locked(path: str) -> Iterator[int]:
    """Open a file to read and to append, or make it, and lock it against other processes.

    A new file has mode 0600. A link is not followed.

    Yields:
        The descriptor of the file.

    Raises:
        OSError: when it cannot be opened or locked.
        OtherFileError: when it is no plain file.
    """
    while True:
        descriptor = _open(path)
        try:
            _lock(descriptor)
            if _is_at(descriptor, path):
                yield descriptor
                return
        finally:
            os.close(descriptor)  # which unlocks it


def append(descriptor: int, data: bytes) -> None:
    """Put data at the end of a locked file and on the disk: all of it, or nothing.

    Raises:
        OSError: when it cannot be written.
    """
    end = os.lseek(descriptor, 0, os.SEEK_END)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(descriptor, left) :]
        os.fsync(descriptor)
    except BaseException:
        with suppress(OSError):
            os.ftruncate(descriptor, end)
        raise


def sync_folder(path: str) -> None:
    """Put the name of a new file on the disk, where the system can."""
    with suppress(OSError):
        descriptor = os.open(os.path.dirname(os.path.abspath(path)), os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def require_plain(path: str, status: os.stat_result) -> None:
    """Raise OtherFileError for what is no plain file."""
    if stat.S_ISREG(status.st_mode):
        return
    what = "a pipe or a device; give another name"
    if stat.S_ISDIR(status.st_mode):
        what = "a folder; name a file in it"
    elif stat.S_ISLNK(status.st_mode):
        what = "a link; name the file that it leads to"
    raise OtherFileError(f"{path}: a stash is a plain file, and this is {what}")


def _open(path: str) -> int:
    with suppress(FileNotFoundError):
        require_plain(path, os.lstat(path))
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | _FLAGS, 0o600)
    try:
        require_plain(path, os.fstat(descriptor))
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _is_at(descriptor: int, path: str) -> bool:
    """Tell whether an open file still has its name: it may have been taken away meanwhile."""
    try:
        return os.path.samestat(os.fstat(descriptor), os.lstat(path))
    except FileNotFoundError:
        return False


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX)


def wait_for_writers(descriptor: int) -> None:
    """Wait until nobody writes into a file that is open for reading, where the system can."""
    if sys.platform != "win32":
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_SH)
