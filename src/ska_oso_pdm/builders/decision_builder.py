"""Decisions of panels for examples and tests."""

from __future__ import annotations

from typing import Any

from ska_oso_pdm.builders.fields import build
from ska_oso_pdm.builders.ids import Ids, new_id
from ska_oso_pdm.generated.v1_0.decision import PanelDecision


def PanelDecisionBuilder(*, ids: Ids = None, **fields: Any) -> PanelDecision:  # noqa: N802
    """Make a decision that is still to be taken, without score, rank or recommendation.

    Args:
        ids: where the numbers of `decision_id`, `panel_id` and `prsl_id` come from; see
            `builders.ids`.
        **fields: fields of `PanelDecision`, which replace the defaults.

    Raises:
        TypeError: for a name that is no field.
        pydantic.ValidationError: when a value does not fit its field.
    """
    defaults = {
        "cycle": lambda: "SKA_5000_2023",
        "decision_id": lambda: new_id("decision", ids),
        "panel_id": lambda: new_id("panel", ids),
        "prsl_id": lambda: new_id("prsl", ids),
    }
    return build(PanelDecision, fields, defaults)
