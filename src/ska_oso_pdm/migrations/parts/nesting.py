"""Parts that move into another object, or out of it."""

from __future__ import annotations

from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.tree import Node, is_empty, same


def nest(source: Node, old: str, home: Node, new: str, ledger: Ledger) -> None:
    """Move a part into another object, with the rules that `Ledger.rename` has within one.

    Nothing happens where the old key is absent. Where both are there and differ, the old one is
    doubtful.
    """
    if old not in source:
        return
    part, there = source.pop(old), home.get(new)
    if is_empty(there):
        home[new] = part
    elif is_empty(part) or same(there, part):
        home[new] = ledger.merged(there, part)
    else:
        reason = f'"{old}" has moved to where "{new}" stands with another value; keep one'
        ledger.lose(part, reason)
