"""The rows of a summary of the access to a proposal; the person is not shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ska_oso_pdm.views.rows import Rows, dates


def header(access: Any) -> Rows:
    """Give the rows that say what may be done with which proposal."""
    return [
        ["proposal", access.prsl_id],
        ["role", str(access.role)],
        ["permissions", ", ".join(map(str, access.permissions)) or "(none)"],
        *dates(access),
    ]


def sections(_: Any) -> Iterator[tuple[str, Rows]]:
    """Yield no section: the rows say it all."""
    yield from ()
