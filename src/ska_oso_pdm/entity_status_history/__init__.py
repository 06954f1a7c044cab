# DO NOT EDIT: `nox -s generate` writes this file from codegen/old_paths.toml.
# pylint: disable=duplicate-code
"""Changes of the status of documents."""

from ska_oso_pdm.generated.v1_0.eb_status_history import (
    OSOEBStatus,
    OSOEBStatusHistory,
)
from ska_oso_pdm.generated.v1_0.metadata import (
    Metadata,
)
from ska_oso_pdm.generated.v1_0.prj_status_history import (
    ProjectStatus,
    ProjectStatusHistory,
)
from ska_oso_pdm.generated.v1_0.sbd_status_history import (
    SBDStatus,
    SBDStatusHistory,
)
from ska_oso_pdm.generated.v1_0.sbi_status_history import (
    SBIStatus,
    SBIStatusHistory,
)

__all__ = [
    "Metadata",
    "OSOEBStatus",
    "OSOEBStatusHistory",
    "ProjectStatus",
    "ProjectStatusHistory",
    "SBDStatus",
    "SBDStatusHistory",
    "SBIStatus",
    "SBIStatusHistory",
]
