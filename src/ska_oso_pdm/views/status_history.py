"""The rows of a summary of a change of status, of any entity."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ska_oso_pdm.views.rows import Rows, dates


def header(history: Any) -> Rows:
    """Give the rows that say what became of which edition of the document."""
    before = f" (until then {history.previous_status})" if history.previous_status else ""
    return [
        ["of edition", str(_version(history))],
        ["status", f"{history.current_status}{before}"],
        *dates(history),
    ]


def sections(_: Any) -> Iterator[tuple[str, Rows]]:
    """Yield no section: the rows say it all."""
    yield from ()


def _version(history: Any) -> int:
    [name] = [name for name in type(history).model_fields if name.endswith("_version")]
    version: int = getattr(history, name)
    return version
