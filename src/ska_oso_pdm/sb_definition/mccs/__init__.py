# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Stations and beams of SKA LOW."""

from ska_oso_pdm.generated.v1_0.mccs import (
    Aperture,
    MCCSAllocation,
    SubarrayBeamConfiguration,
)
from ska_oso_pdm.generated.v1_0.telescope import (
    SubArrayLOW,
)

__all__ = [
    "Aperture",
    "MCCSAllocation",
    "SubArrayLOW",
    "SubarrayBeamConfiguration",
]
