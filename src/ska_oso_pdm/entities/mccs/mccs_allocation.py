# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""MCCS allocation."""

from ska_oso_pdm.generated.v0_1.sbd import (
    MCCSAllocation,
)

SubarrayBeamID = str

__all__ = [
    "MCCSAllocation",
    "SubarrayBeamID",
]
