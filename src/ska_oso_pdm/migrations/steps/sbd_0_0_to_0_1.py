"""Scheduling block definition, 0.0 ↔ 0.1: from camel case to the names of today.

| 0.0 | 0.1 | |
|---|---|---|
| `id`, `scanSequence` | `sbd_id`, `scan_sequence` | |
| | `telescope` | `ska_mid`, the only one of 0.0; another one is lost on the way down |
| | `metadata` | `version` 1; who wrote the block, and when, stays open. Set aside on the way down |
| | `activities`, `mccs_allocation`, `target_beam_configurations`, `subarray_beam_configurations`, scan `target_beam_configurations` | set aside on the way down |
| `fieldConfigurations.*.targets.*` {`type`, `name`, `system`, `RA`, `dec`} | `field_configurations[].targets[]` {`kind`, `target_name`, `reference_frame`, `ra`, `dec`} | keys become `field_id` and `target_id`; a `driftscan` is lost on the way down |
| `scanDefinitions.*` {`fieldConfiguration`, `dishConfiguration`, `cspConfiguration`, `scanType`} | `scan_definitions[]` {`field_configuration`, `dish_configuration`, `csp_configuration`, `scan_type`} | keys become `scan_definition_id` |
| `scanDuration` in s | `scan_duration` in ms | whole ms; others by the assumption `round-durations` |
| `dish.receptorIDList` | `dish_allocations.receptor_ids` | |
| `dishConfigurations[]` {`id`, `receiverBand`} | `dish_configurations[]` {`dish_configuration_id`, `receiver_band`} | |
| `cspConfigurations[]` {`id`, `fsp[]`} | `csp_configurations[]` {`config_id`, `cbf.fsp[]`} | `subarray`, `common`, `pst`, `pss`, `cbf.vlbi` are set aside on the way down |
| `fsp[]` {`fspID`, `functionMode`, `frequencySliceID`, `channelAveragingMap`, `fspChannelOffset`, `outputLinkMap`, `zoomWindowTuning`} | {`fsp_id`, `function_mode`, `frequency_slice_id`, `channel_averaging_map`, `channel_offset`, `output_link_map`, `zoom_window_tuning`} | |
| `corrBandwidth` | `zoom_factor` | by the assumption `zoom-factor` |
| `integrationTime` in ms | `integration_factor` | by the assumption `integration-factor`, in steps of 140 ms. Where one of these two is lost, so is its processor |
| `sdpConfiguration.id` | `sdp_configuration.eb_id` | where it is that of the block, it is set aside and another one made; otherwise by the assumption `eb-id`; made where it is lost |
| `scan_types[].id`, `processing_blocks[]` {`id`, `workflow` {`id`, `type`}, `dependencies[].type`} | `scan_type_id`, {`pb_id`, `workflow` {`name`, `kind`}, `dependencies[].kind`} | |
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.tree import (
    Leaf,
    Node,
    derived,
    is_empty,
    list_at,
    made_id,
    node_at,
    nodes_at,
    plain,
    text_at,
    value_at,
)
from ska_oso_pdm.migrations.parts.keyed import keyed, listed
from ska_oso_pdm.migrations.parts.nesting import nest

_BLOCK = {
    "id": "sbd_id",
    "dish": "dish_allocations",
    "fieldConfigurations": "field_configurations",
    "sdpConfiguration": "sdp_configuration",
    "scanDefinitions": "scan_definitions",
    "scanSequence": "scan_sequence",
    "dishConfigurations": "dish_configurations",
    "cspConfigurations": "csp_configurations",
}
_TARGET = {"type": "kind", "name": "target_name", "system": "reference_frame", "RA": "ra"}
_SCAN = {
    "fieldConfiguration": "field_configuration",
    "dishConfiguration": "dish_configuration",
    "cspConfiguration": "csp_configuration",
    "scanType": "scan_type",
}
_DISH = {"id": "dish_configuration_id", "receiverBand": "receiver_band"}
_FSP = {
    "fspID": "fsp_id",
    "functionMode": "function_mode",
    "frequencySliceID": "frequency_slice_id",
    "channelAveragingMap": "channel_averaging_map",
    "fspChannelOffset": "channel_offset",
    "outputLinkMap": "output_link_map",
    "zoomWindowTuning": "zoom_window_tuning",
}
_PROCESSING = {"id": "pb_id"}
_WORKFLOW = {"id": "name", "type": "kind"}
_DEPENDENCY = {"type": "kind"}
_NO_PLACE = "0.0 has no place for it"
_ONLY_LATER = {
    "metadata": "0.0 has no metadata",
    "activities": "0.0 has no activities",
    "mccs_allocation": "0.0 is for SKA MID",
    "target_beam_configurations": "0.0 is for SKA MID",
    "subarray_beam_configurations": "0.0 is for SKA MID",
}
_NEEDED: dict[str, Any] = {"fieldConfigurations": {}, "scanDefinitions": {}, "scanSequence": []}
_METADATA = {"version": 1}
_BROKEN_FSP = "without what was lost of it, it says nothing"
_INTEGRATION = (
    '"integration_factor" seems to count steps of 140 ms of "integrationTime", but the factor of '
    "later documents is 1 where the time of earlier ones is 1400 ms"
)
_INTEGRATION_STEP_MS = 140
_MOST_STEPS = 10
"""The greatest `integration_factor` of 0.1."""


def up(block: Node, ledger: Ledger) -> None:
    """Give every part its later name; parts that have it already too, as far as they need it."""
    for old, new in _BLOCK.items():
        for key in (old, new):
            if key in block and new in _UP:
                _UP[new](block, key, ledger)
        ledger.rename(block, old, new)
    if is_empty(block.get("telescope")):
        block["telescope"] = ledger.default("ska_mid", "0.0 is for SKA MID")
    if is_empty(block.get("metadata")):
        block["metadata"] = ledger.default(_METADATA, "every block of 0.0 is the first version")


def down(block: Node, ledger: Ledger) -> None:
    """Give every part its earlier name, and take out what came later."""
    telescope = block.pop("telescope", None)
    if is_empty(telescope) or text_at({"telescope": telescope}, "telescope") == "ska_mid":
        ledger.spare(telescope, "0.0 is for SKA MID")
    else:
        ledger.lose(telescope, "0.0 is for SKA MID, and the block is for another telescope")
    if "metadata" in block and plain(block["metadata"]) == _METADATA:
        ledger.spare(block.pop("metadata"), "every block of 0.0 is the first version")
    for key, reason in _ONLY_LATER.items():
        ledger.aside(block.pop(key, None), reason)
    for old, new in _BLOCK.items():
        if new in block and new in _DOWN:
            _DOWN[new](block, ledger)
        ledger.rename(block, new, old)
    for key, nothing in _NEEDED.items():
        if _is_null(block, key):
            block[key] = ledger.default(nothing, f'0.0 needs "{key}"')


def _is_null(node: Node, key: str) -> bool:
    return is_empty(node.get(key)) and value_at(node, key) is None


def _rename(node: Node, names: Mapping[str, str], ledger: Ledger) -> None:
    for old, new in names.items():
        ledger.rename(node, old, new)


def _rename_back(node: Node, names: Mapping[str, str], ledger: Ledger) -> None:
    for old, new in names.items():
        ledger.rename(node, new, old)


def _fields_up(block: Node, key: str, ledger: Ledger) -> None:
    block[key] = listed(block[key], "field_id", ledger)
    for field in nodes_at(block, key):
        if "targets" in field:
            field["targets"] = listed(field["targets"], "target_id", ledger)
        for target in nodes_at(field, "targets"):
            _rename(target, _TARGET, ledger)


def _open(block: Node, key: str) -> None:
    """Let empty objects in a list be filled with what the layout needs."""
    parts = list_at(block, key)
    for index, part in enumerate(parts):
        if isinstance(part, Leaf) and part.value == {}:
            parts[index] = {}


def _fields_down(block: Node, ledger: Ledger) -> None:
    _open(block, "field_configurations")
    for field in nodes_at(block, "field_configurations"):
        for target in nodes_at(field, "targets"):
            if text_at(target, "kind") == "driftscan":
                ledger.lose(target, "0.0 cannot tell a target by its azimuth and elevation")
                field["targets"].remove(target)
            _rename_back(target, _TARGET, ledger)
        if "targets" in field:
            field["targets"] = keyed(field["targets"], "target_id", ledger)
    block["field_configurations"] = keyed(block["field_configurations"], "field_id", ledger)
    fields = node_at(block, "field_configurations") or {}
    for name, field in fields.items():
        nothing = field.get("targets") if isinstance(field, dict) else field
        if is_empty(nothing):
            made = ledger.default({}, '0.0 needs "targets"')
            targets = made if nothing is None else derived({}, nothing)
            fields[name] = {**(field if isinstance(field, dict) else {}), "targets": targets}


def _scans_up(block: Node, key: str, ledger: Ledger) -> None:
    block[key] = listed(block[key], "scan_definition_id", ledger)
    for scan in nodes_at(block, key):
        _rename(scan, _SCAN, ledger)
        if "scanDuration" in scan:
            duration = _milliseconds(scan, ledger)
            ledger.move(scan, "scanDuration", "scan_duration", duration)


def _scans_down(block: Node, ledger: Ledger) -> None:
    for scan in nodes_at(block, "scan_definitions"):
        ledger.aside(scan.pop("target_beam_configurations", None), "0.0 is for SKA MID")
        _rename_back(scan, _SCAN, ledger)
        if "scan_duration" in scan:
            ledger.move(scan, "scan_duration", "scanDuration", _seconds(scan, ledger))
    block["scan_definitions"] = keyed(block["scan_definitions"], "scan_definition_id", ledger)


def _milliseconds(scan: Node, ledger: Ledger) -> Any:
    part, seconds = scan["scanDuration"], _number(scan, "scanDuration")
    if seconds is None:
        return part
    exact = seconds * 1000
    whole = exact.to_integral_value()
    if whole != exact:
        ledger.assumed("round-durations", part, "it is not a whole number of milliseconds")
    return derived(int(whole), part)


def _seconds(scan: Node, ledger: Ledger) -> Any:
    part, milliseconds = scan["scan_duration"], _number(scan, "scan_duration")
    if milliseconds is None:
        return part
    seconds = float(milliseconds / 1000)
    if Decimal(repr(seconds)) * 1000 != milliseconds:
        ledger.lose(part, "it has more digits than a number of seconds can hold")
    return derived(seconds, part)


def _number(node: Node, key: str) -> Decimal | None:
    """Give a number that is not too large to calculate with; None for anything else."""
    value = value_at(node, key)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or abs(value) >= 2**53:
        return None
    number = Decimal(repr(value))
    return number if number.is_finite() else None


def _dish_up(block: Node, key: str, ledger: Ledger) -> None:
    ledger.rename(node_at(block, key) or {}, "receptorIDList", "receptor_ids")


def _dish_down(block: Node, ledger: Ledger) -> None:
    ledger.rename(node_at(block, "dish_allocations") or {}, "receptor_ids", "receptorIDList")


def _dishes_up(block: Node, key: str, ledger: Ledger) -> None:
    for dish in nodes_at(block, key):
        _rename(dish, _DISH, ledger)


def _dishes_down(block: Node, ledger: Ledger) -> None:
    for dish in nodes_at(block, "dish_configurations"):
        _rename_back(dish, _DISH, ledger)


def _csps_up(block: Node, key: str, ledger: Ledger) -> None:
    for csp in nodes_at(block, key):
        ledger.rename(csp, "id", "config_id")
        correlator = {} if is_empty(csp.get("cbf")) else node_at(csp, "cbf")
        for home in (csp, correlator or {}):
            for fsp in nodes_at(home, "fsp"):
                if not _fsp_up(fsp, ledger) and ledger.allowed.loss:
                    ledger.lose(fsp, _BROKEN_FSP)
                    home["fsp"].remove(fsp)
        if correlator is not None and "fsp" in csp:
            nest(csp, "fsp", correlator, "fsp", ledger)
            csp["cbf"] = correlator


def _csps_down(block: Node, ledger: Ledger) -> None:
    _open(block, "csp_configurations")
    for csp in nodes_at(block, "csp_configurations"):
        ledger.rename(csp, "config_id", "id")
        for key in ("subarray", "common", "pst", "pss"):
            ledger.aside(csp.pop(key, None), _NO_PLACE)
        correlator = node_at(csp, "cbf") or {}
        for fsp in nodes_at(correlator, "fsp"):
            if not _fsp_down(fsp, ledger) and ledger.allowed.loss:
                ledger.lose(fsp, _BROKEN_FSP)
                correlator["fsp"].remove(fsp)
        nest(correlator, "fsp", csp, "fsp", ledger)
        ledger.aside(correlator.pop("vlbi", None), _NO_PLACE)
        if is_empty(csp.get("cbf")) or csp["cbf"] == {}:
            csp.pop("cbf", None)
        if is_empty(csp.get("id")):
            made = made_id("csp", csp)
            csp["id"] = ledger.default(made, "0.0 wants an identifier; made from the content")
        if "fsp" not in csp:
            csp["fsp"] = ledger.default(
                [], "0.0 wants the list of frequency slices; none are known"
            )


def _fsp_up(fsp: Node, ledger: Ledger) -> bool:
    """Give a processor its later names; False where a part of it was lost."""
    _rename(fsp, _FSP, ledger)
    zoom = _take_zoom(fsp, "corrBandwidth", "zoom_factor", ledger)
    time = _number(fsp, "integrationTime")
    steps = None if time is None else time / _INTEGRATION_STEP_MS
    return _take_integration(fsp, "integrationTime", "integration_factor", steps, ledger) and zoom


def _fsp_down(fsp: Node, ledger: Ledger) -> bool:
    """Give a processor its earlier names; False where a part of it was lost."""
    _rename_back(fsp, _FSP, ledger)
    zoom = _take_zoom(fsp, "zoom_factor", "corrBandwidth", ledger)
    factor = _number(fsp, "integration_factor")
    time = None if factor is None else factor * _INTEGRATION_STEP_MS
    return _take_integration(fsp, "integration_factor", "integrationTime", time, ledger) and zoom


def _take_zoom(fsp: Node, old: str, new: str, ledger: Ledger) -> bool:
    reason = '"corrBandwidth" seems to be what 0.1 calls "zoom_factor", but no document proves it'
    if not is_empty(fsp.get(old)) and not ledger.assumed("zoom-factor", fsp[old], reason):
        del fsp[old]
        return False
    ledger.rename(fsp, old, new)
    return True


def _take_integration(
    fsp: Node, old: str, new: str, number: Decimal | None, ledger: Ledger
) -> bool:
    if is_empty(fsp.get(old)):
        ledger.rename(fsp, old, new)
        return True
    part = fsp[old]
    is_too_large = number is not None and new == "integration_factor" and number > _MOST_STEPS
    if number is None or number != int(number) or number < 1 or is_too_large:
        reason = f'no "{new}" belongs to it, which has steps of {_INTEGRATION_STEP_MS} ms'
        if ledger.doubted(part, reason):
            return True
    elif ledger.assumed("integration-factor", part, _INTEGRATION):
        ledger.move(fsp, old, new, derived(int(number), part))
        return True
    del fsp[old]
    return False


def _sdp_up(block: Node, key: str, ledger: Ledger) -> None:
    sdp = node_at(block, key) or {}
    own = text_at(sdp, "id")
    if own and own == text_at(block, "sbd_id") and not ledger.assumes("eb-id"):
        ledger.spare(sdp.pop("id"), "it is the identifier of the block, which the block has")
        _make_identifier(sdp, "eb_id", ledger)
    _take_identifier(sdp, "id", "eb_id", ledger)
    for scan_type in nodes_at(sdp, "scan_types"):
        ledger.rename(scan_type, "id", "scan_type_id")
    for processing in nodes_at(sdp, "processing_blocks"):
        _rename(processing, _PROCESSING, ledger)
        _rename(node_at(processing, "workflow") or {}, _WORKFLOW, ledger)
        for dependency in nodes_at(processing, "dependencies"):
            _rename(dependency, _DEPENDENCY, ledger)


def _sdp_down(block: Node, ledger: Ledger) -> None:
    sdp = node_at(block, "sdp_configuration") or {}
    _take_identifier(sdp, "eb_id", "id", ledger)
    for scan_type in nodes_at(sdp, "scan_types"):
        ledger.rename(scan_type, "scan_type_id", "id")
    for processing in nodes_at(sdp, "processing_blocks"):
        _rename_back(processing, _PROCESSING, ledger)
        _rename_back(node_at(processing, "workflow") or {}, _WORKFLOW, ledger)
        for dependency in nodes_at(processing, "dependencies"):
            _rename_back(dependency, _DEPENDENCY, ledger)


def _take_identifier(sdp: Node, old: str, new: str, ledger: Ledger) -> None:
    if is_empty(sdp.get(old)):
        ledger.rename(sdp, old, new)
        return
    reason = "0.1 has the identifier of an execution block there, and nothing says that this is one"
    if not ledger.assumed("eb-id", sdp[old], reason):
        del sdp[old]
        _make_identifier(sdp, new, ledger)
    ledger.rename(sdp, old, new)


def _make_identifier(sdp: Node, key: str, ledger: Ledger) -> None:
    """Give the SDP configuration an identifier that its layout wants, where it has none."""
    if is_empty(sdp.get(key)):
        made = made_id(key.removesuffix("_id"), sdp)
        sdp[key] = ledger.default(made, "made from the content of the SDP configuration")


_UP: dict[str, Callable[[Node, str, Ledger], None]] = {
    "field_configurations": _fields_up,
    "scan_definitions": _scans_up,
    "dish_allocations": _dish_up,
    "dish_configurations": _dishes_up,
    "csp_configurations": _csps_up,
    "sdp_configuration": _sdp_up,
}
_DOWN: dict[str, Callable[[Node, Ledger], None]] = {
    "field_configurations": _fields_down,
    "scan_definitions": _scans_down,
    "dish_allocations": _dish_down,
    "dish_configurations": _dishes_down,
    "csp_configurations": _csps_down,
    "sdp_configuration": _sdp_down,
}
