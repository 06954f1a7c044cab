# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""The proposal."""

from ska_oso_pdm.generated.v1_0.metadata import (
    Metadata,
)
from ska_oso_pdm.generated.v1_0.prsl import (
    Proposal,
    ProposalStatus,
)

__all__ = [
    "Metadata",
    "Proposal",
    "ProposalStatus",
]
