"""Panels for examples and tests."""

from __future__ import annotations

from typing import Any

from ska_oso_pdm.builders.fields import build
from ska_oso_pdm.builders.ids import Ids, new_id
from ska_oso_pdm.generated.v1_0.panel import Panel, ProposalAssignment, ReviewerAssignment


def PanelBuilder(*, ids: Ids = None, **fields: Any) -> Panel:  # noqa: N802
    """Make a panel with one proposal, one reviewer of its science and one of its feasibility.

    Args:
        ids: where the numbers of all new identifiers come from; see `builders.ids`.
        **fields: fields of `Panel`, which replace the defaults.

    Raises:
        TypeError: for a name that is no field.
        pydantic.ValidationError: when a value does not fit its field.
    """
    defaults = {
        "panel_id": lambda: new_id("panel", ids),
        "name": lambda: "A panel",
        "cycle": lambda: "SKA_5000_2023",
        "proposals": lambda: [ProposalAssignment(prsl_id=new_id("prsl", ids))],
        "sci_reviewers": lambda: [ReviewerAssignment(reviewer_id=new_id("user", ids))],
        "tech_reviewers": lambda: [ReviewerAssignment(reviewer_id=new_id("user", ids))],
    }
    return build(Panel, fields, defaults)
