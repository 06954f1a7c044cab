"""Documents as they are at one moment: compact texts, to be read again or compared.

A document that came as a dict is the caller's, who may change it.
"""

from __future__ import annotations

from typing import Any

import orjson


def snapshot(document: Any, *, sort_keys: bool = False) -> bytes | None:
    """Write a plain document; None where it has an integer beyond 64 bits.

    With sorted keys, equal texts are of equal documents: true is not 1 in them.
    """
    try:
        return orjson.dumps(document, option=orjson.OPT_SORT_KEYS if sort_keys else None)
    except TypeError:
        return None


def read_back(text: bytes) -> Any:
    """Give the document of a snapshot, a new one each time."""
    return orjson.loads(text)
