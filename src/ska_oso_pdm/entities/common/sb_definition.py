# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""The scheduling block definition."""

from ska_oso_pdm.generated.v0_1.sbd import (
    MetaData,
    SBDefinition,
    TelescopeType,
)

SBDefinitionID = str

__all__ = [
    "MetaData",
    "SBDefinition",
    "SBDefinitionID",
    "TelescopeType",
]
