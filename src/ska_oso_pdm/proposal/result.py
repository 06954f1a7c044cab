# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Results of the sensitivity calculator."""

from ska_oso_pdm.generated.v1_0.result import (
    Integration,
    Result,
    ResultDetails,
    ResultsType,
    Sensitivity,
    SurfaceBrightnessSensitivity,
    SynthesizedBeamSize,
)

__all__ = [
    "Integration",
    "Result",
    "ResultDetails",
    "ResultsType",
    "Sensitivity",
    "SurfaceBrightnessSensitivity",
    "SynthesizedBeamSize",
]
