"""Scheduling block definition, 0.1 ↔ 0.2: fields become targets.

| 0.1 | 0.2 | |
|---|---|---|
| `field_configurations[].targets[]` | `targets[]` {`target_id`, `pointing_pattern`, `reference_coordinate`} | coordinates: see `field_targets`; the pattern is one point, the target itself, and any other is set aside on the way down |
| equal targets of several fields | one target | where different ones have the same `target_id`, the later one is doubtful; where that may be lost, it gets another one |
| `field_configurations[].field_id` | | set aside; on the way down each target is a field with its identifier. A target without identifier gets that of its field |
| `target_name` | | carried to the layout that has a place for it, or set aside |
| scan `field_configuration` | scan `target` | the one target of the field; among several, the one that the target beams of the scan name; doubtful where these point at other fields only; otherwise by the assumption `first-target`. What names no field stays as it is |
| `activities.*.procedure_type` `filesystemscript`, `gitscript`, `embeddedscript` | `activities.*.kind` `filesystem`, `git`, `inline` | the last by the assumption `inline-scripts` |
| `activities.*.default_args` | `activities.*.function_args` | names of functions stay |
| sections that are null or empty | | left out |
"""  # noqa: E501

from __future__ import annotations

from typing import Any

from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.tree import (
    Leaf,
    Node,
    copied,
    derived,
    is_empty,
    list_at,
    made_id,
    node_at,
    nodes_at,
    same,
    text_at,
    value_at,
)
from ska_oso_pdm.migrations.parts.field_targets import to_field_target, to_target

_SCRIPTS = {"filesystemscript": "filesystem", "gitscript": "git", "embeddedscript": "inline"}
_SECTIONS = (
    "field_configurations",
    "sdp_configuration",
    "csp_configurations",
    "dish_allocations",
    "dish_configurations",
    "mccs_allocation",
    "target_beam_configurations",
    "subarray_beam_configurations",
)
_SEVERAL = "its field has several targets, and the layout does not say which one the scan is for"
_NAMELESS = "scans name targets by their identifier; made from the content"


def up(block: Node, ledger: Ledger) -> None:
    """Put the targets of all fields at the root, and let each scan name its own."""
    for name, activity in _activities(block):
        _script_up(block["activities"], name, activity, ledger)
    fields = _spread_fields(block, ledger)
    for scan in nodes_at(block, "scan_definitions"):
        _link_target(block, scan, fields, ledger)
    for section in _SECTIONS:
        if section in block and is_empty(block[section]):
            del block[section]


def down(block: Node, ledger: Ledger) -> None:
    """Make each target a field of its own."""
    for name, activity in _activities(block):
        _script_down(block["activities"], name, activity, ledger)
    fields = [_field(target, ledger) for target in nodes_at(block, "targets")]
    if fields:
        block["field_configurations"] = list_at(block, "field_configurations") + fields
        block["targets"] = [part for part in block["targets"] if not isinstance(part, dict)]
        if not block["targets"]:
            del block["targets"]
    elif is_empty(block.get("targets")):
        ledger.rename(block, "targets", "field_configurations")
    for scan in nodes_at(block, "scan_definitions"):
        ledger.rename(scan, "target", "field_configuration")


def _activities(block: Node) -> list[tuple[str, Node]]:
    activities = node_at(block, "activities") or {}
    return [(name, part) for name, part in activities.items() if isinstance(part, dict)]


def _script_up(activities: Node, name: str, activity: Node, ledger: Ledger) -> None:
    for key in ("procedure_type", "kind"):
        kind = text_at(activity, key)
        if kind == "embeddedscript":
            reason = "an embedded script seems to be what 0.2 calls an inline one"
            if not ledger.assumed("inline-scripts", activity, reason):
                del activities[name]
                return
        if kind in _SCRIPTS:
            activity[key] = derived(_SCRIPTS[kind], activity[key])
    ledger.rename(activity, "procedure_type", "kind")
    ledger.rename(activity, "default_args", "function_args")


def _script_down(activities: Node, name: str, activity: Node, ledger: Ledger) -> None:
    kind = text_at(activity, "kind")
    if kind == "inline":
        reason = "an inline script seems to be what 0.1 calls an embedded one"
        if not ledger.assumed("inline-scripts", activity, reason):
            del activities[name]
            return
    for old, new in _SCRIPTS.items():
        if kind == new:
            activity["kind"] = derived(old, activity["kind"])
    ledger.rename(activity, "kind", "procedure_type")
    ledger.rename(activity, "function_args", "default_args")


def _spread_fields(block: Node, ledger: Ledger) -> dict[str | None, list[Node]]:
    """Move the targets of all fields to the root; give those of each field by its identifier."""
    spread: dict[str | None, list[Node]] = {}
    for field in nodes_at(block, "field_configurations"):
        inside = nodes_at(field, "targets")
        name = text_at(field, "field_id")
        if len(inside) == 1 and name is not None and is_empty(inside[0].get("target_id")):
            inside[0]["target_id"] = derived(name, inside[0].get("target_id"), field["field_id"])
        targets = spread.setdefault(name, [])
        for target in inside:
            to_target(target, ledger)
            added = _added(block, target, target.pop("target_name", None), ledger)
            if not any(added is other for other in targets):
                targets.append(added)
        ledger.spare(field.pop("field_id", None), "0.2 has no fields: scans name their target")
        rest = [part for part in list_at(field, "targets") if not isinstance(part, dict)]
        _leave(field, "targets", rest)
    _leave(block, "field_configurations", [f for f in list_at(block, "field_configurations") if f])
    return spread


