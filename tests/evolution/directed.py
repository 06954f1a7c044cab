"""Documents that have a value at a place of a schema, made without asking the judge of versions."""

from __future__ import annotations

from functools import partial
from random import Random
from typing import Any

import jsonschema_rs

from ska_oso_pdm.testing.chance import Seeded
from ska_oso_pdm.testing.values import Values

from .edits import Schema, Schemas, at, reached

MOST = 2
"""Items of an array or map."""
TRIES = 50
"""Texts that are made until one fits everything that is said of it."""


def documents(schemas: Schemas, root: str, place: str, seed: str, number: int) -> list[Any]:
    """Make documents by a schema that mostly have what stands at a place of it.

    Most are valid; after an edit a few may not be, since values are made by one keyword at a time.
    """
    edges = reached(schemas, root)
    leading, waiting = {place}, [place]
    while waiting:
        inner = waiting.pop()
        outer = [url for url, parts in edges.items() if inner in parts and url not in leading]
        leading.update(outer)
        waiting += outer
    ways = {id(at(schemas, url)) for url in leading}
    near = {id(at(schemas, url)) for url in reached(schemas, place)}
    chance = Seeded(Random(seed))
    return [Directed(schemas, ways, near, chance).make(at(schemas, root)) for _ in range(number)]


class Directed(Values):
    """Makes values that go where a place is; far from it they have little that is optional.

    Args:
        schemas: by URL.
        ways: the `id` of each part that leads to the place, and of the place.
        near: the same of each part that the place leads to.
        chance: makes all choices.
    """

    def __init__(self, schemas: Schemas, ways: set[int], near: set[int], chance: Seeded) -> None:
        super().__init__(chance, MOST, resolve=partial(at, schemas))
        self._ways, self._near = ways, near

    def make(self, schema: Schema, depth: int = 0) -> Any:
        """Make a value."""
        while "$ref" in schema:
            schema = self._resolve(schema["$ref"])
        if options := schema.get("oneOf") or schema.get("anyOf"):
            leading = [option for option in options if id(option) in self._ways]
            choices = leading if leading and self._chance.mostly(6) else options
            return self.make(self._chance.pick(choices), depth)
        if schema.get("type") == "null":
            return None
        made = super().make(schema, depth)
        inner = schema.get("items")
        if made == [] and id(inner) in self._ways and schema.get("maxItems") != 0:
            return [self.make(inner, depth + 1)]
        if made and schema.get("type") == "array" and self._chance.one_in(4):
            made.append(made[0])  # an item that is there twice, where there may be one more
        inner = schema.get("additionalProperties")
        if made == {} and id(inner) in self._ways:
            return {self._text(schema.get("propertyNames", {})): self.make(inner, depth + 1)}
        return made

    def _scalar(self, schema: Schema, kind: str) -> Any:
        """Make a value that fits all keywords, as far as one is found: what is edited is one."""
        made = (super(Directed, self)._scalar(schema, kind) for _ in range(TRIES))
        is_valid = jsonschema_rs.Draft202012Validator(schema).is_valid
        return next(filter(is_valid, made), None)

    def _is_there(self, schema: Schema, depth: int) -> bool:
        if id(schema) in self._ways:
            return self._chance.mostly(8)
        return self._chance.below(5) < (3 if id(schema) in self._near else 1)
