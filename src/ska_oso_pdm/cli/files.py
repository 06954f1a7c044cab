"""Files that the arguments of a command stand for."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

from ska_oso_pdm.cli import STDIN
from ska_oso_pdm.cli.stash_header import is_stash

_BAR_FROM = 50

Item = TypeVar("Item")


def expanded(names: list[str]) -> Iterator[str]:
    """Yield the files that folders and patterns stand for, but stashes; other names as they are."""
    for name in names:
        if name != STDIN and os.path.isdir(name):
            found = sorted(
                glob.glob(os.path.join(glob.escape(name), "**", "*.json"), recursive=True)
            )
            yield from (path for path in found if os.path.isfile(path) and not is_stash(path))
            if not found:
                yield name  # read as a file it gives the error that says what is wrong
        elif glob.has_magic(name) and not os.path.exists(name):
            found = sorted(glob.glob(name, recursive=True))
            yield from (path for path in found if not is_stash(path))
            if not found:
                yield name
        else:
            yield name


def progress(rows: Iterable[Item], total: int) -> Iterable[Item]:
    """Show a bar on a terminal when there is much to do."""
    if total < _BAR_FROM or not sys.stderr.isatty():
        return rows
    from tqdm import tqdm

    bar: Iterable[Item] = tqdm(rows, total=total, unit="file", leave=False, dynamic_ncols=True)
    return bar
