"""Coordinates of targets and beams: `equatorial`, `horizontal`, `sso` and the kinds of 1.0.

| up to 0.7 | from 0.6 on, and alone in 1.0 | |
|---|---|---|
| `equatorial` {`ra`, `dec`, `reference_frame`, `unit`, `epoch`} | `icrs` {`ra_str`, `dec_str`, `epoch`} | numbers and other units become sexagesimal text, exactly; FK5 by the assumption `fk5` |
| `horizontal` {`az`, `el`, `reference_frame`, `unit`} | `altaz` {`az`, `el`} | in degrees; numbers without unit by the assumption `angle-unit` |
| `sso` {`name`} | `special` {`name`} | the name with a capital first letter |
| any other kind with `reference_frame` and `unit` | the kind alone says both | |
"""  # noqa: E501

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from importlib.util import find_spec
from typing import Any

from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.tree import (
    Leaf,
    Node,
    derived,
    is_empty,
    list_at,
    node_at,
    nodes_at,
    text_at,
    value_at,
)
from ska_oso_pdm.migrations.parts.angles import (
    degrees,
    degrees_text,
    hours_text,
    is_beyond_a_pole,
    parts,
    sexagesimal,
)
from ska_oso_pdm.personal import shown_text

RA = re.compile(r"[+]?([01]?[0-9]|2[0-3]):[0-5]?[0-9]:[0-5]?[0-9](\.[0-9]*)?")
DEC = re.compile(
    r"[+-]?([0-8]?[0-9]:[0-5]?[0-9]:[0-5]?[0-9](\.[0-9]*)?|90:0?0:0?0(\.0*)?)", re.ASCII
)
"""Sexagesimal text as the newer layouts want it."""
NEW_KINDS = frozenset({"icrs", "galactic", "altaz", "special", "tle"})
NO_ASTROPY = "a position in FK5 becomes one in ICRS by Astropy, which is not installed here"
_POSITION = ("ra", "dec", "ra_str", "dec_str", "unit")
_NO_UNIT = "no unit says what the number counts"
_ANGLES = {"altaz": ("az", "el"), "galactic": ("l", "b")}
_MOTION = ("pm_ra", "pm_dec", "parallax")


def beams_of(target: Node) -> list[Node]:
    """List the tied-array beams of a target."""
    beams = node_at(target, "tied_array_beams") or {}
    return [beam for key in beams for beam in nodes_at(beams, key)]


def coordinates_of(target: Node) -> list[Node]:
    """List the coordinates of a target: its own and those of its beams."""
    found = [node_at(target, "reference_coordinate")]
    found += [node_at(beam, "beam_coordinate") for beam in beams_of(target)]
    return [coordinate for coordinate in found if coordinate is not None]


def to_new_kind(coordinate: Node, ledger: Ledger) -> None:
    """Make a coordinate one of the kinds of 1.0. What is one already stays."""
    kind = text_at(coordinate, "kind")
    if kind == "equatorial":
        _to_icrs(coordinate, ledger)
    elif kind == "horizontal":
        _to_altaz(coordinate, ledger)
    elif kind == "sso":
        _to_special(coordinate, ledger)
    elif kind is None and "ra_str" in coordinate:
        _tag(coordinate, ledger)
    elif kind in NEW_KINDS:
        _drop_frame(coordinate, ledger)


def to_old_kind(coordinate: Node, ledger: Ledger) -> bool:
    """Make a coordinate of 1.0 one of the kinds before; False for what these cannot say."""
    kind = text_at(coordinate, "kind")
    if kind == "icrs" and "ra_str" in coordinate:
        return _to_equatorial(coordinate, ledger)
    if kind == "altaz":
        _to_horizontal(coordinate, ledger)
    elif kind == "special":
        coordinate["kind"] = derived("sso", coordinate["kind"])
    return kind not in ("galactic", "tle")


def _tag(coordinate: Node, ledger: Ledger) -> None:
    """Give the coordinate of a tied-array beam its kind, which it did not have up to 0.7."""
    frame = coordinate.pop("reference_frame", None)
    kind = ledger.default("icrs", "the kind that has `ra_str`")
    ledger.spare(coordinate.pop("unit", None), "the new kinds have their units fixed")
    name = (text_at({"frame": frame}, "frame") or "").lower()
    if name == "fk5":
        frame = _fk5_to_icrs(coordinate, ledger, frame)
    elif name != "icrs" and not is_empty(frame):
        _lose_position(coordinate, ledger, frame, name)
        frame = None
    items = {"kind": kind if is_empty(frame) else derived("icrs", frame), **coordinate}
    ledger.aside(items.pop("target_id", None), "a beam has no target of its own")
    coordinate.clear()
    coordinate.update(items)


