# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Observation sets."""

from ska_oso_pdm.generated.v1_0.observation_set import (
    ArrayDetails,
    LowArray,
    MidArray,
    ObservationSets,
    ObservationType,
    ObservationTypeDetails,
    ObservingBand,
    PstMode,
    Supplied,
    SuppliedIntegrationTime,
    SuppliedSensitivity,
)

__all__ = [
    "ArrayDetails",
    "LowArray",
    "MidArray",
    "ObservationSets",
    "ObservationType",
    "ObservationTypeDetails",
    "ObservingBand",
    "PstMode",
    "Supplied",
    "SuppliedIntegrationTime",
    "SuppliedSensitivity",
]
