# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Fields and targets."""

from ska_oso_pdm.generated.v0_1.sbd import (
    DriftScanTarget,
    FieldConfiguration,
    Planet,
    PlanetName,
    SiderealTarget,
    Target,
)

FieldConfigurationID = str
TargetID = str

__all__ = [
    "DriftScanTarget",
    "FieldConfiguration",
    "FieldConfigurationID",
    "Planet",
    "PlanetName",
    "SiderealTarget",
    "Target",
    "TargetID",
]
