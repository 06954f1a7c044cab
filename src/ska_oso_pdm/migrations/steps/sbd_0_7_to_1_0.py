"""Scheduling block definition, 0.7 ↔ 1.0: coordinates without frame and unit, SDP scripts.

| 0.7 | 1.0 | |
|---|---|---|
| `targets[].reference_coordinate`, coordinates of tied-array beams | the kinds of 1.0 | as `coordinates` says |
| `sdp_configuration.processing_blocks[]` {`script`, `parameters`} | `sdp_configurations[]` {`sdp_script`, `script_version`, `script_parameters`} | of scripts that have a name of 1.0, and a version; earlier ones, with `_` in their names or without version, by the assumption `sdp-scripts`; others are set aside |
| the rest of `sdp_configuration` | | set aside |
| scan `scan_type_ref` | | set aside |
| `sbd_id` | of printable ASCII, without blanks at the ends | others are doubtful, an empty one is left out |
| `band_5_tuning` null | absent | more than two, or negative ones, are doubtful on the way down |
| `logical_fsp_ids` | may be absent | an empty list on the way down |
| `prj_ref` | | set aside: a project is no observing block |
| | `sdp_configurations`, `observing_constraints`, `validate_against`, `ob_ref`, `qa_threshold_overrides`, `targets[].spfrx`, `beam_name`, `midcbf.spfrx`, `band5b_subband`, `reference_dishes`, scan `scan_duration` | set aside on the way down |
"""  # noqa: E501

from __future__ import annotations

import re

from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.tree import (
    Node,
    derived,
    is_empty,
    list_at,
    node_at,
    nodes_at,
    plain,
    replace_key,
    text_at,
    value_at,
)
from ska_oso_pdm.migrations.parts import link_names
from ska_oso_pdm.migrations.parts.coordinates import (
    beams_of,
    coordinates_of,
    to_new_kind,
    to_old_kind,
    untag,
)
from ska_oso_pdm.personal import shown_text

SCRIPTS = {"vis-receive", "pointing-offset", "continuum-imaging"}
"""SDP scripts that 1.0 knows; before, they were written with `_`."""

_IDENTIFIER = re.compile(r"[!-~]([ -~]*[!-~])?")
_STREAMS = 2
_NEW_AT_ROOT = (
    "sdp_configurations",
    "observing_constraints",
    "validate_against",
    "ob_ref",
    "qa_threshold_overrides",
)
_NO_PLACE = "0.7 has no place for it"


def up(block: Node, ledger: Ledger) -> None:
    """Change the coordinates; take the SDP configuration apart."""
    for target in nodes_at(block, "targets"):
        for coordinate in coordinates_of(target):
            to_new_kind(coordinate, ledger)
    link_names.scans_to_refs(scans_of(block), ledger)
    for scan in scans_of(block):
        reason = "SDP configurations have no scan types any more"
        ledger.aside(scan.pop("scan_type_ref", None), reason)
    _name(block, ledger)
    for csp in nodes_at(block, "csp_configurations"):
        common = node_at(csp, "common") or {}
        if is_empty(common.get("band_5_tuning")) and value_at(common, "band_5_tuning") is None:
            ledger.spare(common.pop("band_5_tuning", None), "1.0 leaves out what holds nothing")
    ledger.aside(block.pop("prj_ref", None), "the block names its observing block, not its project")
    _scripts(block, ledger)


def down(block: Node, ledger: Ledger) -> None:
    """Change the coordinates back; set aside what 0.7 has no place for."""
    for target in nodes_at(block, "targets"):
        coordinate = node_at(target, "reference_coordinate") or {}
        if text_at(coordinate, "kind") == "tle":
            ledger.lose(dict(coordinate), "0.7 cannot say the orbit of a satellite")
            coordinate.clear()
        else:
            to_old_kind(coordinate, ledger)
        ledger.aside(target.pop("spfrx", None), _NO_PLACE)
        for beam in beams_of(target):
            untag(node_at(beam, "beam_coordinate") or {}, ledger)
            ledger.aside(beam.pop("beam_name", None), _NO_PLACE)
    for key in _NEW_AT_ROOT:
        ledger.aside(block.pop(key, None), _NO_PLACE)
    for csp in nodes_at(block, "csp_configurations"):
        mid = node_at(csp, "midcbf") or {}
        for key in ("spfrx", "band5b_subband"):
            ledger.aside(mid.pop(key, None), _NO_PLACE)
        _require_processors(csp, ledger)
        _check_tuning(csp, ledger)
    dishes = node_at(block, "dish_allocations") or {}
    ledger.aside(dishes.pop("reference_dishes", None), _NO_PLACE)
    for scan in scans_of(block):
        reason = "0.7 has the duration in milliseconds only"
        ledger.aside(scan.pop("scan_duration", None), reason)


