# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""What blocks, projects and proposals share."""

from ska_oso_pdm.ext.values.durations import (
    TimedeltaMs,
)
from ska_oso_pdm.ext.values.units import (
    RadialVelocityUnits,
    SPFRxNoiseDiodeDurationUnits,
)
from ska_oso_pdm.generated.v1_0.metadata import (
    Metadata,
)
from ska_oso_pdm.generated.v1_0.procedures import (
    PythonArguments,
)
from ska_oso_pdm.generated.v1_0.spfrx import (
    NoiseDiodeConfig,
    NoiseDiodeMode,
    PeriodicNoiseDiodeConfig,
    PseudoRandomNoiseDiodeConfig,
    TargetSPFRxConfiguration,
)
from ska_oso_pdm.generated.v1_0.target import (
    AltAzCoordinates,
    AngleUnits,
    Beam,
    CoordinateKind,
    Coordinates,
    CoordinatesOffset,
    CrossScanParameters,
    FivePointParameters,
    GalacticCoordinates,
    ICRSCoordinates,
    PointedMosaicParameters,
    PointingKind,
    PointingParameters,
    PointingPattern,
    RadialVelocity,
    RadialVelocityDefinition,
    RadialVelocityReferenceFrame,
    RasterParameters,
    SinglePointParameters,
    SolarSystemObjectName,
    SpecialCoordinates,
    SpiralParameters,
    StarRasterParameters,
    TLECoordinates,
    Target,
    TiedArrayBeams,
)
from ska_oso_pdm.generated.v1_0.telescope import (
    SubArrayLOW,
    SubArrayMID,
    TelescopeType,
    ValidationArrayAssembly,
)

__all__ = [
    "AltAzCoordinates",
    "AngleUnits",
    "Beam",
    "CoordinateKind",
    "Coordinates",
    "CoordinatesOffset",
    "CrossScanParameters",
    "FivePointParameters",
    "GalacticCoordinates",
    "ICRSCoordinates",
    "Metadata",
    "NoiseDiodeConfig",
    "NoiseDiodeMode",
    "PeriodicNoiseDiodeConfig",
    "PointedMosaicParameters",
    "PointingKind",
    "PointingParameters",
    "PointingPattern",
    "PseudoRandomNoiseDiodeConfig",
    "PythonArguments",
    "RadialVelocity",
    "RadialVelocityDefinition",
    "RadialVelocityReferenceFrame",
    "RadialVelocityUnits",
    "RasterParameters",
    "SPFRxNoiseDiodeDurationUnits",
    "SinglePointParameters",
    "SolarSystemObjectName",
    "SpecialCoordinates",
    "SpiralParameters",
    "StarRasterParameters",
    "SubArrayLOW",
    "SubArrayMID",
    "TLECoordinates",
    "Target",
    "TargetSPFRxConfiguration",
    "TelescopeType",
    "TiedArrayBeams",
    "TimedeltaMs",
    "ValidationArrayAssembly",
]
