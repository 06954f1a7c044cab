"""How far a command is, on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from tqdm import tqdm

_BAR_FROM = 50

Item = TypeVar("Item")


def progress(rows: Iterable[Item], total: int) -> Iterable[Item]:
    """Show a bar on a terminal when there is much to do."""
    stream = sys.stderr
    if total < _BAR_FROM or stream is None or stream.closed or not stream.isatty():
        return rows
    from tqdm import tqdm

    bar: tqdm[Item] = tqdm(rows, total=total, unit="file", leave=False, dynamic_ncols=True)
    return _apart(bar) if sys.stdout.isatty() else bar


def _apart(bar: tqdm[Item]) -> Iterator[Item]:
    """Take the bar away while there may be text on the same terminal."""
    for row in bar:
        bar.clear()
        yield row
        with suppress(OSError, ValueError):  # given up, where nobody reads any more
            sys.stdout.flush()  # before the bar is there again, which it is some times a second
