"""An independent reading of scheduling blocks: what is observed, straight from the JSON.

It shares nothing with the package. One reading holds for the layouts 0.1 to 1.0, by the keys that
are there, so that half-converted blocks are read as well; a block of 0.0 is brought under the names
of 0.1 first. The documents are parsed with `parse_float=Decimal`. What cannot be read raises
`ValueError`, and what is not known is None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

Json = dict[str, Any]

BANDS = {"1", "2", "3", "4", "5a", "5b"}
FINE = 144
"""Fine channels of LOW to a coarse one."""
MICROARCSECOND = Fraction(1, 3_600_000_000)
HOURS = 15
"""Degrees to an hour of right ascension."""
RADIANS = Fraction("57.2957795130823208767981548141051703324054724665643")
UNITS = {"hourangle": HOURS, "deg": 1, "rad": RADIANS}
"""Degrees to each unit of angle."""
SINGLE_POINT = {
    "active": "SinglePointParameters",
    "parameters": [{"kind": "SinglePointParameters", "offset_x_arcsec": 0, "offset_y_arcsec": 0}],
}


class SeveralTargetsError(ValueError):
    """Nothing says which one of several targets a scan observes."""


@dataclass(frozen=True, eq=False)
class Position:
    """A position. Positions are equal where they are within a micro-arcsecond of each other."""

    frame: str  # icrs, fk5, galactic, altaz or body
    degrees: tuple[Fraction, ...]
    rest: Json  # the name of a body, the epoch, proper motion and parallax

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Position):
            return NotImplemented
        pairs = zip(self.degrees, other.degrees, strict=False)
        return (self.frame, self.rest) == (other.frame, other.rest) and all(
            abs(mine - theirs) <= MICROARCSECOND for mine, theirs in pairs
        )

    def __hash__(self) -> int:
        return hash(self.frame)  # nearness is all that equality is


@dataclass(frozen=True)
class Target:
    """A target, its pointing pattern, and the PST beams in it."""

    position: Position
    pattern: Json
    name: str
    velocity: Json | None
    beams: list[tuple[int, Position]]


@dataclass(frozen=True)
class Scan:
    """A scan in its place of the sequence, with all that its links lead to."""

    name: str
    duration_ms: Decimal
    target: Target | str | None  # a text where the block does not have the target
    band: str | None
    windows: list[Json]
    tuning: list[Decimal] | None
    intent: str | None
    correction: str


@dataclass(frozen=True)
class Block:
    """What a block observes, and with what."""

    telescope: str
    targets: dict[str, Target]
    dishes: list[str]
    stations: dict[int, list[tuple[int, int, str]]]  # of each beam: station, substation, weighting
    template: str
    scans: dict[str | int, list[Scan]]  # under "dishes", and under the numbers of the beams


def read_block(document: Json) -> Block:
    """Read a parsed block of any layout."""
    block = _under_names_of_0_1(document) if "fieldConfigurations" in document else document
    dishes, mccs = block.get("dish_allocations") or {}, block.get("mccs_allocation") or {}
    template = (dishes or mccs).get("selected_subarray_definition", mccs.get("configuration"))
    return Block(
        block["telescope"],
        {target["target_id"]: read_target(target) for target in _targets(block)},
        dishes.get("dish_ids") or _dishes(dishes.get("receptor_ids") or [], block),
        _stations(mccs),
        template or "Custom",
        _scans(block),
    )


def read_sequences(document: Json) -> list[list[Scan]]:
    """Read the scans of each sequence: of the root, or of the dishes and of each beam.

    The target is None where there are several.
    """
    block = _under_names_of_0_1(document) if "fieldConfigurations" in document else document
    dishes, mccs = block.get("dish_allocations") or {}, block.get("mccs_allocation") or {}
    homes = [dishes, *(beam for _, beam in _beams(mccs))]
    found = [home["scan_sequence"] for home in homes if home.get("scan_sequence")]
    known = {scan["scan_definition_id"]: scan for scan in block.get("scan_definitions") or ()}
    if block.get("scan_sequence"):
        found.append([known[name] for name in block["scan_sequence"]])
    return [[_scan(scan, block, open_targets=True) for scan in scans] for scans in found]


def _under_names_of_0_1(block: Json) -> Json:
    fields = [
        {
            "field_id": field,
            "targets": [
                {
                    "target_id": name,
                    "kind": target["type"],
                    "target_name": target.get("name"),
                    "reference_frame": target.get("system"),
                    "ra": target.get("RA"),
                    "dec": target.get("dec"),
                }
                for name, target in content["targets"].items()
            ],
        }
        for field, content in block["fieldConfigurations"].items()
    ]
    scans = [
        {
            "scan_definition_id": name,
            "scan_duration": scan["scanDuration"] * 1000,  # seconds
            "field_configuration": scan.get("fieldConfiguration"),
            "dish_configuration": scan.get("dishConfiguration"),
            "csp_configuration": scan.get("cspConfiguration"),
        }
        for name, scan in block["scanDefinitions"].items()
    ]
    dishes = [
        {"dish_configuration_id": dish["id"], "receiver_band": dish["receiverBand"]}
        for dish in block.get("dishConfigurations") or ()
    ]
    return {
        "telescope": "ska_mid",  # 0.0 knows dishes only
        "field_configurations": fields,
        "scan_definitions": scans,
        "scan_sequence": block["scanSequence"],
        "dish_allocations": {"receptor_ids": (block.get("dish") or {}).get("receptorIDList")},
        "dish_configurations": dishes,
        "csp_configurations": [
            {"config_id": csp["id"]} for csp in block.get("cspConfigurations") or ()
        ],
    }


def _targets(block: Json) -> list[Json]:
    fields = block.get("field_configurations") or ()
    inside = [target for field in fields for target in field.get("targets") or ()]
    return [*(block.get("targets") or ()), *inside]


def _dishes(receptors: list[str], block: Json) -> list[str]:
    """Name dishes as since 2023: a number in a block of SKA MID is a dish of SKA."""
    if block.get("telescope") == "ska_mid" and not any("MKT" in each for each in receptors):
        numbers = [each.removeprefix("SKA") for each in receptors]
        return [f"SKA{int(each):03}" if each.isdigit() else each for each in numbers]
    return receptors


def _stations(mccs: Json) -> dict[int, list[tuple[int, int, str]]]:
    if "station_ids" in mccs:
        lists = enumerate(mccs["station_ids"], 1)
        return {beam: [(station, 1, "uniform") for station in each] for beam, each in lists}
    return {
        beam["subarray_beam_id"]: [
            (each["station_id"], each["substation_id"], each["weighting_key"])
            for each in beam.get("apertures") or ()
        ]
        for beam in mccs.get("subarray_beams") or ()
    }


def _scans(block: Json) -> dict[str | int, list[Scan]]:
    """Give the scans of the dishes and of each beam, in the order of their sequences."""
    dishes, mccs = block.get("dish_allocations") or {}, block.get("mccs_allocation") or {}
    found: dict[str | int, list[Scan]] = {}
    for home, part in [("dishes", dishes), *_beams(mccs)]:
        if part.get("scan_sequence"):
            found[home] = [_scan(scan, block) for scan in part["scan_sequence"]]
    known = {scan["scan_definition_id"]: scan for scan in block.get("scan_definitions") or ()}
    for name in block.get("scan_sequence") or ():
        for home in _homes(known[name], block):
            found.setdefault(home, []).append(_scan(known[name], block))
    return found


def _beams(mccs: Json) -> list[tuple[Any, Json]]:
    beams = mccs.get("subarray_beams") or ()
    return [(beam["subarray_beam_id"], beam) for beam in beams]


def _homes(scan: Json, block: Json) -> list[str | int]:
    """Say which beams observe a scan of the root; before 0.5 its target beams tell."""
    mccs = block.get("mccs_allocation")
    if not mccs:
        return ["dishes"]
    names = mccs.get("subarray_beam_ids") or [beam for beam, _ in _beams(mccs)]
    if len(names) == 1:
        return [1 if "subarray_beam_ids" in mccs else names[0]]
    settings = {
        each["subarray_beam_configuration_id"]: each["subarray_beam_id"]
        for each in block.get("subarray_beam_configurations") or ()
    }
    used = [settings[beam["subarray_beam_configuration"]] for beam in _target_beams(scan, block)]
    if not used:
        raise ValueError(f"nothing says which beam observes {scan}")
    return [number for number, name in enumerate(names, 1) if name in used]


def _target_beams(scan: Json, block: Json) -> list[Json]:
    names = _link(scan, "target_beam_configurations") or ()
    beams = block.get("target_beam_configurations") or ()
    return [beam for beam in beams if beam["target_beam_id"] in names]


def _link(scan: Json, name: str) -> Any:
    return scan.get(f"{name}_ref", scan.get(name))


def _scan(scan: Json, block: Json, *, open_targets: bool = False) -> Scan:
    known = block.get("csp_configurations") or ()
    csp = next((c for c in known if c["config_id"] == _link(scan, "csp_configuration")), {})
    try:
        target = _target_of(scan, block)
    except SeveralTargetsError:
        if not open_targets:
            raise
        target = None
    described = {each["target_id"]: each for each in _targets(block)}
    return Scan(
        scan["scan_definition_id"],
        Decimal(scan["scan_duration_ms" if "scan_duration_ms" in scan else "scan_duration"]),
        read_target(described[target]) if target in described else target,
        _band(scan, csp, block),
        _windows(csp, block),
        (csp.get("common") or {}).get("band_5_tuning"),
        scan.get("scan_intent"),
        scan.get("pointing_correction") or "MAINTAIN",
    )


def _target_of(scan: Json, block: Json) -> str | None:
    """Name the target of a scan: its own, else that of its target beams, else its field's only."""
    if (own := _link(scan, "target")) is not None:
        return own
    names = {beam["target"] for beam in _target_beams(scan, block)}
    if not names:
        fields = block.get("field_configurations") or ()
        field = [each for each in fields if each["field_id"] == scan.get("field_configuration")]
        names = {target["target_id"] for each in field for target in each.get("targets") or ()}
    if len(names) > 1:
        raise SeveralTargetsError(f"several targets for {scan}: {names}")
    return next(iter(names), None)


