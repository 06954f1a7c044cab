"""Where the Earth stands and how it is turned at a time, without network and without warnings.

Astropy fetches tables when it converts between UTC and other scales, or between the ground and the
sky, and its settings for that belong to the whole process. So both are done here, by ERFA and with
tables that are handed on, and Astropy is left with what needs no table: GCRS, ICRS, TT and TDB.

`erfa.ufunc` has ERFA's functions without pyerfa's warnings: nobody knows the leap seconds of years
far ahead, of which ERFA warns; none is assumed.
"""

from __future__ import annotations

import functools
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from astropy.coordinates import CartesianRepresentation, EarthLocation, SkyCoord
    from astropy.time import Time
    from astropy.utils.iers import IERS

_RADIANS_PER_SECOND = 7.292115146706979e-5
"""Rotation of the Earth: 1.00273781191135448 turns per day."""


def utc_time(value: datetime) -> Time:
    """Give a date as a Time in UTC, as `Time(value, scale="utc")` does, for any year."""
    from astropy.time import Time
    from erfa import ufunc

    if value.tzinfo is not None:
        value = value.astimezone(UTC)
    seconds = value.second + value.microsecond / 1e6
    clock = (value.hour, value.minute, seconds)
    jd1, jd2, _ = ufunc.dtf2d(b"UTC", value.year, value.month, value.day, *clock)
    made = Time(jd1, jd2, format="jd", scale="utc")
    made.format = "datetime"
    return made


def terrestrial(time: Time, iers_table: IERS | None = None) -> Time:
    """Give a time in the scale TT, such that Astropy needs neither UTC nor a table to use it.

    Leap seconds are those that ERFA has. Only a time in UT1 needs the table.
    """
    import erfa
    from astropy.time import Time

    made = time.copy("jd")
    if time.scale in ("utc", "ut1"):
        tai = erfa.ufunc.utctai(*_universal(time, iers_table))[:2]
        made = Time(*tai, format="jd", scale="tai", location=time.location)
    # Otherwise Astropy finds TDB by way of UTC. Seen from the ground it is 2 microseconds off.
    made.delta_tdb_tt = erfa.dtdb(made.jd1, made.jd2, 0.0, 0.0, 0.0, 0.0)
    made = made.tt
    made.format = "isot"
    return made


def observer(
    time: Time, location: EarthLocation, iers_table: IERS | None = None
) -> dict[str, CartesianRepresentation]:
    """Give position and velocity of a place in GCRS, as Astropy's GCRS takes them."""
    turn, axis = _turn(time, iers_table)
    return _observer(location, turn, axis)


def seen_from_ground(direction: SkyCoord, time: Time, iers_table: IERS | None = None) -> Any:
    """Turn a direction in AltAz to the frame GCRS of its place, of the direction only.

    Args:
        direction: has its place, and no refraction.
        time: its time, in the scale TT.
        iers_table: how the Earth is turned; None for the tables shipped with Astropy.
    """
    from astropy.coordinates import GCRS, UnitSphericalRepresentation

    turn, axis = _turn(time, iers_table)
    ground = direction.data.represent_as(UnitSphericalRepresentation).to_cartesian()
    seen = ground.transform(turn @ _horizon(direction.location))
    return GCRS(
        seen.represent_as(UnitSphericalRepresentation),
        obstime=time,
        **_observer(direction.location, turn, axis),
    )


def _observer(location: EarthLocation, turn: Any, axis: Any) -> dict[str, CartesianRepresentation]:
    from astropy import units
    from astropy.coordinates import CartesianRepresentation

    place = CartesianRepresentation(location.x, location.y, location.z).transform(turn)
    spin = CartesianRepresentation(axis * _RADIANS_PER_SECOND, xyz_axis=-1, unit=1 / units.s)
    return {"obsgeoloc": place, "obsgeovel": spin.cross(place)}


