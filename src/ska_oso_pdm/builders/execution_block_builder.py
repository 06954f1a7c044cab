"""Execution blocks for examples and tests."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from ska_oso_pdm.builders.fields import Defaults, build
from ska_oso_pdm.builders.ids import Ids, new_id
from ska_oso_pdm.generated.v1_0.eb import OSOExecutionBlock, RequestResponse, ResponseWrapper
from ska_oso_pdm.generated.v1_0.metadata import Metadata
from ska_oso_pdm.generated.v1_0.procedures import PythonArguments
from ska_oso_pdm.generated.v1_0.telescope import TelescopeType


def ExecutionBlockBuilder(*, ids: Ids = None, **fields: Any) -> OSOExecutionBlock:  # noqa: N802
    """Make an execution block of SKA MID with one request that went well.

    Args:
        ids: where the numbers of `eb_id`, `sbd_ref` and `sbi_ref` come from; see `builders.ids`.
        **fields: fields of `OSOExecutionBlock`, which replace the defaults.

    Raises:
        TypeError: for a name that is no field.
        pydantic.ValidationError: when a value does not fit its field.
    """
    defaults: Defaults = {
        "eb_id": lambda: new_id("eb", ids),
        "metadata": Metadata,
        "telescope": lambda: TelescopeType.SKA_MID,
        "sbd_ref": lambda: new_id("sbd", ids),
        "sbd_version": lambda: 1,
        "sbi_ref": lambda: new_id("sbi", ids),
        "request_responses": lambda: [RequestResponseBuilder()],
    }
    return build(OSOExecutionBlock, fields, defaults)


def RequestResponseBuilder(**fields: Any) -> RequestResponse:  # noqa: N802
    """Make a request to release sub-array 1, sent and answered now.

    With an `error` it has the status `ERROR`, and no response.

    Args:
        **fields: fields of `RequestResponse`, which replace the defaults.

    Raises:
        TypeError: for a name that is no field.
        pydantic.ValidationError: when a value does not fit its field.
    """
    failed = fields.get("error") is not None
    defaults: dict[str, Callable[[], Any]] = {
        "request": lambda: "ska_oso_scripting.functions.devicecontrol.release_all_resources",
        "request_args": lambda: PythonArguments(kwargs={"subarray_id": 1}),
        "status": lambda: "ERROR" if failed else "OK",
        "request_sent_at": _now,
        "response_received_at": _now,
    }
    if not failed:
        defaults["response"] = lambda: ResponseWrapper(result="EMPTY")
    return build(RequestResponse, fields, defaults)


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
