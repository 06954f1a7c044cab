"""Changes of status for examples and tests: the first one of a new document."""

from __future__ import annotations

from typing import Any

from ska_oso_pdm.builders.fields import build
from ska_oso_pdm.builders.ids import Ids, new_id
from ska_oso_pdm.generated.v1_0.eb_status_history import OSOEBStatusHistory
from ska_oso_pdm.generated.v1_0.prj_status_history import ProjectStatusHistory
from ska_oso_pdm.generated.v1_0.sbd_status_history import SBDStatusHistory
from ska_oso_pdm.generated.v1_0.sbi_status_history import SBIStatusHistory


def SBDStatusHistoryBuilder(*, ids: Ids = None, **fields: Any) -> SBDStatusHistory:  # noqa: N802
    """Make the entry of a scheduling block definition that is a draft.

    Args:
        ids: where the number of the identifier of the document comes from; see `builders.ids`.
        **fields: fields of the class, which replace the defaults.

    Raises:
        TypeError: for a name that is no field.
        pydantic.ValidationError: when a value does not fit its field.
    """
    return build(SBDStatusHistory, fields, {"sbd_ref": lambda: new_id("sbd", ids)})


def SBIStatusHistoryBuilder(*, ids: Ids = None, **fields: Any) -> SBIStatusHistory:  # noqa: N802
    """Make the entry of an instance that was created; see `SBDStatusHistoryBuilder`."""
    return build(SBIStatusHistory, fields, {"sbi_ref": lambda: new_id("sbi", ids)})


def ProjectStatusHistoryBuilder(  # noqa: N802
    *, ids: Ids = None, **fields: Any
) -> ProjectStatusHistory:
    """Make the entry of a project that is a draft; see `SBDStatusHistoryBuilder`."""
    return build(ProjectStatusHistory, fields, {"prj_ref": lambda: new_id("prj", ids)})


def ExecutionBlockStatusHistoryBuilder(  # noqa: N802
    *, ids: Ids = None, **fields: Any
) -> OSOEBStatusHistory:
    """Make the entry of an execution block that was created; see `SBDStatusHistoryBuilder`."""
    return build(OSOEBStatusHistory, fields, {"eb_ref": lambda: new_id("eb", ids)})