def _turn(time: Time, iers_table: IERS | None) -> tuple[Any, Any]:
    """Give how the Earth is turned at a time in TT.

    Returns:
        The matrices from ITRS to GCRS, of the time's shape with (3, 3) behind it, and the unit
        vectors of the axis in GCRS, with (3,).
    """
    import erfa
    import numpy

    tt = time.jd1, time.jd2
    utc = erfa.ufunc.taiutc(*erfa.tttai(*tt))[:2]
    dut1, pole_x, pole_y = _orientation(utc, iers_table)
    ut1 = erfa.ufunc.utcut1(*utc, dut1)[:2]
    to_cirs = erfa.c2i06a(*tt)
    wobble = erfa.pom00(pole_x, pole_y, erfa.sp00(*tt))
    # Multiplied in Astropy's order: a frame then equals, to the bit, that of Astropy's `get_body`.
    to_ground = erfa.c2tcio(numpy.eye(3), erfa.era00(*ut1), wobble)
    return to_cirs.swapaxes(-1, -2) @ to_ground.swapaxes(-1, -2), to_cirs[..., 2, :]


def _horizon(location: EarthLocation) -> Any:
    """Give the matrices whose columns are north, east and up in ITRS."""
    import numpy

    geodetic = location.to_geodetic("WGS84")
    lon, lat = geodetic.lon.rad, geodetic.lat.rad
    sin_lon, cos_lon, sin_lat, cos_lat = (
        numpy.sin(lon),
        numpy.cos(lon),
        numpy.sin(lat),
        numpy.cos(lat),
    )
    north = [-sin_lat * cos_lon, -sin_lat * sin_lon, cos_lat]
    east = [-sin_lon, cos_lon, numpy.zeros_like(lon)]
    up = [cos_lat * cos_lon, cos_lat * sin_lon, sin_lat]
    return numpy.moveaxis(numpy.array([north, east, up]), (0, 1), (-1, -2))


def _universal(time: Time, iers_table: IERS | None) -> tuple[Any, Any]:
    """Give the Julian date, in two parts, of a time in UTC or UT1 in UTC."""
    from erfa import ufunc

    date = time.jd1, time.jd2
    if time.scale == "utc":
        return date
    # In the second that UT1 is off, UT1-UTC changes by some nano seconds.
    return ufunc.ut1utc(*date, _orientation(date, iers_table)[0])[:2]


def _orientation(utc: tuple[Any, Any], iers_table: IERS | None) -> tuple[Any, Any, Any]:
    """Give UT1-UTC (s) and the place of the pole (rad) at a date.

    Before its begin and beyond its end a table is taken to stay as it is there.
    """
    from astropy import units

    table = shipped_table() if iers_table is None else iers_table
    # To be asked for the status keeps a table from raising, and from warning, beyond its end.
    dut1, _ = table.ut1_utc(*utc, return_status=True)
    pole_x, pole_y, _ = table.pm_xy(*utc, return_status=True)
    return dut1.to_value(units.s), pole_x.to_value(units.rad), pole_y.to_value(units.rad)


@functools.cache
def shipped_table() -> IERS:
    """Give the rotation of the Earth since 1962 from the files that come with Astropy.

    The final values of IERS B are followed by those of IERS A, which goes on with what is expected
    for a year. Astropy's `open` would set the table of the process, and its `read` changes the
    filters of warnings meanwhile.
    """
    import numpy
    from astropy import units
    from astropy.utils import iers

    # Two threads may read them twice, which does no harm; a lock would, to a child forked then.
    final = _read(iers.IERS_B_FILE, [(16, 26), (50, 62), (26, 38), (38, 50)])
    rapid = _read(iers.IERS_A_FILE, [(7, 15), (58, 68), (18, 27), (37, 46)])
    newer = rapid[:, rapid[0] > final[0, -1]]
    mjd, dut1, pole_x, pole_y = numpy.concatenate([final, newer], axis=1)
    columns = {
        "MJD": mjd << units.day,
        "UT1_UTC": dut1 << units.s,
        "PM_x": pole_x << units.arcsec,
        "PM_y": pole_y << units.arcsec,
    }
    return iers.IERS(columns)


def _read(path: str, columns: list[tuple[int, int]]) -> Any:
    """Read columns of a file with fixed columns, without comments and days that are not filled."""
    import numpy

    with open(path, encoding="ascii") as lines:
        texts = [[line[begin:end] for begin, end in columns] for line in lines if line[0] != "#"]
    return numpy.array([text for text in texts if all(map(str.strip, text))], dtype=float).T
