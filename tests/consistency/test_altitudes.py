"""Targets that never rise: against spherical trigonometry, hour by hour."""

from __future__ import annotations

import math
from typing import Any

import pytest

import ska_oso_pdm
from ska_oso_pdm.limits import limits

SITES = {"ska_mid": "mid-latitude", "MeerKAT": "mid-latitude", "ska_low": "low-latitude"}
LEAST, GREATEST = 20.0, 70.0


def block(telescope: str, declination: str) -> dict[str, Any]:
    coordinate = {"kind": "icrs", "ra_str": "00:00:00", "dec_str": declination}
    ends = {"min": {"value": LEAST, "unit": "deg"}, "max": {"value": GREATEST, "unit": "deg"}}
    return {
        "interface": "https://schema.skao.int/ska-oso-pdm-sbd/1.0",
        "telescope": telescope,
        "targets": [{"target_id": "target-00001", "reference_coordinate": coordinate}],
        "observing_constraints": {"altitude": ends},
    }


def altitudes(telescope: str, declination: float) -> list[float]:
    """Give the altitude at each quarter of an hour, in degrees."""
    there, dec = math.radians(limits()[SITES[telescope]]["value"]), math.radians(declination)
    parts = math.sin(there) * math.sin(dec), math.cos(there) * math.cos(dec)
    hours = [math.radians(3.75 * quarter) for quarter in range(96)]
    sines = [parts[0] + parts[1] * math.cos(hour) for hour in hours]
    return [math.degrees(math.asin(max(-1.0, min(1.0, sine)))) for sine in sines]


@pytest.mark.parametrize("telescope", SITES)
@pytest.mark.parametrize("degrees", range(-89, 90, 2))
def test_a_target_is_found_where_it_is_never_high_enough_or_low_enough(
    telescope: str, degrees: int
) -> None:
    sign = "-" if degrees < 0 else "+"
    found = ska_oso_pdm.findings(block(telescope, f"{sign}{abs(degrees):02}:30:00.0"))
    seen = altitudes(telescope, math.copysign(abs(degrees) + 0.5, degrees))
    tolerance = limits()["culmination-tolerance"]["value"]
    expected = []
    if max(seen) < -tolerance:
        expected = ["target-never-rises"]
    elif max(seen) < LEAST - tolerance or min(seen) > GREATEST + tolerance:
        expected = ["target-outside-altitudes"]
    assert [finding.code for finding in found if finding.severity != "note"] == expected


def test_a_declination_just_south_of_the_equator_keeps_its_sign() -> None:
    north, south = (
        ska_oso_pdm.findings({**block("ska_low", dec), "observing_constraints": altitude(63.5)})
        for dec in ("+00:50:00", "-00:50:00")
    )
    codes = [[f.code for f in found if f.severity != "note"] for found in (north, south)]
    assert codes == [["target-outside-altitudes"], []]


def altitude(least: float) -> dict[str, Any]:
    return {"altitude": {"min": {"value": least, "unit": "deg"}}}
