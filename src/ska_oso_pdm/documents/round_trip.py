"""Reads JSON text with orjson, where writing the value again shows that nothing was lost.

That takes less time than the strict parser, for nearly all documents, and proves the same: orjson
refuses what is no JSON and no UTF-8, as that one does; but of a doubled key it keeps the last
value, and of an integer beyond 64 bits a float. Neither is written again as it was. Where orjson
is not installed, no text is read so.
"""

from __future__ import annotations

import sys
from itertools import count
from typing import Any

_SPACE = b" \t\n\r"
_LARGEST = 64 * 1024
"""Longer texts are not tried: with an indent, what is written again may be 200 times as long."""

_FEW = 500
"""So many texts are read sooner than orjson is imported."""

_texts = count()


def by_round_trip(data: bytes, depth: int) -> Any:
    """Give the value of a text, or None where this does not show that it is read as it stands.

    It does where all signs of the text but white space are written again. White space between
    strings says nothing; in strings it is left out on both sides, which lets neither a key nor a
    number go unseen. Such a text holds no number beyond a double.

    Args:
        data: the text, without byte order mark.
        depth: deepest nesting of arrays and objects that is read.
    """
    if len(data) > _LARGEST or (b"\\" in data and b"\\u" in data):  # these are written otherwise
        return None
    if "orjson" not in sys.modules:
        if next(_texts) < _FEW:
            return None
        from ska_oso_pdm.documents.quick_json import IS_QUICK

        if not IS_QUICK:
            return None
    import orjson

    indented = data.startswith(b'{\n  "')
    try:
        value = orjson.loads(data)
        text = orjson.dumps(value, option=orjson.OPT_INDENT_2 if indented else 0)
        if text != data.rstrip() and _signs(text) != _signs(data):
            return None
        if not indented and text.count(b"[") + text.count(b"{") > depth:
            text = orjson.dumps(value, option=orjson.OPT_INDENT_2)
        if b"  " * depth in text:  # an indent of so many levels, or else a long text
            return None
    except (ValueError, TypeError):  # no JSON, or nested deeper than it writes
        return None
    return value


def _signs(text: bytes) -> bytes:
    return text.translate(None, _SPACE)
