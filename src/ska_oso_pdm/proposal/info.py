# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""What a proposal is about, and what it asks to be observed."""

from ska_oso_pdm.generated.v1_0.prsl import (
    Document,
    ObservationInfo,
    ProposalInfo,
    ProposalType,
)

__all__ = [
    "Document",
    "ObservationInfo",
    "ProposalInfo",
    "ProposalType",
]
