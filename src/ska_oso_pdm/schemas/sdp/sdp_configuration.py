# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Codecs of SDP configuration."""

from ska_oso_pdm.codec.older import (
    SchemaCodec,
)
from ska_oso_pdm.generated.v0_1.sbd import (
    SDPConfiguration as _SDPConfiguration,
)


class SDPConfigurationSchema(SchemaCodec[_SDPConfiguration]):
    """Reads and writes the JSON of `SDPConfiguration`."""

    model = _SDPConfiguration


__all__ = [
    "SDPConfigurationSchema",
]
