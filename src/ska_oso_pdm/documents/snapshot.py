"""Documents as they are at one moment: compact texts, to be read again or compared.

A document that came as a dict is the caller's, who may change it.
"""

from __future__ import annotations

from typing import Any

from ska_oso_pdm.documents.quick_json import read, written


def snapshot(document: Any, *, sort_keys: bool = False) -> bytes | None:
    """Write a plain document; None where it has an integer beyond 64 bits.

    With sorted keys, equal texts are of equal documents: true is not 1 in them.
    """
    try:
        return written(document, sort_keys=sort_keys)
    except TypeError:
        return None


def read_back(text: bytes) -> Any:
    """Give the document of a snapshot, a new one each time."""
    return read(text)
