# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
"""Dish allocation."""

from ska_oso_pdm.generated.v1_0.dish import (
    DishAllocation as DishAllocation,
)

__all__ = [
    "DishAllocation",
]