def _name(block: Node, ledger: Ledger) -> None:
    """Take an identifier out that 1.0 does not allow: an empty one, or a doubtful one."""
    name = text_at(block, "sbd_id")
    if name == "":
        ledger.spare(block.pop("sbd_id"), "an empty identifier names nothing")
    elif name is not None and not _IDENTIFIER.fullmatch(name):
        reason = "identifiers of 1.0 are printable ASCII without blanks at the ends"
        ledger.lose(block.pop("sbd_id"), reason)


def _check_tuning(csp: Node, ledger: Ledger) -> None:
    """Enter tunings of band 5 as doubtful that 0.7 has no place for."""
    common = node_at(csp, "common") or {}
    streams = list_at(common, "band_5_tuning")
    values = [plain(stream) for stream in streams]
    if len(streams) > _STREAMS or any(isinstance(v, (int, float)) and v < 0 for v in values):
        reason = "0.7 has one or two tunings of band 5, and none is negative"
        ledger.lose(common.pop("band_5_tuning"), reason)


def _require_processors(csp: Node, ledger: Ledger) -> None:
    """Give spectral windows the list of FSPs, empty, that 0.7 wants."""
    mid, low = node_at(csp, "midcbf") or {}, node_at(csp, "lowcbf") or {}
    windows = [w for s in nodes_at(mid, "subbands") for w in _windows(s)] + _windows(low)
    for window in windows:
        if "logical_fsp_ids" not in window:
            reason = "0.7 wants the list of frequency slice processors; none are chosen"
            window["logical_fsp_ids"] = ledger.default([], reason)


def _windows(part: Node) -> list[Node]:
    return [window for key in ("correlation_spws", "pst_spws") for window in nodes_at(part, key)]


def scans_of(block: Node) -> list[Node]:
    """List the scans that stand inside the allocations."""
    homes = [node_at(block, "dish_allocations") or {}]
    homes += nodes_at(node_at(block, "mccs_allocation") or {}, "subarray_beams")
    return [scan for home in homes for scan in nodes_at(home, "scan_sequence")]


def _scripts(block: Node, ledger: Ledger) -> None:
    """Make an SDP configuration of each processing block whose script is known."""
    sdp = node_at(block, "sdp_configuration")
    if sdp is None:
        if "sdp_configuration" in block:
            del block["sdp_configuration"]
        return
    found = []
    for processing in nodes_at(sdp, "processing_blocks"):
        if configuration := _script(processing, ledger):
            found.append(configuration)
    ledger.aside(sdp, "SDP configurations name a script and its parameters only")
    if found and is_empty(block.get("sdp_configurations")):
        replace_key(block, "sdp_configuration", "sdp_configurations", found)
    else:
        del block["sdp_configuration"]
        ledger.aside(found, '"sdp_configurations" is there already')


def _script(processing: Node, ledger: Ledger) -> Node | None:
    """Take script, version and parameters out of a processing block.

    A script of the same name and version takes the same parameters, whatever the layout. Earlier
    ones, written with `_`, are others as far as anybody knows.
    """
    script, name = node_at(processing, "script"), None
    if script is not None:
        name = text_at(script, "name")
    if script is None or name is None:
        return None
    is_known = name in SCRIPTS and text_at(script, "version") is not None
    new = name.replace("_", "-")
    if not is_known and (new not in SCRIPTS or not ledger.assumes("sdp-scripts")):
        version = text_at(script, "version")
        reason = f"1.0 knows no SDP script {shown_text(name)}"
        reason += f" of version {shown_text(version)}" if version else ""
        ledger.aside(processing.pop("script"), reason)
        ledger.aside(processing.pop("parameters", None), reason)
        return None
    made = {"sdp_script": derived(new, script.pop("name"))}
    if "version" in script:
        made["script_version"] = script.pop("version")
    if isinstance(processing.get("parameters"), dict):
        made["script_parameters"] = processing.pop("parameters")
    return made
