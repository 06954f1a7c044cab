"""Receptors up to 0.5 are numbers or names; dishes have names from 0.6 on.

| 0.5 | 0.6 | |
|---|---|---|
| `SKA001`, `MKT001` | the same | |
| `0001`, `SKA0001` in a block of `ska_mid` without a dish of MeerKAT | `SKA001` | read so, as published; in other blocks by the assumption `dish-numbers`, or set aside |
| anything else | | set aside |

Source of the reading: sample blocks of SKA MID in ska-telescope/observation-execution-tool 823067d
(3 April 2023), where `0001` becomes `SKA001`, "ADR-32 dish IDs". Elsewhere numbers become dishes of
MeerKAT, so that a number alone does not tell which.
"""  # noqa: E501

from __future__ import annotations

import re
from typing import Any

from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.tree import Node, list_at, node_at, nodes_at, text_at

_DISH = re.compile(r"(?:SKA|MKT)[0-9]{3}")
_NUMBER = re.compile(r"(?:SKA)?0([0-9]{3})")
_OF_MEERKAT = re.compile(r"M(?:KT|EERKAT)?[-_ ]?[0-9]{0,4}", re.IGNORECASE)
_SOURCE = (
    'in blocks of SKA MID "0001" is SKA001: observation-execution-tool 823067d, "ADR-32 dish IDs"'
)
UNKNOWN_DISH = "it is not known which dish this is; dishes have names such as SKA001"


class Receptors:
    """The names of the receptors of one block."""

    def __init__(self, block: Node, ledger: Ledger) -> None:
        self._ledger = ledger
        names = [text_at({"name": part}, "name") or "" for part in _receptors(block)]
        is_mid = text_at(block, "telescope") == "ska_mid"
        self._are_of_ska = is_mid and not any(map(_OF_MEERKAT.fullmatch, names))

    def dish(self, part: Any, *, needed: bool = False) -> str | None:
        """Give the name of the dish that a receptor is.

        None where it is not known; then the part is accounted for, and the caller takes it out.
        Where it is `needed`, the block means something else without it, and it is doubtful.
        """
        name = text_at({"name": part}, "name") or ""
        if _DISH.fullmatch(name):
            return name
        number = _NUMBER.fullmatch(name)
        if number is None:
            self._take_out(part, needed)
            return None
        if self._are_of_ska:
            self._ledger.read(part, _SOURCE)
        elif not self._ledger.assumes("dish-numbers"):
            self._take_out(part, needed)
            return None
        return f"SKA{number[1]}"

    def _take_out(self, part: Any, needed: bool) -> None:
        enter = self._ledger.lose if needed else self._ledger.aside
        enter(part, UNKNOWN_DISH)


def is_number(part: Any) -> bool:
    """Tell whether a receptor is a number, and so has no name of a dish yet."""
    return _NUMBER.fullmatch(text_at({"name": part}, "name") or "") is not None


def resources(block: Node) -> Node:
    """Give the resources of the SDP, whose `receptors` say who sends data."""
    return node_at(node_at(block, "sdp_configuration") or {}, "resources") or {}


def windows(block: Node) -> list[Node]:
    """List the spectral windows of MID, which may be for some `receptors` only."""
    found = []
    for csp in nodes_at(block, "csp_configurations"):
        for subband in nodes_at(node_at(csp, "midcbf") or {}, "subbands"):
            found += nodes_at(subband, "correlation_spws")
    return found


def _receptors(block: Node) -> list[Any]:
    dishes = node_at(block, "dish_allocations") or {}
    lists = [list_at(dishes, "receptor_ids"), list_at(dishes, "dish_ids")]
    lists += [list_at(home, "receptors") for home in (resources(block), *windows(block))]
    return [part for one in lists for part in one]
