# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Correlator and beamformer of SKA LOW."""

from ska_oso_pdm.generated.v1_0.csp import (
    Correlation,
    LowCBFConfiguration,
)

__all__ = [
    "Correlation",
    "LowCBFConfiguration",
]
