"""A process that may not reach the network, nor change what belongs to it: `test_offline` runs it.

`python -W error -m tests.ext.sky.offline TASK SCALE:SECONDS …`: a task and its times, ahead of now.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import wraps
from threading import Barrier
from typing import Any

import erfa
import numpy
from astropy import units
from astropy.config import ConfigItem, ConfigNamespace
from astropy.coordinates import (
    ICRS,
    AltAz,
    EarthLocation,
    Galactic,
    SkyCoord,
    get_body_barycentric,
)
from astropy.coordinates import erfa_astrom as astrom
from astropy.coordinates.solar_system import solar_system_ephemeris
from astropy.table import QTable
from astropy.time import Time
from astropy.utils import iers
from astropy.utils.state import ScienceState
from pydantic import ValidationError

import ska_oso_pdm.generated
from ska_oso_pdm.ext.sky import celestial, coordinates
from ska_oso_pdm.ext.sky.directions import to_icrs
from ska_oso_pdm.generated.v0_1 import sbd
from ska_oso_pdm.generated.v0_6 import sbd as sbd_0_6
from ska_oso_pdm.generated.v1_0 import sbd as newest
from ska_oso_pdm.generated.v1_0 import target as pdm

LOADED = AltAz, get_body_barycentric, QTable, erfa
"""What is imported here before anything is watched: an import may set filters of warnings."""

SITE = EarthLocation(
    lat=-26.82472208 * units.deg, lon=116.76444824 * units.deg, height=365 * units.m
)
STATES = (
    iers.earth_orientation_table,
    astrom.erfa_astrom,
    solar_system_ephemeris,
)

# One coordinate of each mixin that has directions; `classes` finds the classes that have them.
SAMPLES: dict[str, list[dict[str, Any]]] = {
    "AltAzMixin": [{"az": 33.0, "el": 55.0}],
    "CamelCaseSiderealMixin": [{"RA": "03:22:41.789", "dec": "-37:12:29.52"}],
    "EquatorialMixin": [
        {"ra": "3:2:1", "dec": "-5:0:0", "reference_frame": frame, "unit": ("hourangle", "deg")}
        for frame in ("ICRS", "FK5", "icrs", "fk5")
    ],
    "GalacticMixin": [
        {"l": 30.0, "b": -10.0},
        {"l": 30.0, "b": -10.0, "pm_l": 100.0, "pm_b": -5.0, "parallax": 3.0, "epoch": 2015.5},
    ],
    "HorizontalMixin": [
        {"az": 180.0, "el": 45.0, "unit": ("deg",)},
        {"az": 3.0, "el": 0.5, "unit": ("rad", "rad")},
    ],
    "ICRSMixin": [
        {"ra_str": "10:00:00", "dec_str": "-30:00:00"},
        {"ra_str": "10:00:00", "dec_str": "-30:00:00", "pm_ra": 900.0, "pm_dec": 2.0},
        {"ra_str": "17:57:48.5", "dec_str": "04:41:36.2", "pm_dec": 10328.0, "parallax": 548.0},
    ],
    "SiderealMixin": [{"ra": "13:25:27.6", "dec": "-43:01:08.8"}],
    "SolarSystemMixin": [
        *({"target_name": name} for name in ("mars", "MARS", "Moon")),
        *({"name": name} for name in ("venus", "Venus", "Moon", "Sun")),
    ],
}


class ReachedOutError(BaseException):
    """Not an Exception: Astropy turns those into warnings."""


def watch() -> list[str]:
    """Take down, with where it comes from, what nobody may do here; refuse the network."""
    seen: list[str] = []

    def take_down(what: str) -> None:
        seen.append(f"{what}\n{''.join(traceback.format_stack(limit=25))}")

    def refuse(event: str, arguments: Any) -> None:
        if event in ("socket.__new__", "socket.getaddrinfo", "socket.connect", "urllib.Request"):
            take_down(f"{event} {arguments}")
            raise ReachedOutError(event)

    def watched(owner: Any, name: str) -> None:
        found = inspect.getattr_static(owner, name)
        plain = getattr(found, "__func__", found)

        @wraps(plain)
        def call(*arguments: Any, **more: Any) -> Any:
            take_down(f"{owner.__name__}.{name}")
            return plain(*arguments, **more)

        setattr(owner, name, type(found)(call) if found is not plain else call)

    sys.addaudithook(refuse)
    for owner, name in (
        (ConfigItem, "set"),
        (ConfigItem, "__set__"),
        (ConfigNamespace, "set_temp"),
        (ScienceState, "set"),
        (erfa.leap_seconds, "set"),
        (erfa.leap_seconds, "update"),
        (iers.IERS, "open"),
        (iers.LeapSeconds, "auto_open"),
        (warnings.catch_warnings, "__enter__"),
        (warnings, "filterwarnings"),
        (warnings, "simplefilter"),
        (warnings, "resetwarnings"),
    ):
        watched(owner, name)
    return seen


def state() -> dict[str, Any]:
    """Give what of Astropy, ERFA and Python belongs to the process."""
    return {
        "filters": list(warnings.filters),
        "conf": {name: getattr(iers.conf, name) for name in vars(type(iers.conf))},
        "states": [vars(one).get("_value") for one in STATES],
        "tables": [vars(one).get("iers_table") for one in (iers.IERS_A, iers.IERS_B, iers.IERS)],
        "leap seconds": erfa.leap_seconds.get().tolist(),
    }


def classes() -> Iterator[tuple[str, type[Any]]]:
    """Yield every generated class with directions of its own, with the mixin that gives them."""
    package = ska_oso_pdm.generated
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        module = importlib.import_module(found.name)
        for cls in vars(module).values():
            if inspect.isclass(cls) and cls.__module__ == module.__name__:
                for base in cls.__mro__:
                    if "to_sky_coord" in vars(base):
                        yield base.__name__, cls


def samples(cls: type[Any], mixin: str) -> list[Any]:
    """Give the samples that a class takes; not every layout has every spelling."""
    made = []
    for sample in SAMPLES[mixin]:
        with suppress(ValidationError):
            made.append(cls(**sample))
    assert made, f"no sample for {cls}"
    return made


def directions(made: Any, when: Time) -> Iterator[SkyCoord]:
    """Yield every direction that a coordinate, or target, gives."""
    needed = inspect.signature(made.to_sky_coord).parameters
    if "obstime" not in needed:
        yield made.to_sky_coord()
        return
    yield made.to_sky_coord(when, SITE)
    if needed["obstime"].default is not None:  # a body, also as seen from the centre of the Earth
        days = Time(when.jd1, numpy.add(when.jd2, [[0.0], [1.0]]), format="jd", scale=when.scale)
        yield made.to_sky_coord(when)
        yield made.to_sky_coord(days)
        yield made.to_sky_coord(days, SITE)


def use(direction: SkyCoord) -> None:
    """Do with a direction what its owner may do, whatever the time."""
    found = to_icrs(direction)
    assert found.shape == direction.shape
    assert not numpy.isnan(found.ra.deg).any()
    if direction.frame.name != "altaz":
        assert direction.transform_to(ICRS()).shape == direction.shape
        assert direction.transform_to(Galactic()).shape == direction.shape
    assert repr(direction)


def every_kind(when: Time) -> None:
    """Every kind of coordinate of every layout, alone."""
    for mixin, cls in classes():
        if mixin != "PointedMixin":  # targets, which have the direction of their coordinate
            for made in samples(cls, mixin):
                for direction in directions(made, when):
                    use(direction)


def targets() -> list[pdm.Target]:
    five = pdm.PointingPattern(
        active="FivePointParameters", parameters=[pdm.FivePointParameters(offset_arcsec=30.0)]
    )
    kinds = {
        pdm.ICRSCoordinates: "ICRSMixin",
        pdm.GalacticCoordinates: "GalacticMixin",
        pdm.SpecialCoordinates: "SolarSystemMixin",
        pdm.AltAzCoordinates: "AltAzMixin",
    }
    return [
        pdm.Target(target_id="t", reference_coordinate=made, pointing_pattern=five)
        for cls, mixin in kinds.items()
        for made in samples(cls, mixin)
    ]


def older_targets() -> list[Any]:
    return [sbd.Planet("mars"), sbd.DriftScanTarget(180, 45), sbd.SiderealTarget("1:0:0", "2:0:0")]


def targets_with_units() -> list[sbd_0_6.Target]:
    kinds = {
        sbd_0_6.EquatorialCoordinates: "EquatorialMixin",
        sbd_0_6.HorizontalCoordinates: "HorizontalMixin",
        sbd_0_6.SolarSystemObject: "SolarSystemMixin",
    }
    return [
        sbd_0_6.Target(target_id="t", reference_coordinate=made)
        for cls, mixin in kinds.items()
        for made in samples(cls, mixin)
    ]


def whole(when: Time) -> None:
    """Targets with their patterns, and vectors of many, also by the block."""
    for target in [*targets(), *targets_with_units()]:
        use(target.to_sky_coord(when, SITE))
        use(target.pointings(when, SITE))
    for vector in (
        celestial.sky_coords(targets(), when, SITE),
        newest.SBDefinition(targets=targets()).sky_coords(when, SITE),
        coordinates.sky_coords(older_targets(), when, SITE),
        sbd_0_6.SBDefinition(targets=targets_with_units()).sky_coords(when, SITE),
    ):
        use(vector)
    use(sbd.Planet("mars").coord)
    date = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=when.jd1 + when.jd2 - 2440587.5)
    made = sbd.MetaData(created_on=date.isoformat())
    assert abs(made.created_on_time.jd - when.jd1 - when.jd2) < 1e-8


def threads(when: Time) -> None:
    """Eight threads at once, the first use included."""
    barrier = Barrier(8)
    sys.setswitchinterval(1e-5)

    def work(_: int) -> list[list[float]]:
        barrier.wait()
        return [celestial.sky_coords(targets(), when, SITE).ra.deg.tolist() for _ in range(2)]

    with ThreadPoolExecutor(8) as pool:
        found = [places for thread in pool.map(work, range(8)) for places in thread]
    assert found == found[:1] * 16


def time_at(text: str) -> Time:
    """Give a time as a number: of a text of a year far ahead in UTC, Time itself warns."""
    scale, ahead = text.split(":")
    return Time(2440587.5, (time.time() + float(ahead)) / 86400, format="jd", scale=scale)


def main(task: Callable[[Time], None], *when: str) -> None:
    before, seen = state(), watch()
    for one in when:
        task(time_at(one))
    after = state()
    assert not seen, "\n".join(seen)
    assert after == before


if __name__ == "__main__":
    main(globals()[sys.argv[1]], *sys.argv[2:])
