# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Products of the SKA regional centres."""

from ska_oso_pdm.generated.v1_0.data_product import (
    DataProductSRC,
)

__all__ = [
    "DataProductSRC",
]
