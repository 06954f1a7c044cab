"""What is said of what cannot be read: `sentences.json`, which other languages read too."""

from __future__ import annotations

from typing import Any

from ska_oso_pdm.sentences import said
from ska_oso_pdm.tables import table

_FILE = "documents/sentences"


def say(name: str, **values: Any) -> str:
    """Give a sentence about what cannot be read; see `said`."""
    return said(_FILE, name, **values)


def lists() -> dict[str, Any]:
    """Give the whole file, of which not all are sentences."""
    return table(_FILE)
