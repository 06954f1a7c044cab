# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Codec of subarray beams."""

from ska_oso_pdm.codec.older import (
    SchemaCodec,
)
from ska_oso_pdm.generated.v0_1.sbd import (
    SubarrayBeamConfiguration as _SubarrayBeamConfiguration,
)


class SubarrayBeamConfigurationSchema(SchemaCodec[_SubarrayBeamConfiguration]):
    """Reads and writes the JSON of `SubarrayBeamConfiguration`."""

    model = _SubarrayBeamConfiguration


__all__ = [
    "SubarrayBeamConfigurationSchema",
]
