# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Scheduling block instances."""

from ska_oso_pdm.generated.v1_0.metadata import (
    Metadata,
)
from ska_oso_pdm.generated.v1_0.procedures import (
    PythonArguments,
)
from ska_oso_pdm.generated.v1_0.sbi import (
    ActivityCall,
    FunctionArgs,
    SBInstance,
)
from ska_oso_pdm.generated.v1_0.telescope import (
    TelescopeType,
)

__all__ = [
    "ActivityCall",
    "FunctionArgs",
    "Metadata",
    "PythonArguments",
    "SBInstance",
    "TelescopeType",
]
