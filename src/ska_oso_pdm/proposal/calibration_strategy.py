# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Calibration strategies."""

from ska_oso_pdm.generated.v1_0.calibration_strategy import (
    CalibrationStrategy,
    Calibrator,
)

__all__ = [
    "CalibrationStrategy",
    "Calibrator",
]
