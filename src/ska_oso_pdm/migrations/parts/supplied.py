"""What a proposer supplies for an observation set: an integration time, or a sensitivity.

| before | after | |
|---|---|---|
| `type`, its value `integration` | `supplied_type`, `integration_time` | read so, as published |
| `value`, `unit` | `quantity` | lost beside a `quantity` that says the amount otherwise; set aside beside one that says the same, in whatever unit; no number, a zero without unit, and a speed are no amount: set aside |
| one without a type | the one that its unit says | |
| one in no unit of a time or sensitivity, or of less than no time | | set aside |
| one in a unit of the other type, or of a type that there is not | | lost |

It is left over in documents of 0.7 that were copied from earlier ones. Source of the reading:
fixtures of the proposal tool say `integration` in 2024 where others of that time say
`integration_time` (ska-telescope/ska-oso-pht-ui, tests/cypress/fixtures/proposals.json and
src/services/axios/getProposalList/test.json).
"""  # noqa: E501

from __future__ import annotations

from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.tree import (
    Node,
    derived,
    is_blank,
    is_empty,
    node_at,
    same,
    text_at,
    value_at,
)
from ska_oso_pdm.migrations.parts import decimals, proposal_units
from ska_oso_pdm.units import size_of

_INTEGRATION = 'an "integration" is an "integration_time": fixtures of ska-oso-pht-ui have both'
_NO_TYPE = 'its type is neither "integration_time" nor "sensitivity"'
_NO_AMOUNT = "it is no amount of a time or a sensitivity"
_SAME = 'the "quantity" beside it says the same amount'
_TWO = '"value" and "unit" say the amount otherwise than the "quantity" beside them; keep one'


def up(details: Node, ledger: Ledger) -> None:
    """Change what is supplied to an observation set, of which these are the details."""
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
        reason = "it is neither a time nor a sensitivity in one of their units"
        ledger.aside(details.pop("supplied"), reason)


def _name_type(supplied: Node, ledger: Ledger) -> None:
    """Name the type of what is supplied, where its unit alone says it."""
    unit = text_at(node_at(supplied, "quantity") or {}, "unit")
    for kind, units in proposal_units.OF_RESULTS.items():
        if unit and unit in units and is_empty(supplied.get("supplied_type")):
            supplied["supplied_type"] = ledger.default(kind, "its unit says which one it is")


def _gather(supplied: Node, ledger: Ledger) -> None:
    """Put the number and the unit of what is supplied into a quantity.

    Two amounts that differ are doubtful; only what surely says none gives way.
    """
    flat: Node = {key: supplied.pop(key) for key in ("value", "unit") if key in supplied}
    quantity = node_at(supplied, "quantity")
    for part in (flat, quantity or {}):
        proposal_units.write_out(part, proposal_units.OF_ANY_RESULT, ledger)
    if flat and is_empty(supplied.get("quantity")):
        supplied["quantity"] = flat
    elif flat and quantity is None:
        ledger.lose(flat, _TWO)
    elif flat and same(quantity, flat):
        supplied["quantity"] = ledger.merged(quantity, flat)
    elif flat and _is_no_amount(flat):
        ledger.aside(flat, _NO_AMOUNT)
    elif flat and _is_no_amount(quantity or {}):
        ledger.aside(quantity, _NO_AMOUNT)
        supplied["quantity"] = flat
    elif flat and proposal_units.are_one(quantity, flat):
        ledger.spare(flat, _SAME)
    elif flat:
        ledger.lose(flat, _TWO)


def _is_no_amount(quantity: Node) -> bool:
    """Tell whether a quantity surely says neither a time nor a sensitivity.

    It has no number; or it is a zero without unit, with which the form of the proposal tool began;
    or a speed, as its fixtures have. What is written in a unit that is not known may say one.
    """
    number = value_at(quantity, "value")
    if is_blank(quantity.get("value")):
        return True
    if is_blank(quantity.get("unit")):
        return decimals.is_number(number) and bool(number == 0)
    size = size_of(text_at(quantity, "unit") or "")
    return size is not None and size.kind == "length/time"
