"""Makes JSON texts from schemas: any schema of the subset, every spelling that JSON has.

A text is made as a tree of nodes that remember how they are spelled (`1`, `1.0`, `1e0`) and which
schema they were made for, so that `mutations` knows what would break it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from functools import partial
from random import Random

from .patterns import matching_text
from .subset import Schema, Schemas, resolve

DEEPEST = 12
"""Level from which on only what is required is made: schemas may refer to themselves."""

FREE: Schema = {}
"""Stands for the schema of a free-form value."""

WORDS = (
    *("", " ", "a", "beam-1", "init", "0001", "1", "1.0", "-5", "true", "null", "NaN", "sidereal"),
    *("2022-03-28T15:43:53", "12:34:56.7", "https://example.org/a?b=c#d", "~0/1", "__class__"),
    *("\n", "a\n", "\t\r", '"', "\\", "/", "\0", "\x7f", "\u2028", "\ufeff", "\uffff", "\u0663"),
    *("ünïcödé", "e\u0301", "日本語", "😀", "\U0010ffff", "x" * 300),
)
NUMBERS = (0, 1, -1, 7, 15, 1.5, -0.0, 0.1, 1e-7, 5e-324, 1e300, 1420405751, 2**53 + 1, -(2**70))
GAPS = ("", "", " ", "\n", "\r\n\t")


class Node:
    """A JSON value as it is spelled, and the schema that it was made for.

    Arrays have `items`, objects `members`, which may repeat a key, and all else has a `text`.
    """

    __slots__ = ("items", "members", "rule", "text")

    def __init__(
        self,
        rule: Schema,
        text: str = "",
        items: list[Node] | None = None,
        members: list[tuple[str, Node]] | None = None,
    ) -> None:
        self.rule = rule
        self.become(text, items, members)

    def become(
        self,
        text: str = "",
        items: list[Node] | None = None,
        members: list[tuple[str, Node]] | None = None,
    ) -> None:
        """Turn into another value; the schema stays the one that was meant."""
        self.text, self.items, self.members = text, items, members

    def walk(self) -> Iterator[tuple[tuple[str | int, ...], Node]]:
        """Yield every node with the steps that lead to it; outer ones first."""
        waiting: list[tuple[tuple[str | int, ...], Node]] = [((), self)]
        while waiting:
            path, node = waiting.pop()
            yield path, node
            waiting += [((*path, index), item) for index, item in enumerate(node.items or ())]
            waiting += [((*path, key), member) for key, member in node.members or ()]

    def render(self, gap: str = "", spell: Callable[[str], str] = json.dumps) -> str:
        """Write the text, with `gap` between all tokens and keys as `spell` writes them."""
        if self.items is not None:
            inside = f",{gap}".join([item.render(gap, spell) for item in self.items])
            return f"[{gap}{inside}{gap}]"
        if self.members is not None:
            inside = f",{gap}".join(
                [f"{spell(key)}{gap}:{gap}{part.render(gap, spell)}" for key, part in self.members]
            )
            return f"{{{gap}{inside}{gap}}}"
        return self.text


def escape(value: str) -> str:
    """Write a string with every character escaped."""
    data = value.encode("utf-16-be", "surrogatepass")
    return '"' + "".join(f"\\u{data[i : i + 2].hex()}" for i in range(0, len(data), 2)) + '"'


def slashed(value: str) -> str:
    """Write a string with the escape that JSON allows and nobody needs."""
    return json.dumps(value, ensure_ascii=False).replace("/", "\\/")


SPELLINGS = (json.dumps, json.dumps, partial(json.dumps, ensure_ascii=False), slashed, escape)


def spell_text(value: str, random: Random) -> str:
    """Write a string in one of the ways that JSON has for it."""
    return random.choice(SPELLINGS)(value)


def spell_number(value: float, random: Random) -> str:
    """Write a number in one of the ways that JSON has for it; mostly the usual one."""
    usual = repr(value).replace("inf", "1e999")
    if random.random() < 0.6:
        return usual
    ways: tuple[str, ...]
    if isinstance(value, int):
        ways = (f"{usual}.0", f"{usual}e0", f"{value * 10}E-1", f"{usual}.0e+00", f"{value}.00000")
    elif math.isinf(value):
        return usual
    elif "e" in usual:
        ways = (usual.upper(), f"{value:.17e}", f"{value:.25E}")
    else:
        ways = (f"{usual}00", f"{usual}e0", f"{usual}E-0", f"{value:.17e}")
    return random.choice(ways)


class Maker:
    """Makes valid values; how much of the optional parts is there differs from one to the next."""

    def __init__(self, schemas: Schemas, random: Random) -> None:
        self._schemas = schemas
        self._random = random
        self._fullness = random.choice((0.1, 0.2, 0.4, 0.8))

    def make(self, rule: Schema, depth: int = 0) -> Node:
        """Make a valid value."""
        rule = resolve(self._schemas, rule)
        if "anyOf" in rule:
            rule = resolve(self._schemas, rule["anyOf"][0])
            if depth > DEEPEST or self._random.random() < 0.1:
                return Node(rule, "null")
        if "oneOf" in rule:
            return self.make(self._random.choice(rule["oneOf"]), depth)
        if "type" not in rule:
            return self._free(depth)
        if isinstance(rule["type"], list):
            chosen = self.make({**rule, "type": self._random.choice(rule["type"])}, depth)
            return Node(rule, chosen.text)
        make = {
            "object": self._object,
            "array": self._array,
            "string": self._string,
            "integer": self._number,
            "number": self._number,
            "boolean": self._boolean,
        }[rule["type"]]
        return make(rule, depth)

    def _object(self, rule: Schema, depth: int) -> Node:
        inner = rule["additionalProperties"]
        members = [
            (name, self.make(part, depth + 1))
            for name, part in rule.get("properties", {}).items()
            if name in rule.get("required", ()) or self._wanted(depth)
        ]
        if inner is not False:
            names = rule.get("propertyNames", FREE)
            keys = dict.fromkeys(self._word(names) for _ in range(self._count(depth)))
            inner = FREE if inner is True else inner
            members += [(key, self.make(inner, depth + 1)) for key in keys]
        if self._random.random() < 0.2:
            self._random.shuffle(members)
        return Node(rule, members=members)

    def _array(self, rule: Schema, depth: int) -> Node:
        if "prefixItems" in rule:
            return Node(rule, items=[self.make(part, depth + 1) for part in rule["prefixItems"]])
        least = rule.get("minItems", 0)
        count = min(max(self._count(depth), least), rule.get("maxItems", 99))
        items: list[Node] = []
        while len(items) < count:
            item = self.make(rule.get("items", FREE), depth + 1)
            if not rule.get("uniqueItems") or all(not _equal(item, other) for other in items):
                items.append(item)
            elif len(items) >= least:
                break
        return Node(rule, items=items)

    def _string(self, rule: Schema, depth: int) -> Node:
        return Node(rule, spell_text(self._word(rule), self._random))

    def _word(self, rule: Schema) -> str:
        if "const" in rule:
            return str(rule["const"])
        if "enum" in rule:
            return str(self._random.choice(rule["enum"]))
        if "pattern" in rule:
            return matching_text(rule["pattern"], self._random)
        word = self._random.choice(WORDS)
        return word.ljust(rule.get("minLength", 0), "ö")[: rule.get("maxLength")]

    def _number(self, rule: Schema, depth: int) -> Node:
        whole = rule["type"] == "integer"
        step = 1 if whole else 0.001
        low, high = rule.get("minimum"), rule.get("maximum")
        if "exclusiveMinimum" in rule:
            low = rule["exclusiveMinimum"] + step
        if "exclusiveMaximum" in rule:
            high = rule["exclusiveMaximum"] - step
        choices = [bound for bound in (low, high) if bound is not None]
        choices += [
            number
            for number in NUMBERS
            if (low is None or number >= low) and (high is None or number <= high)
        ]
        if low is not None and high is not None:
            between = self._random.randint if whole else self._random.uniform
            choices.append(between(low, high))
        if "enum" in rule:
            choices = list(rule["enum"])
        if whole:
            choices = [int(number) for number in choices if number == int(number)]
        return Node(rule, spell_number(self._random.choice(choices), self._random))

    def _boolean(self, rule: Schema, depth: int) -> Node:
        return Node(rule, self._random.choice(("true", "false")))

    def _free(self, depth: int) -> Node:
        kind = self._random.choice(("literal", "number", "text", "array", "object"))
        if kind == "array":
            return Node(FREE, items=[self._free(depth + 1) for _ in range(self._count(depth))])
        if kind == "object":
            keys = dict.fromkeys(self._word(FREE) for _ in range(self._count(depth)))
            return Node(FREE, members=[(key, self._free(depth + 1)) for key in keys])
        if kind == "text":
            return self._string(FREE, depth)
        if kind == "number":
            return Node(FREE, spell_number(self._random.choice(NUMBERS), self._random))
        return Node(FREE, self._random.choice(("null", "true", "false")))

    def _wanted(self, depth: int) -> bool:
        return depth <= DEEPEST and self._random.random() < self._fullness

    def _count(self, depth: int) -> int:
        return 0 if depth > DEEPEST else self._random.choice((0, 1, 1, 2, 3))


def _equal(one: Node, other: Node) -> bool:
    return bool(json.loads(one.render()) == json.loads(other.render()))
