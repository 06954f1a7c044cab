"""Target beams of the early LOW layouts: through them a scan may point at its target."""

from __future__ import annotations

from typing import Any

from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.tree import (
    Leaf,
    Node,
    derived,
    is_empty,
    list_at,
    nodes_at,
    text_at,
)

_REFS = "target_beam_configuration_refs"
_CONFIGURATION = "subarray_beam_configuration_ref"
BEAMS = "sub-array beams of the scan"
"""What `carry_beams` carries on, in the words of the account."""


def link_targets(block: Node) -> None:
    """Give each scan without a target the one that all its target beams point at.

    Names are those of 0.4: `target_ref` of scans and of target beams.
    """
    for scan in nodes_at(block, "scan_definitions"):
        targets = [beam["target_ref"] for beam in _beams_of(block, scan)]
        if is_empty(scan.get("target_ref")) and len({part.value for part in targets}) == 1:
            scan["target_ref"] = derived(targets[0].value, *targets)


def carry_beams(
    block: Node, links: dict[str, list[Leaf]], numbers: dict[Any, Any], ledger: Ledger
) -> None:
    """Carry the numbers of the beams of each scan to the layout in which beams have scans.

    Args:
        block: the block.
        links: what `subarray_beams_of_scans` has found.
        numbers: the number of each sub-array beam by its name; with one of them nothing is open.
        ledger: carries them on.
    """
    for scan, names in links.items() if len(numbers) > 1 else ():
        if all(name.value in numbers for name in names):  # else it is not known of all
            known = [derived(numbers[name.value], name) for name in names]
            ledger.carried[BEAMS, scan] = known


def subarray_beams_of_scans(block: Node) -> dict[str, list[Leaf]]:
    """Give the names of the sub-array beams that the target beams of each scan belong to."""
    names = {
        text_at(configuration, "subarray_beam_configuration_id"): configuration["subarray_beam_id"]
        for configuration in nodes_at(block, "subarray_beam_configurations")
        if text_at(configuration, "subarray_beam_id") is not None
    }
    found: dict[str, list[Leaf]] = {}
    for scan in nodes_at(block, "scan_definitions"):
        used = [text_at(beam, _CONFIGURATION) for beam in _beams_of(block, scan)]
        if len(used) < len(list_at(scan, _REFS)) or not names.keys() >= {*used}:
            continue  # a part of the beams is not known
        beams = [names[name] for name in dict.fromkeys(used)]
        if beams and (scan_id := text_at(scan, "scan_definition_id")) is not None:
            found[scan_id] = beams
    return found


def drop_links(block: Node, ledger: Ledger) -> None:
    """Take the links to target beams out of the scans, which point at their targets themselves."""
    for scan in nodes_at(block, "scan_definitions"):
        refs = scan.pop(_REFS, None)
        if refs is None:
            continue
        target = text_at(scan, "target_ref")
        beams = _beams_of(block, {_REFS: refs})
        if len(beams) < len(list_at({_REFS: refs}, _REFS)):
            ledger.lose(refs, "no target beam that has a target has this identifier")
        elif any(text_at(beam, "target_ref") != target for beam in beams):
            reason = "the target beams of the scan do not all point at its target, and it has one"
            ledger.lose(refs, reason)
        else:
            ledger.spare(refs, "the scan names the target of its target beams itself")


def _beams_of(block: Node, scan: Node) -> list[dict[str, Leaf]]:
    """Give the target beams that a scan names and that have a target."""
    known = {
        text_at(beam, "target_beam_id"): beam
        for beam in nodes_at(block, "target_beam_configurations")
        if text_at(beam, "target_ref") is not None
    }
    names = [text_at({"ref": ref}, "ref") for ref in list_at(scan, _REFS)]
    return [known[name] for name in names if name is not None and name in known]
