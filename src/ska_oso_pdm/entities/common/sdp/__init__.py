# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""SDP configuration, under a second path of that time."""

from ska_oso_pdm.generated.v0_1.sbd import (
    SDPConfiguration,
)

__all__ = [
    "SDPConfiguration",
]
