"""Scans of blocks of the layouts 0.0 to 0.6: a sequence of identifiers of scan definitions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Generic

from ska_oso_pdm.ext.blocks.block import BlockMixin
from ska_oso_pdm.ext.blocks.identifiers import OF_SCAN, OF_TARGET_BEAM, defined, links, value_of
from ska_oso_pdm.ext.blocks.lookups import (
    CamelCaseMixin,
    ConfigurationsMixin,
    DefinitionsMixin,
    FieldsMixin,
    TargetsMixin,
)
from ska_oso_pdm.ext.blocks.shapes import C, D, HasFieldSequence, HasSequence, T
from ska_oso_pdm.personal import quoted


@dataclass(frozen=True)
class Beam:
    """A target beam of SKA LOW, up to 0.4, with what its links name; None where one names nothing.

    The objects are of the classes of the block's own layout.
    """

    target_beam: Any
    target: Any
    subarray_beam: Any


@dataclass(frozen=True)
class SequenceScan(Generic[D, T, C]):
    """One scan of the sequence with what its links name; None where one names nothing.

    The objects are of the classes of the block's own layout. What that does not have is None, or
    empty. From 0.5 on no layout up to 0.6 tells which subarray beams observe a scan.

    Attributes:
        index: position in the sequence, from 0.
        scan_definition_id: the entry of the sequence.
        start: time from the beginning of the first scan; None after a scan of unknown duration.
        duration: length of the scan; None where no definition has the identifier.
        definition: what says all about the scan.
        field_configuration: the field of a scan of 0.0 or 0.1.
        targets: those that the scan and its beams name, each once; without any, those of its field.
        dish_configuration: up to 0.5.
        csp_configuration: the settings of the correlator.
        scan_type: what the SDP makes of the scan.
        beams: the target beams of a scan for SKA LOW, up to 0.4.
    """

    index: int
    scan_definition_id: str
    start: timedelta | None
    duration: timedelta | None = None
    definition: D | None = None
    field_configuration: Any = None
    targets: list[T] = field(default_factory=list)
    dish_configuration: Any = None
    csp_configuration: C | None = None
    scan_type: Any = None
    beams: list[Beam] = field(default_factory=list)

    @property
    def target(self) -> T | None:
        """The only target of the scan, or None where it names none that there is.

        Raises:
            ValueError: when there are several; `targets` has them all.
        """
        if len(self.targets) < 2:
            return self.targets[0] if self.targets else None
        told = f"the scan {quoted(self.scan_definition_id)} has {len(self.targets)} targets"
        if self.beams:
            raise ValueError(f"{told}, to which its beams point; `targets` has them all")
        raise ValueError(
            f"{told}, those of its field, and its layout does not tell which one it observes; "
            "`targets` has them all"
        )


class _TotalMixin(BlockMixin):
    """The length of a sequence."""

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
                    f"/{_key(self)}/{scan.index}: no scan definition has the id "
                    f"{quoted(scan.scan_definition_id)}, so the total duration is not known"
                )
            total += scan.duration
        return total


class SequenceMixin(_TotalMixin, ConfigurationsMixin, DefinitionsMixin, TargetsMixin):
    """Scans of a block of 0.2 to 0.6."""

    def scans(self: HasSequence[D, T, C]) -> Iterator[SequenceScan[D, T, C]]:
        """Yield each scan of the sequence, in order, with its links resolved."""
        yield from _scans(self)


class FieldSequenceMixin(_TotalMixin, ConfigurationsMixin, DefinitionsMixin, FieldsMixin):
    """Scans of a block of 0.1, which name fields."""

    def scans(self: HasFieldSequence[D, T, C]) -> Iterator[SequenceScan[D, T, C]]:
        """Yield each scan of the sequence, in order, with its links resolved."""
        yield from _scans(self)


class CamelCaseSequenceMixin(_TotalMixin, CamelCaseMixin):
    """Scans of a block of 0.0, which name fields."""

    def scans(self) -> Iterator[SequenceScan[Any, Any, Any]]:
        """Yield each scan of the sequence, in order, with its links resolved."""
        yield from _scans(self)


def _key(block: Any) -> str:
    return "scan_sequence" if value_of(block, "scanSequence") is None else "scanSequence"


def _scans(block: Any) -> Iterator[SequenceScan[Any, Any, Any]]:
    known = {kind: defined(block, kind) for kind in dict.fromkeys(OF_SCAN.values())}
    known["subarray beam configuration"] = defined(block, "subarray beam configuration")
    definitions = defined(block, "scan definition")
    start: timedelta | None = timedelta(0)
    for index, name in enumerate(value_of(block, _key(block)) or ()):
        if (definition := definitions.get(name)) is None:
            yield SequenceScan(index, name, start)
            start = None
            continue
        length = _duration(definition)
        yield SequenceScan(index, name, start, length, definition, **_named(definition, known))
        start = None if start is None else start + length


def _duration(definition: Any) -> timedelta:
    """Give the length of a scan: seconds in 0.0, milliseconds since."""
    length: timedelta | None
    for key in ("scan_duration", "scan_duration_ms"):
        if (length := value_of(definition, key)) is not None:
            return length
    return timedelta(seconds=definition.scanDuration)


def _named(definition: Any, known: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Give what the links of a scan name, by attributes of `SequenceScan`."""
    found: dict[str, list[Any]] = {}
    for _, name, kind in links(definition, OF_SCAN):
        found.setdefault(kind, []).append(known[kind].get(name))
    only = {kind: items[0] for kind, items in found.items()}
    beams = [_beam(beam, known) for beam in found.get("target beam", ()) if beam is not None]
    return {
        "field_configuration": only.get("field"),
        "targets": _targets(only, beams, named="target beam" in found),
        "dish_configuration": only.get("dish configuration"),
        "csp_configuration": only.get("CSP configuration"),
        "scan_type": only.get("scan type"),
        "beams": beams,
    }


def _targets(only: dict[str, Any], beams: list[Beam], *, named: bool) -> list[Any]:
    """Give the targets of a scan: its own and those of its beams; those of its field without any.

    Args:
        only: what the scan names of each kind.
        beams: its target beams.
        named: whether it names beams, even if there are none of these names.
    """
    field_configuration = only.get("field")
    if field_configuration is not None and not named:
        inside = field_configuration.targets or ()
        return list(inside.values() if isinstance(inside, dict) else inside)
    seen = [only.get("target"), *(beam.target for beam in beams)]
    return list({id(target): target for target in seen if target is not None}.values())


def _beam(beam: Any, known: dict[str, dict[str, Any]]) -> Beam:
    named = {kind: known[kind].get(name) for _, name, kind in links(beam, OF_TARGET_BEAM)}
    return Beam(beam, named.get("target"), named.get("subarray beam configuration"))
