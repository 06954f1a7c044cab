"""Identifiers for the parts of a block, and scans for its allocations."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import cycle
from typing import TYPE_CHECKING

from ska_oso_pdm.builders.ids import Ids, new_id
from ska_oso_pdm.generated.v1_0.scan import ScanDefinition

if TYPE_CHECKING:
    from ska_oso_pdm.generated.v1_0.dish import DishAllocation
    from ska_oso_pdm.generated.v1_0.mccs import SubarrayBeamConfiguration
    from ska_oso_pdm.generated.v1_0.sbd import SBDefinition

__all__ = [
    "csp_configuration_id",
    "dish_allocation_id",
    "mccs_allocation_id",
    "populate_scan_sequences",
    "scan_definition_id",
    "target_id",
]


def csp_configuration_id(*, ids: Ids = None) -> str:
    """Give an id such as `csp-configuration-24601`; see `builders.ids` for `ids`."""
    return new_id("csp-configuration", ids)


def scan_definition_id(*, ids: Ids = None) -> str:
    """Give an id such as `scan-definition-24601`; see `builders.ids` for `ids`."""
    return new_id("scan-definition", ids)


def target_id(*, ids: Ids = None) -> str:
    """Give an id such as `target-24601`; see `builders.ids` for `ids`."""
    return new_id("target", ids)


def mccs_allocation_id(*, ids: Ids = None) -> str:
    """Give an id such as `mccs-allocation-24601`; see `builders.ids` for `ids`."""
    return new_id("mccs-allocation", ids)


def dish_allocation_id(*, ids: Ids = None) -> str:
    """Give an id such as `dish-allocation-24601`; see `builders.ids` for `ids`."""
    return new_id("dish-allocation", ids)


def populate_scan_sequences(
    sbd: SBDefinition, scan_durations: int | Iterable[int], *, ids: Ids = None
) -> SBDefinition:
    """Write new scans into the allocations of a block, in place of those that are there.

    The scans of the dish allocation, and of each subarray beam, are as many and as long. They go
    through the targets of the block in order, again from the first after the last, and all use
    its first CSP configuration. No scan object is in two sequences, and no id is used twice.

    Args:
        sbd: the block, which is changed. If anything is raised it is as it was.
        scan_durations: in milliseconds; a list has one for each scan, a number is that of one
            scan for each target.
        ids: where the numbers of the scan ids come from; see `builders.ids`.

    Returns:
        The block that was passed in.

    Raises:
        ValueError: when the block has no target, no CSP configuration, or nowhere to put scans.
        pydantic.ValidationError: when a duration is negative, or no number.
    """
    holders = _holders(sbd)
    if not sbd.targets:
        raise ValueError("the block has no target to scan: put one into targets")
    if not sbd.csp_configurations:
        raise ValueError("the block has no CSP configuration: put one into csp_configurations")
    if isinstance(scan_durations, Iterable):
        durations = list(scan_durations)
    else:
        durations = [scan_durations] * len(sbd.targets)
    taken: set[str] = set()
    sequences = [_scans(sbd, durations, ids, taken) for _ in holders]
    for holder, sequence in zip(holders, sequences):
        holder.scan_sequence = sequence
    return sbd


def _holders(sbd: SBDefinition) -> list[DishAllocation | SubarrayBeamConfiguration]:
    """List all parts of a block that have a scan sequence."""
    holders: list[DishAllocation | SubarrayBeamConfiguration] = []
    if sbd.dish_allocations is not None:
        holders.append(sbd.dish_allocations)
    if sbd.mccs_allocation is not None:
        holders.extend(sbd.mccs_allocation.subarray_beams)
    if not holders:
        raise ValueError(
            "the block has no allocation to put scans into: "
            "give it dish_allocations, or an mccs_allocation with a subarray beam"
        )
    return holders


def _scans(
    sbd: SBDefinition, durations: list[int], ids: Ids, taken: set[str]
) -> list[ScanDefinition]:
    """Make the scans of one sequence, and add their ids to the taken ones."""
    assert sbd.targets
    assert sbd.csp_configurations
    scans = []
    for duration, target in zip(durations, cycle(sbd.targets)):
        name = new_id("scan-definition", ids, taken)
        taken.add(name)
        scan = ScanDefinition(
            scan_definition_id=name,
            target_ref=target.target_id,
            csp_configuration_ref=sbd.csp_configurations[0].config_id,
            scan_duration_ms=duration,  # type: ignore[arg-type]  # takes milliseconds too
        )
        scans.append(scan)
    return scans
