# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
"""Scan definitions."""

from ska_oso_pdm.generated.v1_0.scan import (
    PointingCorrection as PointingCorrection,
    ScanDefinition as ScanDefinition,
)

__all__ = [
    "PointingCorrection",
    "ScanDefinition",
]
