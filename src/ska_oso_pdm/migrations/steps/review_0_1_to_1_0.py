"""Review of a proposal, 0.1 → 1.0: of the science, or technical.

| 0.1 | 1.0 | |
|---|---|---|
| | `review_type.kind` | 0.1 does not tell it; `review-kind` does |
| `rank`, `conflict`, `excluded_from_decision` | in `review_type` | of a technical one set aside |
| `comments` | `comments` | |
"""

from __future__ import annotations

from ska_oso_pdm.migrations.engine.ledger import ASSUMED, Ledger
from ska_oso_pdm.migrations.engine.tree import Node

_KINDS = {"science": "Science Review", "technical": "Technical Review"}
_OF_SCIENCE = ("rank", "conflict", "excluded_from_decision")
_UNTOLD = "0.1 does not say whether the review is of the science or technical"
_TECHNICAL = "a technical review has neither rank nor conflict"


def up(review: Node, ledger: Ledger) -> None:
    """Put what was flat into the part of its kind."""
    flat = {key: review[key] for key in _OF_SCIENCE if key in review}
    kind = ledger.chosen("review-kind", flat or None, _UNTOLD)
    for key in flat:
        del review[key]
    if kind is None:
        return
    made = ledger.default(_KINDS[kind], ASSUMED)
    review["review_type"] = {"kind": made}
    if kind == "science":
        review["review_type"] |= flat
    else:
        for part in flat.values():
            ledger.aside(part, _TECHNICAL)
