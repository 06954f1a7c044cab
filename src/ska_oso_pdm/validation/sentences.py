"""What is said of problems: `sentences.json`, which programs in other languages read too."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from ska_oso_pdm.tables import table

_PLACE = re.compile(r"\{([a-z_]+)\}")


def say(name: str, **values: Any) -> str:
    """Give a sentence, or a part of one, with values in their places.

    Args:
        name: of the sentence in the file, in whichever group.
        values: text that is written as it is, by the name that stands in braces.
    """
    return _PLACE.sub(lambda place: str(values[place[1]]), _sentences()[name])


def with_hint(problem: str, hint: str) -> str:
    """Give a problem with what to do about it, where there is something."""
    return f"{problem}; {hint}" if hint else problem


@cache
def _sentences() -> dict[str, str]:
    groups: dict[str, dict[str, str]] = table("validation/sentences")
    groups.pop("description")
    return {name: sentence for group in groups.values() for name, sentence in group.items()}
