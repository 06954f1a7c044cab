"""Coordinates of the layouts 0.2 to 0.7 that say their unit, as `astropy.coordinates.SkyCoord`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from ska_oso_pdm.ext.sky.directions import altaz, sexagesimal

if TYPE_CHECKING:
    from astropy.coordinates import EarthLocation, SkyCoord
    from astropy.time import Time


class HasEquatorial(Protocol):
    @property
    def ra(self) -> str | float: ...
    @property
    def dec(self) -> str | float: ...
    @property
    def reference_frame(self) -> str: ...
    @property
    def unit(self) -> Sequence[str]: ...


class HasHorizontal(Protocol):
    @property
    def az(self) -> float: ...
    @property
    def el(self) -> float: ...
    @property
    def unit(self) -> Sequence[str]: ...


class EquatorialMixin:
    """The direction of an equatorial coordinate."""

    def to_sky_coord(self: HasEquatorial) -> SkyCoord:
        """Give the direction in the frame of the coordinate, ICRS or FK5 (J2000), as a scalar."""
        from astropy import units
        from astropy.coordinates import FK5, ICRS, SkyCoord

        ra, dec = _degrees(self.ra, self.unit[0]), _degrees(self.dec, self.unit[-1])
        frame = {"icrs": ICRS, "fk5": FK5}[str(self.reference_frame).lower()]
        return SkyCoord(frame(ra << units.deg, dec << units.deg))


class HorizontalMixin:
    """The direction of a coordinate that is fixed to the ground."""

    def to_sky_coord(
        self: HasHorizontal,
        obstime: Time | None = None,
        location: EarthLocation | None = None,
    ) -> SkyCoord:
        """Give the direction in the frame AltAz, as a scalar.

        With time and place, `ska_oso_pdm.ext.sky.directions.to_icrs` gives it in ICRS, for any
        time and without network, which Astropy's `.icrs` does not.

        Args:
            obstime: time of the observation.
            location: place of the telescope.
        """
        az, el = _degrees(self.az, self.unit[0]), _degrees(self.el, self.unit[-1])
        return altaz(az, el, obstime, location)


def _degrees(value: str | float, unit: str) -> float:
    """Convert a number, or sexagesimal text, to degrees from a unit in Astropy's spelling."""
    from astropy import units

    number = sexagesimal(value) if isinstance(value, str) else value
    degrees: float = (number * units.Unit(str(unit))).to_value(units.deg)
    return degrees