def _leave(node: Node, key: str, rest: list[Any]) -> None:
    """Leave in a list what has not moved on; nothing where nothing is left."""
    if rest:
        node[key] = rest
    elif isinstance(node.get(key), list) or is_empty(node.get(key)):
        node.pop(key, None)


def _added(block: Node, target: Node, name: Any, ledger: Ledger) -> Node:
    """Give the target of the block that a target of a field becomes: an equal one, or itself.

    Args:
        block: the block, to whose targets it is added.
        target: a target of 0.2.
        name: its name for people, or None.
        ledger: carries the name on.
    """
    identifier = text_at(target, "target_id")
    for other in nodes_at(block, "targets"):
        if identifier is None or text_at(other, "target_id") != identifier:
            continue
        known = ledger.carried.get(("target name", identifier))
        if same(other, target) and (same(known, name) or (is_empty(known) and is_empty(name))):
            if name is not None and known is not None:
                ledger.merged(known, name)
            return ledger.merged(other, target)
        reason = f'another target has the identifier "{identifier}" and is different'
        ledger.lose(target.pop("target_id"), reason)
        made = ledger.default(made_id("target", [target, name or {}]), _NAMELESS)
        target["target_id"] = made
        return _added(block, target, name, ledger)
    if not is_empty(name):
        if identifier is None:
            ledger.aside(name, "0.2 has no names of targets")
        else:
            ledger.carried["target name", identifier] = name
    if not isinstance(block.get("targets"), list):
        if not is_empty(block.get("targets")):
            ledger.lose(block["targets"], "a list of targets belongs here")
        block["targets"] = []
    block["targets"].append(target)
    return target


def _link_target(
    block: Node, scan: Node, fields: dict[str | None, list[Node]], ledger: Ledger
) -> None:
    """Make the link of a scan to a field one to a target."""
    link = text_at(scan, "field_configuration")
    targets = fields.get(link, [])
    beamed = _beamed(block, scan) if link is not None and not targets else []
    if len(beamed) == 1:
        reason = f'no field with targets has the identifier "{link}"; the target beam names one'
        ledger.lose(scan.pop("field_configuration"), reason)
        scan["target"] = derived(beamed[0].value, beamed[0])
        return
    if link is None or not targets:
        if link is not None and any(
            text_at(target, "target_id") == link for target in nodes_at(block, "targets")
        ):
            reason = f'no field with targets has the identifier "{link}", but a target has it'
            ledger.lose(scan.pop("field_configuration"), reason)
        ledger.rename(scan, "field_configuration", "target")
        return
    target = _meant(block, scan, targets, ledger)
    if target is None:
        del scan["field_configuration"]
        return
    if text_at(target, "target_id") is None:
        if not is_empty(target.get("target_id")):
            ledger.lose(target.pop("target_id"), "an identifier is a text")
        target["target_id"] = ledger.default(made_id("target", target), _NAMELESS)
    identifier = derived(
        text_at(target, "target_id"), target["target_id"], scan["field_configuration"]
    )
    ledger.move(scan, "field_configuration", "target", identifier)


def _beamed(block: Node, scan: Node) -> list[Leaf]:
    """List the targets that the target beams of a scan name, each once."""
    beams = [
        part.value for part in list_at(scan, "target_beam_configurations") if isinstance(part, Leaf)
    ]
    found = {
        str(text_at(beam, "target")): beam["target"]
        for beam in nodes_at(block, "target_beam_configurations")
        if value_at(beam, "target_beam_id") in beams and text_at(beam, "target") is not None
    }
    return list(found.values())


def _meant(block: Node, scan: Node, targets: list[Node], ledger: Ledger) -> Node | None:
    """Give the one of the targets of its field that a scan points at."""
    if len(targets) == 1:
        return targets[0]
    beamed = {name.value for name in _beamed(block, scan)}
    named = (beamed | {text_at(scan, "target")}) - {None}
    found = [t for t in targets if text_at(t, "target_id") in named]
    if len(found) == 1:
        return found[0]
    field = scan["field_configuration"]
    if beamed and not found:  # what they name is no first one of several
        known = ledger.doubted(field, "its target beams point at targets of other fields only")
    else:
        known = ledger.assumed("first-target", field, _SEVERAL)
    return (found or targets)[0] if known else None


def _field(target: Node, ledger: Ledger) -> Node:
    """Give the field of 0.1 that a target of 0.2 becomes."""
    if is_empty(target.get("target_id")):
        target["target_id"] = ledger.default(made_id("target", target), _NAMELESS)
    identifier = target["target_id"]
    field: Node = {"field_id": copied(identifier), "targets": [target]}
    if not to_field_target(target, ledger):
        field["targets"] = []
        ledger.aside(target | {"target_id": Leaf(None)}, "0.1 has no place for the target")
    elif text_at(target, "kind") != "planet":
        name = ledger.carried.pop(("target name", text_at(target, "target_id")), None)
        if name is not None:
            target["target_name"] = name
    return field
