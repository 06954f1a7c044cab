"""Results of the sensitivity calculator in projects and proposals before 0.7.

| before 0.7 | 0.7 | |
|---|---|---|
| `results` | `result_details` | |
| its `result_details` | `result` | |
| `supplied_type` that says `sensitivity` of sensitivities, or `integration_time` of times | what was supplied: the other one | read so, as published |
| null for sensitivities beside integration times, or for these beside those | | set aside |
| a flux density or time in no unit of one | null where 0.7 requires it, else absent | set aside |
| `synthesized_beam_size` {`value`, `unit`} | | set aside: 0.7 has the two axes, of continuum and spectral lines |
| a result that says no observation set | | set aside |

Source of the reading: what the proposal tool wrote in August 2024 for an integration time of 600
has `sensitivity` beside the sensitivities that were calculated from it; in June 2025 it has
`integration_time` there, as the classes of 0.7 want it (ska-telescope/ska-oso-pht-ui, the sample
proposals of those dates).
"""  # noqa: E501

from __future__ import annotations

from functools import partial

from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.tree import (
    Leaf,
    Node,
    derived,
    is_empty,
    node_at,
    text_at,
)
from ska_oso_pdm.migrations.parts.moving import sift
from ska_oso_pdm.migrations.parts.proposal_units import FLUX_DENSITIES, TIMES, is_measure, write_out

_SENSITIVITIES = (
    "weighted_continuum_sensitivity",
    "weighted_spectral_sensitivity",
    "total_continuum_sensitivity",
    "total_spectral_sensitivity",
)
_DURATIONS = ("continuum", "spectral")
_CALCULATED = {
    "integration_time": (_SENSITIVITIES, FLUX_DENSITIES),
    "sensitivity": (_DURATIONS, TIMES),
}
"""What is calculated for each type of what was supplied, and its units."""
_BRIGHTNESS = "surface_brightness_sensitivity"
_NOISES = ("continuum_confusion_noise", "spectral_confusion_noise")
_SUPPLIED = (
    '"supplied_type" says what was supplied, not what was calculated from it: sample proposals of '
    "ska-oso-pht-ui of 2024 and 2025"
)
_NO_UNIT = "it has none of the units that 0.7 has for it"
_NULL = "0.7 requires the key; null says that nobody has calculated it"


def up(programme: Node, ledger: Ledger) -> None:
    """Change each result."""
    ledger.rename(programme, "results", "result_details")
    reason = "a result without its observation set says nothing"
    sift(programme, "result_details", partial(_part_up, ledger=ledger), reason, ledger)


def _part_up(part: Node, ledger: Ledger) -> bool:
    if text_at(part, "observation_set_ref") in (None, ""):
        return False
    ledger.rename(part, "result_details", "result")
    _result_up(part, ledger)
    for key in _NOISES:
        _check(part, key, FLUX_DENSITIES, ledger)
    _beam_size_up(part, ledger)
    return True


def _result_up(part: Node, ledger: Ledger) -> None:
    result = node_at(part, "result")
    if result is None:
        return
    supplied = _supplied_for(result)
    if supplied is None:
        reason = "it has neither sensitivities nor integration times, or both"
        ledger.aside(part.pop("result"), reason)
        return
    for kind, (keys, _) in _CALCULATED.items():
        for key in keys if kind != supplied else ():
            ledger.spare(result.pop(key, None), "it holds nothing")
    _name_supplied(result, supplied, ledger)
    keys, units = _CALCULATED[supplied]
    for key in keys:
        _check(result, key, units, ledger)
        result.setdefault(key, ledger.default(None, _NULL))
    if supplied == "integration_time":
        _require_brightness(result, ledger)


def _supplied_for(result: Node) -> str | None:
    """Give what was supplied for a result, by what there is of it; without any, by its keys."""
    for is_there in (lambda key: not is_empty(result.get(key)), result.__contains__):
        found = [kind for kind, (keys, _) in _CALCULATED.items() if any(map(is_there, keys))]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _name_supplied(result: Node, supplied: str, ledger: Ledger) -> None:
    """Say what was supplied, as what was calculated shows it."""
    said = result.get("supplied_type")
    if not isinstance(said, Leaf):
        reason = "what was calculated shows what was supplied"
        result["supplied_type"] = ledger.default(supplied, reason)
    elif said.value != supplied:
        ledger.read(said, _SUPPLIED)
        result["supplied_type"] = derived(supplied, said)


def _require_brightness(result: Node, ledger: Ledger) -> None:
    """Give the surface brightness the keys that 0.7 requires."""
    if is_empty(result.get(_BRIGHTNESS)):
        result[_BRIGHTNESS] = {}
    brightness = node_at(result, _BRIGHTNESS)
    if brightness is not None:
        for key in ("continuum", "spectral", "unit"):
            brightness.setdefault(key, ledger.default(None, _NULL))


def _check(node: Node, key: str, units: frozenset[str], ledger: Ledger) -> None:
    """Take a quantity out that 0.7 has no unit for."""
    quantity = node_at(node, key)
    write_out(quantity or {}, units, ledger)
    if quantity is not None and not is_measure(quantity, units):
        ledger.aside(node.pop(key), _NO_UNIT)


def _beam_size_up(part: Node, ledger: Ledger) -> None:
    size = node_at(part, "synthesized_beam_size")
    if size is None:
        return
    if "value" in size and not {"continuum", "spectral"} & size.keys():
        reason = "0.7 has the axes of the beam, of continuum and of lines, and not its area"
        ledger.aside(part.pop("synthesized_beam_size"), reason)
        return
    for key in ("continuum", "spectral", "unit"):
        size.setdefault(key, ledger.default(None, _NULL))
