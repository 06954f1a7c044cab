# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Scripts and their arguments."""

from ska_oso_pdm.generated.v1_0.procedures import (
    FilesystemScript,
    GitScript,
    InlineScript,
    PythonArguments,
    PythonProcedure,
)

__all__ = [
    "FilesystemScript",
    "GitScript",
    "InlineScript",
    "PythonArguments",
    "PythonProcedure",
]
