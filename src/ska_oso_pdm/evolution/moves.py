"""Keys that go from one object and come in its parent or child."""

from __future__ import annotations

from collections.abc import Callable

from ska_oso_pdm.evolution.change import Change
from ska_oso_pdm.evolution.naming import called
from ska_oso_pdm.evolution.parts import Resolve, part_at, validity
from ska_oso_pdm.pointers import tokens


def with_moves(
    changes: list[Change], old: Resolve, new: Resolve, label: Callable[[str], str]
) -> list[Change]:
    """Tell of each key that is removed where it has moved, if that is sure.

    It is where a key of the same name, alike in what it holds, comes in the parent or in a child of
    the object, and no other one does. What comes is told all the same: a move breaks what its ends
    break.

    Args:
        changes: what was found.
        old: gives parts of the old schemas by URL.
        new: the same of the new ones.
        label: gives what a text stands for, see `Shapes`.
    """

    def is_alike(gone: Change, come: Change) -> bool:
        parts = part_at(gone.old, old), part_at(come.new, new)
        one, two = (validity(part.schema, label) for part in parts)
        return one == two and parts[0].title == parts[1].title

    added = [change for change in changes if change.code in ("key-added", "required-key-added")]
    removed = [change for change in changes if change.code == "key-removed"]
    pairs = [(a, b) for a in removed for b in added if _is_near(a, b) and is_alike(a, b)]
    moved = {a.old: b for a, b in pairs if sum(a is one or b is other for one, other in pairs) == 1}
    return [
        _moved(change, moved[change.old])
        if change.code == "key-removed" and change.old in moved
        else change
        for change in changes
    ]


def _moved(gone: Change, come: Change) -> Change:
    said = f'the key "{_key(gone.old)}" has moved, to {called(come.object_at[1])}'
    return gone._replace(code="key-moved", said=said, new=come.new)


def _is_near(gone: Change, come: Change) -> bool:
    """Tell whether the same key goes and comes where one object is a part of the other."""
    if _key(gone.old) != _key(come.new):
        return False
    short, long = sorted(([step.key for step in change.steps] for change in (gone, come)), key=len)
    keys = [key for key in long[len(short) :] if isinstance(key, str)]
    return long[: len(short)] == short and len(keys) == 1


def _key(url: str) -> str:
    return tokens(url.partition("#")[2])[-1]
