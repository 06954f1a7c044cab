"""Reviews of proposals for examples and tests."""

from __future__ import annotations

from typing import Any

from ska_oso_pdm.builders.fields import Defaults, build
from ska_oso_pdm.builders.ids import Ids, new_id
from ska_oso_pdm.generated.v1_0.review import (
    Conflict,
    PanelReview,
    ScienceReview,
    TechnicalReview,
)


def SciencePanelReviewBuilder(*, ids: Ids = None, **fields: Any) -> PanelReview:  # noqa: N802
    """Make a review of the science that is still to do, by somebody without a conflict.

    Args:
        ids: where the numbers of `review_id`, `panel_id`, `reviewer_id` and `prsl_id` come from;
            see `builders.ids`.
        **fields: fields of `PanelReview`, which replace the defaults.

    Raises:
        TypeError: for a name that is no field.
        pydantic.ValidationError: when a value does not fit its field.
    """
    review = {"review_type": lambda: ScienceReview(conflict=Conflict(has_conflict=False))}
    return build(PanelReview, fields, {**_defaults(ids), **review})


def TechnicalPanelReviewBuilder(*, ids: Ids = None, **fields: Any) -> PanelReview:  # noqa: N802
    """Make a review of the feasibility that is still to do; see `SciencePanelReviewBuilder`."""
    return build(PanelReview, fields, {**_defaults(ids), "review_type": TechnicalReview})


def _defaults(ids: Ids) -> Defaults:
    return {
        "panel_id": lambda: new_id("panel", ids),
        "review_id": lambda: new_id("review", ids),
        "cycle": lambda: "SKA_5000_2023",
        "reviewer_id": lambda: new_id("user", ids),
        "prsl_id": lambda: new_id("prsl", ids),
    }
