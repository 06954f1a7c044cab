# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
"""SDP processing blocks."""

from ska_oso_pdm.generated.v0_1.sbd import (
    PbDependency as PbDependency,
    ProcessingBlock as ProcessingBlock,
    Workflow as Workflow,
)

__all__ = [
    "PbDependency",
    "ProcessingBlock",
    "Workflow",
]
