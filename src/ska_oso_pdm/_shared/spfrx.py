# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Single pixel feed receivers and noise diodes."""

from ska_oso_pdm.ext.values.units import (
    SPFRxNoiseDiodeDurationUnits,
)
from ska_oso_pdm.generated.v1_0.spfrx import (
    NoiseDiodeConfig,
    NoiseDiodeMode,
    PeriodicNoiseDiodeConfig,
    PseudoRandomNoiseDiodeConfig,
    TargetSPFRxConfiguration,
)

__all__ = [
    "NoiseDiodeConfig",
    "NoiseDiodeMode",
    "PeriodicNoiseDiodeConfig",
    "PseudoRandomNoiseDiodeConfig",
    "SPFRxNoiseDiodeDurationUnits",
    "TargetSPFRxConfiguration",
]
