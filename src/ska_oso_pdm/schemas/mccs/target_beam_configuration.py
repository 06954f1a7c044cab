# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Codec of target beams."""

from ska_oso_pdm.codec.older import (
    SchemaCodec,
)
from ska_oso_pdm.generated.v0_1.sbd import (
    TargetBeamConfiguration as _TargetBeamConfiguration,
)


class TargetBeamConfigurationSchema(SchemaCodec[_TargetBeamConfiguration]):
    """Reads and writes the JSON of `TargetBeamConfiguration`."""

    model = _TargetBeamConfiguration


__all__ = [
    "TargetBeamConfigurationSchema",
]
