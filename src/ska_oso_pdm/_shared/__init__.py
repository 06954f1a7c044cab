# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
"""What blocks, projects and proposals share."""

from ska_oso_pdm.ext.durations import (
    TimedeltaMs as TimedeltaMs,
)
from ska_oso_pdm.ext.units import (
    RadialVelocityUnits as RadialVelocityUnits,
    SPFRxNoiseDiodeDurationUnits as SPFRxNoiseDiodeDurationUnits,
)
from ska_oso_pdm.generated.v1_0.metadata import (
    Metadata as Metadata,
)
from ska_oso_pdm.generated.v1_0.procedures import (
    PythonArguments as PythonArguments,
)
from ska_oso_pdm.generated.v1_0.spfrx import (
    NoiseDiodeConfig as NoiseDiodeConfig,
    NoiseDiodeMode as NoiseDiodeMode,
    PeriodicNoiseDiodeConfig as PeriodicNoiseDiodeConfig,
    PseudoRandomNoiseDiodeConfig as PseudoRandomNoiseDiodeConfig,
    TargetSPFRxConfiguration as TargetSPFRxConfiguration,
)
from ska_oso_pdm.generated.v1_0.target import (
    AltAzCoordinates as AltAzCoordinates,
    AngleUnits as AngleUnits,
    Beam as Beam,
    CoordinateKind as CoordinateKind,
    Coordinates as Coordinates,
    CoordinatesOffset as CoordinatesOffset,
    CrossScanParameters as CrossScanParameters,
    FivePointParameters as FivePointParameters,
    GalacticCoordinates as GalacticCoordinates,
    ICRSCoordinates as ICRSCoordinates,
    PointedMosaicParameters as PointedMosaicParameters,
    PointingKind as PointingKind,
    PointingParameters as PointingParameters,
    PointingPattern as PointingPattern,
    RadialVelocity as RadialVelocity,
    RadialVelocityDefinition as RadialVelocityDefinition,
    RadialVelocityReferenceFrame as RadialVelocityReferenceFrame,
    RasterParameters as RasterParameters,
    SinglePointParameters as SinglePointParameters,
    SolarSystemObjectName as SolarSystemObjectName,
    SpecialCoordinates as SpecialCoordinates,
    SpiralParameters as SpiralParameters,
    StarRasterParameters as StarRasterParameters,
    TLECoordinates as TLECoordinates,
    Target as Target,
    TiedArrayBeams as TiedArrayBeams,
)
from ska_oso_pdm.generated.v1_0.telescope import (
    SubArrayLOW as SubArrayLOW,
    SubArrayMID as SubArrayMID,
    TelescopeType as TelescopeType,
    ValidationArrayAssembly as ValidationArrayAssembly,
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
