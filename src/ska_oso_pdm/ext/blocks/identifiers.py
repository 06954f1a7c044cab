"""What the blocks of all layouts define under identifiers, and where they name it.

One table holds for all: a class that lacks a key of it has nothing there. `consistency` has the
same for documents, layout by layout; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ska_oso_pdm.ext.blocks.references import BlockReference, but
from ska_oso_pdm.likeness import Lookalikes
from ska_oso_pdm.personal import quoted
from ska_oso_pdm.pointers import Place, pointer, tokens

_OF_MAP, _ITSELF = "(key)", "(item)"
"""An item that is named by its key in a map, and one that is an identifier itself."""

_SDP = ("/sdp_configuration", "/sdpConfiguration")
_EXECUTION = "/sdp_configuration/execution_block"
_ALLOCATED = (
    "/dish_allocations/scan_sequence/*",
    "/mccs_allocation/subarray_beams/*/scan_sequence/*",
)

_DEFINED = {
    "field": {"/field_configurations/*": "field_id", "/fieldConfigurations/*": _OF_MAP},
    "target": {
        "/targets/*": "target_id",
        "/field_configurations/*/targets/*": "target_id",
        "/fieldConfigurations/*/targets/*": _OF_MAP,
    },
    "scan definition": {
        "/scan_definitions/*": "scan_definition_id",
        "/scanDefinitions/*": _OF_MAP,
        **dict.fromkeys(_ALLOCATED, "scan_definition_id"),
    },
    "dish configuration": {
        "/dish_configurations/*": "dish_configuration_id",
        "/dishConfigurations/*": "id",
    },
    "CSP configuration": {"/csp_configurations/*": "config_id", "/cspConfigurations/*": "id"},
    "scan type": {
        "/sdp_configuration/scan_types/*": "scan_type_id",
        f"{_EXECUTION}/scan_types/*": "scan_type_id",
        "/sdpConfiguration/scan_types/*": "id",
    },
    "SDP beam": {f"{_EXECUTION}/beams/*": "beam_id"},
    "set of channels": {f"{_EXECUTION}/channels/*": "channels_id"},
    "set of polarisations": {f"{_EXECUTION}/polarisations/*": "polarisations_id"},
    "processing block": {
        "/sdp_configuration/processing_blocks/*": "pb_id",
        "/sdpConfiguration/processing_blocks/*": "id",
    },
    "target beam": {"/target_beam_configurations/*": "target_beam_id"},
    "subarray beam configuration": {
        "/subarray_beam_configurations/*": "subarray_beam_configuration_id"
    },
    "subarray beam": {
        "/mccs_allocation/subarray_beam_ids/*": _ITSELF,
        "/mccs_allocation/subarray_beams/*": "subarray_beam_id",
    },
    "dish allocation": {"/dish_allocations": "dish_allocation_id"},
    "MCCS configuration": {"/mccs_allocation": "mccs_config_id"},
    "MCCS allocation": {"/mccs_allocation": "mccs_allocation_id"},
}
"""What has an identifier to where it is, and under which key."""

OF_SCAN = {
    "target": "target",
    "target_ref": "target",
    "field_configuration": "field",
    "fieldConfiguration": "field",
    "dish_configuration": "dish configuration",
    "dish_configuration_ref": "dish configuration",
    "dishConfiguration": "dish configuration",
    "dish_allocation_ref": "dish allocation",
    "mccs_configuration_ref": "MCCS configuration",
    "mccs_allocation_ref": "MCCS allocation",
    "scan_type": "scan type",
    "scan_type_ref": "scan type",
    "scanType": "scan type",
    "csp_configuration": "CSP configuration",
    "csp_configuration_ref": "CSP configuration",
    "cspConfiguration": "CSP configuration",
    "target_beam_configurations": "target beam",
    "target_beam_configuration_refs": "target beam",
}
"""The links of a scan to what they name; since layout 0.4 they end in `_ref`."""
OF_TARGET_BEAM = {
    "target": "target",
    "target_ref": "target",
    "subarray_beam_configuration": "subarray beam configuration",
    "subarray_beam_configuration_ref": "subarray beam configuration",
}
OF_SUBARRAY_BEAM = {"subarray_beam_id": "subarray beam"}
_OF_SCAN_TYPE = {"target": "target", "derive_from": "scan type"}
_OF_BEAM_OF_SCAN_TYPE = {
    f"{key}_{ending}": kind
    for key, kind in (
        ("beam", "SDP beam"),
        ("field", "target"),
        ("channels", "set of channels"),
        ("polarisations", "set of polarisations"),
    )
    for ending in ("id", "ref")
}
_OF_DEPENDENCY = {"pb_id": "processing block", "pb_ref": "processing block"}

_NAMING: dict[str, dict[str, str] | str] = {
    **dict.fromkeys(("/scan_definitions/*", "/scanDefinitions/*", *_ALLOCATED), OF_SCAN),
    **dict.fromkeys(("/scan_sequence/*", "/scanSequence/*"), "scan definition"),
    **{f"{sdp}/scan_types/*": _OF_SCAN_TYPE for sdp in _SDP},
    f"{_EXECUTION}/scan_types/*": _OF_SCAN_TYPE,
    f"{_EXECUTION}/scan_types/*/beams/*": _OF_BEAM_OF_SCAN_TYPE,
    **{f"{sdp}/processing_blocks/*/dependencies/*": _OF_DEPENDENCY for sdp in _SDP},
    "/target_beam_configurations/*": OF_TARGET_BEAM,
    "/subarray_beam_configurations/*": OF_SUBARRAY_BEAM,
}
"""Where identifiers name something: the links of an object, or what the item itself names."""


def value_of(item: Any, key: str) -> Any:
    """Give a field of an object; None where its class has none, whatever unknown keys it has."""
    return getattr(item, key) if key in getattr(type(item), "__pydantic_fields__", ()) else None


def items(block: Any, kind: str) -> Iterator[Any]:
    """Yield everything of a kind in a block, with an identifier or without."""
    for pattern in _DEFINED[kind]:
        yield from (item for _, item in _reached(block, tokens(pattern)))


def defined(block: Any, kind: str) -> dict[Any, Any]:
    """Give what a block defines of a kind by its identifier; of several with one the first."""
    found: dict[Any, Any] = {}
    for pattern, key in _DEFINED[kind].items():
        for place, item in _reached(block, tokens(pattern)):
            if (name := _name(place, item, key)) is not None:
                found.setdefault(name, item)
    return found


def _name(place: Place, item: Any, key: str) -> Any:
    """Give the identifier of what stands at a place."""
    if key == _OF_MAP:
        return place[-1]
    return item if key == _ITSELF else value_of(item, key)


def look_up(block: Any, kind: str, identifier: str | int) -> Any:
    """Give what a block defines of a kind under an identifier.

    Raises:
        KeyError: when there is none; the text lists the identifiers that exist.
    """
    there = defined(block, kind)
    if identifier in there:
        return there[identifier]
    known = ", ".join(map(quoted, there)) or "none"
    alike = but(Lookalikes(there).of(identifier))
    raise KeyError(f"no {kind} has the id {quoted(identifier)}{alike}; there are: {known}")


def links(item: Any, kinds: dict[str, str]) -> Iterator[tuple[Place, str, str]]:
    """Yield what an object names: where in it, the identifier, and the kind of what it names."""
    for key, kind in kinds.items():
        value = value_of(item, key)
        if isinstance(value, list):
            yield from (((key, index), name, kind) for index, name in enumerate(value))
        elif value is not None:
            yield (key,), value, kind


def dangling(block: Any) -> Iterator[BlockReference]:
    """Yield every reference of a block that names nothing, in the order of its keys."""
    known = {kind: defined(block, kind) for kind in _DEFINED}
    seen = {kind: Lookalikes(there) for kind, there in known.items()}
    order = list(type(block).__pydantic_fields__)
    for place, name, kind in sorted(_naming(block), key=lambda found: order.index(found[0][0])):
        if name not in known[kind]:
            yield BlockReference(pointer(place), name, kind, seen[kind].of(name))


def _naming(block: Any) -> Iterator[tuple[Place, Any, str]]:
    """Yield everything that names something in a block: where, the identifier and the kind."""
    for pattern, kinds in _NAMING.items():
        for place, item in _reached(block, tokens(pattern)):
            if isinstance(kinds, str):
                yield place, item, kinds
            else:
                yield from (((*place, *way), name, kind) for way, name, kind in links(item, kinds))


def _reached(part: Any, steps: Sequence[str], place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Yield what steps lead to in a block, with its place; `*` is each item."""
    if part is None:
        return
    if not steps:
        yield place, part
    elif steps[0] == "*":
        inside: Iterable[tuple[Any, Any]]
        inside = part.items() if isinstance(part, dict) else enumerate(part)
        for key, item in inside:
            yield from _reached(item, steps[1:], (*place, key))
    else:
        yield from _reached(value_of(part, steps[0]), steps[1:], (*place, steps[0]))
