"""Coordinates change their kind and keep their place in the sky."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from ska_oso_pdm.migrations.engine.ledger import ANY, Allowed, Ledger
from ska_oso_pdm.migrations.engine.tree import leaves, plain, traced
from ska_oso_pdm.migrations.parts.coordinates import to_new_kind, to_old_kind

MICROARCSECOND = 1 / 3600 / 1e6
M83 = {"ra": "13:37:00.919", "dec": "-29:51:56.74"}
EQUATORIAL = {"kind": "equatorial", **M83, "reference_frame": "icrs", "unit": ["hourangle", "deg"]}
M83_NEW = {"ra_str": M83["ra"], "dec_str": M83["dec"]}
ICRS = {"kind": "icrs", **M83_NEW}


def new_kind(coordinate: dict[str, Any], **allowed: Any) -> tuple[Any, Ledger]:
    tree, ledger = traced(coordinate), Ledger(Allowed(**allowed))
    to_new_kind(tree, ledger)
    accounted = {origin for _, leaf in leaves(tree) for origin in leaf.origins}
    accounted |= {entry.place for entry in [*ledger.set_aside, *ledger.lost, *ledger.doubts]}
    assert accounted == {place for place, _ in leaves(traced(coordinate))}
    return plain(tree), ledger


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (EQUATORIAL, ICRS),
        ({**EQUATORIAL, "reference_frame": "ICRS"}, ICRS),
        ({**EQUATORIAL, "epoch": 2015.5}, {**ICRS, "epoch": 2015.5}),
        ({**EQUATORIAL, "ra": "13h37m00.919s"}, ICRS),
        (
            {**EQUATORIAL, "ra": 250.0, "dec": -30.5, "unit": ["deg", "deg"]},
            {"kind": "icrs", "ra_str": "16:40:00.0", "dec_str": "-30:30:00.0"},
        ),
        (
            {**EQUATORIAL, "ra": 250, "dec": 0.1, "unit": "deg"},
            {"kind": "icrs", "ra_str": "16:40:00.0", "dec_str": "+00:06:00.0"},
        ),
        (
            {**EQUATORIAL, "ra": "250:00:00", "dec": "+00:06:00", "unit": "deg, deg"},
            {"kind": "icrs", "ra_str": "16:40:00.0", "dec_str": "+00:06:00"},
        ),
        (
            {
                "kind": "horizontal",
                "az": 180.0,
                "el": 45,
                "reference_frame": "ALTAZ",
                "unit": ["deg"],
            },
            {"kind": "altaz", "az": 180.0, "el": 45},
        ),
        (
            {"kind": "horizontal", "az": "10.5", "el": 0.5, "unit": ["deg", "rad"]},
            {"kind": "altaz", "az": 10.5, "el": 28.64788975654116},
        ),
        ({"kind": "sso", "name": "mars"}, {"kind": "special", "name": "Mars"}),
        ({**ICRS, "reference_frame": "icrs"}, ICRS),
        (
            {"kind": "galactic", "l": 1.5, "b": 2, "reference_frame": "galactic", "unit": ["deg"]},
            {"kind": "galactic", "l": 1.5, "b": 2},
        ),
        (
            {"target_id": "beam", "reference_frame": "icrs", "ra_str": "1:2:3", "dec_str": "4:5:6"},
            {"kind": "icrs", "ra_str": "1:2:3", "dec_str": "4:5:6"},
        ),
        ({**EQUATORIAL, "ra": 360, "unit": "deg"}, {**ICRS, "ra_str": "00:00:00.0"}),
        ({**ICRS, "reference_frame": "ICRS"}, ICRS),
        ({"reference_frame": "ICRS", **M83_NEW}, ICRS),
        (
            {"kind": "galactic", "l": 0.5, "b": "-10", "unit": ["rad", "deg"]},
            {"kind": "galactic", "l": 28.64788975654116, "b": -10.0},
        ),
        (
            {
                "kind": "altaz",
                "az": 30,
                "el": 1,
                "reference_frame": "ALTAZ",
                "unit": ["deg", "rad"],
            },
            {"kind": "altaz", "az": 30, "el": 57.29577951308232},
        ),
        (ICRS, ICRS),
        ({"kind": 5, "ra": []}, {"kind": 5, "ra": []}),
    ],
)
def test_to_the_kinds_of_1_0(old: dict[str, Any], new: dict[str, Any]) -> None:
    found, ledger = new_kind(old)
    assert found == new
    assert not ledger.doubts
    assert new_kind(found)[0] == new


@pytest.mark.parametrize(
    ("old", "option", "reason"),
    [
        ({**EQUATORIAL, "reference_frame": "fk5"}, "fk5", "a position in FK5 is not one in ICRS"),
        (
            {"kind": "equatorial", "ra": 1.5, "dec": "1:2:3", "reference_frame": "icrs"},
            "angle-unit",
            "no unit says what the number counts",
        ),
        ({**EQUATORIAL, "ra": "noon"}, "", "it is no angle in hourangle"),
        ({**EQUATORIAL, "dec": "91:00:00"}, "", "it is no angle in deg"),
        (
            {**EQUATORIAL, "reference_frame": "b1950"},
            "",
            'the frame "b1950" is not one of these layouts',
        ),
        (
            {"kind": "equatorial", **M83, "unit": ["hourangle", "deg"]},
            "",
            "no frame says what its position refers to",
        ),
        ({**ICRS, "reference_frame": "fk5"}, "", "its kind says another frame"),
        ({"kind": "horizontal", "az": "north", "el": "1"}, "", "it is no angle"),
        ({"kind": "altaz", "az": 1, "el": 1, "unit": "feet"}, "", "it is no angle"),
        (
            {"kind": "horizontal", "az": 10, "el": "1"},
            "angle-unit",
            "no unit says what the number counts",
        ),
        ({**EQUATORIAL, "ra": "24:00:01"}, "", "it is no angle in hourangle"),
        ({**EQUATORIAL, "ra": -0.5}, "", "it is no angle in hourangle"),
        ({**EQUATORIAL, "ra": 360.5, "unit": "deg"}, "", "it is no angle in deg"),
        ({**M83_NEW, "reference_frame": "fk5"}, "fk5", "a position in FK5 is not one in ICRS"),
        (
            {"kind": "equatorial", **M83_NEW, "reference_frame": "fk5"},
            "fk5",
            "a position in FK5 is not one in ICRS",
        ),
        (
            {**M83_NEW, "reference_frame": "galactic"},
            "",
            'the frame "galactic" is not one of these layouts',
        ),
    ],
)
def test_what_is_doubtful(old: dict[str, Any], option: str, reason: str) -> None:
    _, ledger = new_kind(old)
    found = [*ledger.doubts, *ledger.pending.values()]
    assert {(doubt.option, doubt.reason) for doubt in found} == {(option, reason)}
    _, ledger = new_kind(old, loss=True)
    assert {lost.reason for lost in ledger.lost} == {reason}
    assert not ledger.doubts


@pytest.mark.parametrize("of_beam", [False, True])
def test_fk5_is_converted_as_astropy_does(of_beam: bool) -> None:
    from astropy.coordinates import FK5, SkyCoord

    old = {**(M83_NEW if of_beam else EQUATORIAL), "reference_frame": "FK5"}
    found, _ = new_kind(old, assume={"fk5": ""})
    place = SkyCoord(found["ra_str"], found["dec_str"], unit=("hourangle", "deg"), frame="icrs")
    expected = SkyCoord(
        M83["ra"], M83["dec"], unit=("hourangle", "deg"), frame=FK5(equinox="J2000")
    )
    assert place.separation(expected.icrs).deg < MICROARCSECOND


def test_a_number_without_unit_is_in_degrees_on_request() -> None:
    old = {"kind": "equatorial", "ra": 250, "dec": 30, "reference_frame": "icrs"}
    found, _ = new_kind(old, assume={ANY: ""})
    assert found == {"kind": "icrs", "ra_str": "16:40:00.0", "dec_str": "+30:00:00.0"}


def test_a_direction_without_unit_is_in_degrees_on_request() -> None:
    found, _ = new_kind({"kind": "horizontal", "az": 250, "el": 30}, assume={"angle-unit": ""})
    assert found == {"kind": "altaz", "az": 250, "el": 30}


def test_a_position_of_an_unknown_frame_is_lost_whole() -> None:
    for start in (M83_NEW, EQUATORIAL):
        found, _ = new_kind({**start, "reference_frame": "b1950"}, loss=True)
        assert found == {"kind": "icrs"}


def test_any_position_stays_to_a_microarcsecond() -> None:
    from astropy.coordinates import SkyCoord

    random = Random(63)
    for _ in range(100):
        units = random.choice([["deg", "deg"], ["hourangle", "deg"], ["rad", "rad"]])
        size = {"deg": 360, "hourangle": 24, "rad": 6.283185307179586}[units[0]]
        ra = random.uniform(0, size)
        dec = random.uniform(-1, 1) * (90 if units[1] == "deg" else 1.5707963)
        old = {**EQUATORIAL, "ra": ra, "dec": dec, "unit": units}
        found, ledger = new_kind(old)
        assert not ledger.doubts
        place = SkyCoord(found["ra_str"], found["dec_str"], unit=("hourangle", "deg"))
        assert place.separation(SkyCoord(ra, dec, unit=units)).deg < MICROARCSECOND


@pytest.mark.parametrize(
    ("new", "old"),
    [
        (ICRS, EQUATORIAL),
        ({**ICRS, "pm_ra": 0.0, "parallax": 0, "epoch": 2000.0}, {**EQUATORIAL, "epoch": 2000.0}),
        (
            {"kind": "altaz", "az": 1.5, "el": 2},
            {
                "kind": "horizontal",
                "az": 1.5,
                "el": 2,
                "reference_frame": "altaz",
                "unit": ["deg", "deg"],
            },
        ),
        ({"kind": "special", "name": "Mars"}, {"kind": "sso", "name": "Mars"}),
    ],
)
def test_to_the_kinds_before(new: dict[str, Any], old: dict[str, Any]) -> None:
    tree = traced(new)
    assert to_old_kind(tree, Ledger())
    assert plain(tree) == old


@pytest.mark.parametrize(
    "new", [{**ICRS, "pm_ra": 1.5}, {"kind": "galactic", "l": 1, "b": 2}, {"kind": "tle"}]
)
def test_what_the_kinds_before_cannot_say_stays(new: dict[str, Any]) -> None:
    tree = traced(new)
    assert not to_old_kind(tree, Ledger())
    assert plain(tree) == new
