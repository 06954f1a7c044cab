"""Valid values of any schema of the data model: closed objects, tagged unions, bounds, patterns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.testing.chance import Chance
from ska_oso_pdm.testing.patterns import matching_text

Schema = dict[str, Any]
Plausible = Callable[[Chance, Schema], Any]
"""Makes a value of a key for which a schema allows more than is ever meant."""

_DEEPEST = 12
"""Level from which on only what is required is made: schemas may refer to themselves."""
_FREE: Schema = {}
WORDS = (
    *("a", "beam-1", "init", "0001", "1", "1.0", "-5", "true", "null", "NaN", "sidereal", "", " "),
    *("2022-03-28T15:43:53", "12:34:56.7", "https://example.org/a?b=c#d", "~0/1", "__class__"),
    *("\n", "a\n", "\t\r", '"', "\\", "/", "\0", "\x7f", "\u2028", "\ufeff", "\uffff", "\u0663"),
    *("ünïcödé", "e\u0301", "日本語", "😀", "\U0010ffff", "x" * 300),
)
NUMBERS = (0, 1, -1, 7, 15, 1.5, -0.0, 0.1, 1e-7, 5e-324, 1e300, 1420405751, 2**53 + 1, -(2**70))
_EXCLUSIVE_STEP = 0.001


class Values:
    """Makes valid values, and remembers which schema each object was made for.

    Attributes:
        schema_of: the schemas of the objects that were made, by the `id` of the object.
    """

    def __init__(
        self,
        chance: Chance,
        most: int,
        plausible: Mapping[str, Plausible] | None = None,
        resolve: Callable[[str], Schema] = registry.resolve,
    ) -> None:
        """Begin.

        Args:
            chance: makes all choices.
            most: how many items an array or a map has at most, unless the schema wants more.
            plausible: what makes the values of keys, given as `key` or `Title.key`. Without it,
                all that the schemas allow is made; also what no document ever says.
            resolve: gives the schema that a reference leads to.
        """
        self.schema_of: dict[int, Schema] = {}
        self._chance = chance
        self._resolve = resolve
        self._most = most
        self._plausible = plausible or {}
        self._absent = 3 if plausible else chance.pick((2, 4, 3, 5))
        self._kept: list[Any] = []  # so that an `id` stays the one of its object

    def make(self, schema: Schema, depth: int = 0) -> Any:
        """Make a valid value."""
        while "$ref" in schema:
            schema = self._resolve(schema["$ref"])
        if "anyOf" in schema:
            if depth > _DEEPEST or self._chance.one_in(10):
                return None
            return self.make(schema["anyOf"][0], depth)
        if "oneOf" in schema:
            return self.make(self._chance.pick(schema["oneOf"]), depth)
        kind = schema.get("type", "anything")
        kind = self._chance.pick(kind) if isinstance(kind, list) else kind
        if kind == "object":
            return self._chance.part(lambda: self._object(schema, depth))
        if kind == "array":
            return self._array(schema, depth)
        return self._free(depth) if kind == "anything" else self._scalar(schema, kind)

    def _scalar(self, schema: Schema, kind: str) -> Any:
        if "enum" in schema:
            return self._chance.pick(schema["enum"])
        if kind == "boolean":
            return self._chance.below(2) == 1
        return self._text(schema) if kind == "string" else self._number(schema, kind == "integer")

    def _object(self, schema: Schema, depth: int) -> dict[str, Any]:
        made = {
            name: self._member(schema.get("title", ""), name, part, depth + 1)
            for name, part in schema.get("properties", {}).items()
            if name in schema.get("required", ()) or self._is_there(part, depth)
        }
        inner = schema.get("additionalProperties", False)
        if inner is not False:
            names = schema.get("propertyNames", _FREE)
            for key in [self._text(names) for _ in range(self._count(depth))]:
                made[key] = self.make(_FREE if inner is True else inner, depth + 1)
        self.schema_of[id(made)] = schema
        self._kept.append(made)
        return made

    def _member(self, title: str, name: str, schema: Schema, depth: int) -> Any:
        plausible = self._plausible.get(f"{title}.{name}", self._plausible.get(name))
        if plausible is None:
            return self.make(schema, depth)
        while "$ref" in schema or "anyOf" in schema:
            if "anyOf" in schema:
                if self._chance.one_in(10):
                    return None
                schema = schema["anyOf"][0]
            else:
                schema = self._resolve(schema["$ref"])
        if schema.get("type") == "object":
            return self.make(schema, depth)  # its parts are plausible themselves
        return plausible(self._chance, schema)

    def _is_there(self, schema: Schema, depth: int) -> bool:
        """Choose whether an optional key is there; what archives add seldom is."""
        if depth > _DEEPEST:
            return False
        if schema.get("x-archive"):
            return self._chance.one_in(8)
        return self._chance.mostly(8 if depth == 0 and self._plausible else self._absent)

    def _array(self, schema: Schema, depth: int) -> list[Any]:
        if "prefixItems" in schema:
            return [self.make(part, depth + 1) for part in schema["prefixItems"]]
        least = schema.get("minItems", 0)
        count = min(max(self._count(depth), least), schema.get("maxItems", 99))
        items: list[Any] = []
        while len(items) < count:
            item = self.make(schema.get("items", _FREE), depth + 1)
            if not schema.get("uniqueItems") or item not in items:
                items.append(item)
            elif len(items) >= least:
                break
        return items

    def _text(self, schema: Schema) -> str:
        if "const" in schema:
            return str(schema["const"])
        if "pattern" in schema:
            return matching_text(schema["pattern"], self._chance)
        word = self._chance.pick(WORDS[: 11 if self._plausible else None])
        return word.ljust(schema.get("minLength", 0), "ö")[: schema.get("maxLength")]

    def _number(self, schema: Schema, whole: bool) -> float:
        step = 1 if whole else _EXCLUSIVE_STEP
        low, high = schema.get("minimum"), schema.get("maximum")
        if "exclusiveMinimum" in schema:
            low = schema["exclusiveMinimum"] + step
        if "exclusiveMaximum" in schema:
            high = schema["exclusiveMaximum"] - step
        choices = [number for number in (low, high) if number is not None]
        choices += [
            number
            for number in NUMBERS
            if (low is None or number >= low) and (high is None or number <= high)
        ]
        if low is not None and high is not None:
            choices.append(low + self._chance.below(int(high - low) + 1))
            if not whole:
                choices.append(low + (high - low) * self._chance.below(10**6) / 10**6)
        if whole:
            return self._chance.pick([int(n) for n in choices if n == int(n)])
        return self._chance.pick(choices)

    def _free(self, depth: int) -> Any:
        kind = self._chance.below(5)
        if kind == 0:
            return self._chance.pick((None, True, False))
        if kind == 1:
            return self._chance.pick(NUMBERS)
        if kind == 2 or depth > _DEEPEST:
            return self._chance.pick(WORDS)
        if kind == 3:
            return [self._free(depth + 2) for _ in range(self._count(depth))]
        keys = [self._chance.pick(WORDS) for _ in range(self._count(depth))]
        return {key: self._free(depth + 2) for key in keys}

    def _count(self, depth: int) -> int:
        return 0 if depth > _DEEPEST else self._chance.below(self._most + 1)
