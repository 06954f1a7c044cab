# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
"""SDP scan types."""

from ska_oso_pdm.generated.v0_1.sbd import (
    Channel as Channel,
    ScanType as ScanType,
)

ScanTypeID = str

__all__ = [
    "Channel",
    "ScanType",
    "ScanTypeID",
]
