"""Scheduling block definition, 0.3 ↔ 0.4: links are called `…_ref`, frames have small letters.

| 0.3 | 0.4 | |
|---|---|---|
| links, as `target` of scans | as `target_ref` | see `link_names`; 0.3 needs a `target`: on the way down, where a scan has none, the one of its target beams; without those it is doubtful |
| | scan `pointing_correction` | default `MAINTAIN`; set aside on the way down |
| frames `ICRS`, `FK5`, `ALTAZ` | `icrs`, `fk5`, `altaz` | |
| horizontal `unit` [`deg`] | [`deg`, `deg`] | |
| null for arguments, identifiers, patterns, resources, maps | | left out |
| | positions as numbers, in other units, with blanks | on the way down as text with colons; horizontal ones in degrees |
| | target `radial_velocity`; `lowcbf`; `name`, `description`, `prj_ref` of the block | set aside on the way down |

Times stay as they are: one without zone is legal in 0.4 too, and its zone is not known.
"""  # noqa: E501

from __future__ import annotations

import re
from collections.abc import Iterator
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
    plain,
    text_at,
    value_at,
    values_at,
)
from ska_oso_pdm.migrations.parts import link_names, target_beams
from ska_oso_pdm.migrations.parts.angles import degrees, is_beyond_a_pole, sexagesimal
from ska_oso_pdm.migrations.parts.coordinates import DEC, RA
from ska_oso_pdm.personal import shown_text

_CORRECTION = "MAINTAIN"
_FRAMES = {"ICRS": "icrs", "FK5": "fk5", "ALTAZ": "altaz"}
_ANGLES = {"equatorial": ("ra", "dec"), "horizontal": ("az", "el")}


def up(block: Node, ledger: Ledger) -> None:
    """Rename links and frames, and say of each scan what it does with pointing corrections."""
    link_names.to_refs(block, ledger)
    for node, keys in _without_nulls(block):
        for key in keys:
            if key in node and value_at(node, key) is None and isinstance(node[key], Leaf):
                ledger.spare(node.pop(key), "0.4 leaves out what holds nothing")
    for scan in nodes_at(block, "scan_definitions"):
        if "pointing_correction" not in scan:
            reason = "what scans did before they could say anything else"
            scan["pointing_correction"] = ledger.default(_CORRECTION, reason)
    for coordinate in _coordinates(block):
        _name_frame(coordinate, _FRAMES)
        unit = list_at(coordinate, "unit")
        if text_at(coordinate, "kind") == "horizontal" and len(unit) == 1:
            name = text_at({"unit": unit[0]}, "unit")
            unit.append(ledger.default(name, "one unit stood for both angles"))


def _require_targets(block: Node, ledger: Ledger) -> None:
    """Enter scans without target as doubtful, which 0.3 does not have."""
    gone = [s for s in nodes_at(block, "scan_definitions") if is_empty(s.get("target"))]
    for scan in gone:
        ledger.lose(scan, "0.3 wants the target of each scan, and this one has none")
    if not gone or not ledger.allowed.loss:
        return
    names = {text_at(scan, "scan_definition_id") for scan in gone}
    rest = {"scan_definitions": gone, "scan_sequence": []}
    for part in list_at(block, "scan_sequence"):
        if text_at({"name": part}, "name") in names:
            rest["scan_sequence"].append(part)
            ledger.lose(part, "it names a scan that was lost")
    for key, lost in rest.items():
        left = [part for part in list_at(block, key) if not any(part is one for one in lost)]
        if lost:
            block[key] = left or ledger.default([], "what it held was lost")


_AT_REST = {"definition": "RADIO", "reference_frame": "LSRK", "redshift": 0}


def down(block: Node, ledger: Ledger) -> None:
    """Give links and frames their former names, and set aside what 0.3 does not know."""
    target_beams.link_targets(block)
    link_names.to_plain(block, ledger)
    _require_targets(block, ledger)
    for key in ("name", "description", "prj_ref"):
        ledger.aside(block.pop(key, None), f'0.3 has no "{key}" of a block')
    for scan in nodes_at(block, "scan_definitions"):
        part = scan.pop("pointing_correction", None)
        if text_at({"part": part}, "part") == _CORRECTION:
            ledger.spare(part, "0.3 means the same without it")
        else:
            ledger.aside(part, "0.3 says nothing of pointing corrections")
    for target in nodes_at(block, "targets"):
        _drop_velocity(target, ledger)
    for csp in nodes_at(block, "csp_configurations"):
        ledger.aside(csp.pop("lowcbf", None), "0.3 does not describe the correlator of LOW")
    for coordinate in _coordinates(block):
        _name_frame(coordinate, {new: old for old, new in _FRAMES.items()})
        if text_at(coordinate, "kind") in _ANGLES:
            _write_angles(coordinate, ledger)


