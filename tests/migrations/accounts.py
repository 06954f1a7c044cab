"""Whether an account is whole, and documents that are broken to try it."""

from __future__ import annotations

import json
from random import Random
from typing import Any

from ska_oso_pdm.migrations import Migration
from ska_oso_pdm.migrations.engine.tree import leaves, traced

JUNK: list[Any] = [None, [], {}, "x", 1, 1.5, True, ["a"], {"a": 1}, [[]], [{}], -1, "0001", "5a"]


def assert_accounted(document: dict[str, Any], done: Migration) -> None:
    accounts = [done.mapped, done.set_aside, done.lost, done.doubts]
    places = [entry.place for account in accounts for entry in account]
    assert len(places) == len(set(places))
    assert set(places) == {place for place, _ in leaves(traced(document))}
    assert not [doubt for doubt in done.doubts if "a mistake in this package" in doubt.reason]


def places_in(value: Any, place: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value)
    found = [(*place, key) for key, _ in items]
    for key, part in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(part, (dict, list)):
            found += places_in(part, (*place, key))
    return found


def spoil(document: dict[str, Any], others: list[dict[str, Any]], random: Random) -> None:
    """Break a document in one place: wrong types, absent keys, or a part of another layout."""
    place = random.choice(places_in(document))
    home: Any = document
    for token in place[:-1]:
        home = home[token]
    kind = random.randrange(4)
    if kind == 0:
        del home[place[-1]]
    elif kind == 1:
        other = random.choice(others)
        key = random.choice(sorted(other))
        document[key] = json.loads(json.dumps(other[key]))
    elif kind == 2 and isinstance(home, list):
        home.append(json.loads(json.dumps(home[place[-1]])))
    else:
        home[place[-1]] = json.loads(json.dumps(random.choice(JUNK)))
