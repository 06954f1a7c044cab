"""Numbers of the telescopes: `limits.json`, which other languages can read too."""

from __future__ import annotations

import json
import os
from functools import cache
from typing import Any, NamedTuple


class Range(NamedTuple):
    """From the least to the greatest value that is allowed, both included."""

    least: float
    greatest: float

    def __contains__(self, value: object) -> bool:
        return isinstance(value, (int, float)) and self.least <= value <= self.greatest


@cache
def limits() -> dict[str, dict[str, Any]]:
    """Give all limits by name: `value`, or `min` and `max`, with `unit` and `source`."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "limits.json")
    with open(path, encoding="utf-8") as file:
        found: dict[str, dict[str, Any]] = json.load(file)["limits"]
    return found


def number(name: str) -> float:
    """Give a limit that is one number."""
    found: float = limits()[name]["value"]
    return found


def extent(name: str) -> Range:
    """Give a limit that is a range."""
    limit = limits()[name]
    return Range(limit["min"], limit["max"])
