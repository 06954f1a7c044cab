"""What a proposer supplies for an observation set: an integration time, or a sensitivity.

| before | after | |
|---|---|---|
| `type`, its value `integration` | `supplied_type`, `integration_time` | read so, as published |
| `value`, `unit` | `quantity` | lost beside a `quantity` of another amount; what is none is set aside |
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
    is_empty,
    node_at,
    same,
    text_at,
    value_at,
)
from ska_oso_pdm.migrations.parts import decimals, proposal_units

_INTEGRATION = 'an "integration" is an "integration_time": fixtures of ska-oso-pht-ui have both'
_NO_TYPE = 'its type is neither "integration_time" nor "sensitivity"'
_NO_AMOUNT = "it is no amount of a time or a sensitivity"
_TWO = '"value" and "unit" say another amount than the "quantity" beside them; keep one'


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

    Two amounts that differ are doubtful.
    """
    flat: Node = {key: supplied.pop(key) for key in ("value", "unit") if key in supplied}
    quantity = node_at(supplied, "quantity")
    for part in (flat, quantity or {}):
        proposal_units.write_out(part, proposal_units.OF_ANY_RESULT, ledger)
    if flat and quantity is None:
        supplied["quantity"] = flat
    elif flat and same(quantity, flat):
        supplied["quantity"] = ledger.merged(quantity, flat)
    elif flat and not _is_amount(flat):
        ledger.aside(flat, _NO_AMOUNT)
    elif flat and not _is_amount(quantity or {}):
        ledger.aside(quantity, _NO_AMOUNT)
        supplied["quantity"] = flat
    elif flat:
        ledger.lose(flat, _TWO)


def _is_amount(quantity: Node) -> bool:
    """Tell whether a quantity has a unit of what may be supplied; without one, no zero is any.

    The form of the proposal tool began with such a zero.
    """
    number, unit = value_at(quantity, "value"), text_at(quantity, "unit")
    return (
        decimals.is_number(number) and unit in proposal_units.OF_ANY_RESULT and bool(unit or number)
    )
