# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Reviews."""

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
    "PanelReview",
    "ReviewStatus",
    "ReviewType",
    "ScienceReview",
    "TechnicalReview",
]
