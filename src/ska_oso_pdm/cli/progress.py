"""How far a command is, on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TypeVar

_BAR_FROM = 50

Item = TypeVar("Item")


def progress(rows: Iterable[Item], total: int) -> Iterable[Item]:
    """Show a bar on a terminal when there is much to do."""
    stream = sys.stderr
    if total < _BAR_FROM or stream is None or stream.closed or not stream.isatty():
        return rows
    from tqdm import tqdm

    bar: Iterable[Item] = tqdm(rows, total=total, unit="file", leave=False, dynamic_ncols=True)
    return bar
