"""Times, and the Earth as it is turned at them: what Astropy computes with the same table."""

from __future__ import annotations

import random
import warnings
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import numpy
import pytest
from astropy import units
from astropy.coordinates import (
    GCRS,
    AltAz,
    EarthLocation,
    SkyCoord,
    UnitSphericalRepresentation,
    get_body,
)
from astropy.time import Time
from astropy.utils import iers

from ska_oso_pdm.ext.sky.celestial import sky_coords
from ska_oso_pdm.ext.sky.directions import altaz, body, icrs, to_icrs
from ska_oso_pdm.ext.sky.earth import shipped_table, terrestrial, utc_time
from ska_oso_pdm.generated.v1_0 import target as pdm

LOW = EarthLocation(
    lat=-26.82472208 * units.deg, lon=116.76444824 * units.deg, height=365 * units.m
)
MICROARCSECOND = 1e-6 * units.arcsec
BODIES = ["Sun", "Moon", "Mercury", "Venus", "Mars", "Jupiter", "Saturn", "Uranus", "Neptune"]
DATES = [
    "1965-02-10T00:00:00",  # of the older table, when seconds of UTC had another length
    "1974-01-01T00:00:10",
    "2016-12-31T23:59:60.5",  # a leap second
    "2022-04-26T20:00:00",
    "2024-08-01T12:00:00",
]
SCALES = ["utc", "tai", "tt", "tdb", "tcb", "tcg", "ut1"]

dates = pytest.mark.parametrize("date", DATES)


def all_over_the_sky() -> tuple[Any, Any]:
    """Azimuths and elevations (deg) all around, the nadir and the zenith included."""
    made = numpy.random.default_rng(1)
    return made.uniform(0, 360, 300), numpy.array([-90, 0, 90, *made.uniform(-90, 90, 297)])


def apart(one: SkyCoord, other: SkyCoord) -> Any:
    """Angle between directions of equal or other frames, as numbers."""
    first, second = (SkyCoord(c.spherical.lon, c.spherical.lat) for c in (one, other))
    return numpy.max(first.separation(second))


@pytest.mark.usefixtures("astropys_own")
@dates
def test_a_direction_to_the_ground_is_where_astropy_has_it(date: str) -> None:
    direction = altaz(*all_over_the_sky(), Time(date), LOW)
    assert apart(to_icrs(direction), direction.icrs) < 0.01 * MICROARCSECOND
    assert apart(to_icrs(direction[7]), direction[7].icrs) < 0.01 * MICROARCSECOND
    assert to_icrs(direction[7]).isscalar


@pytest.mark.usefixtures("astropys_own")
@pytest.mark.parametrize("place", [LOW, None], ids=["LOW", "centre"])
@pytest.mark.parametrize("name", BODIES)
def test_a_body_is_where_astropy_has_it(name: str, place: EarthLocation | None) -> None:
    for date in DATES:
        time = Time(date)
        own = get_body(name, time, place, ephemeris="builtin")
        found = body(name, time, place)
        # The Moon moves by as much in the nano second to which two ways of summing agree.
        assert apart(found, own) < 3 * MICROARCSECOND
        assert abs(found.distance - own.distance) < 0.1 * units.m
        assert date < "2022" or found.is_equivalent_frame(own.frame)
        seen = SkyCoord(own.realize_frame(own.data.represent_as(UnitSphericalRepresentation))).icrs
        assert apart(to_icrs(found), seen) < 3 * MICROARCSECOND
        assert apart(to_icrs(own), seen) < 0.01 * MICROARCSECOND


@pytest.mark.usefixtures("astropys_own")
def test_many_times_and_many_places_have_their_shape() -> None:
    times = Time("2022-04-26T20:00:00") + numpy.arange(6).reshape(2, 3) * units.day
    places = EarthLocation([0, 90] * units.deg, [10, -50] * units.deg)
    for time, place in ((times, LOW), (times[0, 0], places)):
        own = get_body("moon", time, place, ephemeris="builtin")
        found = body("Moon", time, place)
        assert found.shape == own.shape == to_icrs(found).shape
        assert apart(found, own) < 3 * MICROARCSECOND
    up = altaz(numpy.zeros(2), numpy.array([30.0, 60.0]), times[0, :2], places)
    assert apart(to_icrs(up), up.icrs) < 0.01 * MICROARCSECOND


