"""The scheduling block definition of today's layout as a whole: scans in order, and look-ups."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from ska_oso_pdm.ext.blocks import links
from ska_oso_pdm.ext.blocks.references import BlockReference, find

if TYPE_CHECKING:
    from astropy.coordinates import EarthLocation, SkyCoord
    from astropy.time import Time
    from astropy.utils.iers import IERS

    from ska_oso_pdm.generated.v1_0.csp import CSPConfiguration
    from ska_oso_pdm.generated.v1_0.mccs import SubarrayBeamConfiguration
    from ska_oso_pdm.generated.v1_0.scan import ScanDefinition
    from ska_oso_pdm.generated.v1_0.target import Target


@dataclass(frozen=True)
class ScanPart:
    """What one subarray beam, or all dishes, do in a scan.

    Attributes:
        definition: the entry of the scan sequence.
        subarray_beam: the beam of SKA LOW that observes; None for dishes.
        target: what `target_ref` names; None where it names nothing or is absent.
        csp_configuration: what `csp_configuration_ref` names; None in the same cases.
    """

    definition: ScanDefinition
    subarray_beam: SubarrayBeamConfiguration | None = None
    target: Target | None = None
    csp_configuration: CSPConfiguration | None = None


@dataclass(frozen=True)
class Scan:
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
    parts: list[ScanPart]

    @property
    def targets(self) -> list[Target]:
        """The targets of the parts, each once, in order."""
        found = [part.target for part in self.parts if part.target is not None]
        return list({id(target): target for target in found}.values())

    @property
    def definition(self) -> ScanDefinition:
        """The scan definition of the first part."""
        return self.parts[0].definition

    @property
    def scan_definition_id(self) -> str | None:
        """The id of the scan definition of the first part."""
        return self.definition.scan_definition_id

    @property
    def csp_configuration(self) -> CSPConfiguration | None:
        """The CSP configuration of the first part."""
        return self.parts[0].csp_configuration


class BlockScansMixin:
    """Scans, look-ups and references of a block whose scans stand in its allocations."""

    def scans(self: Any) -> Iterator[Scan]:
        """Yield each scan in the order of observation, with its references resolved.

        Dishes observe one sequence. The subarray beams of SKA LOW observe at the same time: scan
        `i` joins the entries `i` of all beams that have one, and the next scan begins when the
        longest of them is over. A block with both allocations, which nobody is known to have, is
        read by its telescope; without one, by its dishes if they have scans.
        """
        targets = links.by_id(self.targets, "target_id")
        configurations = links.by_id(self.csp_configurations, "config_id")
        start = timedelta(0)
        for index, row in enumerate(_rows(self)):
            parts = [
                ScanPart(
                    definition=definition,
                    subarray_beam=beam,
                    target=targets.get(definition.target_ref),
                    csp_configuration=configurations.get(definition.csp_configuration_ref),
                )
                for beam, definition in row
            ]
            duration = max(part.definition.scan_duration_ms for part in parts)
            yield Scan(index, start, duration, parts)
            start += duration

    @property
    def total_duration(self: Any) -> timedelta:
        """Sum of the durations of all scans."""
        return sum((scan.duration for scan in self.scans()), timedelta(0))

    def dangling_references(self) -> list[BlockReference]:
        """List every identifier that names nothing in this block, in document order."""
        return list(links.dangling(self))

    def sky_coords(
        self: Any,
        obstime: Time | None = None,
        location: EarthLocation | None = None,
        *,
        iers_table: IERS | None = None,
    ) -> SkyCoord:
        """Give the directions of all targets as one vector, in document order.

        See `ext.sky.celestial.sky_coords` for the arguments, the frame, and what raises.
        """
        from ska_oso_pdm.ext.sky.celestial import sky_coords

        return sky_coords(self.targets or [], obstime, location, iers_table=iers_table)

    def get_target(self: Any, target_id: str) -> Target:
        """Give the target with an id, or raise KeyError, which lists what exists."""
        return find("target", self.targets or (), "target_id", target_id)

    def get_csp_configuration(self: Any, config_id: str) -> CSPConfiguration:
        """Give the CSP configuration with an id, or raise KeyError, which lists what exists."""
        return find("CSP configuration", self.csp_configurations or (), "config_id", config_id)

    def get_scan_definition(self, scan_definition_id: str) -> ScanDefinition:
        """Give the scan definition with an id, or raise KeyError, which lists what exists."""
        items = links.scan_definitions(self)
        return find("scan definition", items, "scan_definition_id", scan_definition_id)

    def get_subarray_beam(self, subarray_beam_id: int) -> SubarrayBeamConfiguration:
        """Give the subarray beam with a number, or raise KeyError, which lists what exists."""
        beams = links.subarray_beams(self)
        return find("subarray beam", beams, "subarray_beam_id", subarray_beam_id)


def _rows(block: Any) -> Iterator[list[tuple[Any, Any]]]:
    """Yield, for each scan, the beams that observe (None for dishes) with their definitions."""
    dishes = block.dish_allocations
    if dishes and not (block.mccs_allocation and _prefers_stations(block)):
        for definition in dishes.scan_sequence:
            yield [(None, definition)]
        return
    beams = links.subarray_beams(block)
    for row in zip_longest(*(beam.scan_sequence for beam in beams)):
        yield [(beam, entry) for beam, entry in zip(beams, row) if entry is not None]


def _prefers_stations(block: Any) -> bool:
    """Tell whether a block with dishes and stations observes with its stations."""
    if block.telescope is None:
        return not block.dish_allocations.scan_sequence
    return bool(block.telescope == "ska_low")
