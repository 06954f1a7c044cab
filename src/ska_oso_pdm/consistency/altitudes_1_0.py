"""Rules about the altitudes that targets of blocks of layout 1.0 reach.

Declination and latitude suffice, so that only what the document says in ICRS or in altitude itself
is judged: a Galactic position, a body of the solar system and a satellite are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ska_oso_pdm.consistency.angles import degrees, sexagesimal, spell
from ska_oso_pdm.consistency.rule import Found, rule, select
from ska_oso_pdm.consistency.telescopes import NAMES
from ska_oso_pdm.limits import Range, extent, number
from ska_oso_pdm.phrases import show
from ska_oso_pdm.pointers import Place

_TARGET = "/targets/*/reference_coordinate"
_ALTITUDE = "/observing_constraints/altitude"
_LATITUDES = {"ska_mid": "mid-latitude", "MeerKAT": "mid-latitude", "ska_low": "low-latitude"}
_LIMITS = ("mid-latitude", "low-latitude", "altitude", "culmination-tolerance")


class _Path(NamedTuple):
    """The altitudes of a target in a day.

    Attributes:
        place: where the document says what decides them.
        least: the lowest, in degrees.
        greatest: the highest.
        telescope: for which that is; None where the altitude itself is given.
    """

    place: Place
    least: float
    greatest: float
    telescope: str | None

    @property
    def says(self) -> str:
        """The beginning of a sentence about them."""
        if self.telescope is None:
            return f"the target stands {show(self.least)} deg high"
        site = NAMES.get(self.telescope, self.telescope)
        return (
            f"the target is between {self.least:.1f} deg and {self.greatest:.1f} deg high at {site}"
        )

    @property
    def remedy(self) -> str:
        """What to correct, where they are wrong."""
        return "correct the declination, or the telescope" if self.telescope else "correct it"


def _paths(block: Any) -> Iterator[_Path]:
    """Yield the altitudes of each target of which they are known."""
    telescope = block.get("telescope")
    latitude = number(_LATITUDES[telescope]) if telescope else 0.0
    zenith = extent("altitude").greatest
    for place, coordinate in select(block, _TARGET):
        if coordinate["kind"] == "altaz":
            yield _Path((*place, "el"), coordinate["el"], coordinate["el"], None)
        elif coordinate["kind"] == "icrs" and telescope:
            dec = sexagesimal(coordinate["dec_str"])
            least, greatest = abs(latitude + dec) - zenith, zenith - abs(latitude - dec)
            yield _Path((*place, "dec_str"), least, greatest, telescope)


@rule(
    "target-never-rises",
    "error",
    "A target rises above the horizon of the telescope. Judged are positions in ICRS, by their "
    "declination, and in altitude.",
    reads=("/telescope", f"{_TARGET}/dec_str", f"{_TARGET}/el"),
    limits=_LIMITS,
)
def target_rises(block: Any) -> Found:
    for path in _paths(block):
        if not _rises(path):
            yield path.place, f"{path.says}, so that it never rises; {path.remedy}"


@rule(
    "target-outside-altitudes",
    "error",
    "A target comes into the range of altitude that is asked for. Judged are positions in ICRS, "
    "by their declination, and in altitude.",
    reads=(
        "/telescope",
        f"{_TARGET}/dec_str",
        f"{_TARGET}/el",
        f"{_ALTITUDE}/min",
        f"{_ALTITUDE}/max",
    ),
    limits=_LIMITS,
)
def target_in_altitudes(block: Any) -> Found:
    tolerance = number("culmination-tolerance")
    for _, asked in select(block, _ALTITUDE):
        low, high = (_limit(asked, key) for key in ("min", "max"))
        for path in filter(_rises, _paths(block)):
            if low and path.greatest < degrees(low) - tolerance:
                what = f'above the {spell(low)} of "min"'
                remedy = 'lower "min"'
            elif high and path.least > degrees(high) + tolerance:
                what = f'below the {spell(high)} of "max"'
                remedy = 'raise "max"'
            else:
                continue
            yield (
                path.place,
                f"{path.says}, never {what} in /observing_constraints/altitude; "
                f"{remedy}, or {path.remedy}",
            )


def _rises(path: _Path) -> bool:
    return path.greatest >= extent("altitude").least - number("culmination-tolerance")


def _limit(asked: Any, key: str) -> Any:
    """Give a limit of the altitude; None where there is none, or it is itself out of range."""
    limit = asked.get(key)
    allowed: Range = extent("altitude")
    return limit if limit is not None and degrees(limit) in allowed else None


RULES = (target_rises, target_in_altitudes)
