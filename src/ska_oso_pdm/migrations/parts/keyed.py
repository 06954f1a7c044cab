"""Objects by identifier, as 0.0 has them, and lists of objects that hold their identifier."""

from __future__ import annotations

from typing import Any

from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.tree import (
    Leaf,
    Node,
    derived,
    is_empty,
    made_id,
    mapped,
    same,
    text_at,
)


def listed(part: Any, name: str, ledger: Ledger) -> Any:
    """Give the list for an object of objects; anything else as it is.

    Args:
        part: identifier to object.
        name: the key that the identifier gets, for example `field_id`.
        ledger: takes down what does not fit.
    """
    if isinstance(part, Leaf) and part.value == {}:
        return derived([], part)
    if not isinstance(part, dict):
        return part
    return [_with_identifier(key, item, name, ledger) for key, item in part.items()]


def _with_identifier(key: str, item: Any, name: str, ledger: Ledger) -> Node:
    identifier = ledger.default(key, f'it is the key of this object, which 0.1 has as "{name}"')
    if isinstance(item, Leaf) and item.value == {}:
        return {name: derived(key, item)}
    if not isinstance(item, dict):
        ledger.lose(item, f'an object belongs here, at the key "{key}"')
        return {name: identifier}
    own = item.pop(name, None)
    if own is not None and same(own, identifier):
        identifier = own
    elif not is_empty(own):
        ledger.lose(own, f'the key of this object says "{key}"')
    return {name: identifier} | item


def keyed(part: Any, name: str, ledger: Ledger) -> Any:
    """Give the object for a list of objects, the inverse of `listed`.

    An identifier that two different objects have is doubtful; the second one gets another.
    """
    if isinstance(part, Leaf) and part.value == []:
        return derived({}, part)
    if not isinstance(part, list):
        return part
    objects: Node = {}
    for item in part:
        if not isinstance(item, dict):
            ledger.lose(item, f'an object with "{name}" belongs here')
            continue
        identifier = item.pop(name, None)
        key = _key(objects, identifier, item, name, ledger)
        named = _standing_for(item, identifier)
        objects[key] = ledger.merged(objects[key], named) if key in objects else named
    return objects


def tell_apart(objects: list[Node], name: str, ledger: Ledger) -> None:
    """Leave an identifier to the first object that has it; of one that differs it is doubtful.

    What goes by the identifier would take one of them, and say nothing.
    """
    known: dict[str, Node] = {}
    for item in objects:
        key = text_at(item, name)
        if key is not None and not same(known.setdefault(key, item), item):
            reason = f'another object has the "{name}" "{key}" and is different; give each its own'
            ledger.lose(item.pop(name), reason)


def _key(objects: Node, identifier: Any, item: Node, name: str, ledger: Ledger) -> str:
    """Give the key of an object: its identifier, or one made from its content."""
    key = identifier.value if isinstance(identifier, Leaf) else None
    if isinstance(key, str):
        if key not in objects or same(objects[key], item):
            return key
        reason = f'another object has the "{name}" "{key}" and is different'
        ledger.lose(identifier, reason)
    elif not is_empty(identifier):
        ledger.lose(identifier, f'"{name}" is to be a text')
    return made_id(name.removesuffix("_id"), item)


def _standing_for(tree: Any, identifier: Any) -> Any:
    """Give a tree whose leaves stand for an identifier as well, which is now in their path."""

    def standing(part: Any, _: Any) -> Leaf:
        leaf = part if isinstance(part, Leaf) else Leaf(type(part)())
        return derived(leaf.value, leaf, identifier)

    return mapped(tree, standing, empty=False)
