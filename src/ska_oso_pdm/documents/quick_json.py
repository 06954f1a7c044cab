"""JSON by orjson where it is installed, elsewhere by `json`, in the same bytes.

What comes from others is not read here, but by `source`.
"""

from __future__ import annotations

import json
import re
from typing import Any

try:
    import orjson
except ModuleNotFoundError:  # there is none for WebAssembly
    IS_QUICK = False
else:
    IS_QUICK = True
"""Whether orjson is installed."""


def written(value: Any, *, sort_keys: bool = False) -> bytes:
    """Write a value in one line, without blanks.

    Raises:
        TypeError: for what orjson does not write: integers beyond 64 bits, half of a surrogate
            pair, what is nested too deep.
    """
    if IS_QUICK:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS if sort_keys else None)
    return _written(value, sort_keys)


def indented(value: Any) -> bytes | None:
    """Write a value with an indent of two; None where only orjson could do so quickly.

    Raises:
        TypeError: as `written` does.
    """
    return orjson.dumps(value, option=orjson.OPT_INDENT_2) if IS_QUICK else None


def read(text: bytes) -> Any:
    """Read a text that was written here, or that a reader has proved to be I-JSON.

    Raises:
        ValueError: for what is no JSON.
    """
    return orjson.loads(text) if IS_QUICK else json.loads(text)


# Texts, which stay, and the numbers that `json` writes otherwise or orjson does not write.
_TOKEN = re.compile(
    r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|-?[0-9.]+e[+-][0-9]+|-?[0-9.]{19,}|NaN|-?Infinity'
)
_ODD = re.compile(r"[0-9]e[+-]|[0-9]{19}|NaN|Infinity")


def _written(value: Any, sort_keys: bool) -> bytes:
    try:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=sort_keys)
        if _ODD.search(text):
            text = _TOKEN.sub(_as_orjson, text)
        return text.encode()
    except (RecursionError, ValueError) as error:  # a UnicodeEncodeError is one, too
        raise TypeError(str(error)) from None


def _as_orjson(found: re.Match[str]) -> str:
    """Write a number as orjson does; a text stays."""
    text = found[0]
    if text[0] == '"':
        return text
    if text[-1] in "Ny":  # NaN and the infinities
        return "null"
    number, _, exponent = text.partition("e")
    if exponent == "-05":
        sign = "-" if number[0] == "-" else ""
        return f"{sign}0.0000{number.lstrip('-').replace('.', '')}"
    if not exponent and "." not in number and not -(2**63) <= int(number) < 2**64:
        raise TypeError("Integer exceeds 64-bit range")
    return text.replace("e-0", "e-")
