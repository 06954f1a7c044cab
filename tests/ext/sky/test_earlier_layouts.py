"""Directions of targets before 1.0 are where Astropy finds them in the JSON."""

from __future__ import annotations

import re
from typing import Any

import pytest
from astropy import units
from astropy.coordinates import EarthLocation, SkyCoord, get_body
from astropy.time import Time

from ska_oso_pdm import convert, load
from ska_oso_pdm.ext.blocks.identifiers import items
from ska_oso_pdm.ext.sky.directions import to_icrs
from ska_oso_pdm.generated.v0_2 import sbd as sbd_0_2
from ska_oso_pdm.generated.v0_4 import sbd as sbd_0_4
from ska_oso_pdm.generated.v0_6 import sbd as sbd_0_6
from ska_oso_pdm.generated.v0_7 import sbd as sbd_0_7
from ska_oso_pdm.migrations import Allowed
from tests.ext.earlier import LAYOUTS, Block, blocks
from tests.ext.sky.positions import MICROARCSECOND, in_document, names_in, targets_in

SITE = EarthLocation(lon=21.44 * units.deg, lat=-30.71 * units.deg, height=1050 * units.m)
TIME = Time("2024-05-02T20:00:00", scale="utc")
BEYOND = "there is no direction beyond 90 degrees"
NOWHERE = f"{BEYOND}|the Earth has no direction as seen from the Earth"

every_layout = pytest.mark.parametrize("version", LAYOUTS)


def pairs(block: Block) -> list[tuple[Any, dict[str, Any]]]:
    """Give each target as an object and as JSON."""
    return list(zip(items(block.object, "target"), targets_in(block.document), strict=True))


def coordinate_in(target: dict[str, Any]) -> dict[str, Any]:
    return target.get("reference_coordinate", target)


MOTIONS = ("pm_ra", "pm_dec", "pm_l", "pm_b")


def points(target: Any) -> bool:
    """Tell whether a target has a direction; no schema rules out what has none."""
    try:
        target.to_sky_coord(TIME, SITE)
    except ValueError as error:
        if not re.search(NOWHERE, str(error)):
            raise
        return False
    return True


@pytest.mark.usefixtures("astropys_own")
@every_layout
def test_targets_are_where_astropy_finds_them(version: str) -> None:
    tried = 0
    for block in blocks(version):
        for target, found in pairs(block):
            if is_nowhere(coordinate_in(found)):
                assert not points(target), block.name
            else:
                assert_there(target, in_document(coordinate_in(found)), block.name)
                tried += 1
    assert tried


def is_nowhere(coordinate: dict[str, Any]) -> bool:
    """Tell, from the JSON, whether a latitude is none in its unit, or a body the Earth."""
    if "earth" in (str(coordinate.get(key)).lower() for key in ("name", "target_name")):
        return coordinate.get("kind", coordinate.get("type")) == "planet"
    latitude, unit = coordinate.get("dec", coordinate.get("el")), coordinate.get("unit") or ["deg"]
    if not isinstance(latitude, (int, float)):
        return unit[-1] != "deg" and latitude is not None
    return abs(latitude) > units.deg.to(unit[-1], 90) * (1 + 1e-12)


def assert_there(target: Any, expected: SkyCoord | str, name: str) -> None:
    if isinstance(expected, str):
        seen = target.to_sky_coord(TIME, SITE)
        own = get_body(expected, TIME, SITE)
        # Astropy's own frame is at a time in UTC.
        assert seen.cartesian.xyz.value == pytest.approx(own.cartesian.xyz.value, rel=1e-10), name
        return
    direction = target.to_sky_coord()
    assert direction.isscalar
    assert direction.frame.name == expected.frame.name, name
    plain = SkyCoord(direction.frame.realize_frame(direction.data.without_differentials()))
    assert plain.separation(expected) < MICROARCSECOND, name


