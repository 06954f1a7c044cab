"""Puts right known mistakes of documents that have one right answer; every change is reported.

| mistake | put right |
|---|---|
| `kind: icrs` with `ra`, `dec` | `ra_str`, `dec_str`; a number without unit by the assumption `angle-unit` |
| `frequency_slice_offset` with `units`, `mhz` | `unit`, `MHz` |
| `frequency_band` as a number | as text |
| `cbf` that holds what `midcbf` describes, and no `midcbf` | `midcbf` |
| `target_name` beside `name`, which is absent or empty | `name` |
| `suppied_type` | `supplied_type` |
| flat parts of a review beside its `review_type` | as `reviews` says |

A mistake is found wherever such an object stands, in every entity. Free-form parts are left alone.
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.tree import (
    Leaf,
    Node,
    derived,
    is_empty,
    node_at,
    text_at,
    value_at,
)
from ska_oso_pdm.migrations.parts import reviews
from ska_oso_pdm.migrations.parts.coordinates import write_texts

_FREE = frozenset({"function_args", "parameters", "script_parameters", "context"})
_BANDS = {1: "1", 2: "2"}
_SIGNS = frozenset(
    {"ra", "dec", "units", "unit", "frequency_band", "target_name", "suppied_type", "cbf"}
    | {"review_type"}
)
_OF_MIDCBF = frozenset({"frequency_band", "subbands", "spfrx", "band5b_subband"})


def may_be_needed(document: Any) -> bool:
    """Tell whether a plain document has what may be a known mistake; it is seldom said in vain."""
    waiting = [document]
    for part in waiting:
        if isinstance(part, dict):
            if not _SIGNS.isdisjoint(part) and _is_odd(part):
                return True
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part
    return False


def _is_odd(node: dict[str, Any]) -> bool:
    """Tell whether an object looks like a mistake, wherever it stands."""
    return (
        "suppied_type" in node
        or ("review_type" in node and not node.keys().isdisjoint(reviews.OF_SCIENCE))
        or ("target_name" in node and "reference_coordinate" in node)
        or (node.get("kind") == "icrs" and ("ra" in node or "dec" in node))
        or ("units" in node and "value" in node)
        or node.get("unit") == "mhz"
        or not isinstance(node.get("frequency_band", ""), str)
        or (isinstance(node.get("cbf"), dict) and _OF_MIDCBF.issuperset(node["cbf"]))
    )


def repair(document: Node, ledger: Ledger) -> None:
    """Put right what is known to be wrong."""
    reviews.gather(document, ledger)
    for node in list(_nodes(document)):
        for key in ("reference_coordinate", "beam_coordinate"):
            if coordinate := node_at(node, key):
                _name_angles(coordinate, ledger)
        if offset := node_at(node, "frequency_slice_offset"):
            _name_unit(offset, ledger)
        _name_correlator(node, ledger)
        if band := node_at(node, "midcbf"):
            _write_band(band, ledger)
        _name_target(node, ledger)
        if "suppied_type" in node:
            ledger.repair(node["suppied_type"], '"suppied_type" is "supplied_type", misspelt')
            ledger.rename(node, "suppied_type", "supplied_type")


def _nodes(tree: Any) -> Iterator[Node]:
    waiting = [tree]
    while waiting:
        tree = waiting.pop()
        if isinstance(tree, dict):
            yield tree
            waiting.extend(tree[key] for key in reversed(tree) if key not in _FREE)
        elif isinstance(tree, list):
            waiting.extend(reversed(tree))


def _name_angles(coordinate: Node, ledger: Ledger) -> None:
    if text_at(coordinate, "kind") != "icrs" or not {"ra", "dec"} & coordinate.keys():
        return
    for key in ("ra", "dec"):
        ledger.repair(coordinate.get(key, []), f'a coordinate of kind icrs has "{key}_str"')
    write_texts(coordinate, ledger)


def _name_unit(offset: Node, ledger: Ledger) -> None:
    if "units" in offset and "value" in offset:
        ledger.repair(offset["units"], '"units" is "unit"')
        ledger.rename(offset, "units", "unit")
    if text_at(offset, "unit") == "mhz":
        ledger.repair(offset["unit"], '"mhz" is no unit; a frequency slice is shifted by MHz')
        offset["unit"] = derived("MHz", offset["unit"])


def _name_correlator(csp: Node, ledger: Ledger) -> None:
    correlator = node_at(csp, "cbf")
    if correlator and _OF_MIDCBF.issuperset(correlator) and is_empty(csp.get("midcbf")):
        ledger.repair(correlator, 'it describes the correlator of MID, which is "midcbf"')
        ledger.rename(csp, "cbf", "midcbf")


def _write_band(correlator: Node, ledger: Ledger) -> None:
    band = value_at(correlator, "frequency_band")
    if isinstance(band, (int, float)) and not isinstance(band, bool) and band in _BANDS:
        part = correlator["frequency_band"]
        ledger.repair(part, "a receiver band is text")
        correlator["frequency_band"] = derived(_BANDS[int(band)], part)


def _name_target(target: Node, ledger: Ledger) -> None:
    if "reference_coordinate" not in target or "target_name" not in target:
        return
    if is_empty(target.get("name")) or text_at(target, "name") == "":
        name, old = target.pop("name", None), target["target_name"]
        if isinstance(old, Leaf):
            ledger.repair(old, 'the name of a target is its "name"')
            ledger.rename(target, "target_name", "name")
            target["name"] = derived(old.value, target["name"], name)
        elif name is not None:
            target["name"] = name
