# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Codec of dish configuration."""

from ska_oso_pdm.codec.older import (
    SchemaCodec,
)
from ska_oso_pdm.generated.v0_1.sbd import (
    DishConfiguration as _DishConfiguration,
)


class DishConfigurationSchema(SchemaCodec[_DishConfiguration]):
    """Reads and writes the JSON of `DishConfiguration`."""

    model = _DishConfiguration


__all__ = [
    "DishConfigurationSchema",
]
