# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Codecs of CSP configurations."""

from ska_oso_pdm.codec.older import (
    SchemaCodec,
)
from ska_oso_pdm.generated.v0_1.sbd import (
    CBFConfiguration as _CBFConfiguration,
    CSPConfiguration as _CSPConfiguration,
    CommonConfiguration as _CommonConfiguration,
    FSPConfiguration as _FSPConfiguration,
    SubarrayConfiguration as _SubarrayConfiguration,
)


class CSPConfigurationSchema(SchemaCodec[_CSPConfiguration]):
    """Reads and writes the JSON of `CSPConfiguration`."""

    model = _CSPConfiguration


class FSPConfigurationSchema(SchemaCodec[_FSPConfiguration]):
    """Reads and writes the JSON of `FSPConfiguration`."""

    model = _FSPConfiguration


class SubarrayConfigurationSchema(SchemaCodec[_SubarrayConfiguration]):
    """Reads and writes the JSON of `SubarrayConfiguration`."""

    model = _SubarrayConfiguration


class CommonConfigurationSchema(SchemaCodec[_CommonConfiguration]):
    """Reads and writes the JSON of `CommonConfiguration`."""

    model = _CommonConfiguration


class CBFConfigurationSchema(SchemaCodec[_CBFConfiguration]):
    """Reads and writes the JSON of `CBFConfiguration`."""

    model = _CBFConfiguration


__all__ = [
    "CBFConfigurationSchema",
    "CSPConfigurationSchema",
    "CommonConfigurationSchema",
    "FSPConfigurationSchema",
    "SubarrayConfigurationSchema",
]
