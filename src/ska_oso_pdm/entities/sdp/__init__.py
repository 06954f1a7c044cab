# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Science data processor."""

from ska_oso_pdm.generated.v0_1.sbd import (
    Channel,
    PbDependency,
    ProcessingBlock,
    SDPConfiguration,
    ScanType,
    Workflow,
)

ScanTypeID = str

__all__ = [
    "Channel",
    "PbDependency",
    "ProcessingBlock",
    "SDPConfiguration",
    "ScanType",
    "ScanTypeID",
    "Workflow",
]
