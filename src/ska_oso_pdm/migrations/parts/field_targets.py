"""Targets as the fields of 0.1 hold them, and as 0.2 has them, with a coordinate of their own.

| 0.1 | 0.2 `reference_coordinate` | |
|---|---|---|
| `kind` `sidereal`, `reference_frame` `ICRS`, `ra`, `dec` | `equatorial`, `reference_frame` `ICRS`, `ra`, `dec` | `unit` [`hourangle`, `deg`] where both are text; on the way down as text in ICRS, see `coordinates` |
| `kind` `driftscan`, `reference_frame` `HORIZON`, `az`, `el` | `horizontal`, `reference_frame` `ALTAZ`, `az`, `el` | `unit` [`deg`]; on the way down in degrees |
| `kind` `planet`, `target_name` | `sso`, `name` in small letters | other bodies than `mercury`, `venus` and `mars` are doubtful from 0.2 to 0.5, `earth` beyond; on the way down too |
"""  # noqa: E501

from __future__ import annotations

from typing import Any

from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.tree import Node, derived, node_at, plain, text_at
from ska_oso_pdm.migrations.parts.coordinates import to_new_kind

_SEXAGESIMAL = ["hourangle", "deg"]
_FIELD_KINDS: dict[str | None, tuple[str, str, dict[str, str]]] = {
    "icrs": ("sidereal", "ICRS", {"ra_str": "ra", "dec_str": "dec"}),
    "altaz": ("driftscan", "HORIZON", {"az": "az", "el": "el"}),
    "special": ("planet", "", {"name": "target_name"}),
}
"""Kind of today to the kind of a target, its frame and its keys in 0.1."""
BODIES = frozenset({"mercury", "venus", "mars"})
"""What the layouts from 0.2 to 0.5 know of the solar system."""
BODIES_SINCE_0_6 = frozenset({"sun", "moon", "jupiter", "saturn", "uranus", "neptune"} | BODIES)
_PLANETS = frozenset({"earth"} | BODIES_SINCE_0_6 - {"sun", "moon"})
"""What 0.1 knows of it."""
_POINT = {
    "active": "SinglePointParameters",
    "parameters": [
        {"kind": "SinglePointParameters", "offset_x_arcsec": 0.0, "offset_y_arcsec": 0.0}
    ],
}


def to_target(target: Node, ledger: Ledger) -> None:
    """Make a target of a field one of 0.2; `target_name` stays, but for a planet."""
    kind = text_at(target, "kind")
    if "reference_coordinate" in target or kind not in ("sidereal", "driftscan", "planet"):
        return
    tag = target.pop("kind")
    if kind == "sidereal":
        coordinate = {"kind": derived("equatorial", tag)} | _taken(target, "ra", "dec")
        if text_at(coordinate, "ra") is not None and text_at(coordinate, "dec") is not None:
            coordinate["unit"] = ledger.default(_SEXAGESIMAL, "the units of sexagesimal text")
    elif kind == "driftscan":
        coordinate = {"kind": derived("horizontal", tag)} | _taken(target, "az", "el")
        if text_at(coordinate, "reference_frame") == "HORIZON":
            coordinate["reference_frame"] = derived("ALTAZ", coordinate["reference_frame"])
        coordinate["unit"] = ledger.default(["deg"], "the unit of 0.1")
    else:
        coordinate = {"kind": derived("sso", tag)}
        if "target_name" in target:
            _take_body(target.pop("target_name"), coordinate, ledger)
    if "pointing_pattern" not in target:
        reason = "0.1 points at the target itself"
        target["pointing_pattern"] = ledger.default(_POINT, reason)
    target["reference_coordinate"] = coordinate


def _take_body(name: Any, coordinate: Node, ledger: Ledger) -> None:
    """Name the body of the solar system in small letters; most have no name from 0.2 to 0.5."""
    text = text_at({"name": name}, "name")
    small = None if text is None else text.lower()
    if small is not None and small not in BODIES:
        reason = f'the layouts from 0.2 to 0.5 do not know "{text}"'
        if not ledger.doubted(name, reason):
            return
    coordinate["name"] = name if small is None else derived(small, name)


def _taken(target: Node, *keys: str) -> Node:
    return {key: target.pop(key) for key in (*keys, "reference_frame") if key in target}


def to_field_target(target: Node, ledger: Ledger) -> bool:
    """Make a target of 0.2 one of a field; False where its position was lost."""
    pattern = target.pop("pointing_pattern", None)
    if pattern is not None and plain(pattern) == _POINT:
        ledger.spare(pattern, "0.1 points at the target itself")
    else:
        ledger.aside(pattern, "0.1 has no pointing patterns")
    coordinate = node_at(target, "reference_coordinate")
    if coordinate is None:
        return True
    del target["reference_coordinate"]
    complete = _is_complete(coordinate)
    frame = coordinate.get("reference_frame")
    to_new_kind(coordinate, ledger)
    kind, old_frame, keys = _FIELD_KINDS.get(text_at(coordinate, "kind"), ("", "", {}))
    if not kind:
        ledger.lose(coordinate, "0.1 has no coordinates of this kind")
        return False
    if complete and any(key not in coordinate for key in keys):
        ledger.aside(coordinate, "its position is lost")
        return False
    target["kind"] = derived(kind, coordinate.pop("kind"))
    if old_frame:
        made = ledger.default(old_frame, "the frame of the position")
        target["reference_frame"] = made if frame is None else derived(old_frame, frame)
    for key, old in keys.items():
        if key in coordinate:
            target[old] = coordinate.pop(key)
    if kind == "planet" and (name := text_at(target, "target_name")) is not None:
        target["target_name"] = derived(name.lower(), target["target_name"])
        if name.lower() in _PLANETS:
            ledger.settled(target["target_name"])
    ledger.aside(coordinate, "0.1 has no place for it")
    return True


def _is_complete(coordinate: Node) -> bool:
    return any(keys <= coordinate.keys() for keys in ({"ra", "dec"}, {"az", "el"}))
