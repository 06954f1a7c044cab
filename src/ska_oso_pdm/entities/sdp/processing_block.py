# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""SDP processing blocks."""

from ska_oso_pdm.generated.v0_1.sbd import (
    PbDependency,
    ProcessingBlock,
    Workflow,
)

__all__ = [
    "PbDependency",
    "ProcessingBlock",
    "Workflow",
]
