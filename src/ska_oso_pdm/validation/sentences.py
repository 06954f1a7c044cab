"""What is said of problems: `sentences.json`, which programs in other languages read too."""

from __future__ import annotations

from typing import Any

from ska_oso_pdm.sentences import said


def say(name: str, **values: Any) -> str:
    """Give a sentence of problems, or a part of one, with values in their places.

    Args:
        name: of the sentence in the file, in whichever group.
        values: text that is written as it is, by the name that stands in braces.
    """
    return said("validation/sentences", name, **values)


def with_hint(problem: str, hint: str) -> str:
    """Give a problem with what to do about it, where there is something."""
    return f"{problem}; {hint}" if hint else problem
