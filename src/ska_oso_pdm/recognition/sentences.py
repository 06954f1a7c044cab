"""What is said of labels and layouts: `sentences.json`, which other languages read too."""

from __future__ import annotations

from functools import cache
from typing import Any

from ska_oso_pdm.sentences import said
from ska_oso_pdm.tables import table

_FILE = "recognition/sentences"


def say(name: str, **values: Any) -> str:
    """Give a sentence about a label or a layout; see `said`."""
    return said(_FILE, name, **values)


@cache
def systems() -> tuple[str, ...]:
    """Give the parts of names of schemas that name an interface of the observatory."""
    return tuple(table(_FILE)["systems"])
