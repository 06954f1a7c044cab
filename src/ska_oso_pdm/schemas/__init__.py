# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Codecs of the 2022 layout, under the import paths of that time."""

from ska_oso_pdm.codec.older import (
    CODEC,
)

__all__ = [
    "CODEC",
]
