# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""The scheduling block definition as a whole."""

from ska_oso_pdm.generated.v1_0.metadata import (
    Metadata,
)
from ska_oso_pdm.generated.v1_0.sbd import (
    SBDefinition,
)
from ska_oso_pdm.generated.v1_0.telescope import (
    TelescopeType,
)

SBDefinitionID = str
SBD_SCHEMA_URI = "https://schema.skao.int/ska-oso-pdm-sbd/1.0"

__all__ = [
    "Metadata",
    "SBD_SCHEMA_URI",
    "SBDefinition",
    "SBDefinitionID",
    "TelescopeType",
]
