# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Products of the science data processor."""

from ska_oso_pdm.generated.v1_0.data_product import (
    ContinuumAndSpectralLineImageParameters,
    ContinuumImageParameters,
    DataProductSDP,
    DetectedFilterbankParameters,
    FlowThroughParameters,
    ImageWeighting,
    Polarisation,
    ProductType,
    ProductVariant,
    PulsarTimingParameters,
    ScriptParameters,
    SpectralImageParameters,
    VisibilitiesParameters,
    Weighting,
)

__all__ = [
    "ContinuumAndSpectralLineImageParameters",
    "ContinuumImageParameters",
    "DataProductSDP",
    "DetectedFilterbankParameters",
    "FlowThroughParameters",
    "ImageWeighting",
    "Polarisation",
    "ProductType",
    "ProductVariant",
    "PulsarTimingParameters",
    "ScriptParameters",
    "SpectralImageParameters",
    "VisibilitiesParameters",
    "Weighting",
]
