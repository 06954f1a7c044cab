# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Scripts and their arguments."""

from ska_oso_pdm.generated.v0_1.sbd import (
    EmbeddedScript,
    FileSystemScript,
    GitScript,
    PythonArguments,
    PythonProcedure,
)

__all__ = [
    "EmbeddedScript",
    "FileSystemScript",
    "GitScript",
    "PythonArguments",
    "PythonProcedure",
]
