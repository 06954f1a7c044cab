"""Small schemas of all forms against all small values: what is proved holds for each of these."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from itertools import product
from random import Random
from typing import Any

import jsonschema_rs
import pytest

from ska_oso_pdm.evolution.shapes import Shapes
from ska_oso_pdm.evolution.unsupported import Unsupported
from ska_oso_pdm.evolution.wanted import NO_VALUE
from ska_oso_pdm.evolution.witness import Search

from .test_witness import Schema, nowhere

SCHEMAS = 200
"""How many pairs of schemas a test tries."""
SCALARS = (None, True, False, 0, 1, -1, 2, 0.5, 1.5, -0.5, 3)
TEXTS = ("", "a", "b", "ab", "aa", "c", "ba", "abc", "aaa")
FEW = (None, True, 0, 1, 0.5, 1.5, 2, "", "a", "b", "ab")
LISTED = ("a", "b", "ab", 0, 1, True, None, 1.5, "", [0], {"a": 0})


def values() -> Iterator[Any]:
    """Yield small values of every kind."""
    yield from (*SCALARS, *TEXTS, [], {}, [0, 1, 2], ["a", "b", ""], ["a", "a", "a"], [[0]])
    yield from ([[], []], [{}], [{}, {}], [{"a": 0}], {"a": []}, {"a": {}}, {"b": [0]})
    yield from ({"a": 0, "b": 0, "c": 0}, {"a": "a", "b": "a", "c": "a"}, {"a": {"a": 0}})
    yield from ([one] for one in (*SCALARS, *TEXTS))
    yield from ([*pair] for pair in product(FEW, FEW))
    yield from ({name: one} for name in "abcd" for one in (*SCALARS, *TEXTS))
    for names in ("ab", "ac", "ad", "bc"):
        yield from (dict(zip(names, pair)) for pair in product(FEW, FEW))


VALUES = tuple(values())


def schema(random: Random, depth: int = 0) -> Schema:
    """Make a schema; deeper ones are simpler."""
    kinds = [number, integer, listed, text, plain, mixed]
    kinds += [array, fixed, closed, closed, choice] if depth < 2 else []
    return random.choice(kinds)(random, depth)


def _perhaps(random: Random, keyword: str, *choices: Any) -> Schema:
    return {keyword: random.choice(choices)} if random.random() < 0.5 else {}


def number(random: Random, _: int) -> Schema:
    low, high = _perhaps(random, "minimum", 0, 1, 0.5), _perhaps(random, "exclusiveMaximum", 1, 2)
    return {"type": "number", **low, **high}


def integer(random: Random, _: int) -> Schema:
    low = _perhaps(random, "exclusiveMinimum", 0, -1, 0.5)
    return {"type": "integer", **low, **_perhaps(random, "maximum", 1, 2, 1.5)}


def listed(random: Random, _: int) -> Schema:
    return {"enum": random.sample(LISTED, random.randint(1, 4))}


def text(random: Random, _: int) -> Schema:
    both = {"pattern": "b", "maxLength": 2}
    patterns = [{"pattern": "^a*$"}, {"pattern": "^[ab]+$"}, both]
    return {"type": "string", **random.choice([{}, *patterns, {"minLength": 1}, {"maxLength": 1}])}


def plain(random: Random, _: int) -> Schema:
    return random.choice([{"type": "null"}, {"type": "boolean"}, {"const": "a"}, {}])


def mixed(_: Random, __: int) -> Schema:
    return {"type": ["integer", "string"], "maximum": 1}


def array(random: Random, depth: int) -> Schema:
    sizes = [{}, {"minItems": 1}, {"maxItems": 2}, {"uniqueItems": True}]
    sizes += [{"minItems": 2, "uniqueItems": True}]
    return {"type": "array", "items": schema(random, depth + 1), **random.choice(sizes)}


def fixed(random: Random, depth: int) -> Schema:
    first = [schema(random, depth + 1) for _ in range(random.randint(1, 2))]
    more = random.choice([False, schema(random, depth + 1)])
    sizes = random.choice([{}, {"minItems": 2}, {"maxItems": 2}, {"uniqueItems": True}])
    return {"type": "array", "prefixItems": first, "items": more, **sizes}


def closed(random: Random, depth: int) -> Schema:
    names = random.sample("abc", random.randint(0, 3))
    names_bound = {"propertyNames": {"pattern": "^[ab]$"}} if random.random() < 0.2 else {}
    return {
        "type": "object",
        "properties": {name: schema(random, depth + 1) for name in names},
        "required": random.sample("abc", random.randint(0, 2)),
        "additionalProperties": random.choice([False, False, True, schema(random, depth + 1)]),
        **names_bound,
    }


def choice(random: Random, depth: int) -> Schema:
    choices = [schema(random, depth + 1) for _ in range(random.randint(1, 3))]
    return {random.choice(["anyOf", "oneOf"]): choices}


def changed(random: Random, whole: Schema) -> Schema:
    """Put another schema in the place of a part."""
    whole = copy.deepcopy(whole)
    parts: list[Schema] = []
    waiting = [whole]
    while waiting:
        part = waiting.pop()
        parts.append(part)
        below = [part.get("items"), part.get("additionalProperties")]
        waiting += [one for one in below if isinstance(one, dict)]
        waiting += part.get("properties", {}).values()
        waiting += [one for key in ("anyOf", "oneOf", "prefixItems") for one in part.get(key, ())]
    part, other = random.choice(parts), schema(random, 1)
    part.clear()
    part.update(other)
    return whole


@pytest.mark.parametrize("number", range(10))
def test_what_is_proved_holds_and_what_is_shown_is_so(number: int) -> None:
    undecided = 0
    for index in range(SCHEMAS):
        random = Random(f"small {number} {index}")
        one = schema(random)
        other = changed(random, one) if random.random() < 0.7 else schema(random)
        takes, refuses = (jsonschema_rs.Draft202012Validator(s).is_valid for s in (one, other))
        shapes = Shapes(nowhere)
        try:
            found = Search().outside(shapes.of(one), (shapes.of(other),))
        except Unsupported:  # choices that overlap, which schemas of the model never have
            undecided += 1
            continue
        if found is not NO_VALUE:
            assert takes(found), f"{found} is not valid by {one}"
            assert not refuses(found), f"{found} is valid by {other}"
        else:
            counter = [value for value in VALUES if takes(value) and not refuses(value)]
            assert not counter, f"{counter[0]} is valid by {one}, and not by {other}"
    assert undecided < 0.05 * SCHEMAS
