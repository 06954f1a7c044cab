"""The pointings of pointing patterns."""

from __future__ import annotations

import json
import random
import re
from typing import Any

import numpy
import pytest
from astropy import units
from astropy.coordinates import AltAz, EarthLocation, SkyCoord
from astropy.time import Time

from ska_oso_pdm.generated.v1_0 import target as pdm

SITE = EarthLocation(lon=21.44 * units.deg, lat=-30.71 * units.deg, height=1050 * units.m)
TIME = Time("2022-04-26T20:00:00", scale="utc")

ICRS = pdm.ICRSCoordinates(ra_str="23:59:59.9", dec_str="-72:04:53.2")
DIRECTIONS: list[Any] = [
    ICRS,
    pdm.ICRSCoordinates(ra_str="1:0:0", dec_str="+80:0:0", pm_ra=900.0, parallax=700.0),
    pdm.GalacticCoordinates(l=0.001, b=60.0),
    pdm.GalacticCoordinates(l=123.0, b=-27.0, pm_b=5.0),
    pdm.AltAzCoordinates(az=359.9, el=70.0),
    pdm.SpecialCoordinates(name="Moon"),
]
CONTINUOUS: list[Any] = [pdm.RasterParameters, pdm.StarRasterParameters, pdm.SpiralParameters]


def mosaic(unit: str, *pairs: tuple[float, float]) -> pdm.PointedMosaicParameters:
    offsets = [pdm.CoordinatesOffset(x=x, y=y) for x, y in pairs]
    return pdm.PointedMosaicParameters(offsets=offsets, units=unit)


def pattern(*entries: Any) -> pdm.PointingPattern:
    """A pattern in which the last entry is active."""
    return pdm.PointingPattern(active=entries[-1].kind, parameters=list(entries))


def numbers(offsets: Any) -> list[list[float]]:
    assert offsets.unit == units.arcsec
    assert offsets.shape == (len(offsets), 2)
    return offsets.value.tolist()


SETTINGS: list[tuple[Any, list[list[float]]]] = [
    (pdm.SinglePointParameters(), [[0, 0]]),
    (pdm.SinglePointParameters(offset_x_arcsec=3.5, offset_y_arcsec=-2), [[3.5, -2]]),
    (mosaic("arcsec", (1, 2), (-3, 4), (1, 2)), [[1, 2], [-3, 4], [1, 2]]),
    (mosaic("arcmin", (1, 2), (-0.5, 0)), [[60, 120], [-30, 0]]),
    (mosaic("deg", (0.25, -1)), [[900, -3600]]),
    (mosaic("deg"), []),
    (pdm.FivePointParameters(offset_arcsec=5), [[0, 0], [5, 0], [-5, 0], [0, 5], [0, -5]]),
    (pdm.CrossScanParameters(offset_arcsec=7.5), [[7.5, 0], [-7.5, 0], [0, 7.5], [0, -7.5]]),
]


@pytest.mark.parametrize(("entry", "expected"), SETTINGS)
def test_a_pattern_has_the_offsets_of_its_active_entry(entry: Any, expected: Any) -> None:
    for found in (entry.sky_offsets(), pattern(entry).offsets()):
        assert found.shape == (len(expected), 2)
        assert found.dtype == float
        numpy.testing.assert_allclose(numbers(found), expected, atol=1e-9)
    others = [one for one, _ in SETTINGS if one.kind != entry.kind]
    among = pdm.PointingPattern(active=entry.kind, parameters=[*others, entry])
    assert numbers(among.offsets()) == numbers(entry.sky_offsets())


def test_a_new_pattern_and_one_left_out_are_one_pointing_on_the_target() -> None:
    document = {"reference_coordinate": {"kind": "icrs", "ra_str": "8:40:00", "dec_str": "0:0:0"}}
    read = pdm.Target.model_validate_json(json.dumps(document))
    for found in (pdm.PointingPattern(), read.pointing_pattern):
        assert numbers(found.offsets()) == [[0, 0]]
    pointings = read.pointings()
    assert pointings.shape == (1,)
    assert pointings[0].separation(read.to_sky_coord()).uas < 1
    read.reference_coordinate = ICRS
    read.pointing_pattern.parameters[0].offset_x_arcsec = 4.0
    assert numbers(read.pointing_pattern.offsets()) == [[4, 0]]


