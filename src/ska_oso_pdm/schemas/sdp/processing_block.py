# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Codecs of SDP processing blocks."""

from ska_oso_pdm.codec.older import (
    SchemaCodec,
)
from ska_oso_pdm.generated.v0_1.sbd import (
    PbDependency as _PbDependency,
    ProcessingBlock as _ProcessingBlock,
    Workflow as _Workflow,
)


class WorkflowSchema(SchemaCodec[_Workflow]):
    """Reads and writes the JSON of `Workflow`."""

    model = _Workflow


class ProcessingBlockSchema(SchemaCodec[_ProcessingBlock]):
    """Reads and writes the JSON of `ProcessingBlock`."""

    model = _ProcessingBlock


class PbDependencySchema(SchemaCodec[_PbDependency]):
    """Reads and writes the JSON of `PbDependency`."""

    model = _PbDependency


__all__ = [
    "PbDependencySchema",
    "ProcessingBlockSchema",
    "WorkflowSchema",
]
