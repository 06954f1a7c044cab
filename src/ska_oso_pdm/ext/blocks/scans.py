"""Scans of blocks since layout 0.7, which stand in their allocations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import zip_longest
from typing import Any, Generic

from ska_oso_pdm.ext.blocks.block import BlockMixin
from ska_oso_pdm.ext.blocks.identifiers import defined, items, look_up, value_of
from ska_oso_pdm.ext.blocks.lookups import ConfigurationsMixin, TargetsMixin
from ska_oso_pdm.ext.blocks.shapes import Allocated, B, C, D, T


@dataclass(frozen=True)
class ScanPart(Generic[D, T, C, B]):
    """What one subarray beam, or all dishes, do in a scan.

    Attributes:
        definition: the entry of the scan sequence.
        subarray_beam: the beam of SKA LOW that observes; None for dishes.
        target: what `target_ref` names; None where it names nothing or is absent.
        csp_configuration: what `csp_configuration_ref` names; None in the same cases.
    """

    definition: D
    subarray_beam: B | None = None
    target: T | None = None
    csp_configuration: C | None = None


@dataclass(frozen=True)
class Scan(Generic[D, T, C, B]):
    """One scan, with everything that is observed in it at the same time.

    Attributes:
        index: number of the scan, from 0.
        start: time from the beginning of the first scan.
        duration: length of the scan, which is that of its longest part.
        parts: one for all dishes, or one for each subarray beam that observes; never empty.
    """

    index: int
    start: timedelta
    duration: timedelta
    parts: list[ScanPart[D, T, C, B]]

    @property
    def targets(self) -> list[T]:
        """The targets of the parts, each once, in order."""
        found = [part.target for part in self.parts if part.target is not None]
        return list({id(target): target for target in found}.values())

    @property
    def definition(self) -> D:
        """The scan definition of the first part."""
        return self.parts[0].definition

    @property
    def scan_definition_id(self) -> str | None:
        """The id of the scan definition of the first part."""
        name: str | None = value_of(self.definition, "scan_definition_id")
        return name

    @property
    def csp_configuration(self) -> C | None:
        """The CSP configuration of the first part."""
        return self.parts[0].csp_configuration


class BlockScansMixin(BlockMixin, ConfigurationsMixin, TargetsMixin):
    """Scans of a block whose scans stand in its allocations."""

    def scans(self: Allocated[D, T, C, B]) -> Iterator[Scan[D, T, C, B]]:
        """Yield each scan in the order of observation, with its references resolved.

        Dishes observe one sequence. The subarray beams of SKA LOW observe at the same time: scan
        `i` joins the entries `i` of all beams that have one, and the next scan begins when the
        longest of them is over. A block with both allocations, which nobody is known to have, is
        read by its telescope; without one, by its dishes if they have scans.
        """
        targets, configurations = defined(self, "target"), defined(self, "CSP configuration")
        start = timedelta(0)
        for index, row in enumerate(_rows(self)):
            parts: list[ScanPart[D, T, C, B]] = [
                ScanPart(
                    definition=definition,
                    subarray_beam=beam,
                    target=targets.get(definition.target_ref),
                    csp_configuration=configurations.get(definition.csp_configuration_ref),
                )
                for beam, definition in row
            ]
            duration = max(definition.scan_duration_ms for _, definition in row)
            yield Scan(index, start, duration, parts)
            start += duration

    @property
    def total_duration(self: Any) -> timedelta:
        """Sum of the durations of all scans."""
        return sum((scan.duration for scan in self.scans()), timedelta(0))

    def get_scan_definition(self: Allocated[D, T, C, B], scan_definition_id: str) -> D:
        """Give the scan definition with an id, or raise KeyError, which lists what exists."""
        found: D = look_up(self, "scan definition", scan_definition_id)
        return found


def _rows(block: Any) -> Iterator[list[tuple[Any, Any]]]:
    """Yield, for each scan, the beams that observe (None for dishes) with their definitions."""
    dishes = block.dish_allocations
    if dishes and not (block.mccs_allocation and _prefers_stations(block)):
        for definition in dishes.scan_sequence:
            yield [(None, definition)]
        return
    beams = list(items(block, "subarray beam"))
    for row in zip_longest(*(beam.scan_sequence for beam in beams)):
        yield [(beam, entry) for beam, entry in zip(beams, row) if entry is not None]


def _prefers_stations(block: Any) -> bool:
    """Tell whether a block with dishes and stations observes with its stations."""
    if block.telescope is None:
        return not block.dish_allocations.scan_sequence
    return bool(block.telescope == "ska_low")
