# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
"""The scheduling block definition."""

from ska_oso_pdm.generated.v0_1.sbd import (
    MetaData as MetaData,
    SBDefinition as SBDefinition,
    TelescopeType as TelescopeType,
)

SBDefinitionID = str

__all__ = [
    "MetaData",
    "SBDefinition",
    "SBDefinitionID",
    "TelescopeType",
]
