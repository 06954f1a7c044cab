"""Station allocations of SKA LOW for example blocks and tests."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ska_oso_pdm.builders.fields import build
from ska_oso_pdm.builders.ids import Ids
from ska_oso_pdm.builders.utils import mccs_allocation_id
from ska_oso_pdm.generated.v1_0.mccs import Aperture, MCCSAllocation, SubarrayBeamConfiguration
from ska_oso_pdm.generated.v1_0.telescope import SubArrayLOW

_AA05_STATIONS = (345, 350, 352, 431)

AA05_P1_STATIONS = list(_AA05_STATIONS)  # a list, as clients know it; no builder reads it
"""Numbers of the four stations of AA0.5."""


def MCCSAllocationBuilder(  # noqa: N802
    *, stations: Iterable[int] | None = None, ids: Ids = None, **fields: Any
) -> MCCSAllocation:
    """Make an allocation of whole stations in one subarray beam, without scans.

    Args:
        stations: numbers of the stations, in the order of the apertures; without them, the four
            of AA0.5. They leave `selected_subarray_definition` alone, which is AA0.5 unless it
            is given too.
        ids: where the number of the `mccs_allocation_id` comes from; see `builders.ids`.
        **fields: fields of `MCCSAllocation`, which replace the defaults.

    Raises:
        TypeError: for a name that is no field, and for `stations` beside `subarray_beams`.
        pydantic.ValidationError: when a value does not fit its field.
    """
    if stations is None:
        stations = _AA05_STATIONS
    elif "subarray_beams" in fields:
        raise TypeError("give stations or subarray_beams, not both: a beam names its stations")
    defaults = {
        "mccs_allocation_id": lambda: mccs_allocation_id(ids=ids),
        "selected_subarray_definition": lambda: SubArrayLOW.AA05_ALL,
        "subarray_beams": lambda: [_beam(stations)],
    }
    return build(MCCSAllocation, fields, defaults)


def _beam(stations: Iterable[int]) -> SubarrayBeamConfiguration:
    apertures = [
        Aperture(station_id=station, substation_id=1, weighting_key="uniform")
        for station in stations
    ]
    return SubarrayBeamConfiguration(apertures=apertures, subarray_beam_id=1)
