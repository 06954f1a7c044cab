# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Central signal processor."""

from ska_oso_pdm.generated.v1_0.csp import (
    Band5bSubband,
    CSPConfiguration,
    CSPSPFRxConfiguration,
    ChannelAveragingFactor,
    CommonConfiguration,
    Correlation,
    CorrelationSPWConfiguration,
    LowCBFConfiguration,
    MidCBFConfiguration,
    PSSConfiguration,
    PSTConfiguration,
    PstSPWConfiguration,
    ReceiverBand,
    SubarrayConfiguration,
    Subband,
)

__all__ = [
    "Band5bSubband",
    "CSPConfiguration",
    "CSPSPFRxConfiguration",
    "ChannelAveragingFactor",
    "CommonConfiguration",
    "Correlation",
    "CorrelationSPWConfiguration",
    "LowCBFConfiguration",
    "MidCBFConfiguration",
    "PSSConfiguration",
    "PSTConfiguration",
    "PstSPWConfiguration",
    "ReceiverBand",
    "SubarrayConfiguration",
    "Subband",
]