def untag(coordinate: Node, ledger: Ledger) -> None:
    """Make the coordinate of a tied-array beam one of the time before 1.0, without a kind."""
    kind = coordinate.get("kind")
    if text_at(coordinate, "kind") == "icrs":
        coordinate["reference_frame"] = derived("icrs", kind, coordinate.get("reference_frame"))
        del coordinate["kind"]
    elif kind is not None:
        ledger.lose(dict(coordinate), "before 1.0 tied-array beams had positions in ICRS only")
        coordinate.clear()


def _to_icrs(coordinate: Node, ledger: Ledger) -> None:
    kind, frame = coordinate["kind"], coordinate.pop("reference_frame", None)
    name = (text_at({"frame": frame}, "frame") or "").lower()
    said = "ra_str" in coordinate and "ra" not in coordinate
    if said:
        ledger.spare(coordinate.pop("unit", None), "the new kinds have their units fixed")
    if name == "fk5":
        frame = _fk5_to_icrs(coordinate, ledger, frame)
    elif name == "icrs" or (said and is_empty(frame)):
        write_texts(coordinate, ledger)
    else:
        _lose_position(coordinate, ledger, frame, name)
        frame = None
    coordinate["kind"] = derived("icrs", kind, frame)
    if "ra_str" in coordinate and "epoch" in coordinate and is_empty(coordinate["epoch"]):
        ledger.spare(coordinate.pop("epoch"), "it holds nothing")


def _take_units(coordinate: Node) -> tuple[Leaf, Leaf] | None:
    """Take the units of the two angles out: one for each, or one for both."""
    unit = coordinate.pop("unit", None)
    if isinstance(unit, Leaf) and isinstance(unit.value, str):
        names = [name.strip() for name in unit.value.split(",")]
        found = [Leaf(name, unit.origins, unit.reason) for name in names]
    else:
        found = [part for part in list_at({"unit": unit}, "unit") if isinstance(part, Leaf)]
    if not found:
        return None
    return derived(found[0].value, *found[:-1] or found), found[-1]


def write_texts(coordinate: Node, ledger: Ledger) -> None:
    """Put `ra_str` and `dec_str` in the place of `ra` and `dec`."""
    units = _take_units(coordinate)
    for index, (key, usual) in enumerate((("ra", "hourangle"), ("dec", "deg"))):
        part = coordinate.get(key)
        if is_empty(part):
            continue
        unit = units[index] if units else None
        name = str(unit.value) if unit else usual
        if unit is None and parts(value_at(coordinate, key)) is None:
            if not ledger.assumed("angle-unit", part, _NO_UNIT):
                del coordinate[key]
                continue
            name = "deg"
        text = _sexagesimal(key, value_at(coordinate, key), name)
        if text is None:
            ledger.lose(
                [part, *([unit] if unit else [])], f"it is no angle in {shown_text(str(name))}"
            )
            del coordinate[key]
        else:
            ledger.move(coordinate, key, f"{key}_str", derived(text, part, unit))


def _sexagesimal(key: str, value: object, unit: str) -> str | None:
    """Write an angle as text; text that is as it should be stays, to the letter."""
    usual, pattern = ("hourangle", RA) if key == "ra" else ("deg", DEC)
    if unit == usual and isinstance(value, str) and pattern.fullmatch(value):
        return value
    return sexagesimal(key, degrees(value, unit))


def _take_position(coordinate: Node) -> list[object]:
    return [coordinate.pop(key) for key in _POSITION if key in coordinate]


def _lose_position(coordinate: Node, ledger: Ledger, frame: Any, name: str) -> None:
    """Take a position out whose frame is not known, together with the frame."""
    reason = f'the frame "{name}" is not one of these layouts'
    parts_lost = [*_take_position(coordinate), *([] if frame is None else [frame])]
    if parts_lost:
        ledger.lose(parts_lost, reason if name else "no frame says what its position refers to")


def _fk5_to_icrs(coordinate: Node, ledger: Ledger, frame: Any) -> Any:
    """Convert a position from FK5 (equinox J2000), as Astropy does it, to 1e-9 arcsec."""
    position = [coordinate[key] for key in _POSITION if key in coordinate]
    if not _has_astropy():
        ledger.refuse([*position, frame], NO_ASTROPY)
        _take_position(coordinate)
        return None
    if not ledger.assumed("fk5", [*position, frame], "a position in FK5 is not one in ICRS"):
        _take_position(coordinate)
        return None
    write_texts(coordinate, ledger)
    ra = degrees(text_at(coordinate, "ra_str"), "hourangle")
    dec = degrees(text_at(coordinate, "dec_str"), "deg")
    if ra is not None and dec is not None:
        new = _transformed(float(ra), float(dec))
        coordinate["ra_str"] = derived(hours_text(new[0]), coordinate["ra_str"])
        coordinate["dec_str"] = derived(degrees_text(new[1]), coordinate["dec_str"])
    return frame


