"""Numbers of the telescopes: `limits.json`, which other languages can read too."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from ska_oso_pdm.tables import table


class Range(NamedTuple):
    """From the least to the greatest value that is allowed, both included."""

    least: float
    greatest: float

    def __contains__(self, value: object) -> bool:
        return isinstance(value, (int, float)) and self.least <= value <= self.greatest


@cache
def limits() -> dict[str, dict[str, Any]]:
    """Give all limits by name: `value`, or `min` and `max`, with `unit` and `source`."""
    found: dict[str, dict[str, Any]] = table("limits")["limits"]
    return found


def number(name: str) -> float:
    """Give a limit that is one number."""
    found: float = limits()[name]["value"]
    return found


def extent(name: str) -> Range:
    """Give a limit that is a range."""
    limit = limits()[name]
    return Range(limit["min"], limit["max"])
