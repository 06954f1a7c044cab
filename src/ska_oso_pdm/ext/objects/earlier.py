"""Whether a document is of an earlier layout: the classes ask, and rooms above `ext` know it.

The package registers who answers when it is imported, which is before any class; so this module
imports nothing that takes time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    Answer = Callable[[dict[str, Any], str], str | None]

_answers: list[Answer] = []


def register(answer: Answer) -> None:
    """Let this function answer, in the place of what was registered before.

    It takes a document and the label that a class expects, and gives the pointer to what shows an
    earlier layout, or None.
    """
    _answers[:] = [answer]


def shown_earlier(document: dict[str, Any], honest: str) -> str | None:
    """Tell what shows that a document is of an earlier layout than that of a label."""
    return _answers[0](document, honest) if _answers else None
