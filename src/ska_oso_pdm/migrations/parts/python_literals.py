"""Values that were written as Python writes them, where JSON was meant: `{'args': None}`."""

from __future__ import annotations

import ast
import math
from typing import Any

LONGEST = 100_000
"""Characters of a literal that is read; what is longer stays a text."""

UNREADABLE = object()
"""What a text gives that is no such literal."""


def json_of(text: str) -> Any:
    """Give the JSON value that a text is the Python literal of, or `UNREADABLE`.

    It is certain only where Python would write the value as that very text again, and where JSON
    has all that is in it: no tuples, sets or bytes, no keys but texts.
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
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            if not all(isinstance(key, str) for key in part):
                return False
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part
        elif isinstance(part, float):
            if not math.isfinite(part):
                return False
        elif not (part is None or isinstance(part, (str, int))):
            return False
    return True
