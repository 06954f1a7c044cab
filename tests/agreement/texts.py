"""Makes JSON texts from schemas: any schema of the subset, every spelling that JSON has.

A text is made as a tree of nodes that remember how they are spelled (`1`, `1.0`, `1e0`) and which
schema they were made for, so that `mutations` knows what would break it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from random import Random
from typing import Any

from ska_oso_pdm.testing.chance import Seeded
from ska_oso_pdm.testing.spelling import spell_number, spell_text
from ska_oso_pdm.testing.values import Values

from .subset import Schema, Schemas, at, branch, resolve

MOST = 3
"""Items of an array or map."""

FREE: Schema = {}
"""Stands for the schema of a free-form value."""


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


class Maker:
    """Makes valid values; how much of the optional parts is there differs from one to the next."""

    def __init__(self, schemas: Schemas, random: Random) -> None:
        self._schemas = schemas
        self._chance = Seeded(random)
        self._values = Values(self._chance, MOST, resolve=partial(at, schemas))

    def make(self, rule: Schema) -> Node:
        """Make a valid value."""
        return self._node(rule, self._values.make(rule))

    def _node(self, rule: Schema, value: Any) -> Node:
        rule = resolve(self._schemas, rule)
        if "anyOf" in rule:
            rule = resolve(self._schemas, rule["anyOf"][0])
        if "oneOf" in rule and isinstance(value, dict):
            rule = branch(self._schemas, rule, value)
        if isinstance(value, dict):
            return Node(rule, members=self._members(rule, value))
        if isinstance(value, list):
            rules = rule.get("prefixItems") or [rule.get("items", FREE)] * len(value)
            return Node(rule, items=[self._node(*pair) for pair in zip(rules, value, strict=True)])
        if isinstance(value, str):
            return Node(rule, spell_text(value, self._chance))
        is_word = value is None or isinstance(value, bool)
        return Node(rule, json.dumps(value) if is_word else spell_number(value, self._chance))

    def _members(self, rule: Schema, value: dict[str, Any]) -> list[tuple[str, Node]]:
        known, inner = rule.get("properties", {}), rule.get("additionalProperties")
        other = inner if isinstance(inner, dict) else FREE
        members = [(key, self._node(known.get(key, other), part)) for key, part in value.items()]
        if self._chance.one_in(5):
            self._chance.shuffle(members)
        return members
