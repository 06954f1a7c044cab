"""Instants, which layouts before 0.7 did not check.

| before 0.7 | 0.7 | |
|---|---|---|
| `2022-09-23T15:43:53.971548Z`, with or without a zone | the same | |
| the same with blanks inside | without | put right |
| empty text | | set aside: it says nothing |
| other text, and what is no text | | set aside |
"""

from __future__ import annotations

import re
from datetime import datetime

from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.tree import Node, derived, is_empty, text_at

_INSTANT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})"
    r"(\.[0-9]+)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])?"
)


def write_instants(node: Node, keys: tuple[str, ...], ledger: Ledger) -> None:
    """Bring what is at some keys into the form of 0.7; take out what is no instant."""
    for key in keys:
        text = text_at(node, key)
        if is_empty(node.get(key)) or (text is not None and _is_instant(text)):
            continue
        closed = None if text is None else "".join(text.split())
        if closed == "":
            ledger.spare(node.pop(key), "empty text names no instant")
        elif closed is not None and _is_instant(closed):
            ledger.repair(node[key], "an instant has no blanks inside")
            node[key] = derived(closed, node[key])
        else:
            ledger.aside(node.pop(key), "it is no instant such as 2022-09-23T15:43:53Z")


def _is_instant(text: str) -> bool:
    match = _INSTANT.fullmatch(text)
    if match is None:
        return False
    try:
        datetime.fromisoformat(match[1])
    except ValueError:
        return False
    return True
