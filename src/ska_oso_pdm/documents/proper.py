"""Python values as I-JSON: whether a document holds what no text could, and where."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import partial
from itertools import filterfalse
from typing import Any

from ska_oso_pdm.documents.plain import PLAIN, plain
from ska_oso_pdm.documents.sentences import say
from ska_oso_pdm.documents.values import each_value
from ska_oso_pdm.doubles import BEYOND_DOUBLE
from ska_oso_pdm.personal import PERSONAL, quoted, shown_place
from ska_oso_pdm.pointers import Place, pointer


def too_many(number: int) -> str:
    """Say that a document holds more values than are read."""
    return say("too-many", number=f"{number:,}")


def is_proper(document: Any, depth: int, number: int) -> bool:
    """Tell of most documents that a JSON reader gave that nothing in them is improper.

    Where it is False, `improper_values` finds out; that one also knows what stands for a JSON
    value, and takes many times as long. A part that stands in several places is counted in each: a
    document of few objects can hold more values than there is memory.

    Args:
        document: the value.
        depth: deepest nesting of arrays and objects that is read.
        number: how many values are read.
    """
    level, count = [document], 0
    keys: list[Any] = []
    numbers: list[Any] = []
    for _ in range(depth + 1):
        count += len(level)
        below: list[Any] = []
        for value in level:
            kind = type(value)
            if kind is str:
                if not value.isascii() and _is_cut(value):
                    return False
            elif kind is dict or kind is list:
                keys += value if kind is dict else ()
                below += value.values() if kind is dict else value
                if count + len(below) > number:
                    return False
            elif kind is int or kind is float:
                numbers.append(value)
            elif kind is not bool and value is not None:
                return False
        if not below:
            return _are_texts(keys) and _are_finite(numbers)
        level = below
    return False


def _are_texts(keys: list[Any]) -> bool:
    if not {str}.issuperset(map(type, keys)):
        return False
    return not any(map(_is_cut, filterfalse(str.isascii, keys)))


def _are_finite(numbers: list[Any]) -> bool:
    try:
        return all(map(math.isfinite, numbers))
    except OverflowError:  # an integer beyond a double
        return False


def improper_values(
    document: Any, depth: int, number: int, kinds: set[type[Any]] | None = None
) -> Iterator[tuple[str, str, str]]:
    """Yield path, code and message for each part of a Python value that is no I-JSON.

    Args:
        document: the value.
        depth: deepest nesting of arrays and objects that is read.
        number: how many values are read.
        kinds: the types of all values and keys are added to it.
    """
    kinds = set() if kinds is None else kinds
    for index, (value, path) in enumerate(each_value(document, depth)):
        if index == number:
            yield "", "too-large", too_many(number)
            return
        kind = type(value)
        kinds.add(kind)
        if kind is str and value.isascii():  # most values are
            continue
        inner = value if kind in PLAIN else plain(value)
        if isinstance(inner, (dict, list)):
            if inner and len(path) >= depth:
                yield pointer(path[:3]), "too-deep", say("too-deep", depth=depth)
                continue
            keys = inner if isinstance(inner, dict) else ()
            odd = [key for key in keys if type(key) is not str or not key.isascii()]
            kinds.update(map(type, odd))
            for wrong in filter(None, map(partial(_improper_key, tuple(path)), odd)):
                yield pointer(path), *wrong
        elif problem := _improper_scalar(inner):
            yield pointer(path), *problem


def _is_huge(value: Any) -> bool:
    """Tell whether an integer is beyond a double, where other readers would see infinity."""
    return isinstance(value, int) and abs(value) >= BEYOND_DOUBLE


def _is_cut(text: str) -> bool:
    """Tell whether a text holds half of a surrogate pair."""
    try:
        text.isascii() or text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _improper_key(path: Place, key: Any) -> tuple[str, str] | None:
    if not isinstance(key, str):
        return "not-json", f"the key {quoted(key)} is not text"
    if _is_cut(key):
        shown = quoted(key) if shown_place((*path, key))[-1] == key else PERSONAL
        return "not-utf-8", say("cut-key", key=shown)
    return None


def _improper_scalar(value: Any) -> tuple[str, str] | None:
    if (isinstance(value, float) and not math.isfinite(value)) or _is_huge(value):
        return "not-finite", say("not-finite")
    if isinstance(value, str) and _is_cut(value):
        return "not-utf-8", say("cut")
    if type(value) in PLAIN:
        return None
    name = type(value).__name__
    article = "an" if name[0] in "AEIOUaeiou" else "a"
    return (
        "not-json",
        f"{article} {name} is no JSON value; give a list, dict, text or number",
    )
