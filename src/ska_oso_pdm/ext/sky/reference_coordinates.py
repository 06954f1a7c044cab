"""Coordinates of the layouts 0.2 to 0.7 that say their unit, as `astropy.coordinates.SkyCoord`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from ska_oso_pdm.ext.sky.columns import columns, fixed
from ska_oso_pdm.ext.sky.directions import Place, altaz, array, sexagesimal
from ska_oso_pdm.units import DEGREES

if TYPE_CHECKING:
    from astropy.coordinates import EarthLocation, SkyCoord
    from astropy.time import Time
    from astropy.units import Quantity


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

    _place: ClassVar = Place.SKY

    @property
    def _frame(self: HasEquatorial) -> str:
        return str(self.reference_frame).lower()

    @staticmethod
    def _columns(coordinates: Sequence[Any]) -> Any:
        ra = array(_degrees(c.ra, c.unit[0]) for c in coordinates)
        return columns(ra, array(_latitude(c.dec, c.unit[-1]) for c in coordinates), coordinates)

    def to_sky_coord(self: HasEquatorial) -> SkyCoord:
        """Give the direction in the frame of the coordinate, ICRS or FK5 (J2000), as a scalar.

        Raises:
            ValueError: for a declination beyond a pole, which in hours or radians no schema
                rules out.
        """
        frame = str(self.reference_frame).lower()
        return fixed(frame, EquatorialMixin._columns([self])[:, 0])


class HorizontalMixin:
    """The direction of a coordinate that is fixed to the ground."""

    _place: ClassVar = Place.GROUND

    @property
    def az_quantity(self: HasHorizontal) -> Quantity:
        """`az` as an `astropy.units.Quantity`, in the unit of the document."""
        from astropy.units import Quantity

        return Quantity(self.az, str(self.unit[0]))

    @property
    def el_quantity(self: HasHorizontal) -> Quantity:
        """`el` as an `astropy.units.Quantity`, in the unit of the document."""
        from astropy.units import Quantity

        return Quantity(self.el, str(self.unit[-1]))

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

        Raises:
            ValueError: for an elevation beyond the zenith, which in hours or radians no schema
                rules out.
        """
        az, el = _degrees(self.az, self.unit[0]), _latitude(self.el, self.unit[-1])
        return altaz(az, el, obstime, location)


def _degrees(value: str | float, unit: str) -> float:
    """Convert a number, or sexagesimal text, to degrees from a unit in Astropy's spelling."""
    number = sexagesimal(value) if isinstance(value, str) else value
    return number * DEGREES[str(unit)]


def _latitude(value: str | float, unit: str) -> float:
    """Convert the same; it is at most 90 degrees."""
    angle = _degrees(value, unit)
    if abs(angle) > 90:
        raise ValueError(
            f"{value!r} in the unit {str(unit)!r} is {angle:.10g} degrees, and there is no "
            "direction beyond 90 degrees; correct the angle or its unit"
        )
    return angle
