# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
"""SDP configuration."""

from ska_oso_pdm.generated.v1_0.sdp import (
    SDPConfiguration as SDPConfiguration,
    SDPScript as SDPScript,
)

__all__ = [
    "SDPConfiguration",
    "SDPScript",
]
