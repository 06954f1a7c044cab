# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Target beams."""

from ska_oso_pdm.generated.v0_1.sbd import (
    TargetBeamConfiguration,
)

TargetBeamConfigurationID = str

__all__ = [
    "TargetBeamConfiguration",
    "TargetBeamConfigurationID",
]
