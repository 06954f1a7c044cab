# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Panels."""

from ska_oso_pdm.generated.v1_0.panel import (
    Panel,
    ProposalAssignment,
    ReviewerAssignment,
    ReviewerStatus,
)

__all__ = [
    "Panel",
    "ProposalAssignment",
    "ReviewerAssignment",
    "ReviewerStatus",
]
