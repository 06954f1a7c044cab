"""Documents while they migrate: plain dicts and lists whose leaves know where they come from.

A leaf is a scalar, a null, or an empty container. A step moves leaves about as it would move plain
values; at the end each still says which places of the original document it holds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from typing import Any

from ska_oso_pdm.pointers import Place

Node = dict[str, Any]
"""An object of a document: keys to nodes, lists and leaves."""


class Leaf:
    """A value at the end of a path.

    Attributes:
        value: a scalar, None, or an empty dict or list.
        origins: places in the original document that it holds; none for what was made.
        reason: why it was made, where it comes from no place.
    """

    __slots__ = ("origins", "reason", "value")

    def __init__(self, value: Any, origins: tuple[Place, ...] = (), reason: str = "") -> None:
        self.value = value
        self.origins = origins
        self.reason = reason

    def __repr__(self) -> str:
        return f"Leaf({self.value!r}, {self.origins!r})"


def traced(value: Any, place: Place = ()) -> Any:
    """Give a copy of a JSON value whose leaves know their places.

    A whole document stays an object even where it is empty: steps work on it.
    """
    if value == {} and not place:
        return {}
    return mapped(value, lambda part, where: Leaf(part, (where,)), place, empty=False)


def made(value: Any, reason: str) -> Any:
    """Give a copy of a JSON value whose leaves come from no place."""
    return mapped(value, lambda part, _: Leaf(part, (), reason), empty=False)


def plain(tree: Any) -> Any:
    """Give the JSON value of a tree."""
    return mapped(tree, lambda leaf, _: _value_of(leaf))


def _value_of(leaf: Leaf) -> Any:
    return type(leaf.value)() if isinstance(leaf.value, (dict, list)) else leaf.value


def copied(tree: Any) -> Any:
    """Give a tree of its own with the same leaves, for content that goes to several places."""
    return mapped(tree, lambda leaf, _: leaf)


def duplicated(tree: Any) -> Any:
    """Give a tree of its own with leaves of its own."""
    return mapped(tree, lambda leaf, _: Leaf(leaf.value, leaf.origins, leaf.reason))


def mapped(
    tree: Any, leaf: Callable[[Any, Place], Any], place: Place = (), *, empty: bool = True
) -> Any:
    """Copy a tree, level by level; `leaf` makes the leaves, of empty containers too unless they
    are kept.
    """
    copy: list[Any] = [None]
    waiting: list[tuple[Any, Place, Any, Any]] = [(tree, place, copy, 0)]
    while waiting:
        part, where, home, key = waiting.pop()
        if not isinstance(part, (dict, list)) or not (part or empty):
            home[key] = leaf(part, where)
            continue
        new: Any = dict.fromkeys(part) if isinstance(part, dict) else [None] * len(part)
        items = part.items() if isinstance(part, dict) else enumerate(part)
        waiting.extend((inner, (*where, step), new, step) for step, inner in items)
        home[key] = new
    return copy[0]


def leaves(tree: Any, place: Place = ()) -> Iterator[tuple[Place, Leaf]]:
    """Yield each leaf and where it is."""
    waiting = [(place, tree)]
    while waiting:
        place, tree = waiting.pop()
        if isinstance(tree, Leaf):
            yield place, tree
        elif not tree:
            yield place, Leaf(tree, (), "nothing is left of what was there")
        else:
            parts = [*(tree.items() if isinstance(tree, dict) else enumerate(tree))]
            waiting.extend(((*place, key), part) for key, part in reversed(parts))


def derived(value: Any, *sources: Any) -> Leaf:
    """Give a leaf with a value made from others, which it stands for: trees, or None."""
    origins = [
        origin
        for source in sources
        if source is not None
        for _, leaf in leaves(source)
        for origin in leaf.origins
    ]
    reasons = [
        leaf.reason for source in sources if source is not None for _, leaf in leaves(source)
    ]
    return Leaf(value, tuple(dict.fromkeys(origins)), next(filter(None, reasons), ""))


def value_at(node: Node, key: str) -> Any:
    """Give the scalar at a key; None where there is none, or a container that is not empty."""
    part = node.get(key)
    return part.value if isinstance(part, Leaf) else None


def text_at(node: Node, key: str) -> str | None:
    """Give the text at a key; None for anything else."""
    value = value_at(node, key)
    return value if isinstance(value, str) else None


def node_at(node: Node, key: str) -> Node | None:
    """Give the object at a key; None for anything else, and for an empty one."""
    part = node.get(key)
    return part if isinstance(part, dict) else None


def list_at(node: Node, key: str) -> list[Any]:
    """Give the list at a key; an empty one for anything else."""
    part = node.get(key)
    return part if isinstance(part, list) else []


def nodes_at(node: Node, key: str) -> list[Node]:
    """Give the objects in the list at a key."""
    return [item for item in list_at(node, key) if isinstance(item, dict)]


def values_at(node: Node, key: str) -> list[Node]:
    """Give the objects that the map at a key has as its values."""
    return [item for item in (node_at(node, key) or {}).values() if isinstance(item, dict)]


def is_empty(part: Any) -> bool:
    """Tell whether a part holds nothing: it is absent, null, or an empty container."""
    return part is None or (isinstance(part, Leaf) and part.value in (None, {}, []))


def is_blank(part: Any) -> bool:
    """Tell whether a part holds nothing, or text without a word."""
    is_text = isinstance(part, Leaf) and isinstance(part.value, str)
    return is_empty(part) or (is_text and not part.value.strip())


def replace_key(node: Node, old: str, new: str, part: Any) -> None:
    """Put a part under a new key, at the place that the old key has in the order of keys."""
    items = list(node.items())
    node.clear()
    for key, value in items:
        if key == old:
            node[new] = part
        elif key != new:
            node[key] = value


def same(first: Any, second: Any) -> bool:
    """Tell whether two trees hold the same JSON; true and 1 differ, 1 and 1.0 do not."""
    waiting = [(first, second)]
    while waiting:
        first, second = waiting.pop()
        if isinstance(first, dict) and isinstance(second, dict) and first.keys() == second.keys():
            waiting.extend((first[key], second[key]) for key in first)
        elif isinstance(first, list) and isinstance(second, list) and len(first) == len(second):
            waiting.extend(zip(first, second))
        elif not _are_same(first, second):
            return False
    return True


def _are_same(first: Any, second: Any) -> bool:
    """Tell whether two trees are leaves of the same value."""
    if not isinstance(first, Leaf) or not isinstance(second, Leaf):
        return False
    booleans = isinstance(first.value, bool), isinstance(second.value, bool)
    return booleans[0] == booleans[1] and bool(first.value == second.value)


def made_id(prefix: str, content: Any) -> str:
    """Make an identifier from content, so that the same content gets the same one again."""
    text = json.dumps(plain(content), sort_keys=True, ensure_ascii=True)
    return f"{prefix}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"
