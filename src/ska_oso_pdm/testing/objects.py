"""What must fit inside of one object: units and angles, the pattern in use, a checksum."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ska_oso_pdm.testing.chance import Chance

Json = dict[str, Any]
_DEGREES = {"deg": 1.0, "hourangle": 15.0, "rad": 57.29577951308232}
"""Degrees to each unit of angle."""
_NORTH = 35
"""Degrees of declination up to which a target stands high enough at all telescopes."""


def distinct(items: Any, key: str) -> None:
    """Give each item of a list another whole number."""
    used: set[int] = set()
    for item in items:
        if key in item:
            number = item[key]
            while number in used:
                number = number + 1 if number < len(items) + 1 or number < 20 else 1
            used.add(number)
            item[key] = number


def _pattern(pattern: Json, chance: Chance) -> None:
    """Have each pattern once, and one of them in use; the first, or the usual one, by default."""
    once = {part["kind"]: part for part in pattern["parameters"]}
    pattern["parameters"][:] = once.values()
    if "active" in pattern or "SinglePointParameters" not in once:
        pattern["active"] = chance.pick(list(once))


def _equatorial(coordinate: Json, chance: Chance) -> None:
    """Give angles as text in hours and degrees, as numbers in any unit that they fit."""
    units = [
        "hourangle" if isinstance(coordinate["ra"], str) else chance.pick(("deg", *_DEGREES)),
        "deg" if isinstance(coordinate["dec"], str) else chance.pick(("deg", "rad")),
    ]
    for key, unit in zip(("ra", "dec"), units, strict=True):
        if not isinstance(coordinate[key], str) and unit != "deg":
            coordinate[key] = round(coordinate[key] / _DEGREES[unit], 6)
    coordinate["unit"] = units


def _horizontal(coordinate: Json, chance: Chance) -> None:
    if len(coordinate["unit"]) == 2:
        unit = chance.pick(("deg", "deg", "rad"))
        for key in ("az", "el"):
            coordinate[key] = coordinate[key] if unit == "deg" else coordinate[key] / 64
        coordinate["unit"] = [unit, unit]


def _southern(coordinate: Json, _: Chance) -> None:
    """Let what never rises, or hardly, at the telescopes stand as far south of the equator."""
    for key in ("dec", "dec_str"):
        text = coordinate.get(key)
        if isinstance(text, str) and text[:1] != "-":
            north = text.removeprefix("+")
            coordinate[key] = f"-{north}" if int(north.partition(":")[0]) >= _NORTH else text


def _orbit(coordinate: Json, _: Chance) -> None:
    """Have both lines of one satellite, each with its checksum."""
    first, second = coordinate["line1"], coordinate["line2"]
    second = second[:2] + first[2:7] + second[7:]
    for key, line in (("line1", first), ("line2", second)):
        digits = (int(char) if char.isdigit() else char == "-" for char in line[:-1])
        coordinate[key] = f"{line[:-1]}{sum(digits) % 10}"


def _channels(window: Json, _: Chance) -> None:
    low, high = sorted((window["freq_min"], window["freq_max"]))
    window["freq_min"], window["freq_max"] = low, high


def _diode(diode: Json, _: Chance) -> None:
    if diode["mode"] == "periodic":
        diode["duty_cycle"] = dict(diode["period"])


def _durations(scan: Json, _: Chance) -> None:
    """Say the duration of a scan once, or twice the same."""
    if scan.get("scan_duration") and isinstance(scan["scan_duration"], dict):
        scan["scan_duration"] = {"value": scan["scan_duration_ms"], "unit": "ms"}


def _constraints(made: Json, _: Chance) -> None:
    """Ask for no distance from a body that is observed perhaps, and for ranges that are ranges."""
    for key in [key for key in made if key.endswith("_separation") and "min" in made[key]]:
        made[key]["min"] = None
    for key, value in (("min", 20), ("max", 85.5)):
        if made.get("altitude", {}).get(key):
            made["altitude"][key] = _angle(value)
    if made.get("lst"):
        made["lst"] = {"start": _angle(2, "hourangle"), "end": _angle(105.0)}


def _angle(value: float, unit: str = "deg") -> Json:
    return {"value": value, "unit": unit}


def _attenuations(made: Json, chance: Chance) -> None:
    for key in [key for key in made if key.startswith("attenuation") and made[key] is not None]:
        made[key] = chance.pick((0, 0.0, -0.0, 12.5, 31.75))


def _tied_array(beams: Json, _: Chance) -> None:
    for some in beams.values():
        distinct(some, "beam_id")


FITTED: dict[str, Callable[[Json, Chance], None]] = {
    "PointingPattern": _pattern,
    "EquatorialCoordinates": _equatorial,
    "HorizontalCoordinates": _horizontal,
    "ICRSCoordinates": _southern,
    "SiderealTarget": _southern,
    "TLECoordinates": _orbit,
    "TiedArrayBeams": _tied_array,
    "Channel": _channels,
    "SpectralWindow": _channels,
    "PeriodicNoiseDiodeConfig": _diode,
    "ScanDefinition": _durations,
    "ObservingConstraints": _constraints,
    "TargetSPFRxConfiguration": _attenuations,
}
"""What fits the parts of an object to each other, by the title of its schema."""
