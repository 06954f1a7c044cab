"""Which texts are judged: I-JSON (RFC 7493), no deeper than every reader here can follow."""

from __future__ import annotations

import json
import math
from typing import Any

DEPTH = 200
"""Levels of arrays and objects that every reader follows; Pydantic's refuses two more."""

RULES = {
    "no-json": "`NaN` and `Infinity`: some readers take them, JSON has no such numbers",
    "repeated-key": "a key twice in one object: readers differ in which one counts",
    "overflow": "a number beyond the largest double: readers make infinity, or an error, of it",
    "half-surrogate": "half of a surrogate pair: no text in UTF-8 can hold it",
    "depth": "more than 200 levels of nesting: readers of JSON stop thereabouts",
}
"""Why a text is left out, by the name that `excluded` gives."""


class _Excluded(Exception):
    """Carries the name of a rule out of the parser."""


def excluded(text: str) -> str | None:
    """Name the rule by which a text is left out; None for a text that all judges must agree on."""
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_float,
            parse_constant=_constant,
        )
    except _Excluded as rule:
        return str(rule)
    if ("\\ud" in text.lower() or not text.isascii()) and not _encodes(value):
        return "half-surrogate"
    if text.count("[") + text.count("{") > DEPTH and _depth(value) > DEPTH:
        return "depth"
    return None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Excluded("repeated-key")
    return found


def _integer(text: str) -> int:
    _float(text)
    return int(text)


def _float(text: str) -> float:
    value = float(text)
    if math.isinf(value):
        raise _Excluded("overflow")
    return value


def _constant(text: str) -> None:
    raise _Excluded("no-json")


def _encodes(value: Any) -> bool:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _depth(value: Any) -> int:
    parts = value.values() if isinstance(value, dict) else value
    return 1 + max(map(_depth, parts), default=0) if isinstance(value, (dict, list)) else 0
