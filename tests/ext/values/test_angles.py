"""Positions of the layouts 0.4 to 0.7, which are sexagesimal text or numbers."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import ValidationError

import ska_oso_pdm
from ska_oso_pdm.ext.values import angles
from ska_oso_pdm.generated.v0_4 import sbd
from tests.samples import ROOT, parsed

LAYOUTS = ("0.4", "0.5", "0.6", "0.7")


def coordinate(ra: Any, dec: Any) -> sbd.EquatorialCoordinates:
    return sbd.EquatorialCoordinates(
        ra=ra, dec=dec, reference_frame="icrs", unit=["hourangle", "deg"]
    )


@pytest.mark.parametrize("version", LAYOUTS)
def test_the_patterns_are_those_of_every_schema(version: str) -> None:
    definitions = parsed(ROOT / "schemas" / version / "sbd.json")["$defs"]
    assert definitions["RightAscension"]["pattern"] == angles.RIGHT_ASCENSION
    assert definitions["Declination"]["pattern"] == angles.DECLINATION


@pytest.mark.parametrize(
    ("ra", "dec"),
    [
        ("16:51:07.98", "+04:59:35.54"),
        ("16 51 07.98", "-00 59 35.54"),
        (250, -30),
        (250.0, -30.5),
        (0, 90),
        (360.0, -90.0),
        ("23:59:59.9", "-90:00:00"),
    ],
)
def test_texts_and_numbers_stay_what_they_are(ra: Any, dec: Any) -> None:
    made = coordinate(ra, dec)
    assert (made.ra, made.dec) == (ra, dec)
    assert type(made.ra) is type(ra)
    written = json.loads(ska_oso_pdm.dumps(made))
    assert json.dumps([written["ra"], written["dec"]]) == json.dumps([ra, dec])


@pytest.mark.parametrize(
    ("ra", "dec"),
    [
        ("24:00:00", 0),
        ("16-51-07", 0),
        ("16  51 07", 0),
        ("250.0", 0),
        (360.5, 0),
        (-0.5, 0),
        (True, 0),
        (None, 0),
        (float("nan"), 0),
        (0, "-90:00:01"),
        (0, "12d30m"),
        (0, 90.5),
        (0, -91),
    ],
)
def test_other_positions_are_refused(ra: Any, dec: Any) -> None:
    with pytest.raises(ValidationError):
        coordinate(ra, dec)