def test_offsets_left_out_of_a_document_are_zero() -> None:
    document = {"kind": "PointedMosaicParameters", "units": "arcmin", "offsets": [{"y": 1}, {}]}
    read = pdm.PointedMosaicParameters.model_validate_json(json.dumps(document))
    assert numbers(read.sky_offsets()) == [[0, 60], [0, 0]]


@pytest.mark.parametrize("continuous", CONTINUOUS)
def test_a_continuous_scan_has_no_list_of_pointings(continuous: Any) -> None:
    scan = continuous()
    text = f"the active pattern {scan.kind.value} scans continuously: it has no list of pointings"
    active = pattern(pdm.SinglePointParameters(), scan)
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        active.offsets()
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        pdm.Target(reference_coordinate=ICRS, pointing_pattern=active).pointings()
    active.active = pdm.PointingKind.SINGLE_POINT
    assert numbers(active.offsets()) == [[0, 0]]


def test_an_active_pattern_that_is_not_there_is_named_with_those_that_are() -> None:
    broken = pdm.PointingPattern(
        active="FivePointParameters",
        parameters=[pdm.SpiralParameters(), pdm.SinglePointParameters()],
    )
    text = (
        "the active pattern FivePointParameters is not among the parameters, "
        "which are for SpiralParameters, SinglePointParameters"
    )
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        broken.offsets()


@pytest.mark.usefixtures("astropys_own")
@pytest.mark.parametrize("coordinate", DIRECTIONS, ids=lambda one: one.kind.value)
def test_pointings_are_the_offsets_on_the_sky_in_the_frame_of_the_reference(
    coordinate: Any,
) -> None:
    made = random.Random(5)
    pairs = [(made.uniform(-3000, 3000), made.uniform(-3000, 3000)) for _ in range(20)]
    target = pdm.Target(
        reference_coordinate=coordinate, pointing_pattern=pattern(mosaic("arcsec", *pairs))
    )
    reference = target.to_sky_coord(TIME, SITE)
    pointings = target.pointings(TIME, SITE)
    assert pointings.shape == (20,)
    assert pointings.is_equivalent_frame(reference.frame)
    centre = SkyCoord(reference.realize_frame(reference.data.without_differentials()))
    x, y = centre.spherical_offsets_to(pointings)
    assert x.to_value("arcsec") == pytest.approx([x for x, _ in pairs], abs=1e-6)
    assert y.to_value("arcsec") == pytest.approx([y for _, y in pairs], abs=1e-6)
    assert pointings.transform_to(AltAz(obstime=TIME, location=SITE)).shape == (20,)


def test_an_offset_in_longitude_is_an_angle_on_the_sky() -> None:
    north = pdm.ICRSCoordinates(ra_str="6:00:00", dec_str="60:00:00")
    five = pattern(pdm.FivePointParameters(offset_arcsec=3.6))
    target = pdm.Target(reference_coordinate=north, pointing_pattern=five)
    pointings = target.pointings()
    # At declination 60 a step of 3.6 arc seconds on the sky is one of 7.2 in right ascension.
    assert pointings.ra.deg == pytest.approx([90, 90.002, 89.998, 90, 90], abs=1e-8)
    assert pointings.dec.deg == pytest.approx([60, 60, 60, 60.001, 59.999], abs=1e-7)


def test_pointings_to_the_ground_need_no_time() -> None:
    up = pdm.AltAzCoordinates(az=90.0, el=0.0)
    cross = pattern(pdm.CrossScanParameters(offset_arcsec=3600.0))
    pointings = pdm.Target(reference_coordinate=up, pointing_pattern=cross).pointings()
    assert pointings.frame.name == "altaz"
    assert pointings.az.deg == pytest.approx([91, 89, 90, 90])
    assert pointings.alt.deg == pytest.approx([0, 0, 1, -1], abs=1e-9)


@pytest.mark.parametrize("coordinate", DIRECTIONS, ids=lambda one: one.kind.value)
def test_an_empty_mosaic_points_nowhere(coordinate: Any) -> None:
    empty = pattern(mosaic("arcmin"))
    target = pdm.Target(reference_coordinate=coordinate, pointing_pattern=empty)
    assert target.pointings(TIME, SITE).shape == (0,)
