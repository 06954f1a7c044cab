# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
"""Single pixel feed receivers and noise diodes."""

from ska_oso_pdm.ext.units import (
    SPFRxNoiseDiodeDurationUnits as SPFRxNoiseDiodeDurationUnits,
)
from ska_oso_pdm.generated.v1_0.spfrx import (
    NoiseDiodeConfig as NoiseDiodeConfig,
    NoiseDiodeMode as NoiseDiodeMode,
    PeriodicNoiseDiodeConfig as PeriodicNoiseDiodeConfig,
    PseudoRandomNoiseDiodeConfig as PseudoRandomNoiseDiodeConfig,
    TargetSPFRxConfiguration as TargetSPFRxConfiguration,
)

__all__ = [
    "NoiseDiodeConfig",
    "NoiseDiodeMode",
    "PeriodicNoiseDiodeConfig",
    "PseudoRandomNoiseDiodeConfig",
    "SPFRxNoiseDiodeDurationUnits",
    "TargetSPFRxConfiguration",
]
