"""Identifiers inside a block: what each one names, and which ones name nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ska_oso_pdm.likeness import Lookalikes


@dataclass(frozen=True)
class BlockReference:
    """An identifier that stands for something defined elsewhere in the same block.

    Attributes:
        path: where the identifier stands, as a JSON pointer.
        value: the identifier.
        kind: what it should name, for example `dish configuration`.
        lookalike: an identifier there that looks like it, and in what it differs; else None.
    """

    path: str
    value: str
    kind: str
    lookalike: tuple[str, str] | None = field(default=None, compare=False)

    def __str__(self) -> str:
        return f"{self.path}: no {self.kind} has the id {self.value!r}{but(self.lookalike)}"


def but(alike: tuple[str, str] | None) -> str:
    """Say what looks like an identifier that names nothing; empty for None."""
    return f", but {alike[0]!r}, which differs only in {alike[1]}" if alike else ""


def find(kind: str, items: Sequence[Any], key: str, value: str | int) -> Any:
    """Give the first item whose `key` is `value`.

    Raises:
        KeyError: when there is none; the text lists the ids that exist.
    """
    for item in items:
        if getattr(item, key) == value:
            return item
    there = [getattr(item, key) for item in items]
    known = ", ".join(map(repr, there)) or "none"
    raise KeyError(
        f"no {kind} has the id {value!r}{but(Lookalikes(there).of(value))}; there are: {known}"
    )


def ids(items: Iterable[Any], key: str) -> set[str]:
    """Give the ids that items have."""
    return {getattr(item, key) for item in items} - {None}


def all_targets(block: Any) -> list[Any]:
    """Give the targets of all fields, in document order."""
    return [target for field in block.field_configurations or () for target in field.targets or ()]


def scan_types(block: Any) -> list[Any]:
    """Give the SDP scan types."""
    sdp = block.sdp_configuration
    return sdp.scan_types if sdp else []


def processing_blocks(block: Any) -> list[Any]:
    """Give the SDP processing blocks."""
    sdp = block.sdp_configuration
    return sdp.processing_blocks if sdp else []


def dangling(block: Any) -> Iterator[BlockReference]:
    """Yield every reference of a block that names nothing, in document order."""
    return naming_nothing(_references(block), _known(block))


def naming_nothing(
    references: Iterable[BlockReference], known: dict[str, set[str]]
) -> Iterator[BlockReference]:
    """Yield the references whose value is not among the known ids of their kind."""
    seen = {kind: Lookalikes(there) for kind, there in known.items()}
    for reference in references:
        if reference.value not in known[reference.kind]:
            alike = seen[reference.kind].of(reference.value)
            yield replace(reference, lookalike=alike) if alike else reference


def _known(block: Any) -> dict[str, set[str]]:
    mccs = block.mccs_allocation
    return {
        "scan definition": ids(block.scan_definitions or (), "scan_definition_id"),
        "field": ids(block.field_configurations or (), "field_id"),
        "target": ids(all_targets(block), "target_id"),
        "target beam": ids(block.target_beam_configurations or (), "target_beam_id"),
        "dish configuration": ids(block.dish_configurations or (), "dish_configuration_id"),
        "scan type": ids(scan_types(block), "scan_type_id"),
        "CSP configuration": ids(block.csp_configurations or (), "config_id"),
        "processing block": ids(processing_blocks(block), "pb_id"),
        "subarray beam": set(mccs.subarray_beam_ids) if mccs else set(),
        "subarray beam configuration": ids(
            block.subarray_beam_configurations or (), "subarray_beam_configuration_id"
        ),
    }


_SCAN_LINKS = {
    "field_configuration": "field",
    "dish_configuration": "dish configuration",
    "scan_type": "scan type",
    "csp_configuration": "CSP configuration",
}
_BEAM_LINKS = {"target": "target", "subarray_beam_configuration": "subarray beam configuration"}


def _references(block: Any) -> Iterator[BlockReference]:
    for i, scan in enumerate(block.scan_definitions or ()):
        path = f"/scan_definitions/{i}"
        yield from links(path, scan, _SCAN_LINKS)
        for j, beam in enumerate(scan.target_beam_configurations or ()):
            yield BlockReference(f"{path}/target_beam_configurations/{j}", beam, "target beam")
    for i, name in enumerate(block.scan_sequence or ()):
        yield BlockReference(f"/scan_sequence/{i}", name, "scan definition")
    for i, scan_type in enumerate(scan_types(block)):
        path = f"/sdp_configuration/scan_types/{i}"
        yield from links(path, scan_type, {"target": "target"})
    for i, processing in enumerate(processing_blocks(block)):
        for j, dependency in enumerate(processing.dependencies or ()):
            path = f"/sdp_configuration/processing_blocks/{i}/dependencies/{j}"
            yield from links(path, dependency, {"pb_id": "processing block"})
    for i, beam in enumerate(block.target_beam_configurations or ()):
        yield from links(f"/target_beam_configurations/{i}", beam, _BEAM_LINKS)
    for i, beam in enumerate(block.subarray_beam_configurations or ()):
        path = f"/subarray_beam_configurations/{i}"
        yield from links(path, beam, {"subarray_beam_id": "subarray beam"})


def links(path: str, item: Any, kinds: dict[str, str]) -> Iterator[BlockReference]:
    """Yield the references that stand in an item: `kinds` has its fields, and what they name."""
    for key, kind in kinds.items():
        if (value := getattr(item, key)) is not None:
            yield BlockReference(f"{path}/{key}", value, kind)
