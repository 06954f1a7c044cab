# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Codecs of scripts."""

from ska_oso_pdm.codec.older import (
    SchemaCodec,
)
from ska_oso_pdm.generated.v0_1.sbd import (
    EmbeddedScript as _EmbeddedScript,
    FileSystemScript as _FileSystemScript,
    GitScript as _GitScript,
    PythonArguments as _PythonArguments,
)


class PythonArgumentsSchema(SchemaCodec[_PythonArguments]):
    """Reads and writes the JSON of `PythonArguments`."""

    model = _PythonArguments


class EmbeddedScriptSchema(SchemaCodec[_EmbeddedScript]):
    """Reads and writes the JSON of `EmbeddedScript`."""

    model = _EmbeddedScript


class FileSystemScriptSchema(SchemaCodec[_FileSystemScript]):
    """Reads and writes the JSON of `FileSystemScript`."""

    model = _FileSystemScript


class GitScriptSchema(SchemaCodec[_GitScript]):
    """Reads and writes the JSON of `GitScript`."""

    model = _GitScript


__all__ = [
    "EmbeddedScriptSchema",
    "FileSystemScriptSchema",
    "GitScriptSchema",
    "PythonArgumentsSchema",
]
