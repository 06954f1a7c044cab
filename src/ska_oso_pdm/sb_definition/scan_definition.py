# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Scan definitions."""

from ska_oso_pdm.generated.v1_0.scan import (
    PointingCorrection,
    ScanDefinition,
)

__all__ = [
    "PointingCorrection",
    "ScanDefinition",
]
