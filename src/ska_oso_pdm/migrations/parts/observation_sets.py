"""Observation sets of projects and proposals before 0.7.

| before 0.7 | 0.7 | |
|---|---|---|
| `array_details.elevation` | `elevation` | |
| an elevation that is no whole number from 15 to 90 | | lost: 0.7 would take 15 for an absent one |
| an elevation of null | 15 | which 0.7 takes for an absent one |
| `array_details.spectral_averaging` | `observation_type_details.spectral_averaging` | |
| an elevation as text | the number | put right |
| `spectral_averaging`, `number_of_channels` as digits | the same | which 0.7 has as well |
| the same as text that says a whole number otherwise, as ` 3 ` and `3.0` do | the number | put right |
| the same as other text, of which `+3` and `3e0` are some | | set aside |
| `observation_type` `zoom` | `spectral line` | read so, as published |
| numbers and units of `bandwidth`, `central_frequency` | the same | as `proposal_units` says |
| `bandwidth`, `central_frequency` of zero, without a unit of frequency | zero in Hz | the unit that was there is set aside: zero is the same in all |
| the same, of another number | | lost, with its set |
| `supplied` | the same | as `supplied` says |
| `robust` as text that is not written as a plain number, as `+1` and `1e0` are not | | set aside |
| `details` | | set aside |

Sources of the readings: the proposal tool writes `zoom` for what its form calls "Zoom" beside
"Continuum" (ska-telescope/ska-oso-pht-ui, public/locales/en/pht.json, 2024), and the same sets of
the sample proposal are `spectral line` since November 2025 (ska-telescope/ska-oso-services,
tests/unit/files/complete_proposal.json).
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
from ska_oso_pdm.migrations.parts import decimals, proposal_units, supplied
from ska_oso_pdm.migrations.parts.moving import hand_over

_ZOOM = (
    'a "zoom" is a "spectral line": ska-oso-services, complete_proposal.json of November 2025, has '
    "so the sets that it had as zooms"
)
_LOWEST, _HIGHEST = 15, 90
_DEFAULT = f"{_LOWEST} is what 0.7 takes for an elevation that nobody says"
_COUNT = re.compile(r"0|[1-9][0-9]{0,14}")
"""Texts of 0.7 for such a number."""
_MOST = 2**53 - 1
_NO_COUNT = f"the text is not written as a plain whole number from 0 to {_MOST}"
_NO_NUMBER = "the text is not written as a plain number that a double can hold"


def up(part: Node, ledger: Ledger) -> bool:
    """Change an observation set; False where it lost what 0.7 requires of one."""
    ledger.aside(part.pop("details", None), "0.7 has no place for a description of the set")
    settings_up(part, ledger)
    _check_elevation(part, ledger)
    details = node_at(part, "observation_type_details")
    if details is None:
        return True
    if text_at(details, "observation_type") == "zoom":
        ledger.read(details["observation_type"], _ZOOM)
        details["observation_type"] = derived("spectral line", details["observation_type"])
    _check_texts(details, ledger)
    supplied.up(details, ledger)
    return frequencies_up(details, ledger)


def settings_up(part: Node, ledger: Ledger) -> None:
    """Take what is of the set, and not of its array, out of the settings of the array."""
    array = node_at(part, "array_details") or {}
    if "elevation" in array:
        hand_over(array, "elevation", part, "elevation", ledger)
        _check_elevation(part, ledger)
    details = node_at(part, "observation_type_details")
    if details is not None:
        hand_over(array, "spectral_averaging", details, "spectral_averaging", ledger)


def frequencies_up(details: Node, ledger: Ledger) -> bool:
    """Give frequencies of zero a unit; False where one of another number has none."""
    complete = [_frequency_up(details, key, ledger) for key in ("bandwidth", "central_frequency")]
    return all(complete)


def _check_elevation(part: Node, ledger: Ledger) -> None:
    number = decimals.read(text_at(part, "elevation") or "")
    proposal_units.write_number(part, "elevation", number, ledger)
    elevation = value_at(part, "elevation")
    if "elevation" in part and is_empty(part["elevation"]):
        ledger.spare(part["elevation"], "it holds nothing")
        part["elevation"] = ledger.default(_LOWEST, _DEFAULT)
    elif decimals.is_number(elevation) and not (
        _LOWEST <= elevation <= _HIGHEST and elevation == int(elevation)
    ):
        reason = f"elevations of 0.7 are whole degrees from {_LOWEST} to {_HIGHEST}"
        ledger.lose(part.pop("elevation"), reason)


def _check_texts(details: Node, ledger: Ledger) -> None:
    """Take out texts that say no number where 0.7, or what comes after it, has numbers."""
    for key in ("spectral_averaging", "number_of_channels"):
        text = text_at(details, key)
        if text is None or _COUNT.fullmatch(text):
            continue
        number = decimals.read_whole(text, _MOST)
        proposal_units.write_number(details, key, number, ledger)
        if number is None:
            ledger.aside(details.pop(key), _NO_COUNT)
    robust = text_at(details, "robust")
    if robust is not None and decimals.read(robust) is None:
        ledger.aside(details.pop("robust"), _NO_NUMBER)


def _frequency_up(details: Node, key: str, ledger: Ledger) -> bool:
    quantity = node_at(details, key)
    proposal_units.write_out(quantity or {}, proposal_units.FREQUENCIES, ledger)
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