def _band(scan: Json, csp: Json, block: Json) -> str | None:
    """Say the band of a scan: by its settings, else by its dishes, else the only one there is."""
    dishes = {
        each["dish_configuration_id"]: str(each.get("receiver_band"))
        for each in block.get("dish_configurations") or ()
    }
    csps = [each.get("midcbf") or {} for each in block.get("csp_configurations") or ()]
    there = {*dishes.values(), *(str(each.get("frequency_band")) for each in csps)} & BANDS
    own = str((csp.get("midcbf") or {}).get("frequency_band"))
    through_dishes = dishes.get(_link(scan, "dish_configuration"))
    named = {own, through_dishes} & BANDS
    if len(named) > 1:
        raise ValueError(f"two bands for {scan}: {named}")
    if not csp and _link(scan, "csp_configuration") is not None:
        return through_dishes  # whatever other configurations say, it uses none of them
    return next(iter(named or there)) if len(named or there) == 1 else None


def _windows(csp: Json, block: Json) -> list[Json]:
    """Give the spectral windows of a CSP configuration, each with its sub-band's numbers."""
    found = []
    for subband in (csp.get("midcbf") or {}).get("subbands") or ():
        offset = subband.get("frequency_slice_offset", {"value": 0, "unit": "MHz"})
        unit = offset.get("unit", offset.get("units")).lower()
        for kind in ("correlation_spws", "pst_spws"):
            for window in subband.get(kind) or ():
                tuning = subband.get("band_5_tuning")
                found.append({**window, "is": kind, "offset": (offset["value"], unit), "5": tuning})
    low = csp.get("lowcbf") or {}
    beams = [beam for _, beam in _beams(block.get("mccs_allocation") or {})]
    coarse = {beam.get("number_of_channels") for beam in beams}
    for window in low.get("correlation_spws") or ():
        channels = window["number_of_channels"]
        if channels % FINE == 0 and channels // FINE in coarse:  # as 0.5 may count them
            channels //= FINE
        found.append({**window, "number_of_channels": channels, "pst": low.get("do_pst")})
    return found


