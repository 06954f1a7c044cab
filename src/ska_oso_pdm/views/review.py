"""The rows of a summary of a review; neither the reviewer nor the comments are shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ska_oso_pdm.views.rows import Rows, dates, filled, moment


def header(review: Any) -> Rows:
    """Give the rows that say what is reviewed, and how it is judged."""
    rows = [
        ["proposal", review.prsl_id],
        ["panel", review.panel_id],
        ["cycle", review.cycle],
        ["status", str(review.status)],
        ["submitted", review.submitted_on and moment(review.submitted_on)],
        ["kind", str(review.review_type.kind)],
        *_judgement(review.review_type),
        ["comments", "yes" if review.comments else "no"],
    ]
    return filled(rows) + dates(review)


def _judgement(review: Any) -> Iterator[list[str]]:
    if review.kind == "Technical Review":
        yield ["feasible", str(review.is_feasible or "not said")]
        return
    yield ["rank", "none" if review.rank is None else str(review.rank)]
    yield ["conflict", "yes" if review.conflict.has_conflict else "no"]
    yield ["in the decision", "no" if review.excluded_from_decision else "yes"]


def sections(_: Any) -> Iterator[tuple[str, Rows]]:
    """Yield no section: the rows say it all."""
    yield from ()
