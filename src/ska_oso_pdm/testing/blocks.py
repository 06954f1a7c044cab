"""Scheduling blocks that hold together: one telescope, dishes that it has, scans in sequence."""

from __future__ import annotations

from typing import Any

from ska_oso_pdm.testing.chance import Chance

Json = dict[str, Any]

_OF_MID = ("dish_allocations", "dish_configurations")
_OF_LOW = ("mccs_allocation", "target_beam_configurations", "subarray_beam_configurations")
_CORRELATORS = {"mid": ("cbf", "midcbf"), "low": ("lowcbf",)}


def of_one_telescope(block: Json, chance: Chance) -> None:
    """Leave out the sections of other telescopes than the one that the block names."""
    named = block.get("telescope")
    is_low = named == "ska_low" or (named is None and chance.below(2) == 1)
    gone = _OF_MID if is_low else _OF_LOW
    for key in gone:
        block.pop(key, None)
    for csp in block.get("csp_configurations") or ():
        for key in _CORRELATORS["mid" if is_low else "low"]:
            csp.pop(key, None)
    for scan in block.get("scan_definitions") or ():
        for key in [key for key in scan if is_low and key.startswith("dish_")]:
            del scan[key]
    if is_low:
        for target in block.get("targets") or ():
            target.pop("spfrx", None)
    if is_low == str(block.get("validate_against")).startswith("Mid"):
        block.pop("validate_against", None)


def of_known_dishes(block: Json, version: str, chance: Chance) -> None:
    """Let spectral windows, constraints and the SDP name dishes of the block only."""
    dishes = block.get("dish_allocations") or {}
    known = dishes.get("dish_ids" if version >= "0.6" else "receptor_ids") or []
    for csp in block.get("csp_configurations") or ():
        for subband in (csp.get("midcbf") or {}).get("subbands") or ():
            for window in (*subband.get("correlation_spws", ()), *subband.get("pst_spws", ())):
                if "receptors" in window:
                    window["receptors"] = chance.some(known)
    resources = (block.get("sdp_configuration") or {}).get("resources") or {}
    if resources.get("receptors") is not None:
        resources["receptors"] = list(known)
    constraints = block.get("observing_constraints") or {}
    if constraints.get("required_receptors"):
        constraints["required_receptors"] = chance.some(known)
    if "reference_dishes" in dishes:
        dishes["reference_dishes"] = chance.some(known)


def in_sequence(block: Json, chance: Chance) -> None:
    """Order the scans of the root anew; one may be observed twice."""
    sequence = block.get("scan_sequence", block.get("scanSequence"))
    if sequence:
        chance.shuffle(sequence)
        if chance.one_in(4):
            sequence.append(sequence[0])


def one_way(block: Json) -> None:
    """Let scan types derive from earlier ones only, so that no circle leads to itself."""
    execution = (block.get("sdp_configuration") or {}).get("execution_block") or {}
    seen: set[str] = set()
    for scan_type in execution.get("scan_types") or ():
        if scan_type.get("derive_from") not in {None, *seen}:
            del scan_type["derive_from"]
        seen.add(scan_type["scan_type_id"])
