"""Files that the arguments of a command stand for."""

from __future__ import annotations

import glob
import os
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import dropwhile

from ska_oso_pdm.archive.arguments import STDIN
from ska_oso_pdm.archive.stash_header import is_stash

_ENDING = ".json"
_ANY_DEPTH = "**"

_HIDDEN = "hidden files"
_HIDDEN_FOLDER = "hidden folders"
_OTHER_CASE = "names that end in .JSON or the like"
_NO_FILE = "pipes, devices and links to nothing"
_STASH = "stashes"

LeftOut = dict[str, str]
"""Path to what it is that is not taken."""


def expanded(names: list[str], tell: Callable[[str], None]) -> list[str]:
    """List the files that folders and patterns stand for; other names as they are.

    A folder, also one that a pattern matches, stands for all files below it whose names end in
    `.json`. A folder is visited once, however many links lead to it.

    Args:
        names: of files, folders and patterns.
        tell: is given a sentence about what is left out.
    """
    found: list[str] = []
    left_out: LeftOut = {}
    for name in names:
        if name != STDIN and os.path.isdir(name):
            below = sorted(_below(name, left_out))
        elif _is_pattern(name):
            below = _once(_matched(name, left_out))
        else:
            below = []
        found.extend(below or [name])  # read as a file it gives the error that says what is wrong
    if left_out:
        kinds = sorted(Counter(left_out.values()).items())
        said = ", ".join(f"{kind} ({count})" for kind, count in kinds)
        tell(f"ska-oso-pdm: left out: {said}; what is named by itself is taken")
    return found


def folders(names: list[str]) -> list[str]:
    """List the folders that are named or match a pattern."""
    found = [path for name in names for path in (_matches(name) if _is_pattern(name) else [name])]
    return [path for path in found if path != STDIN and os.path.isdir(path)]


def _is_pattern(name: str) -> bool:
    return glob.has_magic(name) and not os.path.lexists(name)


def _matched(pattern: str, left_out: LeftOut) -> Iterator[str]:
    """Yield the files that a pattern matches, and those below the folders that it does."""
    for path in _matches(pattern):
        if os.path.isdir(path):
            yield from _below(path, left_out)
        elif os.path.isfile(path) and not is_stash(path):
            yield path
        else:
            left_out[path] = _STASH if os.path.isfile(path) else _NO_FILE


def _matches(pattern: str) -> Iterator[str]:
    """Yield what a pattern matches; `**` is all folders below one, each visited once."""
    parts = pattern.split(os.sep)
    if _ANY_DEPTH not in parts:
        yield from glob.glob(pattern)
        return
    at = parts.index(_ANY_DEPTH)
    before = os.sep.join(parts[:at])
    after = list(dropwhile(_ANY_DEPTH.__eq__, parts[at:]))  # several in a row are as one
    for top in filter(os.path.isdir, glob.glob(before) if before else [os.sep * at or os.curdir]):
        if not "".join(after):
            yield top  # all that is below it
            continue
        for folder, _ in _visited(top):
            inner = glob.escape(folder if at else os.path.relpath(folder))
            yield from _matches(os.path.join(inner, *after).removeprefix(os.curdir + os.sep))


def _once(paths: Iterable[str]) -> list[str]:
    """Sort paths; of those that links make of one file, keep the shortest."""
    real = cache(os.path.realpath)
    kept: dict[tuple[str, str], str] = {}
    for path in sorted(paths, key=lambda path: (path.count(os.sep), path)):
        folder, name = os.path.split(path)
        kept.setdefault((real(folder), name), path)
    return sorted(kept.values())


def _below(top: str, left_out: LeftOut) -> Iterator[str]:
    """Yield the JSON files below a folder; a folder that cannot be listed stands for itself."""
    for folder, entries in _visited(top):
        if entries is None:
            yield folder
        for entry in entries or ():
            kind = _kind(entry)
            if kind:
                left_out[entry.path] = kind
            elif kind is None:
                yield entry.path


def _kind(entry: os.DirEntry[str]) -> str | None:
    """Tell why an entry of a folder is left out; None where it is taken, empty if it is nothing."""
    hidden = entry.name.startswith(".")
    if _is_folder(entry):
        return _HIDDEN_FOLDER if hidden else ""
    if not entry.name.lower().endswith(_ENDING):
        return ""
    if hidden:
        return _HIDDEN
    if not os.path.isfile(entry.path):
        return _NO_FILE
    if not entry.name.endswith(_ENDING):
        return _OTHER_CASE
    return _STASH if is_stash(entry.path) else None


def _visited(top: str) -> Iterator[tuple[str, list[os.DirEntry[str]] | None]]:
    """Yield a folder and those below it with their entries, those that links lead to last.

    In place of entries that cannot be listed stands None.
    """
    seen: set[tuple[int, int]] = set()
    waiting, linked = deque([top]), deque[str]()
    while waiting or linked:
        folder = waiting.popleft() if waiting else linked.popleft()
        try:
            found = os.stat(folder)
            if (found.st_dev, found.st_ino) in seen:
                continue
            seen.add((found.st_dev, found.st_ino))
            with os.scandir(folder) as listing:
                entries = list(listing)
        except OSError:
            yield folder, None
            continue
        yield folder, entries
        for entry in entries:
            if _is_folder(entry) and not entry.name.startswith("."):
                (linked if entry.is_symlink() else waiting).append(entry.path)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False
