# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
"""Dish configuration."""

from ska_oso_pdm.generated.v0_1.sbd import (
    DishConfiguration as DishConfiguration,
    ReceiverBand as ReceiverBand,
)

DishConfigurationID = str

__all__ = [
    "DishConfiguration",
    "DishConfigurationID",
    "ReceiverBand",
]
