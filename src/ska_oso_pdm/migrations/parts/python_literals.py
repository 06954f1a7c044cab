"""Values that were written as Python writes them, where JSON was meant: `{'args': None}`."""

from __future__ import annotations

import ast
import math
from typing import Any

from ska_oso_pdm.doubles import BEYOND_DOUBLE

LONGEST = 100_000
"""Characters of a literal that is read; what is longer stays a text."""

DEEPEST = 100
"""Levels of arrays and objects of a literal that is read: far above those of any call, and half of
what a document may have.
"""

UNREADABLE = object()
"""What a text gives that is no such literal."""


def json_of(text: str) -> Any:
    """Give the JSON value that a text is the Python literal of, or `UNREADABLE`.

    It is certain only where Python would write the value as that very text again, and where JSON
    has all that is in it: no tuples, sets or bytes, no keys but texts, no half of a surrogate pair,
    no number beyond a double.
    """
    if len(text) > LONGEST:
        return UNREADABLE
    try:
        value = ast.literal_eval(text)
        is_same = repr(value) == text
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return UNREADABLE
    return value if is_same and _is_json(value) else UNREADABLE


def _is_json(value: Any) -> bool:
    level = [value]
    for _ in range(DEEPEST + 1):
        below: list[Any] = []
        for part in level:
            if isinstance(part, dict):
                below += [*part.keys(), *part.values()]
                if not all(isinstance(key, str) for key in part):
                    return False
            elif isinstance(part, list):
                below += part
            elif not _is_scalar(part):
                return False
        if not below:
            return True
        level = below
    return False


def _is_scalar(value: Any) -> bool:
    """Tell whether JSON has a scalar, and readers of any language can take it.

    A text may hold half of a surrogate pair, which UTF-8 has not, and an integer be beyond a
    double.
    """
    if isinstance(value, str):
        return not any("\ud800" <= letter <= "\udfff" for letter in value)
    if isinstance(value, float):
        return math.isfinite(value)
    return value is None or (isinstance(value, int) and abs(value) < BEYOND_DOUBLE)
