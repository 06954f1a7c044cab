"""Coordinates of today's layout as directions on the sky."""

from __future__ import annotations

import json
import random
import re
import warnings
from typing import Any

import numpy
import pytest
from astropy import units
from astropy.coordinates import AltAz, EarthLocation, Galactic, SkyCoord, get_body
from astropy.time import Time

from ska_oso_pdm.ext.sky.celestial import sky_coords
from ska_oso_pdm.ext.sky.directions import sexagesimal, sexagesimals, to_icrs
from ska_oso_pdm.generated.v1_0 import target as pdm

LOW = EarthLocation(
    lat=-26.82472208 * units.deg, lon=116.76444824 * units.deg, height=365 * units.m
)
TIME = Time("2022-04-26T20:00:00", scale="utc")
MICROARCSECOND = 1e-6 * units.arcsec
MAS_PER_YEAR = units.mas / units.yr
BARNARD = {
    "ra_str": "17:57:48.49803",
    "dec_str": "+04:41:36.2072",
    "pm_ra": -798.58,
    "pm_dec": 10328.12,
    "parallax": 548.31,
}
TLE_LINES = {
    "line1": "1 25544U 98067A   08264.51782528 -.00002182  00000-0 -11606-4 0  2927",
    "line2": "2 25544  51.6416 247.4627 0006703 130.5360 325.0288 15.72125391563537",
}


def icrs(ra: str = "10:00:00", dec: str = "-30:00:00", **more: Any) -> pdm.ICRSCoordinates:
    return pdm.ICRSCoordinates(ra_str=ra, dec_str=dec, **more)


def target(coordinate: Any, target_id: str = "t", **more: Any) -> pdm.Target:
    return pdm.Target(target_id=target_id, reference_coordinate=coordinate, **more)


def body(name: str) -> pdm.SpecialCoordinates:
    return pdm.SpecialCoordinates(name=name)


def sentence(text: str) -> str:
    return f"^{re.escape(text)}$"


def random_texts(count: int) -> list[tuple[str, str]]:
    made = random.Random(1)
    return [
        (
            f"{made.randrange(24):02}:{made.randrange(60):02}:{made.uniform(0, 59.99):.5f}",
            f"{made.choice(['', '+', '-'])}{made.randrange(90):02}:{made.randrange(60)}"
            f":{made.uniform(0, 59.99):.4f}",
        )
        for _ in range(count)
    ]


POSITIONS = [
    ("0:00:00", "-00:30:00"),
    ("8:40:00", "0:00:00"),
    ("01:00:0.00", "+66:48:52.915"),
    ("+05:23:34.6000", "-0:0:36."),
    ("23:59:59.9", "-90:00:00"),
    *random_texts(200),
]


def plain_targets() -> list[pdm.Target]:
    return [target(icrs(*position)) for position in POSITIONS]


def moving_targets(count: int = 40) -> list[pdm.Target]:
    made = random.Random(2)
    return [
        target(
            icrs(
                *position,
                pm_ra=made.choice([None, 0.0, made.uniform(-500, 500)]),
                pm_dec=made.uniform(-500, 500),
                epoch=made.choice([2000.0, 2015.5]),
            )
        )
        for position in random_texts(count)
    ]


def galactic_targets(**more: Any) -> list[pdm.Target]:
    made = random.Random(3)
    return [
        target(pdm.GalacticCoordinates(l=made.uniform(0, 360), b=made.uniform(-90, 90), **more))
        for _ in range(30)
    ]


def assert_vector_is_each(vector: SkyCoord, targets: list[pdm.Target]) -> None:
    assert vector.shape == (len(targets),)
    each = [one.to_sky_coord().transform_to(vector.frame) for one in targets]
    for one, direction in zip(each, vector):
        assert direction.separation(one) < MICROARCSECOND
        if "s" in vector.data.differentials:
            longitude, latitude = list(vector.frame.get_representation_component_names("s"))[:2]
            for name in (longitude, latitude):
                moves = "s" in one.data.differentials
                own = getattr(one, name) if moves else 0 * MAS_PER_YEAR
                assert abs(getattr(direction, name) - own) < 1e-9 * MAS_PER_YEAR
            assert one.obstime is None or abs(direction.obstime - one.obstime) < 1 * units.ms


def test_texts_as_a_vector_are_each_read_alike() -> None:
    texts = [text for position in POSITIONS for text in position]
    assert list(sexagesimals(texts)) == [sexagesimal(text) for text in texts]
    assert sexagesimals([]).shape == (0,)


