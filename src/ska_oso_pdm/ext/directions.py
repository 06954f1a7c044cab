"""What directions of every layout are made with: sexagesimal text, frames, bodies of the sky."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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


def sexagesimals(texts: list[str]) -> Any:
    """Read such texts into a vector; it holds what `sexagesimal` gives for each, sooner."""
    import numpy

    numbers = array(map(float, ":".join(texts).split(":") if texts else ())).reshape(-1, 3)
    whole, minutes, seconds = numbers.T
    # The sign of -00 is that of the float -0.0.
    return numpy.copysign(abs(whole) + minutes / 60 + seconds / 3600, whole)


@contextmanager
def offline_astropy() -> Iterator[None]:
    """Keep Astropy from downloading Earth-rotation data; use the tables shipped with it.

    Beyond the end of those tables positions relative to the ground are good to some arc seconds.
    """
    from astropy.utils import iers

    with iers.conf.set_temp("auto_download", False), iers.conf.set_temp("auto_max_age", None):
        yield


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


def body(name: str, obstime: Time, location: EarthLocation | None) -> SkyCoord:
    """Give a body of the solar system in GCRS, as `obstime` is shaped, with its distance.

    The position is that of the ephemeris that Astropy carries with it. Nothing is downloaded.

    Raises:
        ValueError: for the Earth, which is in no direction.
    """
    from astropy.coordinates import SkyCoord, get_body

    if name.lower() == "earth":
        raise ValueError("the Earth has no direction as seen from the Earth")
    with offline_astropy():
        return SkyCoord(get_body(name.lower(), obstime, location, ephemeris="builtin"))


def seen_in_icrs(seen: SkyCoord) -> SkyCoord:
    """Give in ICRS the direction in which something is seen from the telescope or the Earth."""
    from astropy.coordinates import SkyCoord, UnitSphericalRepresentation

    # Without the distance: from the barycentre a planet stands elsewhere than from the telescope.
    direction = seen.frame.realize_frame(seen.data.represent_as(UnitSphericalRepresentation))
    return SkyCoord(direction).icrs


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
        return altaz(self.az, self.el, obstime, location)
