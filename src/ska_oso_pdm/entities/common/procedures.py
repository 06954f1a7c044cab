# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
"""Scripts and their arguments."""

from ska_oso_pdm.generated.v0_1.sbd import (
    EmbeddedScript as EmbeddedScript,
    FileSystemScript as FileSystemScript,
    GitScript as GitScript,
    PythonArguments as PythonArguments,
    PythonProcedure as PythonProcedure,
)

__all__ = [
    "EmbeddedScript",
    "FileSystemScript",
    "GitScript",
    "PythonArguments",
    "PythonProcedure",
]
