"""Sizes of units, held against Astropy's and against the spellings that schemas allow."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from astropy import units as u

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.units import size_of

BASES = {
    "time": u.s,
    "angle": u.deg,
    "frequency": u.Hz,
    "length/time": u.m / u.s,
    "angle/time": u.deg / u.s,
    "flux density": u.Jy,
    "flux density/beam": u.Jy / u.beam,
    "temperature": u.K,
    "pixel": u.pix,
}


def _spellings() -> Iterator[str]:
    """Yield every unit that an enum of a schema allows, in all versions."""
    for version in dict.fromkeys(known.version for known in registry.documents()):
        for schema in registry.schemas_of(version).values():
            for name, part in schema.get("$defs", {}).items():
                if name.endswith(("Unit", "Units")) and "enum" in part:
                    yield from part["enum"]


SPELLINGS = sorted(set(_spellings()) - {""})


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("number", [1, 0.1, -3600, 1.4e9, 0])
def test_every_unit_of_a_schema_has_the_size_that_astropy_gives_it(
    spelling: str, number: float
) -> None:
    size = size_of(spelling)
    assert size is not None
    expected = (number * u.Unit(spelling)).to_value(BASES[size.kind])
    assert float(size.amount(number)) == pytest.approx(expected, rel=1e-14)


def test_there_are_spellings_of_every_kind() -> None:
    assert {size.kind for spelling in SPELLINGS if (size := size_of(spelling))} == set(BASES)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ((1, "km / s"), (1000, "m/s")),
        ((1.4, "GHz"), (1400.0, "MHz")),
        ((0.1, "deg"), (6, "arcmin")),
        ((1, "hourangle"), (15, "deg")),
        ((0.1, "s"), (100, "ms")),
        ((1, "μJy / beam"), (0.001, "mJy/beam")),
        ((180, "deg"), (3.141592653589793, "rad")),
        ((45, "deg"), (785.3981633974483, "mrad")),
        ((1e-320, "kHz"), (1e-317, "Hz")),
    ],
)
def test_equal_quantities_are_equal_exactly(a: Any, b: Any) -> None:
    sizes = size_of(a[1]), size_of(b[1])
    assert sizes[0]
    assert sizes[1]
    assert sizes[0].kind == sizes[1].kind
    assert sizes[0].amount(a[0]) == sizes[1].amount(b[0])


def test_what_differs_in_the_last_digit_differs() -> None:
    size = size_of("GHz")
    assert size
    assert size.amount(1.4) == Fraction(1_400_000_000)
    assert size.amount(1.4) != size.amount(1.4000000000000001e0 + 2.3e-16)


def test_radians_beyond_a_double_have_a_size_too() -> None:
    size = size_of("rad / s")
    assert size
    assert size.amount(1e308) > 10**309


@pytest.mark.parametrize("spelling", ["", "parsec", "m/", "/s", "m/s/s", "s/rad", "MHZ", "arcsec²"])
def test_other_units_have_none(spelling: str) -> None:
    assert size_of(spelling) is None
