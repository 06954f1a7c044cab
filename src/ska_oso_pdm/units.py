"""Sizes of units: how much one of each is, for numbers that a document writes with their unit.

The spellings are those of the schema `quantity`, in its order, and their exact sizes are in
`units.json`, which programs in other languages read too; a test compares them with Astropy's.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ska_oso_pdm.tables import table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

MILLISECONDS = {"s": 1e3, "ms": 1, "us": 1e-3, "ns": 1e-6, "min": 6e4, "h": 3.6e6, "d": 8.64e7}
"""Length of the units of time, in milliseconds."""

DEGREES = {
    "deg": 1.0,
    "arcmin": 1 / 60,
    "arcsec": 1 / 3600,
    "rad": math.degrees(1),
    "hourangle": 15.0,
    "mas": 1 / 3.6e6,
    "uas": 1 / 3.6e9,
    "mrad": math.degrees(1e-3),
}
"""Size of the units of angle, in degrees."""

HERTZ = {"Hz": 1.0, "kHz": 1e3, "MHz": 1e6, "GHz": 1e9}
"""Size of the units of frequency, in Hz."""

_DEGREES_IN_RADIAN = "57.29577951308232087679815481410517033240547"
_DIGITS = 15
_MICRO = str.maketrans({"\N{GREEK SMALL LETTER MU}": "u", "\N{MICRO SIGN}": "u", " ": None})


class Size(NamedTuple):
    """How much one of a unit is, exactly.

    Attributes:
        kind: what it measures, for example `length/time`; sizes of one kind can be compared.
        factor: how many of the unit that its kind is counted in.
        in_radians: whether the kind is counted in degrees and the factor in radians.
    """

    kind: str
    factor: Fraction
    in_radians: bool = False

    def amount(self, number: float) -> Fraction:
        """Give how much a number of this unit is, in the unit that its kind is counted in.

        A number counts as the decimal one that it is written as, so that 1.4 GHz are exactly
        1400 MHz. Radians are turned into degrees, to 15 digits.
        """
        from decimal import Context, Decimal
        from fractions import Fraction

        amount = Fraction(str(number)) * self.factor
        if not self.in_radians:
            return amount
        over, under = (amount * Fraction(_DEGREES_IN_RADIAN)).as_integer_ratio()
        return Fraction(Context(prec=_DIGITS).divide(Decimal(over), Decimal(under)))


@cache
def size_of(unit: str) -> Size | None:
    """Give the exact size of a unit in any of its spellings; None for a unit not known here."""
    return compound([_size_of_factor(name) for name in unit.translate(_MICRO).split("/")])


def compound(sizes: Sequence[Size | None]) -> Size | None:
    """Give the size of one unit, or of one divided by another; None where either is not known."""
    match sizes:
        case [Size() as size]:
            return size
        case [Size() as over, Size(in_radians=False) as under]:
            kind = f"{over.kind}/{under.kind}"
            return Size(kind, over.factor / under.factor, over.in_radians)
    return None


def _size_of_factor(name: str) -> Size | None:
    from fractions import Fraction

    radians, sizes_by_kind = _sizes()
    if name in radians:
        return Size("angle", Fraction(radians[name]), in_radians=True)
    for kind, sizes in sizes_by_kind.items():
        if name in sizes:
            return Size(kind, Fraction(sizes[name]))
    return None


@cache
def _sizes() -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Give the sizes in radians, and the others by their kind."""
    read = table("units")
    return read["radians"], read["sizes"]


def megahertz(frequency: float) -> str:
    """Write a frequency in Hz for people."""
    return f"{frequency / HERTZ['MHz']:.10g} MHz"
