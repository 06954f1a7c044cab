# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
"""Scripts and their arguments."""

from ska_oso_pdm.generated.v1_0.procedures import (
    FilesystemScript as FilesystemScript,
    GitScript as GitScript,
    InlineScript as InlineScript,
    PythonArguments as PythonArguments,
    PythonProcedure as PythonProcedure,
)

__all__ = [
    "FilesystemScript",
    "GitScript",
    "InlineScript",
    "PythonArguments",
    "PythonProcedure",
]
