# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Science data processor."""

from ska_oso_pdm.generated.v1_0.sdp import (
    SDPConfiguration,
    SDPScript,
)

__all__ = [
    "SDPConfiguration",
    "SDPScript",
]
