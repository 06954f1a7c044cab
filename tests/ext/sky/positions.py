"""What Astropy makes of the coordinates of a document, read from its JSON and nothing else."""

from __future__ import annotations

from typing import Any

from astropy import units
from astropy.coordinates import AltAz, Angle, SkyCoord

MICROARCSECOND = 1e-6 * units.arcsec
_TEXT = ("hourangle", "deg")
_FIXED = {"sidereal", "equatorial", "icrs", None}  # beams have no kind


def in_document(coordinate: dict[str, Any]) -> SkyCoord | str:
    """Give the direction of a coordinate, in its own frame, or the name of a body.

    Args:
        coordinate: the JSON of a coordinate, or of a target of 0.0 and 0.1.
    """
    kind = coordinate.get("kind", coordinate.get("type"))
    if kind in ("planet", "sso", "special"):
        name = coordinate.get("target_name") if "kind" in coordinate else None
        return str(coordinate.get("name") or name).lower()
    if kind == "galactic":
        return SkyCoord(l=coordinate["l"], b=coordinate["b"], unit="deg", frame="galactic")
    unit = coordinate.get("unit")
    if kind in ("driftscan", "horizontal", "altaz"):
        of_az, of_el = (unit or ["deg"])[0], (unit or ["deg"])[-1]
        az, el = Angle(coordinate["az"], of_az), Angle(coordinate["el"], of_el)
        return SkyCoord(AltAz(az=az, alt=el))
    assert kind in _FIXED, kind
    frame = coordinate.get("reference_frame") or coordinate.get("system") or "icrs"
    of_ra, of_dec = unit or _TEXT
    ra = next(coordinate[key] for key in ("ra_str", "ra", "RA") if key in coordinate)
    dec = coordinate.get("dec_str", coordinate.get("dec"))
    return SkyCoord(_angle(ra, of_ra), _angle(dec, of_dec), frame=frame.lower())


def _angle(angle: str | float, unit: str) -> Angle:
    """Read an angle; Astropy takes colons or blanks, and not both in one text."""
    return Angle(angle.replace(" ", ":") if isinstance(angle, str) else angle, unit)


def targets_in(block: dict[str, Any]) -> list[dict[str, Any]]:
    """Give the JSON of all targets of a block before 1.0, in its order."""
    if "fieldConfigurations" in block:
        fields = block["fieldConfigurations"].values()
        return [target for field in fields for target in field["targets"].values()]
    fields = block.get("field_configurations") or ()
    inside = [target for field in fields for target in field.get("targets") or ()]
    return [*(block.get("targets") or ()), *inside]


def names_in(block: dict[str, Any]) -> list[str | None]:
    """Give the identifiers of the same targets."""
    if "fieldConfigurations" in block:
        return [
            name for field in block["fieldConfigurations"].values() for name in field["targets"]
        ]
    return [target.get("target_id") for target in targets_in(block)]
