"""Rules about the observing constraints of blocks of layout 1.0."""

from __future__ import annotations

import math
from typing import Any

from ska_oso_pdm.consistency.rule import Found, rule, select
from ska_oso_pdm.phrases import show
from ska_oso_pdm.units import DEGREES

_ALTITUDE = "/observing_constraints/altitude"
_LST = "/observing_constraints/lst"
_SEPARATION = {
    "Sun": "sun_separation",
    "Moon": "moon_separation",
    "Jupiter": "jupiter_separation",
}
_SCANS = ("/dish_allocations/scan_sequence/*", "/mccs_allocation/subarray_beams/*/scan_sequence/*")


def _degrees(angle: Any) -> float:
    size: float = angle["value"] * DEGREES[angle["unit"]]
    return size


def _spell(angle: Any) -> str:
    return f"{show(angle['value'])} {angle['unit']}"


@rule(
    "altitude-range-empty",
    "error",
    "The lowest altitude is not above the highest.",
    reads=(f"{_ALTITUDE}/min", f"{_ALTITUDE}/max"),
)
def altitudes_in_order(block: Any) -> Found:
    for place, altitude in select(block, _ALTITUDE):
        low, high = altitude.get("min"), altitude.get("max")
        if low is None or high is None:
            continue
        least, greatest = _degrees(low), _degrees(high)
        if least > greatest and not math.isclose(least, greatest):
            yield (
                (*place, "min"),
                f'{_spell(low)} is above the {_spell(high)} of "max", so that no altitude is '
                "left; correct one of the two",
            )


@rule(
    "lst-range-empty",
    "warning",
    "The range of local sidereal time has a length.",
    reads=(f"{_LST}/start", f"{_LST}/end"),
)
def lst_has_a_length(block: Any) -> Found:
    for place, lst in select(block, _LST):
        if math.isclose(_degrees(lst["start"]), _degrees(lst["end"])):
            yield (
                place,
                f"starts and ends at {_spell(lst['start'])}, so that no time is left; "
                "correct one of the two, or leave the range out",
            )


@rule(
    "separation-from-target",
    "error",
    "No distance is asked for from the Sun, the Moon or Jupiter where a scan observes that body.",
    reads=(
        *(f"/observing_constraints/{key}/min" for key in _SEPARATION.values()),
        "/targets/*/target_id",
        "/targets/*/reference_coordinate/name",
        *(f"{scans}/target_ref" for scans in _SCANS),
    ),
)
def separations_leave_the_target(block: Any) -> Found:
    if not block.get("observing_constraints"):
        return
    for body, target_id in _observed_bodies(block).items():
        key = _SEPARATION.get(body)
        for place, least in select(block, f"/observing_constraints/{key}/min") if key else ():
            if _degrees(least) > 0:
                yield (
                    place,
                    f"at least {_spell(least)} from the {body}, which scans observe as target "
                    f"{show(target_id)}; write zero, or leave it out",
                )


def _observed_bodies(block: Any) -> dict[str, str]:
    """Give the bodies of the solar system that scans observe, with the id of a target."""
    bodies = [
        (target["reference_coordinate"]["name"], target.get("target_id"))
        for target in block.get("targets") or ()
        if target["reference_coordinate"]["kind"] == "special"
    ]
    if not bodies:
        return {}
    observed = {ref for scans in _SCANS for _, ref in select(block, f"{scans}/target_ref")}
    return {body: target_id for body, target_id in bodies if target_id in observed}


RULES = (altitudes_in_order, lst_has_a_length, separations_leave_the_target)
