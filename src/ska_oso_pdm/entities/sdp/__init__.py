# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
"""Science data processor."""

from ska_oso_pdm.generated.v0_1.sbd import (
    Channel as Channel,
    PbDependency as PbDependency,
    ProcessingBlock as ProcessingBlock,
    SDPConfiguration as SDPConfiguration,
    ScanType as ScanType,
    Workflow as Workflow,
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
