# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
"""Correlator and beamformer of SKA MID."""

from ska_oso_pdm.generated.v1_0.csp import (
    Band5bSubband as Band5bSubband,
    CSPSPFRxConfiguration as CSPSPFRxConfiguration,
    ChannelAveragingFactor as ChannelAveragingFactor,
    CorrelationSPWConfiguration as CorrelationSPWConfiguration,
    MidCBFConfiguration as MidCBFConfiguration,
    PstSPWConfiguration as PstSPWConfiguration,
    ReceiverBand as ReceiverBand,
    Subband as Subband,
)

__all__ = [
    "Band5bSubband",
    "CSPSPFRxConfiguration",
    "ChannelAveragingFactor",
    "CorrelationSPWConfiguration",
    "MidCBFConfiguration",
    "PstSPWConfiguration",
    "ReceiverBand",
    "Subband",
]
