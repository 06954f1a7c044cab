"""Directions of coordinates that say their unit, and of the targets of 2020."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest
from astropy import units
from astropy.coordinates import FK5, EarthLocation, SkyCoord
from astropy.time import Time

import ska_oso_pdm
from ska_oso_pdm.ext.sky.directions import to_icrs
from ska_oso_pdm.ext.sky.reference_coordinates import EquatorialMixin, HorizontalMixin
from ska_oso_pdm.generated.v0_0 import sbd as sbd_0_0
from ska_oso_pdm.generated.v0_2 import sbd as sbd_0_2
from ska_oso_pdm.generated.v0_3 import sbd as sbd_0_3
from tests.samples import ROOT

SITE = EarthLocation(lon=21.44 * units.deg, lat=-30.71 * units.deg, height=1050 * units.m)
TIME = Time("2023-03-21T20:00:00", scale="utc")
MICROARCSECOND = 1e-6 * units.arcsec

both = pytest.mark.parametrize("sbd", [sbd_0_2, sbd_0_3], ids=["0.2", "0.3"])


class Equatorial(EquatorialMixin, SimpleNamespace):
    """A coordinate of a later layout: numbers, and frames in small letters."""


class Horizontal(HorizontalMixin, SimpleNamespace):
    """A coordinate with any unit."""


@both
@pytest.mark.parametrize(
    ("ra", "dec"),
    [
        ("21:08:47.92", "-88:57:22.9"),
        ("00:00:00", "-00:30:00"),
        ("3:2:1.", "+0:0:0.5"),
        ("23:59:59.999999", "90:00:00"),
    ],
)
@pytest.mark.parametrize("frame", ["ICRS", "FK5"])
def test_equatorial_text_is_in_hours_and_degrees(sbd: Any, ra: str, dec: str, frame: str) -> None:
    made = sbd.EquatorialCoordinates(
        ra=ra, dec=dec, reference_frame=frame, unit=("hourangle", "deg")
    )
    direction = made.to_sky_coord()
    own = SkyCoord(ra, dec, unit=("hourangle", "deg"), frame=frame.lower())
    assert direction.isscalar
    assert direction.frame.name == frame.lower()
    assert direction.separation(own) < MICROARCSECOND


@pytest.mark.parametrize(
    ("ra", "dec", "unit", "degrees"),
    [
        (83.633, 22.0145, ("deg", "deg"), (83.633, 22.0145)),
        (5.5, -0.5, ("hourangle", "deg"), (82.5, -0.5)),
        ("200:30:00", "-00:00:36", ("deg", "deg"), (200.5, -0.01)),
        (1, -0.5, ("rad", "rad"), (57.29577951308232, -28.64788975654116)),
    ],
)
@pytest.mark.parametrize("frame", ["icrs", "fk5"])
def test_later_layouts_have_numbers_other_units_and_frames_in_small_letters(
    ra: Any, dec: Any, unit: Any, degrees: tuple[float, float], frame: str
) -> None:
    direction = Equatorial(ra=ra, dec=dec, unit=unit, reference_frame=frame).to_sky_coord()
    assert direction.frame.name == frame
    assert (direction.ra.deg, direction.dec.deg) == pytest.approx(degrees, abs=1e-12)


def test_fk5_is_of_j2000() -> None:
    made = Equatorial(ra=83.633, dec=22.0145, unit=("deg", "deg"), reference_frame="fk5")
    frame = made.to_sky_coord().frame
    assert isinstance(frame, FK5)
    assert frame.equinox.jyear_str == "J2000.000"


@both
def test_horizontal_is_a_direction_to_the_ground(sbd: Any) -> None:
    made = sbd.HorizontalCoordinates(az=180, el=45.0, unit=("deg",))
    direction = made.to_sky_coord()
    assert direction.frame.name == "altaz"
    assert (direction.az.deg, direction.alt.deg) == (180.0, 45.0)
    # Due south at 45 degrees, the zenith is 45 degrees north of it.
    assert to_icrs(made.to_sky_coord(TIME, SITE)).dec.deg == pytest.approx(-30.71 - 45, abs=0.3)


def test_horizontal_is_converted_from_its_units() -> None:
    direction = Horizontal(az=0.5, el=45.0, unit=("rad", "deg")).to_sky_coord()
    assert (direction.az.rad, direction.alt.deg) == pytest.approx((0.5, 45.0))


@both
def test_a_planet_is_where_it_is_at_a_time(sbd: Any) -> None:
    mars = sbd.SolarSystemObject(name="mars")
    # Mars passed from Taurus to Gemini in the last week of March 2023.
    assert mars.to_sky_coord(TIME, SITE).get_constellation() == "Taurus"
    days = Time(["2023-03-21T20:00:00", "2023-03-22T20:00:00"], scale="utc")
    assert mars.to_sky_coord(days).shape == (2,)


def test_targets_of_2020_have_directions() -> None:
    core = sbd_0_0.SiderealTarget(RA="03:22:41.789", dec="-37:12:29.52")
    own = SkyCoord(core.RA, core.dec, unit=("hourangle", "deg"), frame="icrs")
    assert core.to_sky_coord().separation(own) < MICROARCSECOND
    assert sbd_0_0.Planet(name="Mars").to_sky_coord(TIME).get_constellation() == "Taurus"
    with pytest.raises(ValueError, match="the Earth has no direction as seen from the Earth"):
        sbd_0_0.Planet(name="earth").to_sky_coord(TIME)


def test_numbers_of_2020_have_quantities() -> None:
    block = ska_oso_pdm.load(ROOT / "examples" / "0.0" / "sbd-mid.json")
    assert block.scanDefinitions["flux calibrator"].scanDuration_quantity == 12.5 * units.s
    zoom = block.cspConfigurations[0].fsp[1]
    assert zoom.integrationTime_quantity == 1400 * units.ms
    assert zoom.zoomWindowTuning_quantity == 720 * units.MHz


@both
def test_a_new_pattern_is_one_pointing_on_the_coordinate(sbd: Any) -> None:
    assert sbd.PointingPattern().offsets().value.tolist() == [[0.0, 0.0]]


def test_a_document_of_2020_needs_no_label() -> None:
    found = {"fieldConfigurations": {}, "scanDefinitions": {}, "scanSequence": []}
    made = sbd_0_0.SBDefinition.model_validate(found)
    assert json.loads(ska_oso_pdm.dumps(made)) == {
        "interface": "https://schema.skao.int/ska-oso-pdm-sbd/0.0",
        **found,
    }
