"""Scheduling block definition, 0.5 ↔ 0.6: dishes have identifiers, CSP configurations a band.

| 0.5 | 0.6 | |
|---|---|---|
| `dish_allocations.receptor_ids` | `dish_ids` | see `receptors` |
| `receptors` of spectral windows and of the SDP | | numbers likewise |
| `lowcbf` | | see `channels` |
| | `dish_allocation_id` | made from the content; set aside on the way down, as is `selected_subarray_definition` |
| `dish_configurations`, scan `dish_configuration_ref` | `csp_configurations[].midcbf.frequency_band` | see `receiver_bands` |
| `mccs_allocation` {`mccs_config_id`, `configuration`} | {`mccs_allocation_id`, `selected_subarray_definition`} | an identifier that is not there is made from the content |
| scan `mccs_configuration_ref` | `mccs_allocation_ref` | |
| | scan `dish_allocation_ref` | the one allocation; set aside on the way down |
| | target `name`, CSP configuration `name` | the `target_name` of 0.1 where the document comes from there, else default empty; the other one default empty |
| sso `mars` | `Mars` | bodies that 0.5 does not have are lost on the way down |
| | kinds `icrs`, `altaz`, `special` | become `equatorial`, `horizontal`, `sso` on the way down; `galactic`, proper motion and parallax are lost, `epoch` is set aside |
| | patterns `SpiralParameters`, `PointedMosaicParameters` | lost on the way down where they are in use, else set aside |
| | `lowcbf.do_pst` | set aside on the way down |
"""  # noqa: E501

from __future__ import annotations

from typing import Any

from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.tree import (
    Leaf,
    Node,
    derived,
    is_empty,
    list_at,
    made_id,
    node_at,
    nodes_at,
    text_at,
    value_at,
)
from ska_oso_pdm.migrations.parts import channels, link_names, receiver_bands
from ska_oso_pdm.migrations.parts.coordinates import to_old_kind
from ska_oso_pdm.migrations.parts.field_targets import BODIES_SINCE_0_6
from ska_oso_pdm.migrations.parts.receptors import Receptors, is_number, resources, windows

_MCCS = {
    "mccs_config_id": "mccs_allocation_id",
    "configuration": "selected_subarray_definition",
}
_BODIES = {"Mercury": "mercury", "Venus": "venus", "Mars": "mars"}
_NEW_PATTERNS = ("SpiralParameters", "PointedMosaicParameters")
_MOTION = ("pm_ra", "pm_dec", "parallax")


def up(block: Node, ledger: Ledger) -> None:
    """Name dishes and allocations, and move receiver bands into the CSP configurations."""
    link_names.to_refs(block, ledger)
    dishes, mccs = node_at(block, "dish_allocations"), node_at(block, "mccs_allocation") or {}
    receptors = Receptors(block, ledger)
    if dishes is not None:
        _name_dishes(dishes, receptors, ledger)
    _name_receptors(block, receptors, ledger)
    channels.to_coarse(block, ledger)
    for old, new in _MCCS.items():
        ledger.rename(mccs, old, new)
    if mccs and is_empty(mccs.get("mccs_allocation_id")):
        reason = "scans name the allocation by its identifier; made from the content"
        mccs["mccs_allocation_id"] = ledger.default(made_id("mccs-allocation", mccs), reason)
    receiver_bands.to_csp(block, ledger)
    for scan in nodes_at(block, "scan_definitions"):
        ledger.rename(scan, "scan_duration", "scan_duration_ms")
        ledger.rename(scan, "mccs_configuration_ref", "mccs_allocation_ref")
        _link(scan, "mccs_allocation_ref", mccs.get("mccs_allocation_id"))
        _link(scan, "dish_allocation_ref", (dishes or {}).get("dish_allocation_id"))
    for target in nodes_at(block, "targets"):
        _name_target(target, ledger)
    for csp in nodes_at(block, "csp_configurations"):
        if "name" not in csp:
            csp["name"] = ledger.default("", "0.5 has no names of CSP configurations")


def down(block: Node, ledger: Ledger) -> None:
    """Give dishes their former key and bands their dish configurations."""
    dishes, mccs = node_at(block, "dish_allocations") or {}, node_at(block, "mccs_allocation") or {}
    for scan in nodes_at(block, "scan_definitions"):
        ledger.rename(scan, "mccs_allocation_ref", "mccs_configuration_ref")
        _unlink(scan, dishes, ledger)
    receiver_bands.to_dishes(block, ledger)
    channels.to_fine(block, ledger)
    for old, new in _MCCS.items():
        ledger.rename(mccs, new, old)
    ledger.rename(dishes, "dish_ids", "receptor_ids")
    for key in ("dish_allocation_id", "selected_subarray_definition"):
        ledger.aside(dishes.pop(key, None), "0.5 says of dishes only which ones there are")
    for target in nodes_at(block, "targets"):
        _unname_target(target, ledger)
        _write_coordinate(target, ledger)
        _drop_pattern(target, ledger)
    for csp in nodes_at(block, "csp_configurations"):
        ledger.aside(csp.pop("name", None), "0.5 has no names of CSP configurations")
        lowcbf = node_at(csp, "lowcbf") or {}
        ledger.aside(lowcbf.pop("do_pst", None), "0.5 does not say whether pulsars are timed")