@pytest.mark.usefixtures("astropys_own")
@pytest.mark.parametrize("scale", SCALES)
def test_a_time_of_any_scale_is_the_same_moment(scale: str) -> None:
    for date in DATES[1:]:
        time = Time(date)
        given = getattr(time, scale)
        found = terrestrial(given)
        assert found.scale == "tt"
        assert abs(found - time.tt) < 100 * units.ns
        assert abs(found.tdb - time.tdb) < 100 * units.ns
        assert given.scale == scale
        assert apart(body("moon", given, LOW), body("moon", time, LOW)) < 10 * MICROARCSECOND


@pytest.mark.usefixtures("astropys_own")
def test_a_time_may_have_the_place() -> None:
    time = Time("2022-04-26T20:00:00", location=LOW)
    assert apart(body("moon", time, None), body("moon", time, LOW)) < MICROARCSECOND
    assert terrestrial(time).location == LOW


@pytest.mark.usefixtures("astropys_own")
@pytest.mark.parametrize(
    "motion",
    [
        {"pm_ra": -798.58, "pm_dec": 10328.12, "parallax": 548.31},
        {"pm_ra": 900.0, "epoch": 2015.5},
        {"pm_dec": -3.0, "parallax": 0.001},
        {"pm_ra": 0.0001, "pm_dec": 0.0},
    ],
)
def test_a_moving_star_is_where_astropy_has_it(motion: dict[str, float]) -> None:
    star = pdm.ICRSCoordinates(ra_str="17:57:48.49803", dec_str="+04:41:36.2072", **motion)
    names = {"pm_ra": "pm_l", "pm_dec": "pm_b"}
    turned = {names.get(name, name): value for name, value in motion.items()}
    for coordinate in (star, pdm.GalacticCoordinates(l=31.0, b=14.0, **turned)):
        targets = [
            pdm.Target(target_id=str(number), reference_coordinate=one)
            for number, one in enumerate((coordinate, pdm.AltAzCoordinates(az=0, el=80)))
        ]
        for date in DATES:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # ERFA's, of the distance
                own = coordinate.to_sky_coord().apply_space_motion(new_obstime=Time(date)).icrs
            assert apart(sky_coords(targets, Time(date), LOW)[0], own) < 0.01 * MICROARCSECOND


def test_the_shipped_table_is_what_astropy_reads() -> None:
    table = shipped_table()
    final, rapid = iers.IERS_B.read(iers.IERS_B_FILE), iers.IERS_A.read(iers.IERS_A_FILE)
    assert (numpy.diff(table["MJD"].value) == 1).all()
    assert table["MJD"][-1] == rapid["MJD"][-1]
    newer = rapid[rapid["MJD"] > final["MJD"][-1]]
    for name in ("MJD", "UT1_UTC", "PM_x", "PM_y"):
        column = table[name].to_value(final[name].unit)
        assert (column == [*final[name].value, *newer[name].value]).all()


def test_another_table_can_be_given() -> None:
    time, direction = Time(DATES[3]), altaz(10.0, 20.0, Time(DATES[3]), LOW)
    later = iers.IERS(shipped_table())
    later["UT1_UTC"] += 1 * units.s
    turned = to_icrs(direction, iers_table=later)
    # The Earth turns by 15.04 arcsec in a second.
    angle = 15.041 * numpy.cos(turned.dec.rad)
    assert turned.separation(to_icrs(direction)).arcsec == pytest.approx(angle, abs=0.01)
    target = pdm.Target(reference_coordinate=pdm.SpecialCoordinates(name="Moon"))
    pair = [target, pdm.Target(reference_coordinate=pdm.AltAzCoordinates(az=10, el=20))]
    moon = target.to_sky_coord(time, LOW, iers_table=later)
    assert 0.01 < apart(moon, target.to_sky_coord(time, LOW)).arcsec < 0.5
    assert apart(target.pointings(time, LOW, iers_table=later)[0], moon) < MICROARCSECOND
    vector = sky_coords(pair, time, LOW, iers_table=later)
    assert apart(vector[0], to_icrs(moon)) < MICROARCSECOND
    assert apart(vector[1], turned) < MICROARCSECOND
    ut1 = Time(time.jd1, time.jd2, format="jd", scale="ut1")
    shift = terrestrial(ut1) - terrestrial(ut1, later)
    assert shift.to_value(units.s) == pytest.approx(1.0, abs=1e-6)


