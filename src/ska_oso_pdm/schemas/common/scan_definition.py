# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Codecs of scan definitions."""

from ska_oso_pdm.codec.older import (
    SchemaCodec,
)
from ska_oso_pdm.generated.v0_1.sbd import (
    ScanDefinition as _ScanDefinition,
)


class ScanDefinitionSchema(SchemaCodec[_ScanDefinition]):
    """Reads and writes the JSON of `ScanDefinition`."""

    model = _ScanDefinition


__all__ = [
    "ScanDefinitionSchema",
]
