"""The scheduling block definition as a whole: its scans in order, and look-up by id."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from ska_oso_pdm.ext.blocks import references
from ska_oso_pdm.ext.blocks.references import BlockReference, find
from ska_oso_pdm.ext.sky.coordinates import sky_coords

if TYPE_CHECKING:
    from astropy.coordinates import EarthLocation, SkyCoord
    from astropy.time import Time
    from astropy.utils.iers import IERS

    from ska_oso_pdm.generated.v0_1 import sbd


@dataclass(frozen=True)
class Beam:
    """A target beam of SKA LOW with what its links name; None where one names nothing."""

    target_beam: sbd.TargetBeamConfiguration
    target: sbd.SiderealTarget | sbd.DriftScanTarget | sbd.Planet | None
    subarray_beam: sbd.SubarrayBeamConfiguration | None


@dataclass(frozen=True)
class SequenceScan:
    """One scan of the sequence with what its links name; None where one names nothing.

    Attributes:
        index: position in `scan_sequence`, from 0.
        scan_definition_id: the entry of `scan_sequence`.
        start: time from the beginning of the first scan; None after a scan of unknown duration.
        duration: length of the scan.
        targets: the targets of the scan's beams where it has beams, else those of its field.
        beams: the target beams of a SKA LOW scan.
    """

    index: int
    scan_definition_id: str
    start: timedelta | None
    duration: timedelta | None = None
    definition: sbd.ScanDefinition | None = None
    field_configuration: sbd.FieldConfiguration | None = None
    targets: list[Any] = field(default_factory=list)
    dish_configuration: sbd.DishConfiguration | None = None
    csp_configuration: sbd.CSPConfiguration | None = None
    scan_type: sbd.ScanType | None = None
    beams: list[Beam] = field(default_factory=list)


class BlockMixin:
    """Scans, look-ups and references of a block whose scans name field configurations."""

    def scans(self: Any) -> Iterator[SequenceScan]:
        """Yield each scan of the sequence, in order, with its links resolved."""
        start: timedelta | None = timedelta(0)
        for index, name in enumerate(self.scan_sequence or ()):
            scan = _resolve(self, index, name, start)
            yield scan
            start = None if start is None or scan.duration is None else start + scan.duration

    @property
    def total_duration(self: Any) -> timedelta:
        """Sum of the durations of all scans in the sequence.

        Raises:
            ValueError: when an entry of the sequence names no scan definition.
        """
        total = timedelta(0)
        for scan in self.scans():
            if scan.duration is None:
                raise ValueError(
                    f"/scan_sequence/{scan.index}: no scan definition has the id "
                    f"{scan.scan_definition_id!r}, so the total duration is not known"
                )
            total += scan.duration
        return total

    def dangling_references(self) -> list[BlockReference]:
        """List every identifier that names nothing in this block, in document order."""
        return list(references.dangling(self))

    def sky_coords(
        self,
        obstime: Time | None = None,
        location: EarthLocation | None = None,
        *,
        iers_table: IERS | None = None,
    ) -> SkyCoord:
        """Give the directions of all targets as one vector, in document order.

        See `ext.sky.coordinates.sky_coords` for the arguments, the frame, and what raises.
        """
        return sky_coords(references.all_targets(self), obstime, location, iers_table=iers_table)

    def get_scan_definition(self: Any, scan_definition_id: str) -> sbd.ScanDefinition:
        """Give the scan definition with an id, or raise KeyError, which lists what exists."""
        items = self.scan_definitions or ()
        return find("scan definition", items, "scan_definition_id", scan_definition_id)

    def get_field_configuration(self: Any, field_id: str) -> sbd.FieldConfiguration:
        """Give the field with an id, or raise KeyError, which lists what exists."""
        return find("field", self.field_configurations or (), "field_id", field_id)

    def get_target(self, target_id: str) -> sbd.SiderealTarget | sbd.DriftScanTarget | sbd.Planet:
        """Give the target with an id, or raise KeyError, which lists what exists."""
        return find("target", references.all_targets(self), "target_id", target_id)

    def get_dish_configuration(self: Any, dish_configuration_id: str) -> sbd.DishConfiguration:
        """Give the dish configuration with an id, or raise KeyError, which lists what exists."""
        items = self.dish_configurations or ()
        return find("dish configuration", items, "dish_configuration_id", dish_configuration_id)

    def get_csp_configuration(self: Any, config_id: str) -> sbd.CSPConfiguration:
        """Give the CSP configuration with an id, or raise KeyError, which lists what exists."""
        return find("CSP configuration", self.csp_configurations or (), "config_id", config_id)

    def get_scan_type(self, scan_type_id: str) -> sbd.ScanType:
        """Give the SDP scan type with an id, or raise KeyError, which lists what exists."""
        return find("scan type", references.scan_types(self), "scan_type_id", scan_type_id)

    def get_processing_block(self, pb_id: str) -> sbd.ProcessingBlock:
        """Give the processing block with an id, or raise KeyError, which lists what exists."""
        return find("processing block", references.processing_blocks(self), "pb_id", pb_id)

    def get_target_beam_configuration(
        self: Any, target_beam_id: str
    ) -> sbd.TargetBeamConfiguration:
        """Give the target beam with an id, or raise KeyError, which lists what exists."""
        items = self.target_beam_configurations or ()
        return find("target beam", items, "target_beam_id", target_beam_id)

    def get_subarray_beam_configuration(
        self: Any, subarray_beam_configuration_id: str
    ) -> sbd.SubarrayBeamConfiguration:
        """Give the beam settings with an id, or raise KeyError, which lists what exists."""
        items = self.subarray_beam_configurations or ()
        key = "subarray_beam_configuration_id"
        return find("subarray beam configuration", items, key, subarray_beam_configuration_id)


def _named(get: Any, value: str | None) -> Any:
    """Look an id up; None for one that is absent or names nothing."""
    if value is None:
        return None
    try:
        return get(value)
    except KeyError:
        return None


def _resolve(block: Any, index: int, name: str, start: timedelta | None) -> SequenceScan:
    definition = _named(block.get_scan_definition, name)
    if definition is None:
        return SequenceScan(index, name, start)
    field_configuration = _named(block.get_field_configuration, definition.field_configuration)
    beams = [
        _beam(block, beam)
        for beam_id in definition.target_beam_configurations or ()
        if (beam := _named(block.get_target_beam_configuration, beam_id))
    ]
    if definition.target_beam_configurations:
        targets = [beam.target for beam in beams if beam.target]
    else:
        targets = list(field_configuration.targets or ()) if field_configuration else []
    return SequenceScan(
        index=index,
        scan_definition_id=name,
        start=start,
        duration=definition.scan_duration,
        definition=definition,
        field_configuration=field_configuration,
        targets=targets,
        dish_configuration=_named(block.get_dish_configuration, definition.dish_configuration),
        csp_configuration=_named(block.get_csp_configuration, definition.csp_configuration),
        scan_type=_named(block.get_scan_type, definition.scan_type),
        beams=beams,
    )


def _beam(block: Any, beam: Any) -> Beam:
    return Beam(
        target_beam=beam,
        target=_named(block.get_target, beam.target),
        subarray_beam=_named(
            block.get_subarray_beam_configuration, beam.subarray_beam_configuration
        ),
    )
