# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
"""Fields and targets."""

from ska_oso_pdm.generated.v0_1.sbd import (
    DriftScanTarget as DriftScanTarget,
    FieldConfiguration as FieldConfiguration,
    Planet as Planet,
    PlanetName as PlanetName,
    SiderealTarget as SiderealTarget,
    Target as Target,
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
