"""Scheduling block definition, 0.6 ↔ 0.7: scans move from the root into the allocations.

| 0.6 | 0.7 | |
|---|---|---|
| `scan_definitions[]`, `scan_sequence[]` of identifiers | MID `dish_allocations.scan_sequence[]`, LOW `mccs_allocation.subarray_beams[].scan_sequence[]`, of whole definitions | a definition that the sequence names twice stands there twice |
| LOW, several beams | | those that the target beams of the scan belonged to in layouts to 0.4; otherwise it is not known: assumption `beam`; lost on the way down, unless all have the same scans |
| scan `dish_allocation_ref` or `mccs_allocation_ref`, else `telescope`, else the one section that is filled | MID or LOW | lost where nothing of it decides |
| a definition that `scan_sequence` does not name | | set aside |
| scan `dish_allocation_ref`, `mccs_allocation_ref` | the place of the scan | made from the allocation's identifier on the way down |
| `csp_configurations[].cbf` | `midcbf.subbands[0].correlation_spws` | as `frequency_slices` says, where nothing else describes the correlator; else set aside |
| `subarray_beams[].number_of_channels` | | set aside |
| | `midcbf.subbands[].pst_spws` | set aside on the way down |
"""  # noqa: E501

from __future__ import annotations

from typing import Any

from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.tree import (
    Node,
    copied,
    derived,
    is_empty,
    leaves,
    list_at,
    made_id,
    node_at,
    nodes_at,
    plain,
    same,
    text_at,
    value_at,
)
from ska_oso_pdm.migrations.parts import frequency_slices, link_names
from ska_oso_pdm.migrations.parts.target_beams import BEAMS

_LINKS = {
    "dish_allocation_ref": ("dish_allocations", "dish_allocation_id"),
    "mccs_allocation_ref": ("mccs_allocation", "mccs_allocation_id"),
}
_SECTIONS = {"ska_mid": "dish_allocations", "ska_low": "mccs_allocation"}
_MOST_VALUES = 200_000
"""How many values scans may come to by standing in several places; far above any real block."""
_TOO_MANY = f"the scans would come to more than {_MOST_VALUES} values; divide the block"


def up(block: Node, ledger: Ledger) -> None:
    """Put each scan of the sequence into its allocation."""
    link_names.to_refs(block, ledger)
    if not is_empty(block.get("scan_definitions")) or not is_empty(block.get("scan_sequence")):
        of_section: dict[str, list[Node]] = {}
        for scan in _in_sequence(block, ledger):
            of_section.setdefault(_section(block, scan), []).append(scan)
        for section, scans in of_section.items():
            _drop_allocation_links(block, section, scans, ledger)
            for home, some in _homes(block, section, scans, ledger):
                home["scan_sequence"] = copied(some)
    block.pop("scan_definitions", None)
    block.pop("scan_sequence", None)
    for beam in _beams(block):
        reason = "the CSP configuration of a scan says how many channels there are"
        ledger.spare(beam.pop("number_of_channels", None), reason)
    for csp in nodes_at(block, "csp_configurations"):
        _drop_correlator(csp, ledger)


def down(block: Node, ledger: Ledger) -> None:
    """Collect the scans of the allocations at the root."""
    definitions: dict[str, Node] = {}
    sequence = []
    for scan, link in _scans_inside(block, ledger):
        definition = _defined(definitions, scan, ledger)
        if definition is scan:
            definition.update(link)
        name = definition["scan_definition_id"]
        sequence.append(derived(name.value, scan["scan_definition_id"]))
    if definitions:
        block["scan_definitions"] = list(definitions.values())
        block["scan_sequence"] = sequence
    for csp in nodes_at(block, "csp_configurations"):
        for subband in nodes_at(node_at(csp, "midcbf") or {}, "subbands"):
            ledger.aside(subband.pop("pst_spws", None), "0.6 has no pulsar timing windows of MID")


def _beams(block: Node) -> list[Node]:
    return nodes_at(node_at(block, "mccs_allocation") or {}, "subarray_beams")


