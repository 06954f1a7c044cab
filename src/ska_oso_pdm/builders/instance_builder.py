"""Scheduling block instances for examples and tests."""

from __future__ import annotations

from typing import Any

from ska_oso_pdm.builders.fields import Defaults, build
from ska_oso_pdm.builders.ids import Ids, new_id
from ska_oso_pdm.generated.v1_0.metadata import Metadata
from ska_oso_pdm.generated.v1_0.procedures import PythonArguments
from ska_oso_pdm.generated.v1_0.sbi import ActivityCall, FunctionArgs, SBInstance
from ska_oso_pdm.generated.v1_0.telescope import TelescopeType


def SBInstanceBuilder(*, ids: Ids = None, **fields: Any) -> SBInstance:  # noqa: N802
    """Make an instance for SKA MID: a block of its own, called once, on sub-array 1.

    Args:
        ids: where the numbers of `sbi_id`, `sbd_ref` and `eb_ref` come from; see `builders.ids`.
        **fields: fields of `SBInstance`, which replace the defaults.

    Raises:
        TypeError: for a name that is no field.
        pydantic.ValidationError: when a value does not fit its field.
    """
    defaults: Defaults = {
        "sbi_id": lambda: new_id("sbi", ids),
        "metadata": Metadata,
        "telescope": lambda: TelescopeType.SKA_MID,
        "sbd_ref": lambda: new_id("sbd", ids),
        "sbd_version": lambda: 1,
        "eb_ref": lambda: new_id("eb", ids),
        "subarray_id": lambda: 1,
        "activities": lambda: [ActivityCallBuilder()],
    }
    return build(SBInstance, fields, defaults)


def ActivityCallBuilder(**fields: Any) -> ActivityCall:  # noqa: N802
    """Make a call of the activity `observe`, now, with sub-array 1 for its function `init`.

    Args:
        **fields: fields of `ActivityCall`, which replace the defaults.

    Raises:
        TypeError: for a name that is no field.
        pydantic.ValidationError: when a value does not fit its field.
    """
    defaults = {"activity_ref": lambda: "observe", "runtime_args": lambda: [_init()]}
    return build(ActivityCall, fields, defaults)


def _init() -> FunctionArgs:
    arguments = PythonArguments(kwargs={"subarray_id": 1})
    return FunctionArgs(function_name="init", function_args=arguments)
