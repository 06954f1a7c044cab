# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
"""Dishes of SKA MID."""

from ska_oso_pdm.generated.v1_0.dish import (
    DishAllocation as DishAllocation,
)

__all__ = [
    "DishAllocation",
]
