"""What directions of every layout are made with: sexagesimal text, frames, bodies of the sky."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from ska_oso_pdm.ext.sky import earth

if TYPE_CHECKING:
    from astropy.coordinates import CartesianRepresentation, EarthLocation, SkyCoord
    from astropy.time import Time
    from astropy.utils.iers import IERS

DEGREES_PER_HOUR = 15.0


class Place(enum.Enum):
    """Where a coordinate stands, which says what its direction depends on."""

    SKY = "fixed on the celestial sphere, but for proper motion"
    GROUND = "fixed to the ground"
    BODY = "a body of the solar system"


def sexagesimal(text: str) -> float:
    """Read `±dd:mm:ss.s` or `hh:mm:ss.s` into degrees or hours; `-00:30:00` is -0.5.

    Blanks may stand in the place of colons, as the layouts 0.4 to 0.7 have them.
    """
    whole, minutes, seconds = text.replace(" ", ":").split(":")
    value = abs(int(whole)) + int(minutes) / 60 + float(seconds) / 3600
    return -value if whole.startswith("-") else value


def sexagesimals(texts: list[str]) -> Any:
    """Read such texts into a vector; it holds what `sexagesimal` gives for each, sooner."""
    import numpy

    numbers = array(map(float, ":".join(texts).split(":") if texts else ())).reshape(-1, 3)
    whole, minutes, seconds = numbers.T
    # The sign of -00 is that of the float -0.0.
    return numpy.copysign(abs(whole) + minutes / 60 + seconds / 3600, whole)


def array(numbers: Iterable[float]) -> Any:
    """Give numbers as a vector of floats."""
    import numpy

    return numpy.fromiter(numbers, dtype=float)


def icrs(ra: Any, dec: Any) -> SkyCoord:
    """Give coordinates in ICRS from degrees, numbers or arrays."""
    from astropy import units
    from astropy.coordinates import ICRS, SkyCoord

    # Of a frame, SkyCoord takes quantities as they are; of lists it parses each number.
    return SkyCoord(ICRS(ra << units.deg, dec << units.deg))


def altaz(az: Any, el: Any, obstime: Time | None, location: EarthLocation | None) -> SkyCoord:
    """Give coordinates in AltAz from degrees, numbers or arrays."""
    from astropy import units
    from astropy.coordinates import AltAz, SkyCoord

    return SkyCoord(AltAz(az << units.deg, el << units.deg, obstime=obstime, location=location))


def body(
    name: str, obstime: Time, location: EarthLocation | None, iers_table: IERS | None = None
) -> SkyCoord:
    """Give a body of the solar system in GCRS, as `obstime` is shaped, with its distance.

    It is what Astropy's `get_body` gives with the ephemeris that Astropy carries with it, but for
    the scale of its `obstime`, which is TT.

    Raises:
        ValueError: for the Earth, which is in no direction.
    """
    from astropy.coordinates import GCRS, ICRS, SkyCoord

    if name.lower() == "earth":
        raise ValueError("the Earth has no direction as seen from the Earth")
    time = earth.terrestrial(obstime, iers_table)
    place = obstime.location if location is None else location
    where = {} if place is None else earth.observer(time, place, iers_table)
    seen = ICRS(_when_light_left(name.lower(), time, where.get("obsgeoloc")))
    return SkyCoord(seen.transform_to(GCRS(obstime=time, **where)))


def _when_light_left(
    name: str, time: Time, place: CartesianRepresentation | None
) -> CartesianRepresentation:
    """Give the barycentric place of a body when the light left it that is seen at a time."""
    import numpy
    from astropy import units
    from astropy.coordinates import get_body_barycentric

    arrives = time.tdb
    observer = get_body_barycentric("earth", arrives, "builtin")
    if place is not None:
        observer = observer + place
    travel, change = 0.0 * units.s, 20.0 * units.s
    while numpy.any(abs(change) > 1e-8 * units.s):
        there = get_body_barycentric(name, arrives - travel, "builtin")
        found = (there - observer).norm() / (299792458.0 * units.m / units.s)  # speed of light
        travel, change = found, travel - found
    return get_body_barycentric(name, arrives - travel, "builtin")


def to_icrs(direction: SkyCoord, *, iers_table: IERS | None = None) -> SkyCoord:
    """Give in ICRS any direction of this package, for any time, without network and warnings.

    For AltAz, Astropy's own `.icrs` fetches the Earth's rotation, or fails. A direction fixed on
    the sky comes with motion and distance, at its epoch. One in AltAz or GCRS is where something is
    seen from the telescope, or the Earth, and comes without distance: from the barycentre of the
    solar system, where ICRS begins, a planet stands elsewhere.

    The tables shipped with Astropy end up to a year after its package `astropy-iers-data` was made.
    Beyond, UT1-UTC and the pole are taken to stay. From 2017 to 2026 that was wrong by at most
    0.4 s after a year and 0.7 s after six; it is never by more than 1.8 s. In AltAz a second is 15
    arcsec times the cosine of the declination, of the Moon 0.3 arcsec; the pole adds 0.6 arcsec.

    Args:
        direction: a scalar or a vector in ICRS, Galactic, FK5, GCRS or AltAz.
        iers_table: another table of the Earth's rotation, such as that which fetches what is new,
            `astropy.utils.iers.IERS_Auto.open()`; for AltAz, places on the ground and UT1.

    Raises:
        ValueError: for AltAz without time or place, or with refraction, and for another frame.
    """
    from astropy.coordinates import GCRS, ICRS, SkyCoord, UnitSphericalRepresentation

    frame = direction.frame.name
    if frame in ("icrs", "galactic", "fk5"):
        return direction.icrs
    if frame == "altaz":
        _check_ground(direction)
        time = earth.terrestrial(direction.obstime, iers_table)
        seen = earth.seen_from_ground(direction, time, iers_table)
    elif frame == "gcrs":
        seen = GCRS(
            direction.data.represent_as(UnitSphericalRepresentation),
            obstime=earth.terrestrial(direction.obstime, iers_table),
            obsgeoloc=direction.obsgeoloc,
            obsgeovel=direction.obsgeovel,
        )
    else:
        raise ValueError(f"a direction in the frame {frame} is none of this package")
    return SkyCoord(seen.transform_to(ICRS()))


def _check_ground(direction: SkyCoord) -> None:
    if direction.obstime is None or direction.location is None:
        raise ValueError("a direction in AltAz has its place on the sky with obstime and location")
    if (direction.pressure.value != 0).any():
        raise ValueError("a direction in AltAz with refraction, that is pressure, is not supported")


def joined(directions: Iterable[SkyCoord]) -> SkyCoord:
    """Give scalars in ICRS as one vector in ICRS, of the directions only."""
    points = list(directions)
    return icrs(array(point.ra.deg for point in points), array(point.dec.deg for point in points))


class HasHorizontal(Protocol):
    @property
    def az(self) -> float: ...
    @property
    def el(self) -> float: ...


class AltAzMixin:
    """The direction of a target, or coordinate, that is fixed to the ground."""

    _place: ClassVar = Place.GROUND

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
        return altaz(self.az, self.el, obstime, location)


class SolarSystemMixin:
    """The direction of a body of the solar system, which depends on the time."""

    _place: ClassVar = Place.BODY

    def _body(self: Any) -> str:
        """Give the name of the body."""
        name: str = self.name
        return name

    def to_sky_coord(
        self,
        obstime: Time,
        location: EarthLocation | None = None,
        *,
        iers_table: IERS | None = None,
    ) -> SkyCoord:
        """Give the apparent direction of the body in the frame GCRS, as `obstime` is shaped.

        The positions are those of the ephemeris that Astropy carries with it, good to some arc
        seconds for the inner and tens of arc seconds for the outer planets. Nothing is fetched,
        not for Astropy's `.icrs` of the result either: its `obstime` is the time in the scale TT.

        Args:
            obstime: time of the observation, scalar or vector.
            location: place of the telescope; without it the centre of the Earth, from where the
                Moon stands up to a degree elsewhere.
            iers_table: as for `ska_oso_pdm.ext.sky.directions.to_icrs`.

        Raises:
            ValueError: for the planet Earth, which is in no direction.
        """
        return body(str(self._body()), obstime, location, iers_table)
