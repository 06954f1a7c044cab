"""Coordinates and targets as `astropy.coordinates.SkyCoord`, one by one or as one vector."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from ska_oso_pdm.ext.sky import earth
from ska_oso_pdm.ext.sky.columns import columns, fixed, fixed_vector
from ska_oso_pdm.ext.sky.directions import (
    DEGREES_PER_HOUR,
    Place,
    altaz,
    array,
    icrs,
    joined,
    sexagesimals,
    to_icrs,
)
from ska_oso_pdm.ext.sky.pointing import on_target
from ska_oso_pdm.personal import quoted

if TYPE_CHECKING:
    from astropy.coordinates import EarthLocation, SkyCoord
    from astropy.time import Time
    from astropy.utils.iers import IERS


class HasEquatorial(Protocol):
    @property
    def ra_str(self) -> str: ...
    @property
    def dec_str(self) -> str: ...
    @property
    def pm_ra(self) -> float | None: ...
    @property
    def pm_dec(self) -> float | None: ...
    @property
    def parallax(self) -> float | None: ...
    @property
    def epoch(self) -> float: ...


class HasGalactic(Protocol):
    @property
    def l(self) -> float: ...  # noqa: E743
    @property
    def b(self) -> float: ...
    @property
    def pm_l(self) -> float | None: ...
    @property
    def pm_b(self) -> float | None: ...
    @property
    def parallax(self) -> float | None: ...
    @property
    def epoch(self) -> float: ...


class HasReference(Protocol):
    @property
    def target_id(self) -> str | None: ...
    @property
    def reference_coordinate(self) -> Any: ...


class HasPattern(HasReference, Protocol):
    @property
    def pointing_pattern(self) -> Any: ...
    def to_sky_coord(
        self, obstime: Any = None, location: Any = None, *, iers_table: Any = None
    ) -> SkyCoord: ...


class ICRSMixin:
    """The direction of an ICRS coordinate."""

    _place: ClassVar = Place.SKY
    _frame: ClassVar = "icrs"

    @staticmethod
    def _columns(coordinates: Sequence[Any]) -> Any:
        ra = sexagesimals([c.ra_str for c in coordinates]) * DEGREES_PER_HOUR
        dec = sexagesimals([c.dec_str for c in coordinates])
        return columns(ra, dec, coordinates, "pm_ra", "pm_dec")

    def to_sky_coord(self: HasEquatorial) -> SkyCoord:
        """Give the direction in the frame ICRS, as a scalar.

        Proper motion comes with it, with the epoch as `obstime`, where it is not zero, and the
        distance where the parallax is positive. Without them it is a plain direction.
        """
        return fixed("icrs", ICRSMixin._columns([self])[:, 0])


class BeamMixin(ICRSMixin):
    """The direction of a tied-array beam of the layouts 0.5 to 0.7, which has no kind."""


class GalacticMixin:
    """The direction of a Galactic coordinate."""

    _place: ClassVar = Place.SKY
    _frame: ClassVar = "galactic"

    @staticmethod
    def _columns(coordinates: Sequence[Any]) -> Any:
        lon, lat = array(c.l for c in coordinates), array(c.b for c in coordinates)
        return columns(lon, lat, coordinates, "pm_l", "pm_b")

    def to_sky_coord(self: HasGalactic) -> SkyCoord:
        """Give the direction in the frame Galactic, as a scalar.

        Proper motion comes with it, with the epoch as `obstime`, where it is not zero, and the
        distance where the parallax is positive. Without them it is a plain direction.
        """
        return fixed("galactic", GalacticMixin._columns([self])[:, 0])


class PointedMixin:
    """The direction of a target, and those in which its pointing pattern points."""

    def to_sky_coord(
        self: HasReference,
        obstime: Time | None = None,
        location: EarthLocation | None = None,
        *,
        iers_table: IERS | None = None,
    ) -> SkyCoord:
        """Give the direction of the reference coordinate, in the frame of that coordinate.

        Args:
            obstime: time of the observation, which a body of the solar system needs. A coordinate
                fixed on the sky is given at its epoch, whatever the time.
            location: place of the telescope.
            iers_table: as for `ska_oso_pdm.ext.sky.directions.to_icrs`.

        Raises:
            ValueError: for a body of the solar system without a time, for a satellite, and for
                angles that point nowhere.
        """
        return _direction(self, obstime, location, iers_table)

    def pointings(
        self: HasPattern,
        obstime: Time | None = None,
        location: EarthLocation | None = None,
        *,
        iers_table: IERS | None = None,
    ) -> SkyCoord:
        """Give the directions in which the active pointing pattern points.

        They are a vector with one entry for each of `pointing_pattern.offsets()`, in that order
        and in the frame of the reference coordinate. The offsets are angles on the sky, from the
        reference direction at its epoch; they are directions only, without motion and distance.

        Args:
            obstime: time of the observation, a scalar, which a body of the solar system needs.
            location: place of the telescope.
            iers_table: as for `ska_oso_pdm.ext.sky.directions.to_icrs`.

        Raises:
            ValueError: where `to_sky_coord` or `pointing_pattern.offsets` raises it.
        """
        reference = self.to_sky_coord(obstime, location, iers_table=iers_table)
        pattern = self.pointing_pattern
        offsets = on_target() if pattern is None else pattern.offsets()
        return reference.spherical_offsets_by(offsets[:, 0], offsets[:, 1])


class TargetMixin(PointedMixin):
    """The same of a target whose tied-array beams, where they are absent, can be filled at once."""

    __pdm_fresh_for_null__: ClassVar[frozenset[str]] = frozenset({"tied_array_beams"})


def sky_coords(
    targets: Sequence[Any],
    obstime: Time | None = None,
    location: EarthLocation | None = None,
    *,
    iers_table: IERS | None = None,
) -> SkyCoord:
    """Give the directions of many targets of any layouts as one vector, in their order.

    Targets that are fixed on the sky give a vector in Galactic when all are Galactic, else in ICRS,
    whatever the time. It has motions and epochs where any target has a proper motion, and distances
    where every target has a parallax.

    Targets fixed to the ground give a vector in AltAz when there is no time and place. With any
    other mixture every target is where it is seen then, moved to that time, in ICRS, offline.

    Args:
        targets: objects with a `reference_coordinate`, or of 0.0 and 0.1, which are one themselves.
        obstime: time of the observation, a scalar.
        location: place of the telescope.
        iers_table: as for `ska_oso_pdm.ext.sky.directions.to_icrs`.

    Raises:
        ValueError: when a time or a place is needed and missing, for a satellite, and for angles
            that point nowhere; the text names the target.
    """
    places = [_place(target) for target in targets]
    coordinates = [_coordinate(target) for target in targets]
    if set(places) <= {Place.SKY}:
        return fixed_vector(coordinates, [c._frame for c in coordinates])
    if obstime is None or location is None:
        if set(places) == {Place.GROUND}:
            each = [coordinate.to_sky_coord() for coordinate in coordinates]
            az, el = array(c.az.deg for c in each), array(c.alt.deg for c in each)
            return altaz(az, el, obstime, location)
        moving = next(t for t, place in zip(targets, places) if place is not Place.SKY)
        raise ValueError(
            f"the {_kind(moving)} target {_id(moving)} has no fixed place on the sky: "
            "give obstime and location"
        )
    return joined(_seen_from(target, obstime, location, iers_table) for target in targets)


def _coordinate(target: Any) -> Any:
    """Give the coordinate of a target; in 0.0 and 0.1 it is one."""
    return getattr(target, "reference_coordinate", target)


def _id(target: Any) -> str:
    """Give what a target is called in an error."""
    names = (getattr(target, key, None) for key in ("target_id", "name", "target_name"))
    return quoted(next(filter(None, names), ""))


def _kind(target: Any) -> str:
    coordinate = _coordinate(target)
    return str(getattr(coordinate, "kind", None) or coordinate.type)  # `type` in 0.0


def _place(target: Any) -> Place:
    """Tell where a target stands.

    Raises:
        ValueError: for a satellite.
    """
    place: Place | None = getattr(_coordinate(target), "_place", None)
    if place is None:
        raise ValueError(
            f"the {_kind(target)} target {_id(target)} has no sky coordinate: "
            "an orbit propagator is not part of this package"
        )
    return place


def _direction(
    target: Any, obstime: Time | None, location: EarthLocation | None, iers_table: IERS | None
) -> SkyCoord:
    """Give the direction of a target in the frame of its coordinate."""
    place, coordinate = _place(target), _coordinate(target)
    if place is Place.SKY:
        return coordinate.to_sky_coord()
    if place is Place.GROUND:
        return coordinate.to_sky_coord(obstime, location)
    if obstime is None:
        raise ValueError(
            f"the {_kind(target)} target {_id(target)} has no fixed place on the sky: give obstime"
        )
    return coordinate.to_sky_coord(obstime, location, iers_table=iers_table)


def _seen_from(
    target: Any, obstime: Time, location: EarthLocation, iers_table: IERS | None
) -> SkyCoord:
    """Give the direction in which a target is seen, in ICRS."""
    seen = _direction(target, obstime, location, iers_table)
    if "s" in seen.data.differentials:
        return _moved(seen, earth.terrestrial(obstime, iers_table))
    return to_icrs(seen, iers_table=iers_table)


def _moved(direction: SkyCoord, time: Time) -> SkyCoord:
    """Give in ICRS where a direction with proper motion is at a time, as `apply_space_motion` does.

    Where no distance is known, or hardly any motion, ERFA takes a great distance, which does not
    matter to the direction. `erfa.ufunc` does not warn of it.
    """
    from astropy import units
    from astropy.coordinates import SphericalDifferential, SphericalRepresentation
    from erfa import ufunc

    place = direction.icrs.represent_as(SphericalRepresentation, SphericalDifferential)
    motion = place.differentials["s"]
    known = place.distance.unit != units.one
    parallax = place.distance.to_value(units.arcsec, units.parallax()) if known else 0.0
    rates = [rate.to_value(units.rad / units.yr) for rate in (motion.d_lon, motion.d_lat)]
    epoch, then = direction.obstime.tdb, time.tdb
    dates = epoch.jd1, epoch.jd2, then.jd1, then.jd2
    ra, dec, *_ = ufunc.pmsafe(place.lon.rad, place.lat.rad, *rates, parallax, 0.0, *dates)
    return icrs(math.degrees(ra), math.degrees(dec))
