"""Scheduling block definition, 0.2 ↔ 0.3: the SDP configuration gets an execution block.

| 0.2 `sdp_configuration` | 0.3 `sdp_configuration` | |
|---|---|---|
| `eb_id`, `max_length` | `execution_block.eb_id`, `.max_length` | |
| `scan_types[].target` | `execution_block.scan_types[].beams[].field_id` | of the beam `vis0`, which is made; on the way down of the one beam that is for visibilities, and scan types take over from the one that they derive from. A scan type without such a beam, or with several, is doubtful |
| `scan_types[].channels[]` | `execution_block.channels[].spectral_windows[]` | one entry for each different list, which scan types name by `channels_id`; identifiers are made from the content |
| | `execution_block.beams[]` | `vis0` for visibilities; other beams are set aside on the way down |
| | `execution_block.polarisations[]` | none, since 0.2 does not tell; set aside on the way down |
| | `execution_block.context`, `processing_blocks[].sbi_ids` | set aside on the way down |
| | a scan type without target that others derive from | left out on the way down, unless a scan names it |
| `dish_allocations.receptor_ids` | `resources.receptors` as well | |
| `channels[]` {`stride`, `link_map`} | may be absent or null | on the way down a window without `stride` is doubtful; no `link_map` is an empty one, and no channels of a scan type an empty list |
| | `resources` {`csp_links`, `receive_nodes`} | set aside on the way down |
| `processing_blocks[].workflow` | `processing_blocks[].script` | names of scripts stay |
"""  # noqa: E501

from __future__ import annotations

from typing import Any

from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.tree import (
    Leaf,
    Node,
    copied,
    is_empty,
    leaves,
    list_at,
    made_id,
    node_at,
    nodes_at,
    plain,
    same,
    text_at,
)
from ska_oso_pdm.migrations.parts.nesting import nest

_MOVED = ("eb_id", "max_length", "scan_types")
_VISIBILITIES = "visibilities"
_BEAM = "vis0"
_MADE_BEAM = "0.2 has visibilities only"
_MADE: dict[str, tuple[list[Any], str]] = {
    "beams": ([{"beam_id": _BEAM, "function": _VISIBILITIES}], _MADE_BEAM),
    "channels": ([], "no scan type has channels"),
    "polarisations": ([], "0.2 does not tell polarisations"),
}
_MADE_ID = "made from the content of the channels"


_ById = dict[str | None, list[Node]]
"""Scan types by their identifier, which several may have."""


def up(block: Node, ledger: Ledger) -> None:
    """Make an execution block of what stands in the SDP configuration itself."""
    sdp = node_at(block, "sdp_configuration")
    if sdp is None:
        return
    for processing in nodes_at(sdp, "processing_blocks"):
        ledger.rename(processing, "workflow", "script")
    there = sdp.get("execution_block")
    if not is_empty(there) and not isinstance(there, dict):
        return
    if any(key in sdp for key in _MOVED):
        _fill_execution_block(block, sdp, ledger)
    elif isinstance(there, dict):
        _convert_scan_types(there, there, ledger)


def _fill_execution_block(block: Node, sdp: Node, ledger: Ledger) -> None:
    execution = node_at(sdp, "execution_block") or {}
    for home in (sdp, execution):
        _convert_scan_types(home, execution, ledger)
    for key in _MOVED:
        nest(sdp, key, execution, key, ledger)
    for key, (made, reason) in _MADE.items():
        if key not in execution:
            execution[key] = ledger.default(made, reason)
    rest = {key: part for key, part in sdp.items() if key != "execution_block"}
    sdp.clear()
    sdp.update({"execution_block": execution} | rest)
    receptors = (node_at(block, "dish_allocations") or {}).get("receptor_ids")
    if "resources" not in sdp and not is_empty(receptors):
        sdp["resources"] = {"receptors": copied(receptors)}


