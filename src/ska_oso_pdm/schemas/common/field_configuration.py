# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Codecs of fields and targets."""

from ska_oso_pdm.codec.older import (
    SchemaCodec,
)
from ska_oso_pdm.generated.v0_1.sbd import (
    DriftScanTarget as _DriftScanTarget,
    FieldConfiguration as _FieldConfiguration,
    Planet as _Planet,
    SiderealTarget as _SiderealTarget,
)


class FieldConfigurationSchema(SchemaCodec[_FieldConfiguration]):
    """Reads and writes the JSON of `FieldConfiguration`."""

    model = _FieldConfiguration


class SiderealTargetSchema(SchemaCodec[_SiderealTarget]):
    """Reads and writes the JSON of `SiderealTarget`."""

    model = _SiderealTarget


class DriftScanTargetSchema(SchemaCodec[_DriftScanTarget]):
    """Reads and writes the JSON of `DriftScanTarget`."""

    model = _DriftScanTarget


class PlanetSchema(SchemaCodec[_Planet]):
    """Reads and writes the JSON of `Planet`."""

    model = _Planet


__all__ = [
    "DriftScanTargetSchema",
    "FieldConfigurationSchema",
    "PlanetSchema",
    "SiderealTargetSchema",
]
