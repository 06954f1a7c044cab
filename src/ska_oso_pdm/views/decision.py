"""The rows of a summary of the decision of a panel."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ska_oso_pdm.views.rows import Rows, dates, filled


def header(decision: Any) -> Rows:
    """Give the rows that say what was decided about which proposal."""
    numbers = [("score", decision.score), ("rank", decision.rank)]
    rows = [
        ["proposal", decision.prsl_id],
        ["panel", decision.panel_id],
        ["cycle", decision.cycle],
        ["status", str(decision.status)],
        ["recommendation", decision.recommendation and str(decision.recommendation)],
        *([name, str(number)] for name, number in numbers if number is not None),
        ["without reviews", ", ".join(decision.excluded_from_decision)],
    ]
    return filled(rows) + dates(decision)


def sections(_: Any) -> Iterator[tuple[str, Rows]]:
    """Yield no section: the rows say it all."""
    yield from ()