def _convert_scan_types(home: Node, execution: Node, ledger: Ledger) -> None:
    """Give scan types beams, and put their channels into the execution block."""
    for scan_type in nodes_at(home, "scan_types"):
        if "beams" in scan_type:
            continue
        beam: Node = {"beam_id": ledger.default(_BEAM, _MADE_BEAM)}
        if "target" in scan_type:
            beam["field_id"] = scan_type.pop("target")
        channels = scan_type.get("channels")
        if isinstance(channels, list) or is_empty(channels):
            scan_type.pop("channels", None)
        if isinstance(channels, list):
            identifier = _add_channels(execution, channels, ledger)
            beam["channels_id"] = ledger.default(identifier, _MADE_ID)
        scan_type["beams"] = [beam]


def _add_channels(execution: Node, channels: list[Any], ledger: Ledger) -> str:
    """Put a list of channels into the execution block, unless it has it; give its identifier."""
    identifier = made_id("channels", channels)
    windows = [
        {"spectral_window_id": ledger.default(f"{identifier}-{number}", _MADE_ID)} | channel
        if isinstance(channel, dict)
        else channel
        for number, channel in enumerate(channels, 1)
    ]
    entry = {"channels_id": ledger.default(identifier, _MADE_ID), "spectral_windows": windows}
    for other in nodes_at(execution, "channels"):
        if text_at(other, "channels_id") == identifier and same(other, entry):
            ledger.merged(other, entry)
            return identifier
    execution["channels"] = [*list_at(execution, "channels"), entry]
    return identifier


def down(block: Node, ledger: Ledger) -> None:
    """Put back into the SDP configuration what the execution block has of it."""
    sdp = node_at(block, "sdp_configuration")
    if sdp is None:
        return
    for processing in nodes_at(sdp, "processing_blocks"):
        ledger.rename(processing, "script", "workflow")
        ledger.aside(processing.pop("sbi_ids", None), "0.2 has no place for it")
    execution = node_at(sdp, "execution_block")
    if execution is None:
        return
    _drop_resources(block, sdp, ledger)
    scans = {text_at(scan, "scan_type") for scan in nodes_at(block, "scan_definitions")}
    if nodes_at(execution, "scan_types"):
        _flatten_scan_types(execution, scans, ledger)
    ledger.aside(execution.pop("context", None), "0.2 has no place for it")
    for key, (made, _) in _MADE.items():
        part = execution.pop(key, None)
        if part is not None and plain(part) == made:
            ledger.spare(part, "0.2 means the same without it")
        else:
            ledger.aside(part, "0.2 has no place for it")
    for key in _MOVED:
        nest(execution, key, sdp, key, ledger)
    if not execution:
        del sdp["execution_block"]


def _drop_resources(block: Node, sdp: Node, ledger: Ledger) -> None:
    resources = sdp.pop("resources", None)
    if isinstance(resources, dict) and "receptors" in resources:
        receptors = (node_at(block, "dish_allocations") or {}).get("receptor_ids")
        if same(resources["receptors"], receptors):
            ledger.merged(receptors, resources.pop("receptors"))
    ledger.aside(resources, "0.2 has no resources")


def _flatten_scan_types(execution: Node, scans: set[str | None], ledger: Ledger) -> None:
    """Give each scan type the target and the channels of its beam for visibilities."""
    types = nodes_at(execution, "scan_types")
    by_id: dict[str | None, list[Node]] = {}
    for scan_type in types:
        by_id.setdefault(text_at(scan_type, "scan_type_id"), []).append(scan_type)
    bases = {id(_base(scan_type, by_id)) for scan_type in types}
    flat = [part for part in list_at(execution, "scan_types") if not isinstance(part, dict)]
    for scan_type in types:
        beams = _visible_beams(scan_type, by_id, execution)
        has_target = "target" in scan_type or any("field_id" in beam for beam in beams)
        name = text_at(scan_type, "scan_type_id")
        needed = has_target or (name in scans and len(by_id[name]) == 1)
        if needed or id(scan_type) not in bases:
            flat += _flat(scan_type, by_id, beams, execution, ledger)
    kept = {id(leaf) for _, leaf in leaves(flat)}
    for _, leaf in leaves([types, execution.pop("channels", [])]):
        if id(leaf) not in kept:
            ledger.aside(leaf, "the scan types of 0.2 have one target and channels of their own")
    execution["scan_types"] = flat


