"""Review of a proposal, 0.1 → 1.0: of the science, or technical.

| 0.1 | 1.0 | |
|---|---|---|
| `review_type` as text that names a kind | `review_type.kind` | put right |
| | `review_type.kind` | 0.1 does not tell it; `review-kind` does |
| `rank`, `conflict`, `excluded_from_decision` | in `review_type` | of a technical one set aside |
| `comments` | `comments` | |
"""

from __future__ import annotations

from ska_oso_pdm.migrations.engine.ledger import ASSUMED, Ledger
from ska_oso_pdm.migrations.engine.tree import Leaf, Node, derived, is_empty, text_at
from ska_oso_pdm.migrations.parts.reviews import KINDS, OF_SCIENCE

_UNTOLD = "0.1 does not say whether the review is of the science or technical"
_TECHNICAL = "a technical review has neither rank nor conflict"
_OBJECT = "the kind of a review stands in an object"
_NO_KIND = 'it names neither a "Science Review" nor a "Technical Review"'


def up(review: Node, ledger: Ledger) -> None:
    """Put what was flat into the part of its kind."""
    flat = {key: review[key] for key in OF_SCIENCE if key in review}
    kind = _stated(review, ledger)
    if kind is None:
        choice = ledger.chosen("review-kind", flat or None, _UNTOLD)
        kind = None if choice is None else ledger.default(KINDS[choice], ASSUMED)
    for key in flat:
        del review[key]
    if kind is None:
        return
    review["review_type"] = {"kind": kind}
    if kind.value == KINDS["science"]:
        review["review_type"] |= flat
    else:
        for part in flat.values():
            ledger.aside(part, _TECHNICAL)


def _stated(review: Node, ledger: Ledger) -> Leaf | None:
    """Give the kind that the review says it is of, which nobody has to choose."""
    part = review.get("review_type")
    name = (text_at(review, "review_type") or "").strip().lower().removesuffix(" review")
    if name in KINDS:
        ledger.repair(part, _OBJECT)
        return derived(KINDS[name], part)
    if not is_empty(part):
        ledger.lose(review.pop("review_type"), _NO_KIND)
    return None
