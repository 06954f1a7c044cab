# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Investigators."""

from ska_oso_pdm.generated.v1_0.prsl import (
    Investigator,
)

__all__ = [
    "Investigator",
]
