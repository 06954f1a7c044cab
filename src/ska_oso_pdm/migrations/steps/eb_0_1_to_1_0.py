"""Execution block, 0.1 → 1.0: links end in `_ref`, arguments are JSON.

| 0.1 | 1.0 | |
|---|---|---|
| `sbd_id` | `sbd_ref` | |
| `request_responses[].request_args`, a text | the same, an object | where the text is exactly what Python writes for `args` and `kwargs` that JSON can say, without those that are None; any other is set aside, since nothing says how it was written |
"""  # noqa: E501

from __future__ import annotations

from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.tree import Leaf, Node, mapped, nodes_at, text_at
from ska_oso_pdm.migrations.parts.function_arguments import are_arguments
from ska_oso_pdm.migrations.parts.python_literals import json_of

_READ = "it is what Python writes for these arguments"
_ASIDE = "1.0 has arguments as JSON, and this text is not certainly what Python writes for some"


def up(block: Node, ledger: Ledger) -> None:
    """Name the definition as 1.0 does, and read arguments that were written as text."""
    ledger.rename(block, "sbd_id", "sbd_ref")
    for request in nodes_at(block, "request_responses"):
        text = text_at(request, "request_args")
        if text is not None:
            _read_arguments(request, text, ledger)


def _read_arguments(request: Node, text: str, ledger: Ledger) -> None:
    arguments = json_of(text)
    if not are_arguments(arguments):
        ledger.aside(request.pop("request_args"), _ASIDE)
        return
    origins = request["request_args"].origins
    ledger.read(request["request_args"], _READ)
    told = {key: part for key, part in arguments.items() if part is not None}
    request["request_args"] = mapped(told, lambda part, _: Leaf(part, origins), empty=False)
