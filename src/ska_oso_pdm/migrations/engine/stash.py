"""Keeps what a migration set aside, beside the document, so that the way back can restore it.

A stash holds, for each step back, what that step alone would get wrong: places, what stands there
then, and what stood there before. A place goes by identifiers where a list has them, so that it is
found again in a document that was edited meanwhile; where something else stands there now, nothing
is put back, and the account says so. Mistakes that were put right, and the label, are kept as a
step from a version to itself, which no migration takes: `Stash.undo_repairs`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.tree import Leaf, derived, leaves, made, plain, traced
from ska_oso_pdm.phrases import show

FORMAT = "ska-oso-pdm-stash/1"
ABSENT: Any = type("Absent", (), {"__repr__": lambda _: "ABSENT"})()
RESTORED = "set aside before, and restored from the stash"
Token = str | int | dict[str, str]
"""A key, an index, or the identifier of an item: its key to its value."""


class Remnant(NamedTuple):
    """One thing to put back.

    Attributes:
        place: where; empty for the document as a whole.
        was: what must stand there for it, or `ABSENT`.
        value: what is to stand there, or `ABSENT`.
    """

    place: tuple[Token, ...]
    was: Any
    value: Any


class Stash:
    """What a migration set aside, for each step back."""

    def __init__(self, steps: Mapping[tuple[str, str], list[Remnant]]) -> None:
        self._steps = dict(steps)

    def __bool__(self) -> bool:
        return bool(self._steps)

    def covers(self, step: tuple[str, str]) -> bool:
        """Tell whether there is something to put back in a step."""
        return step in self._steps

    def restore(self, step: tuple[str, str], tree: Any, ledger: Ledger) -> None:
        """Put back what the stash has for a step, from one version to another, where it fits."""
        for remnant in self._steps.get(step, ()):
            if not _restore(tree, remnant, ledger):
                ledger.unrestored.append(remnant)

    def undo_repairs(
        self, document: dict[str, Any], version: str
    ) -> tuple[dict[str, Any], list[Remnant]]:
        """Give a document with the mistakes and the label back that it had, and what did not fit.

        Args:
            document: a document of the layout in which it had them.
            version: the version of that layout.
        """
        tree, ledger = traced(document), Ledger()
        found = self._steps.get((version, version), [])
        waiting = [one for one in found if not _stands(tree, one)]
        left = [one for one in waiting if not _restore(tree, one, ledger)]
        return plain(tree), left

    def end_of_way(self, version: str) -> str:
        """Give the version to which the steps lead from another one; that one if none does."""
        passed = {version}
        while ends := [end for start, end in self._steps if start == version and end not in passed]:
            version = ends[-1]
            passed.add(version)
        return version

    def updated(self, other: Stash) -> Stash:
        """Give this stash with the steps of another one, which count where both have a step."""
        return Stash({**self._steps, **other._steps})

    def to_json(self) -> dict[str, Any]:
        """Give the JSON form."""
        steps = [
            {"from": start, "to": end, "restore": [_written(found) for found in remnants]}
            for (start, end), remnants in self._steps.items()
        ]
        return {"format": FORMAT, "steps": steps}

    @classmethod
    def from_json(cls, value: Any) -> Stash:
        """Read the JSON form.

        Raises:
            ValueError: when it is none; the message says what is wrong.
        """
        if not isinstance(value, dict) or value.get("format") != FORMAT:
            raise ValueError(f'a stash is a JSON object with "format": "{FORMAT}"')
        return cls(dict(map(_read_step, _items(value, "steps"))))


def repairs_in(right: dict[str, Any], before: dict[str, Any], version: str) -> Stash:
    """Give what takes a document that was put right, with an honest label, back to what it was."""
    label = [right.get("interface", ABSENT), before.get("interface", ABSENT)]
    found = [] if _equal(*label) else [Remnant(("interface",), *label)]
    return Stash({(version, version): [*found, *remnants(right, before)]})


def remnants(now: Any, before: Any) -> list[Remnant]:
    """List what to change in one JSON value to get another one."""
    found: list[Remnant] = []
    waiting: list[tuple[Any, Any, tuple[Token, ...]]] = [(now, before, ())]
    while waiting:
        now, before, place = waiting.pop()
        if isinstance(now, dict) and isinstance(before, dict):
            keys = [*before, *(key for key in now if key not in before)]
            if not place:  # a label is made honest, never restored
                keys = [key for key in keys if key != "interface"]
            parts = [(now.get(k, ABSENT), before.get(k, ABSENT), (*place, k)) for k in keys]
            waiting.extend(reversed(parts))
        elif isinstance(now, list) and isinstance(before, list) and _parallel(now, before):
            key = _identifier(before)
            tokens = [{key: item[key]} if key else index for index, item in enumerate(before)]
            parts = [(*pair, (*place, token)) for *pair, token in zip(now, before, tokens)]
            waiting.extend(reversed(parts))
        elif not _equal(now, before):
            found.append(Remnant(place, now, before))
    return found


def _parallel(now: list[Any], before: list[Any]) -> bool:
    """Tell whether two lists hold the same things in the same order."""
    key = _identifier(before)
    if len(now) != len(before) or not all(isinstance(item, (dict, list)) for item in before):
        return False
    if key is None:
        return True
    return _identifier(now) == key and [i[key] for i in now] == [i[key] for i in before]


def _identifier(items: list[Any]) -> str | None:
    """Give the key by which the objects of a list are told apart, if they have one."""
    if not items or not all(isinstance(item, dict) for item in items):
        return None
    for key in items[0]:
        if key == "id" or key.endswith("_id"):
            names = [item.get(key) for item in items]
            if all(isinstance(name, str) for name in names) and len(set(names)) == len(names):
                return str(key)
    return None


def _equal(first: Any, second: Any) -> bool:
    """Compare JSON values as they are written back: true and 1 differ, 1 and 1.0, 0.0 and -0.0."""
    waiting = [(first, second)]
    while waiting:
        first, second = waiting.pop()
        if type(first) is not type(second):
            return False
        if isinstance(first, dict) and first.keys() == second.keys():
            waiting.extend((first[key], second[key]) for key in first)
        elif isinstance(first, list) and len(first) == len(second):
            waiting.extend(zip(first, second))
        elif isinstance(first, (dict, list)) or first != second or str(first) != str(second):
            return False  # 0.0 and -0.0 are equal, and look different
    return True


def _stands(tree: Any, remnant: Remnant) -> bool:
    """Tell whether a thing that is to be put back stands there already."""
    part = tree
    for token in remnant.place:
        part = _part(part, token)
    return _equal(ABSENT if part is ABSENT else plain(part), remnant.value)


def _restore(tree: Any, remnant: Remnant, ledger: Ledger) -> bool:
    """Put one thing back; False where it does not fit any more."""
    *way, last = remnant.place
    homes = [tree]
    for token in way:
        homes.append(_part(homes[-1], token))
    home = homes[-1]
    if isinstance(home, Leaf) and home.value == {} and not isinstance(way[-1], dict):
        home = {}  # all that it held was set aside
    there = _part(home, last)
    if not _equal(ABSENT if there is ABSENT else plain(there), remnant.was):
        return False
    if there is ABSENT and not (isinstance(home, dict) and isinstance(last, str)):
        return False
    if home is not homes[-1]:
        homes[-2][way[-1]] = home
    if isinstance(last, dict):
        last = next(index for index, item in enumerate(home) if item is there)
    if remnant.value is ABSENT:
        ledger.spare(home.pop(last), "the document did not have it before")
    else:
        home[last] = _value(remnant.value, there)
    return True


def _part(tree: Any, token: Token) -> Any:
    if isinstance(token, str) and isinstance(tree, dict):
        return tree.get(token, ABSENT)
    if isinstance(token, int) and isinstance(tree, list) and 0 <= token < len(tree):
        return tree[token]
    if isinstance(token, dict) and isinstance(tree, list):
        for item in tree:
            if isinstance(item, dict) and all(_is(item.get(k), v) for k, v in token.items()):
                return item
    return ABSENT


def _is(part: Any, value: Any) -> bool:
    return isinstance(part, Leaf) and bool(part.value == value)


def _value(value: Any, there: Any) -> Any:
    """Give the tree of a restored value; it stands for what it takes the place of."""
    tree = made(value, RESTORED)
    if there is not ABSENT:
        first = next(leaf for _, leaf in leaves(tree))
        first.origins = derived(None, there).origins
    return tree


def _written(found: Remnant) -> dict[str, Any]:
    parts = {"was": found.was, "value": found.value}
    return {"path": list(found.place), **{k: v for k, v in parts.items() if v is not ABSENT}}


def _items(value: Any, key: str) -> list[Any]:
    found = value.get(key) if isinstance(value, dict) else None
    if not isinstance(found, list):
        raise ValueError(f'the stash is damaged: "{key}" is {show(found)}, and not a list')
    return found


def _read_step(step: Any) -> tuple[tuple[str, str], list[Remnant]]:
    parts = [_read(part) for part in _items(step, "restore")]
    for key in ("from", "to"):
        if not isinstance(step.get(key), str):
            found = show(step.get(key))
            raise ValueError(f'the stash is damaged: "{key}" is {found}, and not a version as text')
    return (step["from"], step["to"]), parts


def _read(part: Any) -> Remnant:
    place = _items(part, "path")
    if not place:
        raise ValueError('the stash is damaged: a "path" is empty')
    for token in place:
        if not _is_token(token):
            raise ValueError(
                f"the stash is damaged: {show(token)} in a path is no key, no index and no "
                "identifier"
            )
    if not {"was", "value"} & part.keys():
        raise ValueError(f'the stash is damaged: {show(part)} has neither "was" nor "value"')
    return Remnant(tuple(place), part.get("was", ABSENT), part.get("value", ABSENT))


def _is_token(token: Any) -> bool:
    if isinstance(token, dict):
        return len(token) == 1 and all(isinstance(value, str) for value in token.values())
    return isinstance(token, (str, int)) and not isinstance(token, bool)
