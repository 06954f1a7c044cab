"""Angles keep their value, whatever they are written in."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest

from ska_oso_pdm.migrations.parts.angles import PI, degrees, degrees_text, hours_text
from tests.migrations.steps import doubts, taken

MICROARCSECOND = Decimal(1) / 3600 / 10**6


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("12:30:00", "hourangle", "187.5"),
        ("12h30m00s", "hourangle", "187.5"),
        ("12 30 00.0", "hourangle", "187.5"),
        ("-30:15:00", "deg", "-30.25"),
        ("-00:15:00", "deg", "-0.25"),
        ("-30d15m", "deg", None),
        ("+30d15'00\"", "deg", "30.25"),
        ("7.5", "hourangle", "112.5"),
        (7.5, "hourangle", "112.5"),
        (250, "deg", "250"),
        (0.1, "deg", "0.1"),
        ("10:00:00", "deg", "10"),
        (1, "arcmin", str(1 / Decimal(60))),
        (True, "deg", None),
        (float("inf"), "deg", None),
        ("12:60:00", "hourangle", None),
        ("12:30", "hourangle", None),
        ("", "deg", None),
        (None, "deg", None),
        (1, "furlong", None),
        ("9" * 1000, "deg", None),
    ],
)
def test_angles_are_read_exactly(value: object, unit: str, expected: str | None) -> None:
    found = degrees(value, unit)
    assert found == (None if expected is None else Decimal(expected))


def test_radians() -> None:
    found = degrees(1.5, "rad")
    assert found is not None
    assert abs(found - Decimal("1.5") * 180 / PI) < Decimal("1e-20")


@pytest.mark.parametrize(
    ("angle", "hours", "degs"),
    [
        ("250", "16:40:00.0", "+250:00:00.0"),
        ("-30", "22:00:00.0", "-30:00:00.0"),
        ("-0.25", "23:59:00.0", "-00:15:00.0"),
        ("0", "00:00:00.0", "+00:00:00.0"),
        ("360", "00:00:00.0", "+360:00:00.0"),
        ("0.1", "00:00:24.0", "+00:06:00.0"),
        ("6.02233", "00:24:05.3592", "+06:01:20.388"),
    ],
)
def test_angles_are_written_in_full(angle: str, hours: str, degs: str) -> None:
    assert hours_text(Decimal(angle)) == hours
    assert degrees_text(Decimal(angle)) == degs


def test_random_angles_come_back_to_a_microarcsecond() -> None:
    random = Random(20261121)
    for _ in range(2000):
        value = random.choice([random.uniform(-90, 90), round(random.uniform(-90, 90), 3)])
        exact = Decimal(repr(value))
        back = degrees(degrees_text(exact), "deg")
        assert back is not None
        assert abs(back - exact) < MICROARCSECOND
        turned = degrees(hours_text(exact), "hourangle")
        assert turned is not None
        assert abs((turned - exact + 180) % 360 - 180) < MICROARCSECOND


def test_agrees_with_astropy() -> None:
    from astropy.coordinates import Angle

    random = Random(7)
    for _ in range(200):
        value = random.uniform(0, 360)
        text = hours_text(Decimal(repr(value)))
        assert abs(Angle(text, unit="hourangle").deg - value) < 1e-11


@pytest.mark.parametrize(("start", "end"), [("0.4", "0.3"), ("0.7", "1.0")])
@pytest.mark.parametrize(("el", "unit"), [(15, "hourangle"), (-1.6, "rad")])
def test_an_elevation_beyond_the_zenith_is_none(start: str, end: str, el: float, unit: str) -> None:
    coordinate = {
        "kind": "horizontal",
        "az": 1,
        "el": el,
        "reference_frame": "altaz",
        "unit": [unit, unit],
    }
    found = doubts(taken({"targets": [{"reference_coordinate": coordinate}]}, start, end))
    assert "targets/0/reference_coordinate/el" in [place for place, *_ in found]
    assert all(reason.startswith("it is no angle") for *_, reason in found)
