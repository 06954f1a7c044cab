"""Directions on the sky: targets as `astropy.coordinates.SkyCoord`, one by one or as one vector."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from astropy.coordinates import EarthLocation, SkyCoord
    from astropy.time import Time

DEGREES_PER_HOUR = 15.0


def sexagesimal(text: str) -> float:
    """Read `±dd:mm:ss.s` or `hh:mm:ss.s` into degrees or hours; `-00:30:00` is -0.5."""
    whole, minutes, seconds = text.split(":")
    value = abs(int(whole)) + int(minutes) / 60 + float(seconds) / 3600
    return -value if whole.startswith("-") else value


@contextmanager
def offline_astropy() -> Iterator[None]:
    """Keep Astropy from downloading Earth-rotation data; use the tables shipped with it.

    Beyond the end of those tables positions relative to the ground are good to some arc seconds.
    """
    from astropy.utils import iers

    with iers.conf.set_temp("auto_download", False), iers.conf.set_temp("auto_max_age", None):
        yield


class HasEquatorial(Protocol):
    @property
    def ra(self) -> str: ...
    @property
    def dec(self) -> str: ...


class HasHorizontal(Protocol):
    @property
    def az(self) -> float: ...
    @property
    def el(self) -> float: ...


class HasPlanet(Protocol):
    @property
    def target_name(self) -> str: ...


class SiderealMixin:
    """The direction of a target that is fixed on the celestial sphere."""

    def to_sky_coord(self: HasEquatorial) -> SkyCoord:
        """Give the direction in the frame ICRS, as a scalar."""
        return _icrs(sexagesimal(self.ra) * DEGREES_PER_HOUR, sexagesimal(self.dec))


class DriftScanMixin:
    """The direction of a target that is fixed to the ground."""

    def to_sky_coord(
        self: HasHorizontal,
        obstime: Time | None = None,
        location: EarthLocation | None = None,
    ) -> SkyCoord:
        """Give the direction in the frame AltAz, as a scalar.

        Args:
            obstime: time of the observation; with `location` too, ICRS can be had from it.
            location: place of the telescope.
        """
        return _altaz(self.az, self.el, obstime, location)


class PlanetMixin:
    """The direction of a planet, which depends on the time."""

    def to_sky_coord(
        self: HasPlanet, obstime: Time, location: EarthLocation | None = None
    ) -> SkyCoord:
        """Give the apparent direction of the planet in the frame GCRS, as `obstime` is shaped.

        The positions are those of the ephemeris that Astropy carries with it, good to some arc
        seconds for the inner and tens of arc seconds for the outer planets.

        Args:
            obstime: time of the observation, scalar or vector.
            location: place of the telescope; without it the centre of the Earth.

        Raises:
            ValueError: for the planet Earth, which is in no direction.
        """
        name = str(self.target_name).lower()
        if name == "earth":
            raise ValueError("the Earth has no direction as seen from the Earth")
        from astropy.coordinates import SkyCoord, get_body

        with offline_astropy():
            return SkyCoord(get_body(name, obstime, location, ephemeris="builtin"))


def _icrs(ra: Any, dec: Any) -> SkyCoord:
    """Give coordinates in ICRS from degrees, numbers or arrays."""
    from astropy import units
    from astropy.coordinates import ICRS, SkyCoord

    # Of a frame, SkyCoord takes quantities as they are; of lists it parses each number.
    return SkyCoord(ICRS(ra << units.deg, dec << units.deg))


def _altaz(az: Any, el: Any, obstime: Time | None, location: EarthLocation | None) -> SkyCoord:
    """Give coordinates in AltAz from degrees, numbers or arrays."""
    from astropy import units
    from astropy.coordinates import AltAz, SkyCoord

    return SkyCoord(AltAz(az << units.deg, el << units.deg, obstime=obstime, location=location))


def _array(numbers: Iterable[float]) -> Any:
    import numpy

    return numpy.fromiter(numbers, dtype=float)


def sky_coords(
    targets: Sequence[Any], obstime: Time | None = None, location: EarthLocation | None = None
) -> SkyCoord:
    """Give the directions of many targets as one vector, in the order of the targets.

    With a time and a place every target is where it is seen then, in ICRS. Without them sidereal
    targets give a vector in ICRS, and drift scans one in AltAz.

    Args:
        targets: sidereal, drift-scan and planet targets.
        obstime: time of the observation, a scalar.
        location: place of the telescope.

    Raises:
        ValueError: when a time or a place is needed and missing; the text names the target.
    """
    kinds = {target.kind for target in targets}
    if kinds <= {"sidereal"}:
        ra = _array(sexagesimal(target.ra) for target in targets)
        return _icrs(ra * DEGREES_PER_HOUR, _array(sexagesimal(t.dec) for t in targets))
    if obstime is None or location is None:
        if kinds == {"driftscan"}:
            az, el = _array(t.az for t in targets), _array(t.el for t in targets)
            return _altaz(az, el, obstime, location)
        moving = next(target for target in targets if target.kind != "sidereal")
        raise ValueError(
            f"the {moving.kind} target {moving.target_id!r} has no fixed place on the sky: "
            "give obstime and location"
        )
    return _seen(targets, obstime, location)


def _seen(targets: Sequence[Any], obstime: Time, location: EarthLocation) -> SkyCoord:
    with offline_astropy():
        seen = [_seen_from(target, obstime, location) for target in targets]
    return _icrs(_array(point.ra.deg for point in seen), _array(point.dec.deg for point in seen))


def _seen_from(target: Any, obstime: Time, location: EarthLocation) -> SkyCoord:
    """Give the direction in which a target is seen, in ICRS."""
    from astropy.coordinates import SkyCoord, UnitSphericalRepresentation

    if target.kind == "sidereal":
        return target.to_sky_coord()
    seen = target.to_sky_coord(obstime, location)
    # Without the distance: from the barycentre a planet stands elsewhere than from the telescope.
    direction = seen.frame.realize_frame(seen.data.represent_as(UnitSphericalRepresentation))
    return SkyCoord(direction).icrs
