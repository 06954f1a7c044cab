"""Directions on the sky."""

from __future__ import annotations

import random
from typing import Any

import pytest
from astropy import units
from astropy.coordinates import EarthLocation, SkyCoord
from astropy.time import Time

import ska_oso_pdm
from ska_oso_pdm.ext.sky.coordinates import sky_coords
from ska_oso_pdm.ext.sky.directions import sexagesimal, to_icrs
from ska_oso_pdm.generated.v0_1 import sbd
from tests.samples import low, mid

SITE = EarthLocation(lon=21.44 * units.deg, lat=-30.71 * units.deg, height=1050 * units.m)
TIME = Time("2022-04-26T20:00:00", scale="utc")
MICROARCSECOND = 1e-6 * units.arcsec


def sidereal(ra: str, dec: str) -> sbd.SiderealTarget:
    return sbd.SiderealTarget(ra, dec)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("00:00:00", 0.0),
        ("-00:30:00", -0.5),
        ("-0:0:36.", -0.01),
        ("+12:30:00.000", 12.5),
        ("23:59:59.9", 23.99997222222222),
    ],
)
def test_sexagesimal_text_keeps_its_sign(text: str, value: float) -> None:
    assert sexagesimal(text) == pytest.approx(value, abs=1e-14)


def random_targets(count: int) -> list[sbd.SiderealTarget]:
    made = random.Random(1)
    return [
        sidereal(
            f"{made.randrange(24):02}:{made.randrange(60):02}:{made.uniform(0, 59.99):.5f}",
            f"{made.choice(['', '+', '-'])}{made.randrange(90):02}:{made.randrange(60)}"
            f":{made.uniform(0, 59.99):.4f}",
        )
        for _ in range(count)
    ]


def test_one_vector_equals_one_by_one_and_astropys_own_reading() -> None:
    targets = random_targets(100)
    vector = sky_coords(targets)
    assert vector.shape == (100,)
    assert vector.frame.name == "icrs"
    for target, direction in zip(targets, vector):
        own = SkyCoord(target.ra, target.dec, unit=("hourangle", "deg"), frame="icrs")
        assert direction.separation(own) < MICROARCSECOND
        assert target.to_sky_coord().separation(own) < MICROARCSECOND
        assert target.to_sky_coord().isscalar


def test_a_drift_scan_is_a_direction_to_the_ground() -> None:
    target = ska_oso_pdm.load(low()).get_target("45 degrees")
    direction = target.to_sky_coord()
    assert (direction.az.deg, direction.alt.deg) == (180.0, 45.0)
    assert direction.frame.name == "altaz"
    placed = target.to_sky_coord(TIME, SITE)
    # Due south at 45 degrees, the zenith is 45 degrees north of it.
    assert to_icrs(placed).dec.deg == pytest.approx(-30.71 - 45, abs=0.3)


def test_a_planet_is_where_it_is_at_a_time() -> None:
    jupiter = sbd.Planet("Jupiter")
    direction = jupiter.to_sky_coord(TIME, SITE)
    # Jupiter met Venus in Pisces at the end of April 2022.
    assert direction.get_constellation() == "Pisces"
    assert direction.separation(sbd.Planet("venus").to_sky_coord(TIME, SITE)) < 5 * units.deg
    days = Time(["2022-04-26T20:00:00", "2022-04-27T20:00:00"], scale="utc")
    assert jupiter.to_sky_coord(days).shape == (2,)
    with pytest.raises(ValueError, match="the Earth has no direction as seen from the Earth"):
        sbd.Planet("earth").to_sky_coord(TIME)


def test_a_mixture_needs_time_and_place() -> None:
    block = ska_oso_pdm.load(mid())
    with pytest.raises(ValueError, match="^the planet target 'mars' has no fixed place on the sky"):
        block.sky_coords()
    vector = block.sky_coords(TIME, SITE)
    assert vector.frame.name == "icrs"
    assert vector.shape == (3,)
    core = block.get_target("core").to_sky_coord()
    assert vector[1].separation(core) < MICROARCSECOND
    mars = block.get_target("mars").to_sky_coord(TIME, SITE)
    # GCRS to ICRS of a direction is the aberration of light: twenty arc seconds.
    offset = SkyCoord(vector[0].ra, vector[0].dec).separation(SkyCoord(mars.ra, mars.dec))
    assert offset < 30 * units.arcsec


def test_all_drift_scans_are_one_vector_to_the_ground() -> None:
    vector = ska_oso_pdm.load(low()).sky_coords()
    assert list(vector.alt.deg) == [45.0, 85.0]
    assert vector.frame.name == "altaz"


def test_with_time_and_place_drift_scans_are_where_they_look() -> None:
    vector = ska_oso_pdm.load(low()).sky_coords(TIME, SITE)
    assert vector.frame.name == "icrs"
    # Due south: elevation 45 is 45 degrees south of the zenith, whose declination is the latitude.
    assert list(vector.dec.deg) == pytest.approx([-30.71 - 45, -30.71 - 5], abs=0.3)


@pytest.mark.parametrize(
    ("arguments", "ra", "dec"),
    [
        (("13:25:27.6", "-43:01:08.8"), "13:25:27.6", "-43:01:08.8"),
        ((1.5, -0.25), "01:30:00", "-00:15:00"),
        ((22.5, -0.25, None, "ICRS", None, "deg"), "01:30:00", "-00:15:00"),
        (("1h30m", "-0d15m"), "01:30:00", "-00:15:00"),
        ((-15.0, 1, None, "icrs", None, ("deg", "deg")), "23:00:00", "01:00:00"),
        ((359.9999999999999, 0, None, "icrs", None, "deg"), "00:00:00", "00:00:00"),
    ],
)
def test_older_arguments_in_other_units_become_sexagesimal(
    arguments: Any, ra: str, dec: str
) -> None:
    target = sbd.SiderealTarget(*arguments)
    assert (target.ra, target.dec, target.reference_frame) == (ra, dec, "ICRS")
    assert target.unit == ("hourangle", "deg")


def test_conversion_keeps_a_position_to_a_microarcsecond() -> None:
    made = random.Random(2)
    for _ in range(50):
        ra, dec = made.uniform(0, 360), made.uniform(-90, 90)
        target = sbd.SiderealTarget(ra, dec, unit="deg")
        own = SkyCoord(ra, dec, unit="deg")
        assert target.coord.separation(own) < MICROARCSECOND


def test_older_drift_scans_take_other_units() -> None:
    target = sbd.DriftScanTarget(180, 2700, "south", "t", unit=("deg", "arcmin"))
    assert (target.az, target.el, target.reference_frame) == (180, 45.0, "HORIZON")
    assert (target.coord.alt.deg, target.unit) == (45.0, "deg")
