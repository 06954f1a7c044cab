"""References inside a block of today's layout: its scans name targets and CSP configurations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ska_oso_pdm.ext.blocks.references import BlockReference, ids, links, naming_nothing

_SCAN_LINKS = {"target_ref": "target", "csp_configuration_ref": "CSP configuration"}


def subarray_beams(block: Any) -> list[Any]:
    """Give the subarray beams of a block for SKA LOW; there are none in another."""
    allocation = block.mccs_allocation
    return allocation.subarray_beams if allocation else []


def scan_sequences(block: Any) -> Iterator[tuple[str, list[Any]]]:
    """Yield each scan sequence with its JSON pointer, of both allocations, in document order."""
    if block.dish_allocations:
        yield "/dish_allocations/scan_sequence", block.dish_allocations.scan_sequence
    for index, beam in enumerate(subarray_beams(block)):
        yield f"/mccs_allocation/subarray_beams/{index}/scan_sequence", beam.scan_sequence


def scan_definitions(block: Any) -> list[Any]:
    """Give the scan definitions of both allocations, in document order."""
    return [scan for _, sequence in scan_sequences(block) for scan in sequence]


def by_id(items: Iterable[Any] | None, key: str) -> dict[str, Any]:
    """Give items by id; of several with one id the first, as look-ups do, and none without id."""
    named: dict[str, Any] = {}
    for item in items or ():
        if (name := getattr(item, key)) is not None:
            named.setdefault(name, item)
    return named


def dangling(block: Any) -> Iterator[BlockReference]:
    """Yield every reference of a block that names nothing, in document order."""
    known = {
        "target": ids(block.targets or (), "target_id"),
        "CSP configuration": ids(block.csp_configurations or (), "config_id"),
    }
    return naming_nothing(_references(block), known)


def _references(block: Any) -> Iterator[BlockReference]:
    for path, sequence in scan_sequences(block):
        for index, scan in enumerate(sequence):
            yield from links(f"{path}/{index}", scan, _SCAN_LINKS)
