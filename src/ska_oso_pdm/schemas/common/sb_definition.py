# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Codecs of the scheduling block definition."""

from ska_oso_pdm.codec.older import (
    SchemaCodec,
)
from ska_oso_pdm.generated.v0_1.sbd import (
    MetaData as _MetaData,
    SBDefinition as _SBDefinition,
)


class MetaDataSchema(SchemaCodec[_MetaData]):
    """Reads and writes the JSON of `MetaData`."""

    model = _MetaData


class SBDefinitionSchema(SchemaCodec[_SBDefinition]):
    """Reads and writes the JSON of `SBDefinition`."""

    model = _SBDefinition


__all__ = [
    "MetaDataSchema",
    "SBDefinitionSchema",
]