def _drop_velocity(target: Node, ledger: Ledger) -> None:
    """Set the radial velocity aside, which 0.3 does not have; the default says nothing."""
    part = target.pop("radial_velocity", None)
    found = plain(part) if isinstance(part, dict) else {}
    says = (
        {**found, **found.get("quantity", {})} if isinstance(found.get("quantity"), dict) else found
    )
    still = {**_AT_REST, "value": 0, "unit": "km / s"}
    if all(says[key] == still[key] for key in still.keys() & says.keys()):
        ledger.spare(part, "0.3 means the same without it")
    else:
        ledger.aside(part, "0.3 has no radial velocities")


def _without_nulls(block: Node) -> Iterator[tuple[Node, tuple[str, ...]]]:
    """Give objects, and keys that may be null in 0.3 and not in 0.4."""
    for activity in values_at(block, "activities"):
        yield activity, ("function_args",)
        for arguments in values_at(activity, "function_args"):
            yield arguments, ("args", "kwargs")
    for target in nodes_at(block, "targets"):
        yield target, ("target_id", "pointing_pattern")
    sdp = node_at(block, "sdp_configuration") or {}
    yield sdp, ("resources",)
    yield node_at(sdp, "resources") or {}, ("csp_links", "receptors")
    for processing_block in nodes_at(sdp, "processing_blocks"):
        yield processing_block, ("sbi_refs",)
    for channels in nodes_at(node_at(sdp, "execution_block") or {}, "channels"):
        for window in nodes_at(channels, "spectral_windows"):
            yield window, ("link_map",)


def _coordinates(block: Node) -> list[Node]:
    found = [node_at(target, "reference_coordinate") for target in nodes_at(block, "targets")]
    return [coordinate for coordinate in found if coordinate is not None]


def _name_frame(coordinate: Node, names: dict[str, str]) -> None:
    frame = text_at(coordinate, "reference_frame")
    if frame in names:
        coordinate["reference_frame"] = derived(names[frame], coordinate["reference_frame"])


def _write_angles(coordinate: Node, ledger: Ledger) -> None:
    """Write both angles in the units of 0.3: sexagesimal hours and degrees, or degrees."""
    kind = text_at(coordinate, "kind") or ""
    units = [part for part in list_at(coordinate, "unit") if isinstance(part, Leaf)]
    if len(units) != 2:
        return
    for key, unit in zip(_ANGLES[kind], units, strict=True):
        part = coordinate.get(key)
        if not isinstance(part, Leaf) or is_empty(part):
            continue
        value = _angle(key, part.value, str(unit.value))
        if value is None:
            ledger.lose(coordinate.pop(key), f"it is no angle in {shown_text(str(unit.value))}")
        else:
            coordinate[key] = derived(value, part, unit)
    if kind == "horizontal":
        coordinate["unit"] = [derived("deg", *units)]
    else:
        coordinate["unit"] = [derived("hourangle", units[0]), derived("deg", units[1])]


def _angle(key: str, value: Any, unit: str) -> Any:
    """Give an angle as 0.3 writes it. What has its unit stays, or is written with colons.

    None stands for what is no angle in the unit.
    """
    angle = degrees(value, unit)
    if key in ("az", "el"):
        if angle is None or unit == "deg":
            return value if unit == "deg" else None
        return None if is_beyond_a_pole(key, angle) else float(angle)
    usual, pattern = ("hourangle", RA) if key == "ra" else ("deg", DEC)
    if unit == usual and isinstance(value, str):
        text = re.sub(" +", ":", value.strip())
        if pattern.fullmatch(text):
            return text.lstrip("+") if key == "ra" else text
        if angle is None:
            return value
    return sexagesimal(key, angle)
