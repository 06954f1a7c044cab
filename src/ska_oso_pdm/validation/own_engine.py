r"""Judges values by a schema in Python alone, where jsonschema-rs is not to be had.

It knows the keywords that the schemas are written with, and refuses any other. It takes Python
values for the JSON values that jsonschema-rs takes them for, but for half of a surrogate pair,
which that one lets pass in unions. A value is walked without a call for each level: calls lie in
each other only as unions do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Mapping
from decimal import Decimal
from enum import Enum
from functools import cache
from itertools import chain, repeat
from math import isfinite, nan
from operator import ge, gt, le, lt
from types import NoneType
from typing import Any

from ska_oso_pdm.catalogue.for_jsonschema import in_python
from ska_oso_pdm.documents.cached import cached_attribute
from ska_oso_pdm.documents.stepwise import stepwise
from ska_oso_pdm.pointers import at

Schema = dict[str, Any]
Resolve = Callable[[str], Schema]
Waiting = list[tuple["Node", Any]]
Rule = Callable[[Any, Waiting], Any]
"""Tells whether a value of its type keeps a rule; of arrays and objects in it, adds what waits."""


def judge_of(url: str, schemas: Mapping[str, Schema]) -> Callable[[Any], bool]:
    """Compile one of some schemas by its URL, or with a fragment a part of one."""

    def resolve(reference: str) -> Schema:
        base, _, fragment = reference.partition("#")
        found: Schema = at(schemas[base], fragment)
        return found

    return judge_by({"$ref": url}, resolve)


def judge_by(schema: Schema, resolve: Resolve) -> Callable[[Any], bool]:
    """Compile a schema whose references `resolve` follows, each part when it is first needed."""
    return _node(schema, resolve).is_valid


def judge_alone(keyword: str, argument: Any) -> Callable[[Any], bool]:
    """Compile a rule that stands alone."""
    return judge_of("", {"": {keyword: argument}})


class Node:
    """A schema, made ready for judging values."""

    def __init__(self, schema: Schema, resolve: Resolve) -> None:
        unknown = [key for key in schema.keys() - _KNOWN if not key.startswith("x-")]
        assert not unknown, f"{unknown} are no keywords of the schemas; tests/rules.py lists those"
        self._schema = schema
        self._resolve = resolve

    def is_valid(self, value: Any) -> bool:
        """Tell whether a value and its parts keep all rules."""
        waiting: Waiting = [(self, value)]
        while waiting:
            node, part = waiting.pop()
            if not node.takes(part, waiting):
                return False
        return True

    def takes(self, value: Any, waiting: Waiting) -> bool:
        """Tell whether a value keeps the rules; what is in it is judged, or waits for that."""
        rules = self._rules.get(type(value))
        if rules is None:
            if not any(self._rules.values()):
                return True  # it allows anything, and nothing looks at the value
            kind, value = _stands_for(value)
            rules = self._rules[kind]
        for rule in rules:
            if not rule(value, waiting):
                return False
        return True

    @cached_attribute
    def _rules(self) -> dict[type, list[Rule]]:
        """The rules for the values of each Python class."""
        found = {kind: self._of_any(kind) for kind in _KINDS}
        for keyword, (kinds, make) in _RULES.items():
            if keyword in self._schema:
                rule = make(self._schema[keyword])
                for kind in kinds:
                    found[kind].append(rule)
        if not self._schema.keys().isdisjoint(("properties", "additionalProperties")):
            found[dict].append(self._members())
        if not self._schema.keys().isdisjoint(("prefixItems", "items")):
            found[list].append(self._items())
        return found

    def _of_any(self, kind: type) -> list[Rule]:
        """Make the rules for values of any type."""
        schema = self._schema
        names = schema.get("type", [])
        names = names if isinstance(names, list) else [names]
        wanted = frozenset(chain.from_iterable(map(_CLASSES.__getitem__, names)))
        found: list[Rule] = []
        if kind in _PROPER and not schema.keys().isdisjoint(_JUDGING):
            found.append(_PROPER[kind])
        if wanted and kind is float:
            found.append(_is_finite)
        if kind is float and "integer" in names and "number" not in names:
            found.append(lambda value, _: value == int(value))  # it may be a Decimal
        elif wanted and kind not in wanted:
            return [*found, _never]
        found += [_one_of(schema["enum"])] if "enum" in schema else []
        found += [_one_of([schema["const"]])] if "const" in schema else []
        if "anyOf" in schema:
            some = self._parts("anyOf")
            found.append(lambda value, _: any(node.is_valid(value) for node in some))
        if "oneOf" in schema:
            others = self._parts("oneOf")
            found.append(lambda value, _: sum(node.is_valid(value) for node in others) == 1)
        return found

    def _parts(self, keyword: str) -> list[Node]:
        return [_node(part, self._resolve) for part in self._schema.get(keyword, ())]

    def _below(self, keyword: str) -> Node | None:
        part = self._schema.get(keyword, True)
        assert part in (True, False) or isinstance(part, dict)
        return _node(part, self._resolve) if isinstance(part, dict) else None

    def _members(self) -> Rule:
        known = {
            key: _node(part, self._resolve)
            for key, part in self._schema.get("properties", {}).items()
        }
        rest = self._below("additionalProperties")
        closed = self._schema.get("additionalProperties") is False

        def rule(value: dict[Any, Any], waiting: Waiting) -> bool:
            for key, part in value.items():
                node = known.get(key)
                if node is None:
                    _require_whole(key)
                    node = known.get(key, rest)
                    if node is None:
                        if closed:
                            return False
                        continue
                if type(part) in _SCALARS:
                    if not node.takes(part, waiting):
                        return False
                else:
                    waiting.append((node, part))
            return True

        return rule

    def _items(self) -> Rule:
        first, rest = self._parts("prefixItems"), self._below("items")
        closed = self._schema.get("items") is False

        def rule(value: list[Any], waiting: Waiting) -> bool:
            if closed and len(value) > len(first):
                return False
            nodes = chain(first, repeat(rest))
            waiting += [(node, part) for node, part in zip(nodes, value) if node]
            return True

        return rule


def _node(schema: Schema, resolve: Resolve) -> Node:
    return _referred(schema["$ref"], resolve) if "$ref" in schema else Node(schema, resolve)


@cache
def _referred(url: str, resolve: Resolve) -> Node:
    """Give what a reference leads to, made ready once."""
    return _node(resolve(url), resolve)


def _stands_for(value: Any) -> tuple[type, Any]:
    """Give the class of JSON values that an unusual value belongs to, and itself as one of them."""
    if isinstance(value, Enum):
        value = value.value
        return (type(value), value) if type(value) in _KINDS else _stands_for(value)
    if isinstance(value, (dict, list)):
        return (dict if isinstance(value, dict) else list), value
    if isinstance(value, tuple):
        return list, list(value)
    if isinstance(value, Decimal):
        if not value.is_finite():
            return float, nan if value.is_nan() else float(value)
        return (int if value == value.to_integral_value() else float), value
    raise ValueError(f"Unsupported type: '{type(value).__name__}'")


def _require_whole(key: Any) -> None:
    """Raise a UnicodeEncodeError, which is a ValueError, for half of a surrogate pair."""
    text = key.value if isinstance(key, Enum) else key
    text.isascii() or text.encode()


def _has_texts(value: dict[Any, Any], waiting: Waiting) -> bool:
    """Raise a ValueError for keys that are no texts."""
    if not _TEXT.issuperset(map(type, value)):
        for key in value:
            if type(key.value if isinstance(key, Enum) else key) is not str:
                name = type(key).__name__
                raise ValueError(f"Dict key must be str or str enum. Got '{name}'")
    return True


def _never(value: Any, waiting: Waiting) -> bool:
    return False


def _is_text(value: str, waiting: Waiting) -> bool:
    """Raise as `_require_whole` does."""
    return value.isascii() or value.encode() != b""


def _is_finite(value: float, waiting: Waiting) -> bool:
    return isfinite(value)


def _meaning(value: Any) -> Any:
    """Give what is equal for equal JSON values alone: 1 is 1.0, and true is not 1."""
    kind = type(value)
    if kind is str or kind is int or kind is float:
        return value
    return stepwise(_told(value))


def _told(value: Any) -> Generator[Any, Any, Any]:
    kind, value = (type(value), value) if type(value) in _KINDS else _stands_for(value)
    if kind is list:
        parts: list[Any] = []
        for part in value:
            parts.append((yield _told(part)))
        return list, tuple(parts)
    if kind is dict:
        members = set()
        for key, part in value.items():
            members.add((key, (yield _told(part))))
        return dict, frozenset(members)
    return value if kind in (str, int, float) else (kind, value)


def _one_of(values: list[Any]) -> Rule:
    allowed = frozenset(map(_meaning, values))
    return lambda value, _: _meaning(value) in allowed


def _is_unique(items: list[Any]) -> bool:
    return len({*map(_meaning, items)}) == len(items)


def _has_form(pattern: str) -> Rule:
    search = re.compile(in_python({"pattern": pattern})["pattern"]).search
    return lambda value, _: search(value) is not None


def _bound(holds: Callable[[Any, Any], bool]) -> Callable[[Any], Rule]:
    return lambda limit: lambda value, _: holds(value, limit)


def _length(holds: Callable[[Any, Any], bool]) -> Callable[[Any], Rule]:
    return lambda limit: lambda value, _: holds(len(value), limit)


def _has_keys(required: list[str]) -> Rule:
    keys = frozenset(required)
    return lambda value, _: value.keys() >= keys


_CLASSES: dict[str, tuple[type, ...]] = {
    "null": (NoneType,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "string": (str,),
    "array": (list,),
    "object": (dict,),
}
_KINDS: tuple[type, ...] = (NoneType, bool, int, float, str, list, dict)
_SCALARS = frozenset({NoneType, bool, int, float, str})
_TEXT = frozenset({str})
_PROPER: dict[type, Rule] = {str: _is_text, dict: _has_texts}
_NUMBERS = (int, float)
_RULES: dict[str, tuple[tuple[type, ...], Callable[[Any], Rule]]] = {
    "pattern": ((str,), _has_form),
    "minimum": (_NUMBERS, _bound(ge)),
    "maximum": (_NUMBERS, _bound(le)),
    "exclusiveMinimum": (_NUMBERS, _bound(gt)),
    "exclusiveMaximum": (_NUMBERS, _bound(lt)),
    "minItems": ((list,), _length(ge)),
    "maxItems": ((list,), _length(le)),
    "uniqueItems": ((list,), lambda wanted: lambda value, _: not wanted or _is_unique(value)),
    "required": ((dict,), _has_keys),
}
_JUDGING = frozenset({"type", "enum", "const", "anyOf", "oneOf", *_RULES})
_KNOWN = _JUDGING | frozenset(
    "properties additionalProperties items prefixItems $ref $schema $id $defs title description "
    "default examples deprecated".split()
)
