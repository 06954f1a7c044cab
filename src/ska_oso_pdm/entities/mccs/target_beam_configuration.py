# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
"""Target beams."""

from ska_oso_pdm.generated.v0_1.sbd import (
    TargetBeamConfiguration as TargetBeamConfiguration,
)

TargetBeamConfigurationID = str

__all__ = [
    "TargetBeamConfiguration",
    "TargetBeamConfigurationID",
]
