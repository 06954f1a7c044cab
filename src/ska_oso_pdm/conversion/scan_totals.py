"""How many scans a block has, in any layout, and how long they take: a conversion loses none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ska_oso_pdm.pointers import Place

_TOLERANCE_MS = 0.501
"""For each scan: half a millisecond by which leave is given to round, and what sums differ by."""


_SEQUENCES = (("scan_sequence",), ("scanSequence",))
_OF_A_SCAN = ("scan_definition_id", "scan_duration_ms", "scan_duration", "scanDuration")


class ScanTotals(NamedTuple):
    """What the scans of a block come to.

    Attributes:
        number: how many there are in the sequence.
        milliseconds: how long they take together.
    """

    number: int
    milliseconds: float

    def exceed(self, other: ScanTotals) -> bool:
        """Tell whether these are more scans, or more time, than others."""
        more = self.milliseconds > other.milliseconds + _TOLERANCE_MS * (1 + self.number)
        return self.number > other.number or more


def is_of_a_scan(place: Place) -> bool:
    """Tell whether a value that is gone says that a scan is gone, or its duration."""
    return place[:1] in _SEQUENCES or place[-1] in _OF_A_SCAN


def least(block: dict[str, Any]) -> ScanTotals:
    """Give what every layout has of the scans: of several sub-array beams the longest sequence."""
    return max((_of(scans) for scans in _sequences(block)), default=ScanTotals(0, 0))


def most(block: dict[str, Any]) -> ScanTotals:
    """Give what all sub-array beams come to together."""
    parts = [_of(scans) for scans in _sequences(block)]
    return ScanTotals(sum(p.number for p in parts), sum(p.milliseconds for p in parts))


def _of(scans: list[Any]) -> ScanTotals:
    return ScanTotals(len(scans), sum(map(_duration, scans)))


def _sequences(block: dict[str, Any]) -> Iterator[list[Any]]:
    """Yield the scans of each sequence: at the root to 0.6, in the allocations from 0.7."""
    root = block.get("scan_sequence", block.get("scanSequence"))
    if isinstance(root, list):
        known = _definitions(block)
        yield [known[name] for name in root if isinstance(name, str) and name in known]
    yield from (scans for _, scans in allocated(block))


def allocated(block: dict[str, Any]) -> Iterator[tuple[Place, list[Any]]]:
    """Yield the scans that stand in each allocation, from 0.7 on, with the place of it."""
    homes: list[tuple[Place, Any]] = [(("dish_allocations",), block.get("dish_allocations"))]
    mccs = block.get("mccs_allocation")
    beams = mccs.get("subarray_beams") if isinstance(mccs, dict) else None
    for index, beam in enumerate(beams if isinstance(beams, list) else ()):
        homes.append((("mccs_allocation", "subarray_beams", index), beam))
    for place, home in homes:
        scans = home.get("scan_sequence") if isinstance(home, dict) else None
        if isinstance(scans, list):
            yield place, scans


def _definitions(block: dict[str, Any]) -> dict[str, Any]:
    if isinstance(named := block.get("scanDefinitions"), dict):
        return named
    listed = block.get("scan_definitions")
    return {
        scan["scan_definition_id"]: scan
        for scan in (listed if isinstance(listed, list) else ())
        if isinstance(scan, dict) and isinstance(scan.get("scan_definition_id"), str)
    }


def _duration(scan: Any) -> float:
    """Give the duration of a scan in milliseconds; 0 where it has no number for it."""
    if not isinstance(scan, dict):
        return 0
    for key, factor in (("scan_duration_ms", 1), ("scan_duration", 1), ("scanDuration", 1000)):
        value = scan.get(key)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return value * factor
    return 0
