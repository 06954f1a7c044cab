"""Directions on the sky: targets as `astropy.coordinates.SkyCoord`, one by one or as one vector."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from ska_oso_pdm.ext.sky.directions import (
    DEGREES_PER_HOUR,
    SolarSystemMixin,
    altaz,
    array,
    icrs,
    joined,
    sexagesimal,
    sexagesimals,
    to_icrs,
)

if TYPE_CHECKING:
    from astropy.coordinates import EarthLocation, SkyCoord
    from astropy.time import Time
    from astropy.utils.iers import IERS


class HasEquatorial(Protocol):
    @property
    def ra(self) -> str: ...
    @property
    def dec(self) -> str: ...


class HasCamelCaseEquatorial(Protocol):
    @property
    def RA(self) -> str: ...  # noqa: N802
    @property
    def dec(self) -> str: ...


class SiderealMixin:
    """The direction of a target that is fixed on the celestial sphere."""

    def to_sky_coord(self: HasEquatorial) -> SkyCoord:
        """Give the direction in the frame ICRS, as a scalar."""
        return icrs(sexagesimal(self.ra) * DEGREES_PER_HOUR, sexagesimal(self.dec))


class CamelCaseSiderealMixin:
    """The direction of a target of 2020 that is fixed on the celestial sphere."""

    def to_sky_coord(self: HasCamelCaseEquatorial) -> SkyCoord:
        """Give the direction in the frame ICRS, as a scalar."""
        return icrs(sexagesimal(self.RA) * DEGREES_PER_HOUR, sexagesimal(self.dec))


class PlanetMixin(SolarSystemMixin):
    """The direction of a planet, whose name is that of the target."""

    def _body(self: Any) -> str:
        name: str = self.target_name
        return name


def sky_coords(
    targets: Sequence[Any],
    obstime: Time | None = None,
    location: EarthLocation | None = None,
    *,
    iers_table: IERS | None = None,
) -> SkyCoord:
    """Give the directions of many targets as one vector, in the order of the targets.

    With a time and a place every target is where it is seen then, in ICRS. Without them sidereal
    targets give a vector in ICRS, and drift scans one in AltAz. Nothing is fetched, for any time.

    Args:
        targets: sidereal, drift-scan and planet targets.
        obstime: time of the observation, a scalar.
        location: place of the telescope.
        iers_table: as for `ska_oso_pdm.ext.sky.directions.to_icrs`.

    Raises:
        ValueError: when a time or a place is needed and missing; the text names the target.
    """
    kinds = {target.kind for target in targets}
    if kinds <= {"sidereal"}:
        ra = sexagesimals([target.ra for target in targets]) * DEGREES_PER_HOUR
        return icrs(ra, sexagesimals([target.dec for target in targets]))
    if obstime is None or location is None:
        if kinds == {"driftscan"}:
            az, el = array(t.az for t in targets), array(t.el for t in targets)
            return altaz(az, el, obstime, location)
        moving = next(target for target in targets if target.kind != "sidereal")
        raise ValueError(
            f"the {moving.kind} target {moving.target_id!r} has no fixed place on the sky: "
            "give obstime and location"
        )
    return joined(_seen_from(target, obstime, location, iers_table) for target in targets)


def _seen_from(
    target: Any, obstime: Time, location: EarthLocation, iers_table: IERS | None
) -> SkyCoord:
    """Give the direction in which a target is seen, in ICRS."""
    if target.kind == "sidereal":
        return target.to_sky_coord()
    if target.kind == "driftscan":
        return to_icrs(target.to_sky_coord(obstime, location), iers_table=iers_table)
    seen = target.to_sky_coord(obstime, location, iers_table=iers_table)
    return to_icrs(seen, iers_table=iers_table)
