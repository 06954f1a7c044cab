"""What a review of the science says, flat up to 0.1 and in `review_type` since.

| mistake in 1.0 | put right |
|---|---|
| `rank`, `conflict`, `excluded_from_decision` beside a `review_type` of the science | in it; set aside where it says another one, as the reviews of July 2025 do |
"""  # noqa: E501

from __future__ import annotations

from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.tree import Node, is_empty, node_at, same, text_at

KINDS = {"science": "Science Review", "technical": "Technical Review"}
"""The kinds of reviews, by the names of the choice `review-kind`."""
OF_SCIENCE = ("rank", "conflict", "excluded_from_decision")


def gather(review: Node, ledger: Ledger) -> None:
    """Put what stands flat beside the review of the science into it."""
    home = node_at(review, "review_type") or {}
    if text_at(home, "kind") != KINDS["science"]:
        return
    for key in OF_SCIENCE:
        part, there = review.pop(key, None), home.get(key)
        if is_empty(part):
            ledger.spare(part, "it holds nothing")
        elif is_empty(there):
            ledger.repair(part, f'"{key}" belongs into "review_type"')
            home[key] = part
        elif same(there, part):
            ledger.repair(part, f'"{key}" belongs into "review_type", which says the same')
            home[key] = ledger.merged(there, part)
        else:
            reason = f'it is left over from 0.1, and "review_type" says another "{key}"'
            ledger.aside(part, reason)
