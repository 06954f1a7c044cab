"""Coordinates of today's layout as `astropy.coordinates.SkyCoord`, one by one or as one vector."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from ska_oso_pdm.ext.sky import earth
from ska_oso_pdm.ext.sky.directions import (
    DEGREES_PER_HOUR,
    altaz,
    array,
    icrs,
    joined,
    sexagesimals,
    to_icrs,
)

if TYPE_CHECKING:
    from astropy.coordinates import EarthLocation, SkyCoord
    from astropy.time import Time
    from astropy.utils.iers import IERS

FIXED = frozenset({"icrs", "galactic"})
"""Kinds of coordinates that are fixed on the celestial sphere, but for proper motion."""


class HasMotion(Protocol):
    @property
    def kind(self) -> str: ...
    @property
    def parallax(self) -> float | None: ...
    @property
    def epoch(self) -> float: ...


class HasEquatorial(HasMotion, Protocol):
    @property
    def ra_str(self) -> str: ...
    @property
    def dec_str(self) -> str: ...
    @property
    def pm_ra(self) -> float | None: ...
    @property
    def pm_dec(self) -> float | None: ...


class HasGalactic(HasMotion, Protocol):
    @property
    def l(self) -> float: ...  # noqa: E743
    @property
    def b(self) -> float: ...
    @property
    def pm_l(self) -> float | None: ...
    @property
    def pm_b(self) -> float | None: ...


class HasReference(Protocol):
    @property
    def target_id(self) -> str: ...
    @property
    def name(self) -> str: ...
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

    def to_sky_coord(self: HasEquatorial) -> SkyCoord:
        """Give the direction in the frame ICRS, as a scalar.

        Proper motion comes with it, with the epoch as `obstime`, where it is not zero, and the
        distance where the parallax is positive. Without them it is a plain direction.
        """
        return _fixed("icrs", _columns("icrs", [self])[:, 0])


class GalacticMixin:
    """The direction of a Galactic coordinate."""

    def to_sky_coord(self: HasGalactic) -> SkyCoord:
        """Give the direction in the frame Galactic, as a scalar.

        Proper motion comes with it, with the epoch as `obstime`, where it is not zero, and the
        distance where the parallax is positive. Without them it is a plain direction.
        """
        return _fixed("galactic", _columns("galactic", [self])[:, 0])


class TargetMixin:
    """The direction of a target, and those in which its pointing pattern points."""

    __pdm_fresh_for_null__: ClassVar[frozenset[str]] = frozenset({"tied_array_beams"})

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
            ValueError: for a body of the solar system without a time, and for a satellite.
        """
        kind = _kind(self)
        if kind in FIXED:
            return self.reference_coordinate.to_sky_coord()
        if kind == "special" and obstime is None:
            raise ValueError(
                f"the special target {_id(self)!r} has no fixed place on the sky: give obstime"
            )
        if kind == "special":
            return self.reference_coordinate.to_sky_coord(obstime, location, iers_table=iers_table)
        return self.reference_coordinate.to_sky_coord(obstime, location)

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
        offsets = self.pointing_pattern.offsets()
        return reference.spherical_offsets_by(offsets[:, 0], offsets[:, 1])


def sky_coords(
    targets: Sequence[Any],
    obstime: Time | None = None,
    location: EarthLocation | None = None,
    *,
    iers_table: IERS | None = None,
) -> SkyCoord:
    """Give the directions of many targets as one vector, in the order of the targets.

    Targets that are fixed on the sky give a vector in Galactic when all are Galactic, else in ICRS,
    whatever the time. It has motions and epochs where any target has a proper motion, and distances
    where every target has a parallax.

    Targets fixed to the ground give a vector in AltAz when there is no time and place. With any
    other mixture every target is where it is seen then, moved to that time, in ICRS, offline.

    Args:
        targets: objects with `target_id`, `name` and `reference_coordinate`.
        obstime: time of the observation, a scalar.
        location: place of the telescope.
        iers_table: as for `ska_oso_pdm.ext.sky.directions.to_icrs`.

    Raises:
        ValueError: when a time or a place is needed and missing, and for a satellite; the text
            names the target.
    """
    kinds = [_kind(target) for target in targets]
    if FIXED.issuperset(kinds):
        return _fixed_vector([target.reference_coordinate for target in targets], kinds)
    if obstime is None or location is None:
        if set(kinds) == {"altaz"}:
            grounded = [target.reference_coordinate for target in targets]
            az, el = array(c.az for c in grounded), array(c.el for c in grounded)
            return altaz(az, el, obstime, location)
        kind, moving = next(pair for pair in zip(kinds, targets) if pair[0] not in FIXED)
        raise ValueError(
            f"the {kind} target {_id(moving)!r} has no fixed place on the sky: "
            "give obstime and location"
        )
    return joined(_seen_from(target, obstime, location, iers_table) for target in targets)


