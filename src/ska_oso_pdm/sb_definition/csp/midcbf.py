# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Correlator and beamformer of SKA MID."""

from ska_oso_pdm.generated.v1_0.csp import (
    Band5bSubband,
    CSPSPFRxConfiguration,
    ChannelAveragingFactor,
    CorrelationSPWConfiguration,
    MidCBFConfiguration,
    PstSPWConfiguration,
    ReceiverBand,
    Subband,
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
