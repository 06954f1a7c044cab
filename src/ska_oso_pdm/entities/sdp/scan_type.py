# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""SDP scan types."""

from ska_oso_pdm.generated.v0_1.sbd import (
    Channel,
    ScanType,
)

ScanTypeID = str

__all__ = [
    "Channel",
    "ScanType",
    "ScanTypeID",
]
