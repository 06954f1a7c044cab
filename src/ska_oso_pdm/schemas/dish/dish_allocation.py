# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Codec of dish allocation."""

from ska_oso_pdm.codec.older import (
    SchemaCodec,
)
from ska_oso_pdm.generated.v0_1.sbd import (
    DishAllocation as _DishAllocation,
)


class DishAllocationSchema(SchemaCodec[_DishAllocation]):
    """Reads and writes the JSON of `DishAllocation`."""

    model = _DishAllocation


__all__ = [
    "DishAllocationSchema",
]
