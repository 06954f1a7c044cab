"""The sections of a summary of a panel; its reviewers are counted, not named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from ska_oso_pdm.views.rows import Rows, dates, filled, moment


def header(panel: Any) -> Rows:
    """Give the rows that say what the panel is for, and until when."""
    rows = [
        ["name", panel.name],
        ["cycle", panel.cycle],
        ["expires", panel.expiry_date and moment(panel.expiry_date)],
    ]
    return filled(rows) + dates(panel)


def sections(panel: Any) -> Iterator[tuple[str, Rows]]:
    """Yield title and rows of each section."""
    proposals = [[entry.prsl_id, moment(entry.assigned_on)] for entry in panel.proposals]
    yield f"Proposals: {len(proposals)}", proposals
    reviewers = [("science", panel.sci_reviewers), ("feasibility", panel.tech_reviewers)]
    yield (
        f"Reviewers: {sum(len(people) for _, people in reviewers)}",
        [
            [field, str(status), str(number)]
            for field, people in reviewers
            for status, number in Counter(person.status for person in people).items()
        ],
    )