def _id(target: HasReference) -> str:
    """Give what a target is called in an error."""
    return target.target_id or target.name


def _kind(target: HasReference) -> str:
    """Give the kind of the reference coordinate, which has a direction.

    Raises:
        ValueError: for a satellite.
    """
    kind: str = target.reference_coordinate.kind
    if kind == "tle":
        raise ValueError(
            f"the tle target {_id(target)!r} has no sky coordinate: "
            "an orbit propagator is not part of this package"
        )
    return kind


def _seen_from(
    target: Any, obstime: Time, location: EarthLocation, iers_table: IERS | None
) -> SkyCoord:
    """Give the direction in which a target is seen, in ICRS."""
    seen = target.to_sky_coord(obstime, location, iers_table=iers_table)
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


def _columns(kind: str, coordinates: list[Any]) -> Any:
    """Give the numbers of coordinates of one kind, as an array of shape (6, n).

    They are longitude and latitude (deg), their motions (mas/yr), parallax (mas) and epoch (yr).
    """
    import numpy

    parallax = [c.parallax or 0.0 for c in coordinates]
    epoch = [c.epoch for c in coordinates]
    if kind == "galactic":
        lon, lat = array(c.l for c in coordinates), array(c.b for c in coordinates)
        motions = [c.pm_l or 0.0 for c in coordinates], [c.pm_b or 0.0 for c in coordinates]
    else:
        lon = sexagesimals([c.ra_str for c in coordinates]) * DEGREES_PER_HOUR
        lat = sexagesimals([c.dec_str for c in coordinates])
        motions = [c.pm_ra or 0.0 for c in coordinates], [c.pm_dec or 0.0 for c in coordinates]
    return numpy.array([lon, lat, *motions, parallax, epoch])


def _fixed(kind: str, columns: Any) -> SkyCoord:
    """Give such columns as a vector, or one number of each as a scalar, in the frame of a kind."""
    from astropy import units
    from astropy.coordinates import ICRS, Galactic, SkyCoord
    from astropy.time import Time

    lon, lat, pm_lon, pm_lat, parallax, epoch = columns
    more = {}
    if parallax.size and (parallax > 0).all():
        more["distance"] = 1000 / parallax << units.pc
    moves = pm_lon.any() or pm_lat.any()
    if moves:
        names = ("pm_l_cosb", "pm_b") if kind == "galactic" else ("pm_ra_cosdec", "pm_dec")
        more.update(zip(names, (pm << units.mas / units.yr for pm in (pm_lon, pm_lat))))
    frame = Galactic if kind == "galactic" else ICRS
    made = frame(lon << units.deg, lat << units.deg, **more)
    if moves:
        return SkyCoord(made, obstime=Time(epoch, format="jyear", scale="tdb"))
    return SkyCoord(made)


def _fixed_vector(coordinates: list[Any], kinds: list[str]) -> SkyCoord:
    """Give coordinates as a vector, in Galactic when all of them are, else in ICRS."""
    import numpy

    if len(set(kinds)) < 2:
        kind = kinds[0] if kinds else "icrs"
        return _fixed(kind, _columns(kind, coordinates))
    columns = numpy.empty((6, len(coordinates)))
    for kind in FIXED:
        chosen = [own == kind for own in kinds]
        found = _columns(kind, [c for c, own in zip(coordinates, chosen) if own])
        columns[:, chosen] = _turned(found) if kind == "galactic" else found
    return _fixed("icrs", columns)


def _turned(columns: Any) -> Any:
    """Turn columns of Galactic coordinates, and their motions, to ICRS."""
    from astropy import units

    turned = _fixed("galactic", columns).icrs
    columns = columns.copy()
    columns[0], columns[1] = turned.ra.deg, turned.dec.deg
    if "s" in turned.data.differentials:
        columns[2] = turned.pm_ra_cosdec.to_value(units.mas / units.yr)
        columns[3] = turned.pm_dec.to_value(units.mas / units.yr)
    return columns
