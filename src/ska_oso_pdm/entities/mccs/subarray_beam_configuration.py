# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
"""Subarray beams."""

from ska_oso_pdm.generated.v0_1.sbd import (
    SubarrayBeamConfiguration as SubarrayBeamConfiguration,
)

SubarrayBeamConfigurationID = str

__all__ = [
    "SubarrayBeamConfiguration",
    "SubarrayBeamConfigurationID",
]
