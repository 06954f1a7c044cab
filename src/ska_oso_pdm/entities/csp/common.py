# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""CSP configurations."""

from ska_oso_pdm.generated.v0_1.sbd import (
    CBFConfiguration,
    CSPConfiguration,
    CommonConfiguration,
    FSPConfiguration,
    FSPFunctionMode,
    PSSConfiguration,
    PSTConfiguration,
    SubarrayConfiguration,
    VLBIConfiguration,
)

CSPConfigurationID = str

__all__ = [
    "CBFConfiguration",
    "CSPConfiguration",
    "CSPConfigurationID",
    "CommonConfiguration",
    "FSPConfiguration",
    "FSPFunctionMode",
    "PSSConfiguration",
    "PSTConfiguration",
    "SubarrayConfiguration",
    "VLBIConfiguration",
]
