"""Dish allocations of SKA MID for example blocks and tests."""

from __future__ import annotations

from typing import Any

from ska_oso_pdm.builders.fields import build
from ska_oso_pdm.builders.ids import Ids
from ska_oso_pdm.builders.utils import dish_allocation_id
from ska_oso_pdm.generated.v1_0.dish import DishAllocation
from ska_oso_pdm.generated.v1_0.telescope import SubArrayMID

_AA05_DISHES = ("SKA001", "SKA036", "SKA063", "SKA100")


def DishAllocationBuilder(*, ids: Ids = None, **fields: Any) -> DishAllocation:  # noqa: N802
    """Make an allocation of the four dishes of AA0.5, without scans.

    Args:
        ids: where the number of the `dish_allocation_id` comes from; see `builders.ids`.
        **fields: fields of `DishAllocation`, which replace the defaults.

    Raises:
        TypeError: for a name that is no field.
        pydantic.ValidationError: when a value does not fit its field.
    """
    defaults = {
        "dish_allocation_id": lambda: dish_allocation_id(ids=ids),
        "selected_subarray_definition": lambda: SubArrayMID.AA05_ALL.value,
        "dish_ids": lambda: list(_AA05_DISHES),
    }
    return build(DishAllocation, fields, defaults)
