"""Scheduling block instance, 0.1 → 1.0: the one call is an activity, links end in `_ref`.

| 0.1 | 1.0 | |
|---|---|---|
| `sbd_id` | `sbd_ref` | |
| `executed_on` | `activities[0].executed_at` | an instance of 0.1 is one call. Its activity is not told, and gets no name |
| `runtime_args` {`args`, `kwargs`} | `activities[0].runtime_args[0].function_args` | the function is not told, and gets no name |

Instances that have activities already are of 1.0.
"""  # noqa: E501

from __future__ import annotations

from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.tree import Node, is_empty, node_at, text_at


def up(instance: Node, ledger: Ledger) -> None:
    """Make an activity of what was called, and name the definition as 1.0 does."""
    ledger.rename(instance, "sbd_id", "sbd_ref")
    call: Node = {}
    if text_at(instance, "executed_on") is not None:
        call["executed_at"] = instance.pop("executed_on")
    if node_at(instance, "runtime_args"):
        call["runtime_args"] = [{"function_args": instance.pop("runtime_args")}]
    for key in ("executed_on", "runtime_args"):
        if is_empty(instance.get(key)):
            ledger.spare(instance.pop(key, None), "it holds nothing")
    if call:
        instance["activities"] = [call]
