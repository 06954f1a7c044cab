# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Scan definitions."""

from ska_oso_pdm.generated.v0_1.sbd import (
    ScanDefinition,
)

ScanDefinitionID = str

__all__ = [
    "ScanDefinition",
    "ScanDefinitionID",
]
