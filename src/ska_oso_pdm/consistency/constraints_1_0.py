"""Rules about the observing constraints of blocks of layout 1.0."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

from ska_oso_pdm.consistency.angles import degrees, spell
from ska_oso_pdm.consistency.rule import Found, rule, select
from ska_oso_pdm.limits import Range, extent, limits
from ska_oso_pdm.phrases import show

_ALTITUDE = "/observing_constraints/altitude"
_LST = "/observing_constraints/lst"
_ALTITUDES = (f"{_ALTITUDE}/min", f"{_ALTITUDE}/max")
_TIMES = (f"{_LST}/start", f"{_LST}/end")
_SEPARATION = {
    "Sun": "sun_separation",
    "Moon": "moon_separation",
    "Jupiter": "jupiter_separation",
}
_LEAST = tuple(f"/observing_constraints/{key}/min" for key in _SEPARATION.values())
_SCANS = ("/dish_allocations/scan_sequence/*", "/mccs_allocation/subarray_beams/*/scan_sequence/*")


def _is_outside(angle: Any, name: str) -> bool:
    """Tell whether an angle is out of a range, by more than what another unit is rounded by."""
    allowed, size = _in_degrees(name), degrees(angle)
    return size not in allowed and not any(math.isclose(size, end) for end in allowed)


@cache
def _in_degrees(name: str) -> Range:
    unit = limits()[name]["unit"]
    return Range(*(degrees({"value": end, "unit": unit}) for end in extent(name)))


def _outside(block: Any, patterns: tuple[str, ...], name: str) -> Found:
    """Yield each angle that is out of a range, with the beginning of a sentence that says so."""
    least, greatest = extent(name)
    allowed = f"{least} to {greatest} {limits()[name]['unit']}"
    for pattern in patterns:
        for place, angle in select(block, pattern):
            if _is_outside(angle, name):
                yield place, f"{spell(angle)} is outside of the {allowed}"


@rule(
    "altitude-out-of-range",
    "error",
    "An altitude is between the horizon and the zenith.",
    reads=_ALTITUDES,
    limits=("altitude",),
)
def altitudes_above_the_horizon(block: Any) -> Found:
    for place, wrong in _outside(block, _ALTITUDES, "altitude"):
        yield place, f"{wrong} from the horizon to the zenith; correct it, or leave it out"


@rule(
    "separation-out-of-range",
    "error",
    "The distance from the Sun, the Moon or Jupiter is one that two directions can have.",
    reads=_LEAST,
    limits=("separation",),
)
def separations_on_the_sky(block: Any) -> Found:
    for place, wrong in _outside(block, _LEAST, "separation"):
        yield place, f"{wrong} that two directions can be apart; correct it, or leave it out"


@rule(
    "lst-out-of-range",
    "error",
    "Local sidereal times are those of one day.",
    reads=_TIMES,
    limits=("sidereal-time",),
)
def lst_of_one_day(block: Any) -> Found:
    for place, wrong in _outside(block, _TIMES, "sidereal-time"):
        remedy = "correct it (a range that goes through 0 h ends at less than it starts)"
        yield place, f"{wrong} of a day; {remedy}"


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
        least, greatest = degrees(low), degrees(high)
        if least > greatest and not math.isclose(least, greatest):
            yield (
                (*place, "min"),
                f'{spell(low)} is above the {spell(high)} of "max", so that no altitude is '
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
        if math.isclose(degrees(lst["start"]), degrees(lst["end"])):
            yield (
                place,
                f"starts and ends at {spell(lst['start'])}, so that no time is left; "
                "correct one of the two, or leave the range out",
            )


@rule(
    "separation-from-target",
    "error",
    "No distance is asked for from the Sun, the Moon or Jupiter where a scan observes that body.",
    reads=(
        *_LEAST,
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
            if degrees(least) > 0:
                yield (
                    place,
                    f"at least {spell(least)} from the {body}, which scans observe as target "
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


RULES = (
    altitudes_above_the_horizon,
    separations_on_the_sky,
    lst_of_one_day,
    altitudes_in_order,
    lst_has_a_length,
    separations_leave_the_target,
)