def _section(block: Node, scan: Node) -> str:
    """Give the section that a scan belongs to; empty where nothing decides."""
    links = {
        section
        for link, (section, key) in _LINKS.items()
        if (name := text_at(scan, link)) is not None
        and name == text_at(node_at(block, section) or {}, key)
    }
    if len(links) == 1:
        return links.pop()
    if (telescope := text_at(block, "telescope") or "") in _SECTIONS:
        return _SECTIONS[telescope]
    filled = [section for section in _SECTIONS.values() if not is_empty(block.get(section))]
    return "" if len(filled) > 1 else (filled or ["dish_allocations"])[0]


def _drop_allocation_links(block: Node, home: str, scans: list[Node], ledger: Ledger) -> None:
    for scan in scans:
        for link, (section, key) in _LINKS.items():
            name = value_at(scan, link)
            part = scan.pop(link, None)
            if is_empty(part) or name == value_at(node_at(block, section) or {}, key):
                said = "which says the same" if section == home else "and not in the other one"
                ledger.spare(part, f"the scan stands in its allocation, {said}")
            else:
                ledger.lose(part, f'the "{key}" of "{section}" is another one')


def _in_sequence(block: Node, ledger: Ledger) -> list[Node]:
    """Give the definition of each entry of the sequence; account for what belongs to none."""
    definitions: dict[str, Node] = {}
    unused: list[Node] = []
    for scan in nodes_at(block, "scan_definitions"):
        name = text_at(scan, "scan_definition_id")
        if name is None:
            unused.append(scan)
        elif name in definitions:
            ledger.lose(scan, f'another scan definition has the identifier "{name}"')
        else:
            definitions[name] = scan
    entries = []
    for entry in list_at(block, "scan_sequence"):
        name = text_at({"name": entry}, "name")
        if name is None or name not in definitions:
            ledger.lose(entry, "no scan definition has this identifier")
        else:
            entries.append((name, entry))
    used = {name for name, _ in entries}
    unused += [scan for name, scan in definitions.items() if name not in used]
    for scan in unused:
        ledger.aside(scan, 'no entry of "scan_sequence" names this scan definition')
    sizes = {name: _size(definitions[name]) for name in used}
    if sum(sizes[name] for name, _ in entries) > max(_MOST_VALUES, sum(sizes.values())):
        ledger.lose([list(definitions.values()), [entry for _, entry in entries]], _TOO_MANY)
        return []
    scans = [copied(definitions[name]) for name, _ in entries]
    for scan, (name, entry) in zip(scans, entries, strict=True):
        scan["scan_definition_id"] = derived(name, scan["scan_definition_id"], entry)
    return scans


def _homes(
    block: Node, section: str, scans: list[Node], ledger: Ledger
) -> list[tuple[Node, list[Node]]]:
    """Give the objects that the scans of a section move into, each with its scans."""
    if not section:
        sections = " and ".join(f'"{name}"' for name in _SECTIONS.values())
        ledger.lose(scans, f"{sections} are both filled, and nothing says which one scans")
        return []
    if section == "dish_allocations":
        if is_empty(block.get(section)):
            block[section] = {}
        return [(block[section], scans)] if node_at(block, section) is not None else []
    beams = _beams(block)
    if len(beams) == 1:
        return [(beams[0], scans)]
    if not beams:
        ledger.lose(scans, "the block has no sub-array beam that the scan could belong to")
        return []
    return _homes_of_beams(beams, scans, ledger)


