# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""The codec for whole documents and parts of them."""

from ska_oso_pdm.codec.older import (
    MarshmallowCodec,
)

__all__ = [
    "MarshmallowCodec",
]