@cache
def _has_astropy() -> bool:
    """Tell whether Astropy is installed: there is none for WebAssembly."""
    return find_spec("astropy") is not None


def _transformed(ra: float, dec: float) -> tuple[Decimal, Decimal]:
    """Give the angles in ICRS, in degrees, of those in FK5."""
    from astropy import units
    from astropy.coordinates import FK5

    fk5, icrs = _frames()
    place = FK5(ra * units.deg, dec * units.deg, equinox=fk5.equinox).transform_to(icrs)
    return Decimal(repr(float(place.ra.deg))), Decimal(repr(float(place.dec.deg)))


@cache
def _frames() -> tuple[Any, Any]:
    """Make the frames once: to read an equinox takes as long as to transform a position."""
    from astropy.coordinates import FK5, ICRS

    return FK5(equinox="J2000"), ICRS()


def _write_degrees(coordinate: Node, keys: tuple[str, str], ledger: Ledger, *, fixed: bool) -> None:
    """Write two angles as numbers in degrees.

    Args:
        coordinate: has the angles, and the units of both.
        keys: the keys of the angles.
        ledger: takes down what is no angle.
        fixed: whether a number without unit is in degrees, as the new kinds have it.
    """
    ledger.spare(coordinate.get("unit"), "the new kinds have their units fixed")
    units = _take_units(coordinate)
    for index, key in enumerate(keys):
        part, value = coordinate.get(key), value_at(coordinate, key)
        unit = units[index] if units else None
        bare = unit is None and not isinstance(value, str)
        if is_empty(part) or (bare and fixed):
            continue
        angle = degrees(value, str(unit.value) if unit else "deg")
        if angle is None or is_beyond_a_pole(key, angle):
            ledger.lose([coordinate.pop(key), *([unit] if unit else [])], "it is no angle")
        elif bare and not ledger.assumed("angle-unit", part, _NO_UNIT):
            del coordinate[key]
        elif isinstance(value, str) or (unit is not None and unit.value != "deg"):
            coordinate[key] = derived(float(angle), part, unit)
        else:
            coordinate[key] = derived(value, part, unit)


def _to_altaz(coordinate: Node, ledger: Ledger) -> None:
    _write_degrees(coordinate, ("az", "el"), ledger, fixed=False)
    frame = coordinate.pop("reference_frame", None)
    coordinate["kind"] = derived("altaz", coordinate["kind"], frame)
    ledger.aside(coordinate.pop("epoch", None), "a direction fixed to the ground has no epoch")


def _to_special(coordinate: Node, ledger: Ledger) -> None:
    frame = coordinate.pop("reference_frame", None)
    coordinate["kind"] = derived("special", coordinate["kind"], frame)
    ledger.aside(coordinate.pop("epoch", None), "a body of the solar system has no epoch")
    if (name := text_at(coordinate, "name")) is not None:
        coordinate["name"] = derived(name[:1].upper() + name[1:], coordinate["name"])


def _drop_frame(coordinate: Node, ledger: Ledger) -> None:
    frame, kind = coordinate.pop("reference_frame", None), text_at(coordinate, "kind") or ""
    if kind in _ANGLES:
        _write_degrees(coordinate, _ANGLES[kind], ledger, fixed=True)
    ledger.spare(coordinate.pop("unit", None), "the new kinds have their units fixed")
    if frame is not None and (text_at({"frame": frame}, "frame") or kind).lower() == kind:
        coordinate["kind"] = derived(kind, coordinate["kind"], frame)
    elif frame is not None:
        ledger.lose(frame, "its kind says another frame")


def _to_equatorial(coordinate: Node, ledger: Ledger) -> bool:
    if any(value_at(coordinate, key) not in (None, 0) for key in _MOTION):
        return False
    for key in _MOTION:
        ledger.spare(coordinate.pop(key, None), "the older kind means the same without it")
    kind = coordinate["kind"]
    coordinate["kind"] = derived("equatorial", kind)
    ledger.rename(coordinate, "ra_str", "ra")
    ledger.rename(coordinate, "dec_str", "dec")
    frame = coordinate.get("reference_frame")
    coordinate["reference_frame"] = derived("icrs", kind, frame)
    if "unit" not in coordinate:
        reason = "the unit of sexagesimal text"
        coordinate["unit"] = ledger.default(["hourangle", "deg"], reason)
    return True


def _to_horizontal(coordinate: Node, ledger: Ledger) -> None:
    kind = coordinate["kind"]
    coordinate["kind"] = derived("horizontal", kind)
    coordinate["reference_frame"] = derived("altaz", kind, coordinate.get("reference_frame"))
    if "unit" not in coordinate:
        coordinate["unit"] = ledger.default(["deg", "deg"], "the unit of the newer kind")
