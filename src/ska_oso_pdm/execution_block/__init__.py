# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Execution blocks."""

from ska_oso_pdm.generated.v1_0.eb import (
    ErrorWrapper,
    OSOExecutionBlock,
    RequestResponse,
    ResponseWrapper,
)
from ska_oso_pdm.generated.v1_0.metadata import (
    Metadata,
)
from ska_oso_pdm.generated.v1_0.procedures import (
    PythonArguments,
)
from ska_oso_pdm.generated.v1_0.telescope import (
    TelescopeType,
)

__all__ = [
    "ErrorWrapper",
    "Metadata",
    "OSOExecutionBlock",
    "PythonArguments",
    "RequestResponse",
    "ResponseWrapper",
    "TelescopeType",
]
