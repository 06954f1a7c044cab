"""Python values that stand for a JSON value without doubt, as that value.

A subclass of `str`, `int`, `float`, `dict` or `list`, a member of `StrEnum` or `IntEnum`, any other
mapping, and a scalar of NumPy are what they are: text, number, true or false, object, array. What
could be written in several ways, such as a date, a tuple of bytes or an array, stands for nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

PLAIN = frozenset({dict, list, str, int, float, bool, type(None)})
"""The types that a JSON reader gives."""


def plain(value: Any) -> Any:
    """Give the JSON value that a Python value stands for, its parts as they are; else itself."""
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int):
        return value if isinstance(value, bool) else int.__int__(value)
    if isinstance(value, float):
        return float.__float__(value)
    if isinstance(value, Mapping):
        return {str.__str__(k) if isinstance(k, str) else k: v for k, v in value.items()}
    if isinstance(value, list):
        return list(value)
    numpy = sys.modules.get("numpy")  # whoever has a value of it has imported it
    if numpy is not None and isinstance(value, numpy.generic):
        item = value.item()
        return item if type(item) in PLAIN else value
    return value


def plain_copy(document: Any) -> Any:
    """Copy a document that holds itself nowhere, each value as the JSON value it stands for."""
    document = plain(document)
    waiting = [document]
    while waiting:
        container = waiting.pop()
        parts = enumerate(container) if isinstance(container, list) else [*container.items()]
        for key, part in parts:
            container[key] = plain(part)
            if isinstance(container[key], (dict, list)):
                waiting.append(container[key])
    return document