def read_target(target: Json) -> Target:
    """Read a target of any layout from 0.1 on."""
    beams = (target.get("tied_array_beams") or {}).get("pst_beams") or ()
    return Target(
        read_position(target.get("reference_coordinate", target)),
        target.get("pointing_pattern") or SINGLE_POINT,
        target.get("name") or target.get("target_name") or "",
        target.get("radial_velocity"),
        [(beam["beam_id"], read_position(beam["beam_coordinate"])) for beam in beams],
    )


def read_position(given: Json) -> Position:
    """Read a coordinate of any layout."""
    kind, frame = given.get("kind", "icrs"), str(given.get("reference_frame") or "").lower()
    if kind in ("planet", "sso", "special"):
        body = given.get("name") or given["target_name"]
        return Position("body", (), {"name": body.lower()})
    if kind in ("driftscan", "horizontal", "altaz"):
        if frame not in ("", "horizon", "altaz"):
            raise ValueError(f"no frame of a horizontal position: {given}")
        unit = UNITS[(given.get("unit") or ["deg"])[0]]
        return Position("altaz", (degrees(given["az"], unit), degrees(given["el"], unit)), {})
    motion = {key: given.get(key) or 0 for key in ("pm_ra", "pm_dec", "pm_l", "pm_b", "parallax")}
    motion["epoch"] = given.get("epoch") or 2000
    if kind == "galactic":
        return Position("galactic", (degrees(given["l"], 1), degrees(given["b"], 1)), motion)
    if kind not in ("sidereal", "equatorial", "icrs") or frame not in ("", "icrs", "fk5"):
        raise ValueError(f"another kind of position, or another frame: {given}")
    of_ra, of_dec = (UNITS[unit] for unit in given.get("unit", ["hourangle", "deg"]))
    ra, dec = (given.get(f"{key}_str", given.get(key)) for key in ("ra", "dec"))
    return Position(frame or "icrs", (degrees(ra, of_ra), degrees(dec, of_dec)), motion)


def degrees(angle: Any, unit: int | Fraction) -> Fraction:
    """Read an angle, a number or sexagesimal, in a unit of so many degrees."""
    if isinstance(angle, (int, Decimal)):
        return Fraction(angle) * unit
    number = r"\d+(?:\.\d*)?"
    if not (found := re.fullmatch(rf"\s*([+-]?)({number}(?:[:\s]+{number}){{0,2}})\s*", angle)):
        raise ValueError(f"no angle: {angle!r}")
    parts = [Fraction(part) for part in re.split(r"[:\s]+", found[2])]
    whole = sum(part / 60**place for place, part in enumerate(parts))
    return (-whole if found[1] == "-" else whole) * unit