def _name_dishes(dishes: Node, receptors: Receptors, ledger: Ledger) -> None:
    """Write the identifiers of dishes, each once, and give the allocation one of its own."""
    if is_empty(dishes.get("receptor_ids")):
        dishes.pop("receptor_ids", None)
    names: dict[str, Leaf] = {}
    parts = list_at(dishes, "receptor_ids")
    for part in parts:
        name = receptors.dish(part)
        if name is not None:
            names[name] = derived(name, names.get(name), part)
    if parts:
        dishes["receptor_ids"] = list(names.values()) or ledger.default([], "none is known")
    ledger.rename(dishes, "receptor_ids", "dish_ids")
    if is_empty(dishes.get("dish_allocation_id")):
        reason = "scans name the allocation by its identifier; made from the content"
        dishes["dish_allocation_id"] = ledger.default(made_id("dish-allocation", dishes), reason)


def _name_receptors(block: Node, receptors: Receptors, ledger: Ledger) -> None:
    """Give the receptors of spectral windows and of the SDP the names that their dishes have."""
    for home in (resources(block), *windows(block)):
        parts = list_at(home, "receptors")
        if not any(map(is_number, parts)):
            continue
        named: dict[Any, Any] = {}
        for part in parts:
            # A window without receptors is for all of them.
            needed = home is not resources(block)
            name = receptors.dish(part, needed=needed) if is_number(part) else ""
            if name is not None:
                key = name or text_at({"name": part}, "name") or id(part)
                named[key] = derived(name, named.get(key), part) if name else part
        home["receptors"] = list(named.values()) or ledger.default([], "none is known")


def _link(scan: Node, link: str, name: Any) -> None:
    if is_empty(scan.get(link)) and isinstance(name, Leaf) and isinstance(name.value, str):
        scan[link] = derived(name.value, name, scan.get(link))


def _unlink(scan: Node, dishes: Node, ledger: Ledger) -> None:
    part = scan.pop("dish_allocation_ref", None)
    name = value_at(dishes, "dish_allocation_id")
    if is_empty(part) or value_at({"name": part}, "name") == name:
        ledger.spare(part, "0.5 has one allocation, and every scan uses it")
    else:
        ledger.lose(part, 'the "dish_allocation_id" of the allocation is another one')


def _name_target(target: Node, ledger: Ledger) -> None:
    if "name" not in target:
        known = ledger.carried.pop(("target name", text_at(target, "target_id")), None)
        default = ledger.default("", "0.5 has no names of targets beside their identifiers")
        target["name"] = default if known is None else known
    coordinate = node_at(target, "reference_coordinate") or {}
    name = text_at(coordinate, "name")
    if text_at(coordinate, "kind") == "sso" and name:
        coordinate["name"] = derived(name[:1].upper() + name[1:], coordinate["name"])
        if name.lower() in BODIES_SINCE_0_6:
            ledger.settled(coordinate["name"])


def _unname_target(target: Node, ledger: Ledger) -> None:
    name, key = target.pop("name", None), ("target name", text_at(target, "target_id"))
    if name is None:
        return
    if key not in ledger.carried and text_at({"name": name}, "name"):
        ledger.carried[key] = name
    elif text_at({"name": name}, "name") != "":
        ledger.aside(name, "another target has the same identifier and a name")
    else:
        ledger.spare(name, "0.5 has no names of targets beside their identifiers")


def _write_coordinate(target: Node, ledger: Ledger) -> None:
    """Write a coordinate in a kind of 0.5, or enter it as lost."""
    coordinate = node_at(target, "reference_coordinate")
    if coordinate is None:
        return
    kind = text_at(coordinate, "kind")
    for key in _MOTION if kind == "icrs" else ():
        if value_at(coordinate, key) not in (None, 0):
            ledger.lose(coordinate.pop(key), "0.5 knows neither proper motion nor parallax")
    if not to_old_kind(coordinate, ledger):
        del target["reference_coordinate"]
        ledger.lose(coordinate, f'0.5 has no coordinates of the kind "{kind}"')
        return
    ledger.aside(coordinate.pop("epoch", None), "0.5 has no epochs, and nothing that moves")
    name = text_at(coordinate, "name")
    if text_at(coordinate, "kind") != "sso" or name is None:
        return
    if name in _BODIES:
        coordinate["name"] = derived(_BODIES[name], coordinate["name"])
    elif name not in _BODIES.values():
        reason = f'0.5 does not know "{name}"'
        if ledger.doubted(coordinate["name"], reason):
            coordinate["name"] = derived(name.lower(), coordinate["name"])
        elif ledger.lose_too(coordinate, reason):
            del target["reference_coordinate"]


def _drop_pattern(target: Node, ledger: Ledger) -> None:
    """Take patterns out that 0.5 does not have."""
    pattern = node_at(target, "pointing_pattern") or {}
    active = text_at(pattern, "active")
    if active in _NEW_PATTERNS:
        ledger.lose(target.pop("pointing_pattern"), f'0.5 has no pattern "{active}"')
        return
    parameters = list_at(pattern, "parameters")
    for part in nodes_at(pattern, "parameters"):
        if text_at(part, "kind") in _NEW_PATTERNS:
            ledger.aside(part, "0.5 does not have the pattern, and the target does not use it")
            parameters.remove(part)
    if pattern.get("parameters") == []:
        del target["pointing_pattern"]
        ledger.aside(pattern, "it has no parameters")