def test_icrs_is_astropys_own_reading_one_by_one_and_as_a_vector() -> None:
    targets = plain_targets()
    ra, dec = [ra for ra, _ in POSITIONS], [dec for _, dec in POSITIONS]
    own = SkyCoord(ra, dec, unit=("hourangle", "deg"), frame="icrs")
    vector = sky_coords(targets)
    assert vector.frame.name == "icrs"
    assert max(vector.separation(own)) < MICROARCSECOND
    assert_vector_is_each(vector, targets)
    stacked = SkyCoord([one.reference_coordinate.to_sky_coord() for one in targets], frame="icrs")
    assert max(stacked.separation(own)) < MICROARCSECOND


@pytest.mark.parametrize("nothing", [0, None])
def test_without_motion_a_direction_is_plain(nothing: Any) -> None:
    plain = icrs(pm_ra=nothing, pm_dec=nothing, parallax=nothing, epoch=2015.5).to_sky_coord()
    galactic = pdm.GalacticCoordinates(l=10, b=20, parallax=-1.5).to_sky_coord()
    for direction in (plain, galactic):
        assert direction.isscalar
        assert direction.obstime is None
        assert not direction.data.differentials
        assert direction.distance.unit == units.one


def test_a_document_without_motion_is_a_plain_direction() -> None:
    document = {"kind": "icrs", "ra_str": "8:40:00", "dec_str": "-1:30:00"}
    direction = pdm.ICRSCoordinates.model_validate_json(json.dumps(document)).to_sky_coord()
    assert (direction.ra.deg, direction.dec.deg) == pytest.approx((130.0, -1.5), abs=1e-12)
    assert direction.obstime is None


def test_motion_parallax_and_epoch_are_those_of_the_document() -> None:
    direction = icrs("0:0:0", "60:0:0", pm_ra=3.0, epoch=2015.5).to_sky_coord()
    assert direction.pm_ra_cosdec == 3 * MAS_PER_YEAR
    assert direction.pm_dec == 0 * MAS_PER_YEAR
    assert direction.obstime.scale == "tdb"
    assert direction.obstime.jyear == 2015.5
    near = icrs(parallax=100.0).to_sky_coord()
    assert near.distance.to_value("pc") == pytest.approx(10.0)
    assert near.obstime is None
    galactic = pdm.GalacticCoordinates(l=1, b=60, pm_l=-2, pm_b=5, parallax=1.0).to_sky_coord()
    motion = [galactic.pm_l_cosb.to_value(MAS_PER_YEAR), galactic.pm_b.to_value(MAS_PER_YEAR)]
    assert motion == pytest.approx([-2, 5])
    assert galactic.distance.to_value("kpc") == pytest.approx(1.0)
    assert galactic.obstime.jyear == 2000.0


@pytest.mark.usefixtures("astropys_own")
@pytest.mark.parametrize("parallax", [0.0, 50.0])
@pytest.mark.parametrize("motion", [0.0, 25.0])
def test_every_direction_can_be_used(motion: float, parallax: float) -> None:
    coordinates: list[Any] = [
        icrs(pm_ra=motion, parallax=parallax),
        pdm.GalacticCoordinates(l=30.0, b=-10.0, pm_b=motion, parallax=parallax),
    ]
    for coordinate in coordinates:
        direction = coordinate.to_sky_coord()
        moved = direction.spherical_offsets_by(0 * units.arcsec, 90 * units.arcsec)
        assert direction.separation(moved).arcsec == pytest.approx(90.0)
        seen = direction.transform_to(AltAz(obstime=TIME, location=LOW))
        plain = SkyCoord(direction.icrs.ra, direction.icrs.dec).transform_to(seen.frame)
        assert seen.separation(plain) <= 1.01 * parallax * units.mas + MICROARCSECOND


@pytest.mark.usefixtures("astropys_own")
def test_47_tucanae_at_low_culminates_at_44_74_degrees() -> None:
    direction = icrs("00:24:05.3590", "-72:04:53.200").to_sky_coord()
    highest = 90 - abs(LOW.lat.deg - direction.dec.deg)
    assert highest == pytest.approx(44.74, abs=0.005)
    times = Time("2000-01-01T12:00:00", scale="utc") + numpy.linspace(0, 24, 721) * units.hour
    altitudes = direction.transform_to(AltAz(obstime=times, location=LOW)).alt.deg
    assert max(altitudes) == pytest.approx(highest, abs=0.015)  # aberration, nutation


def test_the_galactic_centre_and_pole_are_where_they_are() -> None:
    centre = pdm.GalacticCoordinates(l=0, b=0).to_sky_coord()
    assert centre.frame.name == "galactic"
    assert centre.isscalar
    seen = (centre.icrs.ra.deg, centre.icrs.dec.deg)
    assert seen == pytest.approx((266.40499, -28.93617), abs=1e-5)
    pole = pdm.GalacticCoordinates(l=77.0, b=90).to_sky_coord().icrs
    assert (pole.ra.deg, pole.dec.deg) == pytest.approx((192.85948, 27.12825), abs=1e-5)


