"""Observation sets of projects and proposals before 0.7.

| before 0.7 | 0.7 | |
|---|---|---|
| `array_details.elevation` | `elevation` | |
| an elevation that is no whole number from 15 to 90 | | lost: 0.7 would take 15 for an absent one |
| `array_details.spectral_averaging` | `observation_type_details.spectral_averaging` | |
| `spectral_averaging` as text that is no whole number | | set aside |
| `observation_type` `zoom` | `spectral line` | read so, as published |
| `bandwidth`, `central_frequency` of zero, without a unit of frequency | zero in Hz | the unit that was there is set aside: zero is the same in all |
| the same, of another number | | lost, with its set |
| `supplied.type`, its value `integration` | `supplied_type`, `integration_time` | read so, as published |
| `supplied.value`, `unit` | `supplied.quantity` | set aside beside a `quantity` |
| `supplied` without a type | the one that its unit says | |
| `supplied` in no unit of a time or sensitivity, or of less than no time | | set aside |
| `supplied` in a unit of the other type, or of a type that there is not | | lost |
| `robust` as text that is no number | | set aside |
| `details` | | set aside |

Sources of the readings: the proposal tool writes `zoom` for what its form calls "Zoom" beside
"Continuum" (ska-telescope/ska-oso-pht-ui, public/locales/en/pht.json, 2024), and the same sets of
the sample proposal are `spectral line` since November 2025 (ska-telescope/ska-oso-services,
tests/unit/files/complete_proposal.json). Its fixtures say `integration` of 2024 where others of
that time say `integration_time`.
"""  # noqa: E501

from __future__ import annotations

import re

from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.tree import (
    Node,
    derived,
    is_empty,
    node_at,
    text_at,
    value_at,
)
from ska_oso_pdm.migrations.parts import decimals, proposal_units
from ska_oso_pdm.migrations.parts.moving import hand_over

_ZOOM = (
    'a "zoom" is a "spectral line": ska-oso-services, complete_proposal.json of November 2025, has '
    "so the sets that it had as zooms"
)
_INTEGRATION = 'an "integration" is an "integration_time": fixtures of ska-oso-pht-ui have both'
_NO_TYPE = 'its type is neither "integration_time" nor "sensitivity"'
_LOWEST, _HIGHEST = 15, 90
_COUNT = re.compile(r"0|[1-9][0-9]{0,14}")


def up(part: Node, ledger: Ledger) -> bool:
    """Change an observation set; False where it lost what 0.7 requires of one."""
    ledger.aside(part.pop("details", None), "0.7 has no place for a description of the set")
    array = node_at(part, "array_details") or {}
    hand_over(array, "elevation", part, "elevation", ledger)
    _check_elevation(part, ledger)
    details = node_at(part, "observation_type_details")
    if details is None:
        return True
    hand_over(array, "spectral_averaging", details, "spectral_averaging", ledger)
    if text_at(details, "observation_type") == "zoom":
        ledger.read(details["observation_type"], _ZOOM)
        details["observation_type"] = derived("spectral line", details["observation_type"])
    _check_texts(details, ledger)
    _supplied_up(details, ledger)
    complete = [_frequency_up(details, key, ledger) for key in ("bandwidth", "central_frequency")]
    return all(complete)


def _check_elevation(part: Node, ledger: Ledger) -> None:
    elevation = value_at(part, "elevation")
    if decimals.is_number(elevation) and not (
        _LOWEST <= elevation <= _HIGHEST and elevation == int(elevation)
    ):
        reason = f"elevations of 0.7 are whole degrees from {_LOWEST} to {_HIGHEST}"
        ledger.lose(part.pop("elevation"), reason)


def _check_texts(details: Node, ledger: Ledger) -> None:
    """Take out texts that say no number where 0.7, or what comes after it, has numbers."""
    for key in ("spectral_averaging", "number_of_channels"):
        text = text_at(details, key)
        if text is not None and not _COUNT.fullmatch(text):
            ledger.aside(details.pop(key), "the text is no whole number")
    robust = text_at(details, "robust")
    if robust is not None and decimals.read(robust) is None:
        ledger.aside(details.pop("robust"), "the text is no number")


def _frequency_up(details: Node, key: str, ledger: Ledger) -> bool:
    """Give a frequency of zero a unit; False where one of another number has none."""
    quantity = node_at(details, key)
    if quantity is None or text_at(quantity, "unit") in proposal_units.FREQUENCIES:
        return True
    number = value_at(quantity, "value")
    if not decimals.is_number(number) or number != 0:
        ledger.lose(quantity, "its unit is none of a frequency: Hz, kHz, MHz or GHz")
        return False
    reason = "it is no unit of a frequency, and zero is the same in all of them"
    ledger.aside(quantity.pop("unit", None), reason)
    quantity["unit"] = ledger.default("Hz", "zero is the same in every unit of frequency")
    return True


def _supplied_up(details: Node, ledger: Ledger) -> None:
    supplied = node_at(details, "supplied")
    if supplied is None:
        return
    for key in ("type", "supplied_type"):
        if text_at(supplied, key) == "integration":
            ledger.read(supplied[key], _INTEGRATION)
            supplied[key] = derived("integration_time", supplied[key])
    ledger.rename(supplied, "type", "supplied_type")
    _gather(supplied, ledger)
    _name_type(supplied, ledger)
    units = proposal_units.OF_RESULTS.get(text_at(supplied, "supplied_type") or "")
    quantity = node_at(supplied, "quantity") or {}
    unit = text_at(quantity, "unit")
    if unit and unit in proposal_units.OF_ANY_RESULT and (units is None or unit not in units):
        reason = "its type and its unit contradict each other: one of a time, one of a sensitivity"
        ledger.lose(details.pop("supplied"), _NO_TYPE if units is None else reason)
    elif units is None or not proposal_units.is_measure(quantity, units):
        reason = "it is neither a time nor a sensitivity in a unit that 0.7 has"
        ledger.aside(details.pop("supplied"), reason)


def _name_type(supplied: Node, ledger: Ledger) -> None:
    """Name the type of what is supplied, where its unit alone says it."""
    unit = text_at(node_at(supplied, "quantity") or {}, "unit")
    for kind, units in proposal_units.OF_RESULTS.items():
        if unit and unit in units and is_empty(supplied.get("supplied_type")):
            supplied["supplied_type"] = ledger.default(kind, "its unit says which one it is")


def _gather(supplied: Node, ledger: Ledger) -> None:
    """Put the number and the unit of what is supplied into a quantity."""
    if node_at(supplied, "quantity") is not None:
        for key in ("value", "unit"):
            ledger.aside(supplied.pop(key, None), 'the "quantity" beside it says it')
    elif "value" in supplied:
        keys = [key for key in ("value", "unit") if key in supplied]
        supplied["quantity"] = {key: supplied.pop(key) for key in keys}