# What docstring and `docs/services.md` say is left beyond the end of the table: days, seconds and
# arcsec. The table itself says it, of the years since the last leap second.
@pytest.mark.parametrize(("days", "seconds"), [(365, 0.4), (730, 0.65), (2192, 0.7)])
def test_beyond_the_table_the_earth_is_known_as_well_as_is_said(days: int, seconds: float) -> None:
    table, end = shipped_table(), 60310  # the begin of 2024
    shorter = table[table["MJD"].value <= end - days]
    time = Time(end, format="mjd", scale="utc")
    off = abs(table.ut1_utc(time) - shorter["UT1_UTC"][-1]).to_value(units.s)
    assert 0 < off < seconds
    direction = altaz(*all_over_the_sky(), time, LOW)
    angle = apart(to_icrs(direction, iers_table=shorter), to_icrs(direction)).to_value("arcsec")
    assert 0 < angle < 15.041 * off + 0.6
    moon = apart(body("moon", time, LOW, shorter), body("moon", time, LOW))
    assert moon < (0.3 * seconds + 0.01) * units.arcsec
    mars = apart(body("mars", time, LOW, shorter), body("mars", time, LOW))
    assert mars < 0.01 * units.arcsec


def test_no_day_of_the_years_that_are_named_was_worse_than_is_said() -> None:
    table = shipped_table()
    days = table["MJD"].value
    dut1 = table["UT1_UTC"].value[(days >= 57754) & (days <= 61312)]  # since the last leap second
    for ahead, at_most, half in (
        (30, 0.05, 0.01),
        (365, 0.4, 0.07),
        (730, 0.65, 0.12),
        (2192, 0.7, 0.23),
    ):
        left = numpy.abs(dut1[ahead:] - dut1[:-ahead])
        assert left.max() < at_most
        assert numpy.median(left) < half + 0.02


def test_before_the_table_it_is_as_at_its_begin() -> None:
    old = altaz(10.0, 20.0, Time("1950-01-01", scale="tt"), LOW)
    assert to_icrs(old).isscalar


@pytest.mark.parametrize(
    ("direction", "problem"),
    [
        (altaz(1.0, 2.0, None, None), "has its place on the sky with obstime and location"),
        (altaz(1.0, 2.0, None, LOW), "has its place on the sky with obstime and location"),
        (altaz(1.0, 2.0, Time(DATES[0]), None), "has its place on the sky with obstime and"),
        (
            SkyCoord(
                AltAz(
                    1 * units.deg,
                    2 * units.deg,
                    obstime=Time(DATES[0]),
                    location=LOW,
                    pressure=[900] * units.hPa,
                )
            ),
            "with refraction",
        ),
        (SkyCoord(1, 2, unit="deg", frame="cirs"), "in the frame cirs is none of this package"),
    ],
)
def test_what_has_no_place_in_icrs_is_said(direction: SkyCoord, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        to_icrs(direction)


def test_what_is_fixed_keeps_motion_and_distance() -> None:
    star = pdm.GalacticCoordinates(l=10, b=20, pm_b=5.0, parallax=10.0).to_sky_coord()
    assert to_icrs(star).distance.to_value("pc") == pytest.approx(100.0)
    assert to_icrs(star).obstime.jyear == 2000.0
    assert to_icrs(icrs(1.0, 2.0)).ra.deg == 1.0
    assert to_icrs(SkyCoord(GCRS(1 * units.deg, 2 * units.deg))).isscalar


def test_a_date_is_astropys_own() -> None:
    made = random.Random(6)
    begin = datetime(1972, 1, 1)
    for _ in range(300):
        date = begin + timedelta(seconds=made.uniform(0, 50 * 365 * 86400))
        for zone in (None, UTC, timezone(timedelta(hours=-3, minutes=-30))):
            found, own = utc_time(date.replace(tzinfo=zone)), Time(date.replace(tzinfo=zone))
            assert (found.jd1, found.jd2, found.scale) == (own.jd1, own.jd2, "utc")
            assert found.value == own.value