def test_altaz_is_a_direction_to_the_ground() -> None:
    south = pdm.AltAzCoordinates(az=180.0, el=45.0)
    direction = south.to_sky_coord()
    assert (direction.az.deg, direction.alt.deg) == (180.0, 45.0)
    assert (direction.frame.name, direction.isscalar) == ("altaz", True)
    placed = to_icrs(target(south).to_sky_coord(TIME, LOW))
    # Due south: elevation 45 is 45 degrees south of the zenith, whose declination is the latitude.
    assert placed.dec.deg == pytest.approx(LOW.lat.deg - 45, abs=0.3)


@pytest.mark.usefixtures("astropys_own")
@pytest.mark.parametrize("name", [member.value for member in pdm.SolarSystemObjectName])
def test_a_body_is_where_astropy_has_it(name: str) -> None:
    direction = body(name).to_sky_coord(TIME, LOW)
    own = get_body(name.lower(), TIME, LOW, ephemeris="builtin")
    assert (direction.frame.name, direction.isscalar) == ("gcrs", True)
    assert direction.separation(SkyCoord(own)) < MICROARCSECOND
    assert target(body(name)).to_sky_coord(TIME, LOW).ra == direction.ra
    times = TIME + [0, 1] * units.day
    assert body(name).to_sky_coord(times).shape == (2,)


def test_sun_and_moon_stand_together_at_an_eclipse() -> None:
    eclipse = Time("2023-04-20T04:16:37", scale="utc")
    separation = body("Sun").to_sky_coord(eclipse).separation(body("Moon").to_sky_coord(eclipse))
    assert separation < 0.45 * units.deg


def test_a_target_gives_the_direction_of_its_reference_coordinate() -> None:
    coordinate = pdm.ICRSCoordinates(**BARNARD)
    for arguments in ((), (TIME, LOW)):
        direction = target(coordinate).to_sky_coord(*arguments)
        assert direction.separation(coordinate.to_sky_coord()) == 0
        assert direction.obstime.jyear == 2000.0


def test_a_vector_has_motions_where_a_target_has_one() -> None:
    targets = [target(icrs()), *moving_targets()]
    vector = sky_coords(targets)
    assert vector.frame.name == "icrs"
    assert_vector_is_each(vector, targets)
    assert {2000.0, 2015.5} == set(vector.obstime.jyear)
    assert vector[0].pm_dec == 0 * MAS_PER_YEAR


def test_a_vector_has_distances_where_every_target_has_one() -> None:
    near, nearer = target(icrs(parallax=100.0)), target(icrs(parallax=200.0))
    assert list(sky_coords([near, nearer]).distance.to_value("pc")) == [10.0, 5.0]
    assert sky_coords([near, target(icrs())]).distance.unit == units.one
    assert sky_coords([near, target(icrs(pm_ra=1.0))]).obstime.shape == (2,)


@pytest.mark.parametrize("motion", [0.0, -7.5])
def test_galactic_targets_are_a_galactic_vector(motion: float) -> None:
    targets = galactic_targets(pm_l=motion)
    vector = sky_coords(targets)
    assert vector.frame.name == "galactic"
    assert_vector_is_each(vector, targets)
    own = [one.reference_coordinate.l for one in targets]
    assert list(vector.l.deg) == pytest.approx(own, abs=1e-12)


def test_icrs_and_galactic_targets_are_one_vector_in_icrs_in_their_order() -> None:
    for targets in (
        [*plain_targets(), *galactic_targets()],
        [*moving_targets(), *galactic_targets(pm_l=30.0, pm_b=-4.0)],
        [*moving_targets(), *galactic_targets()],
        [*plain_targets(), *galactic_targets(pm_b=12.0)],
    ):
        random.Random(4).shuffle(targets)
        vector = sky_coords(targets)
        assert vector.frame.name == "icrs"
        assert_vector_is_each(vector, targets)


def test_galactic_motion_in_a_mixture_is_astropys_own() -> None:
    there = pdm.GalacticCoordinates(l=30, b=40, pm_l=50.0, pm_b=-20.0)
    vector = sky_coords([target(icrs()), target(there)])
    own = SkyCoord(
        Galactic(
            30 * units.deg,
            40 * units.deg,
            pm_l_cosb=50 * MAS_PER_YEAR,
            pm_b=-20 * MAS_PER_YEAR,
        )
    ).icrs
    assert vector[1].pm_ra_cosdec.value == pytest.approx(own.pm_ra_cosdec.value, abs=1e-9)
    assert vector[1].pm_dec.value == pytest.approx(own.pm_dec.value, abs=1e-9)