@every_layout
def test_one_vector_is_each_target(version: str) -> None:
    for block in blocks(version):
        there = list(items(block.object, "target"))
        if not all(map(points, there)):
            with pytest.raises(ValueError, match=NOWHERE):
                block.object.sky_coords(TIME, SITE)
            continue
        vector = block.object.sky_coords(TIME, SITE)
        assert vector.shape == (len(there),)
        for index, (target, found) in enumerate(pairs(block)):
            if not any(coordinate_in(found).get(key) for key in MOTIONS):
                seen, own = to_icrs(target.to_sky_coord(TIME, SITE)), vector[index].icrs
                apart = SkyCoord(own.ra, own.dec).separation(SkyCoord(seen.ra, seen.dec))
                assert apart < MICROARCSECOND, block.name


@every_layout
def test_directions_are_those_of_what_the_block_becomes(version: str) -> None:
    """FK5 becomes ICRS by the transformation that Astropy has."""
    tried = 0
    for block in blocks(version):
        done = convert(block.document, allowed=Allowed({"fk5": ""}))
        if done.document is None:
            continue  # nothing decides it
        old = dict(zip(names_in(block.document), items(block.object, "target"), strict=True))
        for target in load(done.document).targets:
            if names_in(block.document).count(target.target_id) == 1:
                before = old[target.target_id].to_sky_coord(TIME, SITE)
                after = target.to_sky_coord(TIME, SITE)
                assert before.transform_to(after.frame).separation(after) < MICROARCSECOND
                tried += 1
    assert tried


@pytest.mark.parametrize("sbd", [sbd_0_4, sbd_0_6, sbd_0_7], ids=["0.4", "0.6", "0.7"])
@pytest.mark.parametrize(
    ("ra", "dec", "unit", "degrees"),
    [
        ("05 23 34.6", "-69 45 22", ("hourangle", "deg"), (80.89416666666666, -69.75611111111111)),
        ("5:23 34.6", "-0 0:36", ("hourangle", "deg"), (80.89416666666666, -0.01)),
        (1.5, -0.25, ("rad", "rad"), (85.94366926962348, -14.32394487827058)),
        (20.5, 1.5, ("hourangle", "hourangle"), (307.5, 22.5)),
        (359.5, 90.0, ("deg", "deg"), (359.5, 90.0)),
    ],
)
def test_every_spelling_of_an_equatorial_position_is_read(
    sbd: Any, ra: Any, dec: Any, unit: Any, degrees: tuple[float, float]
) -> None:
    made = sbd.EquatorialCoordinates(ra=ra, dec=dec, reference_frame="fk5", unit=unit)
    direction = made.to_sky_coord()
    assert (direction.ra.deg, direction.dec.deg) == pytest.approx(degrees, abs=1e-12)


def test_an_angle_beyond_a_pole_is_named_and_is_no_direction() -> None:
    with pytest.raises(ValueError, match="^7 in the unit 'hourangle' is 105 degrees, and there is"):
        sbd_0_6.HorizontalCoordinates(az=1, el=7, unit=("deg", "hourangle")).to_sky_coord()
    made = sbd_0_6.EquatorialCoordinates(
        ra=1, dec=-2.0, reference_frame="icrs", unit=("deg", "rad")
    )
    whole = re.escape(
        "-2.0 in the unit 'rad' is -114.591559 degrees, and there is no direction beyond 90 "
        "degrees; correct the angle or its unit"
    )
    with pytest.raises(ValueError, match=f"^{whole}$"):
        made.to_sky_coord()


def test_azimuth_and_elevation_have_quantities_in_their_units() -> None:
    old = sbd_0_2.HorizontalCoordinates(az=180, el=45.5, unit=("deg",))
    assert (old.az_quantity, old.el_quantity) == (180 * units.deg, 45.5 * units.deg)
    new = sbd_0_6.HorizontalCoordinates(az=0.5, el=45.5, unit=("rad", "deg"))
    assert (new.az_quantity, new.el_quantity) == (0.5 * units.rad, 45.5 * units.deg)


