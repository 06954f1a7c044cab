# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Decisions."""

from ska_oso_pdm.generated.v1_0.decision import (
    PanelDecision,
    PanelReviewStatus,
    Recommendation,
)

__all__ = [
    "PanelDecision",
    "PanelReviewStatus",
    "Recommendation",
]
