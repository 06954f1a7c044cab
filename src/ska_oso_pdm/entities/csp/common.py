# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
"""CSP configurations."""

from ska_oso_pdm.generated.v0_1.sbd import (
    CBFConfiguration as CBFConfiguration,
    CSPConfiguration as CSPConfiguration,
    CommonConfiguration as CommonConfiguration,
    FSPConfiguration as FSPConfiguration,
    FSPFunctionMode as FSPFunctionMode,
    PSSConfiguration as PSSConfiguration,
    PSTConfiguration as PSTConfiguration,
    SubarrayConfiguration as SubarrayConfiguration,
    VLBIConfiguration as VLBIConfiguration,
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
