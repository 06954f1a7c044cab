# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
"""Central signal processor."""

from ska_oso_pdm.generated.v1_0.csp import (
    Band5bSubband as Band5bSubband,
    CSPConfiguration as CSPConfiguration,
    CSPSPFRxConfiguration as CSPSPFRxConfiguration,
    ChannelAveragingFactor as ChannelAveragingFactor,
    CommonConfiguration as CommonConfiguration,
    Correlation as Correlation,
    CorrelationSPWConfiguration as CorrelationSPWConfiguration,
    LowCBFConfiguration as LowCBFConfiguration,
    MidCBFConfiguration as MidCBFConfiguration,
    PSSConfiguration as PSSConfiguration,
    PSTConfiguration as PSTConfiguration,
    PstSPWConfiguration as PstSPWConfiguration,
    ReceiverBand as ReceiverBand,
    SubarrayConfiguration as SubarrayConfiguration,
    Subband as Subband,
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
