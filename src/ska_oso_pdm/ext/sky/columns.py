"""Directions fixed on the celestial sphere as columns of numbers, of which one vector is made.

Columns are an array of shape (6, n): longitude and latitude (deg), their motions (mas/yr), parallax
(mas) and epoch (yr).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from astropy.coordinates import SkyCoord

J2000 = 2000.0


def columns(lon: Any, lat: Any, coordinates: Sequence[Any], *motions: str) -> Any:
    """Make columns of longitudes and latitudes.

    Args:
        lon: vector in degrees.
        lat: vector in degrees.
        coordinates: objects with `parallax` and `epoch`, if `motions` are named.
        motions: the names of the proper motions in longitude and in latitude.
    """
    import numpy

    made = numpy.zeros((6, len(coordinates)))
    made[0], made[1], made[5] = lon, lat, J2000
    if motions:
        for row, name in zip((2, 3, 4), (*motions, "parallax"), strict=True):
            made[row] = [getattr(c, name) or 0.0 for c in coordinates]
        made[5] = [c.epoch for c in coordinates]
    return made


def fixed(frame: str, numbers: Any) -> SkyCoord:
    """Give columns as a vector, or one number of each as a scalar, in `icrs`, `fk5` or `galactic`.

    FK5 has the equinox J2000. Proper motion comes with it, with the epochs as `obstime`, where any
    is not zero, and distances where every parallax is positive.
    """
    from astropy import units
    from astropy.coordinates import FK5, ICRS, Galactic, SkyCoord
    from astropy.time import Time

    lon, lat, pm_lon, pm_lat, parallax, epoch = numbers
    more = {}
    if parallax.size and (parallax > 0).all():
        more["distance"] = 1000 / parallax << units.pc
    moves = pm_lon.any() or pm_lat.any()
    if moves:
        names = ("pm_l_cosb", "pm_b") if frame == "galactic" else ("pm_ra_cosdec", "pm_dec")
        more.update(zip(names, (pm << units.mas / units.yr for pm in (pm_lon, pm_lat))))
    kind = {"icrs": ICRS, "fk5": FK5, "galactic": Galactic}[frame]
    made = kind(lon << units.deg, lat << units.deg, **more)
    if moves:
        return SkyCoord(made, obstime=Time(epoch, format="jyear", scale="tdb"))
    return SkyCoord(made)


def fixed_vector(coordinates: Sequence[Any], frames: Sequence[str]) -> SkyCoord:
    """Give coordinates as a vector, in Galactic when all of them are, else in ICRS.

    Args:
        coordinates: each has `_columns`, a function that makes columns of many of its class.
        frames: the frame of each.
    """
    import numpy

    makers: dict[tuple[Callable[[Any], Any], str], list[int]] = {}
    for index, (coordinate, frame) in enumerate(zip(coordinates, frames, strict=True)):
        makers.setdefault((coordinate._columns, frame), []).append(index)
    only = {frame for _, frame in makers}
    end = "galactic" if only == {"galactic"} else "icrs"
    numbers = numpy.empty((6, len(coordinates)))
    for (make, frame), chosen in makers.items():
        found = make([coordinates[index] for index in chosen])
        numbers[:, chosen] = found if frame == end else _turned(frame, found)
    return fixed(end, numbers)


def _turned(frame: str, numbers: Any) -> Any:
    """Turn columns of another frame, and their motions, to ICRS."""
    from astropy import units

    turned = fixed(frame, numbers).icrs
    made = numbers.copy()
    made[0], made[1] = turned.ra.deg, turned.dec.deg
    if "s" in turned.data.differentials:
        made[2] = turned.pm_ra_cosdec.to_value(units.mas / units.yr)
        made[3] = turned.pm_dec.to_value(units.mas / units.yr)
    return made
