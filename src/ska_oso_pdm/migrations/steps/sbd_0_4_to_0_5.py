"""Scheduling block definition, 0.4 ↔ 0.5: durations say their unit, and LOW describes beams anew.

| 0.4 | 0.5 | |
|---|---|---|
| scan `scan_duration` | `scan_duration_ms` | the same number; 0.4 has whole ones, so that others are rounded on the way down by the assumption `round-durations` |
| `mccs_allocation` {`subarray_beam_ids`, `station_ids`, `channel_blocks`} | {`mccs_config_id`, `configuration`, `subarray_beams`} | see `subarray_beams` |
| scan `target_beam_configuration_refs` | `target_ref` | the target that all target beams of the scan point at |
| the sub-array beams that the target beams of a scan belong to | | carried to the layout in which beams have scans |
| `target_beam_configurations`, `subarray_beam_configurations` | | set aside |
| | scan `mccs_configuration_ref` | the one allocation; set aside on the way down, as is `scan_intent` |
| `lowcbf` {`stations`, `vis`} | {`correlation_spws`} | set aside, either way |
| `subarray_beam_configurations[]` {`antenna_weights`, `phase_centre`} | `weighting_key` `uniform` | doubtful, unless all weights are equal and the centre is 0 |
| | target `tied_array_beams`; `midcbf` | set aside on the way down |
"""  # noqa: E501

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.tree import (
    Node,
    derived,
    is_empty,
    node_at,
    nodes_at,
    plain,
    text_at,
    value_at,
)
from ska_oso_pdm.migrations.parts import link_names, subarray_beams, target_beams
from ska_oso_pdm.migrations.parts.keyed import tell_apart

_LINK = "mccs_configuration_ref"
_LOOKED_UP = {
    "target_beam_configurations": "target_beam_id",
    "subarray_beam_configurations": "subarray_beam_configuration_id",
}
"""What scans and target beams name by its identifier."""


def up(block: Node, ledger: Ledger) -> None:
    """Say the unit of durations, and describe the beams of LOW by number and apertures."""
    link_names.to_refs(block, ledger)
    for key, identifier in _LOOKED_UP.items():
        tell_apart(nodes_at(block, key), identifier, ledger)
    target_beams.link_targets(block)
    links = target_beams.subarray_beams_of_scans(block)
    target_beams.drop_links(block, ledger)
    uniform = _are_uniform(block, ledger)
    reason = "0.5 describes sub-array beams in the MCCS allocation, and names targets in scans"
    for key in _LOOKED_UP:
        ledger.aside(block.pop(key, None), reason)
    mccs = node_at(block, "mccs_allocation")
    if mccs is not None:
        numbers = subarray_beams.to_apertures(mccs, ledger, uniform=uniform)
        target_beams.carry_beams(block, links, numbers, ledger)
    for scan in nodes_at(block, "scan_definitions"):
        ledger.rename(scan, "scan_duration", "scan_duration_ms")
        if mccs and not {_LINK, "mccs_allocation_ref"} & scan.keys():
            name = text_at(mccs, "mccs_config_id")
            if name is not None:
                scan[_LINK] = derived(name, mccs["mccs_config_id"])
    for csp in nodes_at(block, "csp_configurations"):
        lowcbf = node_at(csp, "lowcbf") or {}
        for key in ("stations", "vis"):
            part = lowcbf.pop(key, None)
            if not is_empty(part):
                ledger.aside(part, f'what "{key}" says has no counterpart in spectral windows')
        _drop_if_emptied(csp, "lowcbf")


def down(block: Node, ledger: Ledger) -> None:
    """Write durations in whole milliseconds, and the beams of LOW as lists."""
    mccs = node_at(block, "mccs_allocation")
    for scan in nodes_at(block, "scan_definitions"):
        ledger.rename(scan, "scan_duration_ms", "scan_duration")
        _round(scan, ledger)
        _drop_link(scan, mccs or {}, ledger)
        ledger.aside(scan.pop("scan_intent", None), "0.4 does not say what a scan is for")
    if mccs is not None:
        subarray_beams.to_lists(mccs, ledger)
    for target in nodes_at(block, "targets"):
        ledger.aside(target.pop("tied_array_beams", None), "0.4 has no tied-array beams")
    for csp in nodes_at(block, "csp_configurations"):
        ledger.aside(csp.pop("midcbf", None), '0.4 describes the correlator of MID in "cbf" only')
        lowcbf = node_at(csp, "lowcbf") or {}
        ledger.aside(lowcbf.pop("correlation_spws", None), "0.4 has no spectral windows of LOW")
        _drop_if_emptied(csp, "lowcbf")


def _are_uniform(block: Node, ledger: Ledger) -> bool:
    """Tell whether the apertures of 0.5 have uniform weights; others are doubtful."""
    uniform = True
    for beam in nodes_at(block, "subarray_beam_configurations"):
        weights = plain(beam["antenna_weights"]) if "antenna_weights" in beam else None
        centre = plain(beam["phase_centre"]) if "phase_centre" in beam else None
        if weights is not None and not _are_equal(weights, None):
            ledger.lose(beam.pop("antenna_weights"), "0.5 cannot say weights that differ")
            uniform = False
        if centre is not None and not _are_equal(centre, 0):
            ledger.lose(beam.pop("phase_centre"), "0.5 cannot say another phase centre")
            uniform = False
    return uniform


def _are_equal(values: Any, value: float | None) -> bool:
    """Tell whether all of a list are one number: any, or a given one."""
    if not isinstance(values, list):
        return False
    numbers = [v for v in values if isinstance(v, (int, float)) and not isinstance(v, bool)]
    wanted = numbers[0] if numbers and value is None else value
    return len(numbers) == len(values) and all(number == wanted for number in numbers)


def _drop_if_emptied(node: Node, key: str) -> None:
    part = node.get(key)
    if part == {} or (is_empty(part) and value_at(node, key) is not None):
        del node[key]


def _round(scan: Node, ledger: Ledger) -> None:
    duration = value_at(scan, "scan_duration")
    if not isinstance(duration, float) or duration.is_integer():
        return
    part = scan["scan_duration"]
    reason = "0.4 counts whole milliseconds"
    if ledger.assumed("round-durations", part, reason):
        scan["scan_duration"] = derived(round(Decimal(repr(duration))), part)
    else:
        del scan["scan_duration"]


def _drop_link(scan: Node, mccs: Node, ledger: Ledger) -> None:
    part = scan.pop(_LINK, None)
    if part is None:
        return
    if is_empty(part) or value_at({_LINK: part}, _LINK) == value_at(mccs, "mccs_config_id"):
        ledger.spare(part, "0.4 has one allocation, and every scan uses it")
    else:
        ledger.lose(part, 'the "mccs_config_id" of the allocation is another one')
