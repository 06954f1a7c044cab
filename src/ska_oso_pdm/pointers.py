"""JSON pointers: how a place in a document is written, `/targets/0`, and taken apart."""

from __future__ import annotations

from itertools import takewhile
from typing import Any

Place = tuple[str | int, ...]
"""The keys and indices that lead to a place in a document."""


def escape(token: str | int) -> str:
    """Write one step of a JSON pointer."""
    return str(token).replace("~", "~0").replace("/", "~1")


def pointer(tokens: Any) -> str:
    """Write a JSON pointer: `/targets/0` for `["targets", 0]`."""
    return "".join(f"/{escape(token)}" for token in tokens)


def tokens(path: str) -> list[str]:
    """Take a JSON pointer apart; array indices stay text."""
    return [part.replace("~1", "/").replace("~0", "~") for part in path.split("/")[1:]]


def at(value: Any, path: str) -> Any:
    """Give what stands at a JSON pointer.

    Raises:
        KeyError, IndexError, ValueError, TypeError: where it leads nowhere.
    """
    for token in tokens(path):
        value = value[int(token)] if isinstance(value, list) else value[token]
    return value


def shared_pointer(pointers: list[str]) -> str:
    """Give the longest JSON pointer that leads towards all of some; it may be empty."""
    if not pointers:
        return ""
    first, last = min(pointers).split("/"), max(pointers).split("/")
    same = takewhile(lambda pair: pair[0] == pair[1], zip(first, last))
    return "/".join(token for token, _ in same)
