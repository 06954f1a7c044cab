"""Targets of the layouts 0.0 and 0.1, which are coordinates themselves, as directions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from ska_oso_pdm.ext.sky.celestial import sky_coords
from ska_oso_pdm.ext.sky.columns import columns, fixed
from ska_oso_pdm.ext.sky.directions import (
    DEGREES_PER_HOUR,
    Place,
    SolarSystemMixin,
    sexagesimals,
)

if TYPE_CHECKING:
    from astropy.coordinates import EarthLocation, SkyCoord
    from astropy.time import Time
    from astropy.utils.iers import IERS

__all__ = ["CamelCaseSiderealMixin", "PlanetMixin", "SiderealMixin", "sky_coords"]


class HasEquatorial(Protocol):
    @property
    def ra(self) -> str: ...
    @property
    def dec(self) -> str: ...


class HasCamelCaseEquatorial(Protocol):
    @property
    def RA(self) -> str: ...  # noqa: N802
    @property
    def dec(self) -> str: ...


class SiderealMixin:
    """The direction of a target that is fixed on the celestial sphere."""

    _place: ClassVar = Place.SKY
    _frame: ClassVar = "icrs"

    @staticmethod
    def _columns(targets: Sequence[Any]) -> Any:
        return _columns("ra", targets)

    def to_sky_coord(
        self: HasEquatorial,
        obstime: Time | None = None,
        location: EarthLocation | None = None,
        *,
        iers_table: IERS | None = None,
    ) -> SkyCoord:
        """Give the direction in the frame ICRS, as a scalar, whatever the time and the place."""
        return fixed("icrs", _columns("ra", [self])[:, 0])


class CamelCaseSiderealMixin:
    """The direction of a target of 2020 that is fixed on the celestial sphere."""

    _place: ClassVar = Place.SKY
    _frame: ClassVar = "icrs"

    @staticmethod
    def _columns(targets: Sequence[Any]) -> Any:
        return _columns("RA", targets)

    def to_sky_coord(
        self: HasCamelCaseEquatorial,
        obstime: Time | None = None,
        location: EarthLocation | None = None,
        *,
        iers_table: IERS | None = None,
    ) -> SkyCoord:
        """Give the direction in the frame ICRS, as a scalar, whatever the time and the place."""
        return fixed("icrs", _columns("RA", [self])[:, 0])


class PlanetMixin(SolarSystemMixin):
    """The direction of a planet, whose name is that of the target."""

    def _body(self: Any) -> str:
        name: str = self.target_name
        return name


def _columns(key: str, targets: Sequence[Any]) -> Any:
    ra = sexagesimals([getattr(target, key) for target in targets]) * DEGREES_PER_HOUR
    return columns(ra, sexagesimals([target.dec for target in targets]), targets)
