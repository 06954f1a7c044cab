# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Dish allocation."""

from ska_oso_pdm.generated.v1_0.dish import (
    DishAllocation,
)

__all__ = [
    "DishAllocation",
]
