# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Codecs of SDP scan types."""

from ska_oso_pdm.codec.older import (
    SchemaCodec,
)
from ska_oso_pdm.generated.v0_1.sbd import (
    Channel as _Channel,
    ScanType as _ScanType,
)


class ScanTypeSchema(SchemaCodec[_ScanType]):
    """Reads and writes the JSON of `ScanType`."""

    model = _ScanType


class ChannelSchema(SchemaCodec[_Channel]):
    """Reads and writes the JSON of `Channel`."""

    model = _Channel


__all__ = [
    "ChannelSchema",
    "ScanTypeSchema",
]
