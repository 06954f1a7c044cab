"""Scheduling block instance, 0.1 → 1.0: the one call is an activity, links end in `_ref`.

| 0.1 | 1.0 | |
|---|---|---|
| `sbd_id` | `sbd_ref` | |
| `executed_on` | `activities[0].executed_at` | as `instants` says. An instance of 0.1 is one call; its activity is not told, and gets no name |
| `runtime_args` {`args`, `kwargs`} | `activities[0].runtime_args[0].function_args` | the function is not told, and gets no name; without those that are null; of another form set aside |
| both, beside `activities` | | lost |

Instances that have activities already are of 1.0.
"""  # noqa: E501

from __future__ import annotations

from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.tree import Node, is_empty, node_at, plain, text_at
from ska_oso_pdm.migrations.parts.function_arguments import are_arguments
from ska_oso_pdm.migrations.parts.instants import write_instants
from ska_oso_pdm.migrations.parts.moving import drop_nulls

_NO_ARGUMENTS = 'the arguments of a call are an object with "args" and "kwargs"'
_TWO = 'it is the call of an instance of 0.1, and "activities" beside it say others; keep one'


def up(instance: Node, ledger: Ledger) -> None:
    """Make an activity of what was called, and name the definition as 1.0 does."""
    ledger.rename(instance, "sbd_id", "sbd_ref")
    write_instants(instance, ("executed_on",), ledger)
    call: Node = {}
    if text_at(instance, "executed_on") is not None:
        call["executed_at"] = instance.pop("executed_on")
    arguments = node_at(instance, "runtime_args") or {}
    drop_nulls(arguments, ("args", "kwargs"), ledger)
    if are_arguments(plain(arguments)):
        call["runtime_args"] = [{"function_args": instance.pop("runtime_args")}]
    for key in ("executed_on", "runtime_args"):
        if is_empty(instance.get(key)):
            ledger.spare(instance.pop(key, None), "it holds nothing")
    ledger.aside(instance.pop("runtime_args", None), _NO_ARGUMENTS)
    if call and not is_empty(instance.get("activities")):
        ledger.lose(call, _TWO)
    elif call:
        instance["activities"] = [call]