def _homes_of_beams(
    beams: list[Node], scans: list[Node], ledger: Ledger
) -> list[tuple[Node, list[Node]]]:
    """Give each of several sub-array beams with its scans: those whose target beams name it."""
    names = {text_at(scan, "scan_definition_id") for scan in scans}
    carried = {name: ledger.carried.pop((BEAMS, name), []) for name in names}
    numbers = {name: [str(plain(part)) for part in parts] for name, parts in carried.items()}
    open_scans = [s for s in scans if not numbers[text_at(s, "scan_definition_id")]]
    if open_scans:
        reason = "there are several sub-array beams, and the layout does not say which one scans"
        choice = ledger.chosen("beam", open_scans, reason)
        known = [str(value_at(beam, "subarray_beam_id")) for beam in beams]
        chosen = known if choice == "all" else [choice] if choice in known else []
        if choice is not None and not chosen:
            ledger.lose(open_scans, f'no sub-array beam has the identifier "{choice}"')
        for scan in open_scans:
            numbers[text_at(scan, "scan_definition_id")] = chosen
    of_beams = [
        [s for s in scans if number in numbers[text_at(s, "scan_definition_id")]]
        for number in (str(value_at(beam, "subarray_beam_id")) for beam in beams)
    ]
    if _size(of_beams) > max(_MOST_VALUES, _size(scans)):
        ledger.lose(scans, _TOO_MANY)
        return []
    return [(beam, some) for beam, some in zip(beams, of_beams, strict=True) if some]


def _size(tree: Any) -> int:
    return sum(1 for _ in leaves(tree))


def _drop_correlator(csp: Node, ledger: Ledger) -> None:
    cbf = csp.pop("cbf", None)
    if not is_empty(csp.get("midcbf")) and not _only_band(csp):
        ledger.aside(cbf, '"midcbf" describes the correlator')
    elif isinstance(cbf, dict):
        frequency_slices.to_windows(csp, cbf, ledger)
    elif not is_empty(cbf):
        ledger.aside(cbf, "it is no description of the correlator")


def _only_band(csp: Node) -> bool:
    """Tell whether all that is known of the correlator is the receiver band."""
    return set(node_at(csp, "midcbf") or {}) == {"frequency_band"}


def _scans_inside(block: Node, ledger: Ledger) -> list[tuple[Node, Node]]:
    """Take the scans out of the allocations; give each with the link to its allocation."""
    found = []
    dishes = node_at(block, "dish_allocations") or {}
    for scan in nodes_at(dishes, "scan_sequence"):
        found.append((scan, _link(dishes, "dish_allocation_ref")))
    dishes.pop("scan_sequence", None)
    mccs = node_at(block, "mccs_allocation") or {}
    sequences = [beam.pop("scan_sequence", None) for beam in _beams(block)]
    parts = [nodes_at({"scans": part}, "scans") for part in sequences]
    if len(parts) > 1 and any(parts) and all(same(parts[0], part) for part in parts):
        for part in parts[1:]:
            parts[0] = ledger.merged(parts[0], part)
        parts = parts[:1]
    elif len(parts) > 1 and any(parts):
        names = [
            scan["scan_definition_id"]
            for part in parts
            for scan in part
            if "scan_definition_id" in scan
        ]
        ledger.lose(names, "0.6 does not say which sub-array beam a scan belongs to")
    found += [(scan, _link(mccs, "mccs_allocation_ref")) for part in parts for scan in part]
    for scan, _ in found:
        if text_at(scan, "scan_definition_id") is None:
            reason = "the sequence names scans by their identifier; made from the content"
            scan["scan_definition_id"] = ledger.default(made_id("scan", scan), reason)
    return found


def _link(allocation: Node, link: str) -> Node:
    key = _LINKS[link][1]
    name = text_at(allocation, key)
    return {} if name is None else {link: derived(name, allocation[key])}


def _defined(definitions: dict[str, Node], scan: Node, ledger: Ledger) -> Node:
    """Give the definition that a scan stands for, an equal one where there is one."""
    name = text_at(scan, "scan_definition_id") or ""
    definition = definitions.setdefault(name, scan)
    if definition is scan:
        return scan
    bare = {key: part for key, part in definition.items() if key not in _LINKS}
    if same(bare, scan):
        ledger.merged(bare, scan)
        return definition
    made = ledger.default(
        made_id("scan", scan), "the sequence names scans by it; made from content"
    )
    reason = f'another scan has the identifier "{name}" and is different'
    ledger.lose(scan["scan_definition_id"], reason)
    scan["scan_definition_id"] = made
    return _defined(definitions, scan, ledger)