@pytest.mark.parametrize("sbd", [sbd_0_2, sbd_0_4, sbd_0_6], ids=["0.2", "0.4", "0.6"])
def test_targets_say_what_they_need(sbd: Any) -> None:
    name = next(iter(sbd.SolarSystemObjectName))
    body = sbd.Target(target_id="b", reference_coordinate=sbd.SolarSystemObject(name=name))
    with pytest.raises(
        ValueError, match="^the sso target 'b' has no fixed place on the sky: give obstime$"
    ):
        body.to_sky_coord()
    assert body.to_sky_coord(TIME, SITE).frame.name == "gcrs"
    unit = ("deg",) if sbd is sbd_0_2 else ("deg", "deg")
    up = sbd.HorizontalCoordinates(az=0, el=80, unit=unit)
    ground = sbd.Target(target_id="g", reference_coordinate=up)
    assert ground.to_sky_coord().frame.name == "altaz"
    block = sbd.SBDefinition(targets=[ground, body])
    with pytest.raises(ValueError, match="^the horizontal target 'g' has no fixed place on the "):
        block.sky_coords()
    assert sbd.SBDefinition(targets=[ground]).sky_coords().alt.deg == pytest.approx([80])
    assert block.sky_coords(TIME, SITE).frame.name == "icrs"


@pytest.mark.parametrize("sbd", [sbd_0_2, sbd_0_4], ids=["0.2", "0.4"])
def test_a_target_points_as_its_pattern_says(sbd: Any) -> None:
    place = sbd.EquatorialCoordinates(
        ra="06:00:00", dec="60:00:00", reference_frame="FK5" if sbd is sbd_0_2 else "fk5",
        unit=("hourangle", "deg"),
    )  # fmt: skip
    five = sbd.PointingPattern(
        active="FivePointParameters", parameters=[sbd.FivePointParameters(offset_arcsec=3.6)]
    )
    found = sbd.Target(reference_coordinate=place, pointing_pattern=five).pointings()
    assert found.frame.name == "fk5"
    assert found.ra.deg == pytest.approx([90, 90.002, 89.998, 90, 90], abs=1e-8)
    assert found.dec.deg == pytest.approx([60, 60, 60, 60.001, 59.999], abs=1e-7)
    alone = sbd.Target(reference_coordinate=place).pointings()
    assert alone.shape == (1,)
    assert alone[0].separation(place.to_sky_coord()) < MICROARCSECOND


@pytest.mark.parametrize("version", ["0.5", "0.6", "0.7"])
def test_tied_array_beams_have_directions(version: str) -> None:
    tried = 0
    for block in blocks(version):
        for target, found in pairs(block):
            if (beams := target.tied_array_beams) is None:
                continue
            for key in ("pst_beams", "pss_beams", "vlbi_beams"):
                told = (found["tied_array_beams"] or {}).get(key) or ()
                for beam, one in zip(getattr(beams, key), told, strict=True):
                    assert_there(beam.beam_coordinate, in_document(one["beam_coordinate"]), key)
                    tried += 1
    assert tried


def test_a_vector_is_in_icrs_unless_all_are_galactic() -> None:
    fk5 = sbd_0_6.EquatorialCoordinates(
        ra=83.6, dec=22.0, reference_frame="fk5", unit=("deg", "deg")
    )
    galactic = sbd_0_6.GalacticCoordinates(l=30, b=-10)
    for kinds, frame in (
        ([fk5, fk5], "icrs"), ([galactic, galactic], "galactic"), ([galactic, fk5], "icrs"),
    ):  # fmt: skip
        block = sbd_0_6.SBDefinition(
            targets=[sbd_0_6.Target(reference_coordinate=kind) for kind in kinds]
        )
        vector = block.sky_coords()
        assert vector.frame.name == frame
        for direction, kind in zip(vector, kinds, strict=True):
            assert direction.separation(kind.to_sky_coord()) < MICROARCSECOND