def _base(scan_type: Node, by_id: _ById) -> Node | None:
    """Give the scan type that another one derives from; never itself."""
    name = text_at(scan_type, "derive_from")
    others = by_id.get(name, []) if name is not None else []
    return next((other for other in others if other is not scan_type), None)


def _visible_beams(scan_type: Node, by_id: _ById, execution: Node) -> list[Node]:
    """Give what a scan type says of beams for visibilities, in its own words first."""
    line, seen = [scan_type], {id(scan_type)}
    while (base := _base(line[-1], by_id)) and id(base) not in seen:
        line.append(base)
        seen.add(id(base))
    beams: dict[str | None, Node] = {}
    for ancestor in reversed(line):
        for mapping in nodes_at(ancestor, "beams"):
            name = text_at(mapping, "beam_id") or text_at(mapping, "beam_ref")
            said = {key: part for key, part in mapping.items() if not is_empty(part)}
            beams[name] = beams.get(name, {}) | said
    defined = nodes_at(execution, "beams")
    visible = {
        text_at(beam, "beam_id") for beam in defined if text_at(beam, "function") == _VISIBILITIES
    }
    return [beam for name, beam in beams.items() if name in visible or not defined]


def _flat(
    scan_type: Node, by_id: _ById, beams: list[Node], execution: Node, ledger: Ledger
) -> list[Node]:
    """Give the scan type of 0.2 that one of 0.3 becomes, or none."""
    flat = {key: part for key, part in scan_type.items() if key not in ("beams", "derive_from")}
    base = text_at(scan_type, "derive_from")
    if base is not None and base not in by_id:
        ledger.lose(scan_type["derive_from"], "no scan type has this identifier")
    if "beams" in scan_type and len(beams) == 1:
        if "field_id" in beams[0]:
            flat["target"] = beams[0]["field_id"]
        _take_channels(flat, beams[0], execution, ledger)
    if "target" in flat or "beams" not in scan_type:
        return [flat]
    number = "more than one of its beams is" if len(beams) > 1 else "no beam with a field is"
    ledger.lose(scan_type, f"{number} for visibilities, and 0.2 has one target for a scan type")
    return []


def _take_channels(flat: Node, beam: Node, execution: Node, ledger: Ledger) -> None:
    name = text_at(beam, "channels_id")
    for entry in nodes_at(execution, "channels"):
        if name is not None and text_at(entry, "channels_id") == name:
            windows = copied(entry.get("spectral_windows", Leaf([])))
            if isinstance(windows, list):
                windows = [window for window in windows if _fill_window(window, ledger)]
            flat["channels"] = windows or ledger.default([], "its channels were lost")
            return
    reason = "0.2 wants the list of channels, and the scan type has none"
    if "channels_id" in beam:
        ledger.lose(beam["channels_id"], "no channels have this identifier")
        reason = "the channels that it names are not defined"
    flat["channels"] = ledger.default([], reason)


def _fill_window(window: Any, ledger: Ledger) -> bool:
    """Make a spectral window a block of channels of 0.2, which wants all keys; False if lost."""
    if not isinstance(window, dict):
        return True
    window.pop("spectral_window_id", None)
    if "link_map" not in window or _is_null(window["link_map"]):
        window["link_map"] = ledger.default([], "0.2 wants the list of links; none are known")
    if "stride" in window and not _is_null(window["stride"]):
        return True
    ledger.lose(window, "0.2 wants the distance of channels (stride), and the window has none")
    return not ledger.allowed.loss


def _is_null(part: Any) -> bool:
    return isinstance(part, Leaf) and part.value is None
