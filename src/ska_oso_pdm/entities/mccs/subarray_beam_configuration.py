# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Subarray beams."""

from ska_oso_pdm.generated.v0_1.sbd import (
    SubarrayBeamConfiguration,
)

SubarrayBeamConfigurationID = str

__all__ = [
    "SubarrayBeamConfiguration",
    "SubarrayBeamConfigurationID",
]
