"""Scheduling block instance, 0.1 → 1.0: the one call is an activity, links end in `_ref`.

| 0.1 | 1.0 | |
|---|---|---|
| `sbd_id` | `sbd_ref` | |
| `executed_on` | `activities[0].executed_at` | an instance of 0.1 is one call. Its activity is not told, and gets no name |
| `runtime_args` {`args`, `kwargs`} | `activities[0].runtime_args[0].function_args` | the function is not told, and gets no name |

Where there are activities already, they say when they were called and with what.
"""  # noqa: E501

from __future__ import annotations

from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.tree import Node, is_empty, node_at, text_at

_TOLD = "the activities say when they were called, and with what arguments"


def up(instance: Node, ledger: Ledger) -> None:
    """Make an activity of what was called, and name the definition as 1.0 does."""
    ledger.rename(instance, "sbd_id", "sbd_ref")
    if not is_empty(instance.get("activities")):
        for key in ("executed_on", "runtime_args"):
            ledger.aside(instance.pop(key, None), _TOLD)
        return
    call: Node = {}
    if text_at(instance, "executed_on") is not None:
        call["executed_at"] = instance.pop("executed_on")
    if node_at(instance, "runtime_args"):
        call["runtime_args"] = [{"function_args": instance.pop("runtime_args")}]
    for key in ("executed_on", "runtime_args"):
        if is_empty(instance.get(key)):
            ledger.spare(instance.pop(key, None), "it holds nothing")
    if call:
        ledger.spare(instance.pop("activities", None), "it holds nothing")
        instance["activities"] = [call]
