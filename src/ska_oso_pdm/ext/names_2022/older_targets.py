"""Constructors and attributes of the 2022 targets, whose angles could come in other units."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ska_oso_pdm.ext.names_2022.older_names import OlderConstructor
from ska_oso_pdm.ext.sky.earth import utc_time

if TYPE_CHECKING:
    from astropy.coordinates import SkyCoord

_SIDEREAL_UNIT = ("hourangle", "deg")
_HORIZON_UNIT = "deg"
_DIGITS = 9
"""Decimals of a second of time or arc in converted positions: finer than a nano arc second."""


class SiderealTargetNames(OlderConstructor):
    """`ra` and `dec` as text or numbers in `unit`; written as sexagesimal hours and degrees."""

    _arguments = ("ra", "dec", "target_name", "reference_frame", "target_id", "unit")

    @classmethod
    def _as_fields(cls, args: tuple[Any, ...], data: dict[str, Any]) -> dict[str, Any]:
        fields = super()._as_fields(args, data)
        unit = fields.pop("unit", _SIDEREAL_UNIT)
        ra_unit, dec_unit = _pair(unit)
        if "ra" in fields:
            fields["ra"] = _sexagesimal(fields["ra"], ra_unit, "hourangle")
        if "dec" in fields:
            fields["dec"] = _sexagesimal(fields["dec"], dec_unit, "deg")
        if isinstance(fields.get("reference_frame"), str):
            fields["reference_frame"] = fields["reference_frame"].upper()
        return fields

    @property
    def coord(self: Any) -> SkyCoord:
        """The direction in the frame ICRS."""
        return self.to_sky_coord()

    @property
    def unit(self) -> tuple[str, str]:
        """Units of `ra` and `dec` as the document holds them."""
        return _SIDEREAL_UNIT


class DriftScanTargetNames(OlderConstructor):
    """`az` and `el` as numbers in `unit`; written in degrees."""

    _arguments = ("az", "el", "target_name", "target_id", "unit")

    @classmethod
    def _as_fields(cls, args: tuple[Any, ...], data: dict[str, Any]) -> dict[str, Any]:
        fields = super()._as_fields(args, data)
        unit = fields.pop("unit", _HORIZON_UNIT)
        az_unit, el_unit = _pair(unit)
        for key, key_unit in (("az", az_unit), ("el", el_unit)):
            if key in fields and key_unit != _HORIZON_UNIT:
                from astropy.coordinates import Angle

                fields[key] = float(Angle(fields[key], unit=key_unit).deg)
        return fields

    @property
    def coord(self: Any) -> SkyCoord:
        """The direction in the frame AltAz, without time and place."""
        return self.to_sky_coord()

    @property
    def unit(self) -> str:
        """Unit of `az` and `el` as the document holds them."""
        return _HORIZON_UNIT


class PlanetNames(OlderConstructor):
    """A planet by name."""

    _arguments = ("target_name", "target_id")

    @property
    def coord(self: Any) -> SkyCoord:
        """The direction at the moment of the call, as seen from the centre of the Earth."""
        return self.to_sky_coord(utc_time(datetime.now(UTC)))


def _pair(unit: str | tuple[str, str]) -> tuple[str, str]:
    """Give the units of both angles; one unit stands for both."""
    return (unit, unit) if isinstance(unit, str) else unit


def _sexagesimal(angle: Any, unit: str, written_unit: str) -> Any:
    """Give an angle as the sexagesimal text that a document holds."""
    if isinstance(angle, str) and unit == written_unit and angle.count(":") == 2:
        return angle
    from astropy.coordinates import Angle

    converted = Angle(angle, unit=unit).to(written_unit)
    if written_unit == "hourangle":
        converted = converted.wrap_at("360d")
    text = converted.to_string(unit=written_unit, sep=":", precision=_DIGITS, pad=True)
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace("24:00:00", "00:00:00")  # what rounding makes of the last nano second
