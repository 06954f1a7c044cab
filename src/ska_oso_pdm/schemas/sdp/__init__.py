# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Codecs of the science data processor."""

from ska_oso_pdm.codec.older import (
    SchemaCodec,
)
from ska_oso_pdm.generated.v0_1.sbd import (
    Channel as _Channel,
    PbDependency as _PbDependency,
    ProcessingBlock as _ProcessingBlock,
    SDPConfiguration as _SDPConfiguration,
    ScanType as _ScanType,
    Workflow as _Workflow,
)


class SDPConfigurationSchema(SchemaCodec[_SDPConfiguration]):
    """Reads and writes the JSON of `SDPConfiguration`."""

    model = _SDPConfiguration


class ScanTypeSchema(SchemaCodec[_ScanType]):
    """Reads and writes the JSON of `ScanType`."""

    model = _ScanType


class ChannelSchema(SchemaCodec[_Channel]):
    """Reads and writes the JSON of `Channel`."""

    model = _Channel


class ProcessingBlockSchema(SchemaCodec[_ProcessingBlock]):
    """Reads and writes the JSON of `ProcessingBlock`."""

    model = _ProcessingBlock


class PbDependencySchema(SchemaCodec[_PbDependency]):
    """Reads and writes the JSON of `PbDependency`."""

    model = _PbDependency


class WorkflowSchema(SchemaCodec[_Workflow]):
    """Reads and writes the JSON of `Workflow`."""

    model = _Workflow


__all__ = [
    "ChannelSchema",
    "PbDependencySchema",
    "ProcessingBlockSchema",
    "SDPConfigurationSchema",
    "ScanTypeSchema",
    "WorkflowSchema",
]