def test_grounded_targets_alone_are_a_vector_to_the_ground() -> None:
    targets = [target(pdm.AltAzCoordinates(az=az, el=80.0)) for az in (10.0, 350.0)]
    vector = sky_coords(targets)
    assert vector.frame.name == "altaz"
    assert (list(vector.az.deg), list(vector.alt.deg)) == ([10.0, 350.0], [80.0, 80.0])
    assert sky_coords(targets, TIME, LOW).frame.name == "icrs"


def test_no_targets_are_an_empty_vector() -> None:
    for arguments in ((), (TIME, LOW)):
        vector = sky_coords([], *arguments)
        assert (vector.frame.name, vector.shape) == ("icrs", (0,))


@pytest.mark.usefixtures("astropys_own")
def test_in_a_mixture_everything_is_where_it_is_seen_then() -> None:
    mixture = [
        icrs(),
        pdm.GalacticCoordinates(l=0, b=0),
        body("Mars"),
        pdm.AltAzCoordinates(az=180.0, el=45.0),
        pdm.ICRSCoordinates(**BARNARD),
    ]
    vector = sky_coords([target(one) for one in mixture], TIME, LOW)
    assert (vector.frame.name, vector.shape) == ("icrs", (5,))
    assert vector[0].separation(icrs().to_sky_coord()) < MICROARCSECOND
    assert vector[1].separation(SkyCoord(0, 0, unit="deg", frame="galactic")) < MICROARCSECOND
    mars = body("Mars").to_sky_coord(TIME, LOW)
    # GCRS to ICRS of a direction is the aberration of light: twenty arc seconds.
    offset = vector[2].separation(SkyCoord(mars.ra, mars.dec))
    assert 1 * units.arcsec < offset < 30 * units.arcsec
    assert vector[3].dec.deg == pytest.approx(LOW.lat.deg - 45, abs=0.3)
    years = TIME.tdb.jyear - 2000
    then = icrs(BARNARD["ra_str"], BARNARD["dec_str"]).to_sky_coord()
    east, north = then.spherical_offsets_to(vector[4])
    assert east.arcsec == pytest.approx(-0.79858 * years, abs=0.05)
    assert north.arcsec == pytest.approx(10.32812 * years, abs=0.05)


@pytest.mark.usefixtures("astropys_own")
def test_motion_without_distance_goes_on_without_a_warning() -> None:
    star = target(icrs("12:00:00", "0:00:00", pm_dec=1000.0, epoch=2012.0))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        vector = sky_coords([star, target(body("Venus"))], TIME, LOW)
    assert vector[0].dec.arcsec == pytest.approx(TIME.tdb.jyear - 2012, abs=1e-6)


def test_what_is_needed_is_said_with_the_target() -> None:
    mars, drift = target(body("Mars"), "mars"), target(pdm.AltAzCoordinates(az=0, el=80), "up")
    text = "the special target 'mars' has no fixed place on the sky: give obstime"
    with pytest.raises(ValueError, match=sentence(text)):
        mars.to_sky_coord()
    with pytest.raises(ValueError, match=sentence(text)):
        mars.pointings(location=LOW)
    for arguments in ((), (TIME,), (None, LOW)):
        with pytest.raises(ValueError, match=sentence(f"{text} and location")):
            sky_coords([target(icrs()), mars, drift], *arguments)
    text = "the altaz target 'up' has no fixed place on the sky: give obstime and location"
    with pytest.raises(ValueError, match=sentence(text)):
        sky_coords([target(icrs()), drift, mars])
    text = "the special target 'Mars' has no fixed place on the sky: give obstime"
    with pytest.raises(ValueError, match=sentence(text)):
        target(body("Mars"), "", name="Mars").to_sky_coord()


def test_a_satellite_has_no_direction() -> None:
    iss = target(pdm.TLECoordinates(name="ISS", **TLE_LINES), "iss")
    text = (
        "the tle target 'iss' has no sky coordinate: "
        "an orbit propagator is not part of this package"
    )
    assert not hasattr(iss.reference_coordinate, "to_sky_coord")
    for arguments in ((), (TIME, LOW)):
        with pytest.raises(ValueError, match=sentence(text)):
            iss.to_sky_coord(*arguments)
        with pytest.raises(ValueError, match=sentence(text)):
            iss.pointings(*arguments)
        with pytest.raises(ValueError, match=sentence(text)):
            sky_coords([target(icrs()), target(body("Mars")), iss], *arguments)


def test_directions_leave_no_trace_on_the_objects() -> None:
    one = target(icrs(pm_ra=1.0))
    before = one.model_dump_json()
    one.to_sky_coord()
    one.pointings()
    sky_coords([one])
    assert one.model_dump_json() == before
    assert one == target(icrs(pm_ra=1.0))
