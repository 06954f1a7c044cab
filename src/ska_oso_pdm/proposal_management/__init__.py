# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Review of proposals."""

from ska_oso_pdm.generated.v1_0.decision import (
    PanelDecision,
    PanelReviewStatus,
    Recommendation,
)
from ska_oso_pdm.generated.v1_0.panel import (
    Panel,
    ProposalAssignment,
    ReviewerAssignment,
    ReviewerStatus,
)
from ska_oso_pdm.generated.v1_0.review import (
    Conflict,
    FeasibilityStatus,
    PanelReview,
    ReviewStatus,
    ReviewType,
    ScienceReview,
    TechnicalReview,
)

__all__ = [
    "Conflict",
    "FeasibilityStatus",
    "Panel",
    "PanelDecision",
    "PanelReview",
    "PanelReviewStatus",
    "ProposalAssignment",
    "Recommendation",
    "ReviewStatus",
    "ReviewType",
    "ReviewerAssignment",
    "ReviewerStatus",
    "ScienceReview",
    "TechnicalReview",
]
