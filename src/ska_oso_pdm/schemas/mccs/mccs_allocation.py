# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Codec of MCCS allocation."""

from ska_oso_pdm.codec.older import (
    SchemaCodec,
)
from ska_oso_pdm.generated.v0_1.sbd import (
    MCCSAllocation as _MCCSAllocation,
)


class MCCSAllocationSchema(SchemaCodec[_MCCSAllocation]):
    """Reads and writes the JSON of `MCCSAllocation`."""

    model = _MCCSAllocation


__all__ = [
    "MCCSAllocationSchema",
]
