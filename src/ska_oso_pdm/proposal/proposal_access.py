# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""What a person may do with a proposal."""

from ska_oso_pdm.generated.v1_0.prslacc import (
    ProposalAccess,
    ProposalPermissions,
    ProposalRole,
)

__all__ = [
    "ProposalAccess",
    "ProposalPermissions",
    "ProposalRole",
]
