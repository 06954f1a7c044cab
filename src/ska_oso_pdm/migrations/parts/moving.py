"""Parts that move from one object into another, or out of one that cannot have them."""

from __future__ import annotations

from collections.abc import Callable

from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.tree import Leaf, Node, is_empty, list_at, same


def hand_over(home: Node, key: str, new_home: Node, new_key: str, ledger: Ledger) -> None:
    """Move a part into another object, which stands for an equal one that is there.

    Nothing happens where there is no such part, so that half-migrated documents pass. A part that
    differs from the one that is there is doubtful; one that holds nothing gives way.
    """
    part = home.pop(key, None)
    there = new_home.get(new_key)
    if part is None:
        return
    if there is None or (is_empty(there) and not is_empty(part)):
        new_home[new_key] = part
    elif is_empty(part):
        ledger.spare(part, "it holds nothing")
    elif same(there, part):
        new_home[new_key] = ledger.merged(there, part)
    else:
        reason = f'"{key}" belongs where "{new_key}" is there with another value; keep one'
        ledger.lose(part, reason)


def drop_nulls(node: Node, keys: tuple[str, ...], ledger: Ledger) -> None:
    """Leave out what is null where the next layout has no null, and means the same without it."""
    for key in keys:
        if key in node and isinstance(node[key], Leaf) and node[key].value is None:
            ledger.spare(node.pop(key), "the other layout leaves out what holds nothing")


def drop_empty_entries(node: Node, keys: tuple[str, ...], ledger: Ledger) -> None:
    """Leave out what is null, or an empty object, in lists of objects; see `drop_nulls`."""
    for key in keys:
        parts = list_at(node, key)
        kept = [part for part in parts if not is_empty(part)]
        if len(kept) < len(parts):
            ledger.spare([part for part in parts if is_empty(part)], "it holds nothing")
            node[key] = kept


def sift(node: Node, key: str, change: Callable[[Node], bool], reason: str, ledger: Ledger) -> None:
    """Change each object of a list, and set those aside that are not whole afterwards.

    Args:
        node: has the list.
        key: its key.
        change: changes an object; False where it lacks what the newer layout requires.
        reason: why those are set aside.
        ledger: takes them down.
    """
    parts = list_at(node, key)
    kept = []
    for part in parts:
        if isinstance(part, dict) and not change(part):
            ledger.aside(part, reason)
        else:
            kept.append(part)
    if len(kept) < len(parts):
        node[key] = kept
