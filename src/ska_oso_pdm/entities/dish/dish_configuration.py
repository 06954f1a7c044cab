# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Dish configuration."""

from ska_oso_pdm.generated.v0_1.sbd import (
    DishConfiguration,
    ReceiverBand,
)

DishConfigurationID = str

__all__ = [
    "DishConfiguration",
    "DishConfigurationID",
    "ReceiverBand",
]
