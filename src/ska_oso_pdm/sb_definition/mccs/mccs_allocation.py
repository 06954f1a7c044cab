# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
"""MCCS allocation."""

from ska_oso_pdm.generated.v1_0.mccs import (
    Aperture as Aperture,
    MCCSAllocation as MCCSAllocation,
    SubarrayBeamConfiguration as SubarrayBeamConfiguration,
)
from ska_oso_pdm.generated.v1_0.telescope import (
    SubArrayLOW as SubArrayLOW,
)

__all__ = [
    "Aperture",
    "MCCSAllocation",
    "SubArrayLOW",
    "SubarrayBeamConfiguration",
]
