"""Which rules of its schema a value breaks: one after the other, for as long as somebody asks.

The verdict is the compiled validator's. Its own list of errors is made whole, with the errors of
each branch of a union and copies of the values, which for a small document of many mistakes takes
gigabytes. Here the list ends where its reader stops.

This knows the keywords that the schemas are written with, and no others; a test holds that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain, count, repeat
from operator import ge, gt, le, lt
from types import NoneType
from typing import Any, NamedTuple

from ska_oso_pdm.documents.cached import cached_attribute
from ska_oso_pdm.pointers import Place
from ska_oso_pdm.validation.engine import judge_alone, judge_by

Resolve = Callable[[str], dict[str, Any]]


class Kind(NamedTuple):
    """Name and details of a rule.

    Attributes:
        name: its keyword.
        types: of the rule `type`, the names of those wanted.
        property: of the rule `required`, the key that is missing.
        unexpected: of the rule `additionalProperties`, the keys that are unknown.
        limit: of the bounds of numbers, the bound.
    """

    name: str
    types: list[str] = []  # noqa: RUF012  # nobody changes it
    property: str = ""
    unexpected: Iterable[str] = ()
    limit: Any = None


class Breach(NamedTuple):
    """A rule that a value breaks; of `anyOf` and `oneOf` one that it may break.

    Whether it does, and why, is told by the branch to follow, which is the wording's choice.

    Attributes:
        kind: the rule.
        path: keys and indices that lead to the value.
        value: the value.
        node: the schema that has the rule.
        holder: the object or array that has the value; None of a document.
        home: the schema of the holder; None of a document.
    """

    kind: Kind
    path: Place
    value: Any
    node: Node
    holder: Any
    home: Node | None


Rule = Callable[[Any], Iterable[Kind]]
"""Gives what is broken by a value; nothing for one of a type that the rule does not speak of."""


class Node:
    """A schema, made ready for judging values.

    Attributes:
        schema: the schema; of a reference what it leads to.
        resolve: gives the schema at a URL.
        url: where the schema is, if a reference led to it.
        rules: the rules for a value itself, its parts apart.
        plain: the classes whose values break no rule, whatever they are.
        straight: of what may be null, the class and schema of arrays or objects that can only
            break rules of that schema, so that no branch has to be chosen.
    """

    def __init__(self, schema: dict[str, Any], resolve: Resolve, url: str | None = None) -> None:
        self.schema = schema
        self.resolve = resolve
        self.url = url
        self.rules = [make(self) for keyword, make in _RULES.items() if keyword in schema]
        self.plain = self._plain()
        self.straight = self._straight()

    def _plain(self) -> frozenset[type]:
        if "anyOf" in self.schema:
            return frozenset().union(*(branch.plain for branch in self.branches))
        if self.schema.keys() & KEYWORDS != {"type"}:
            return frozenset()
        return frozenset().union(*(_PLAIN[name] for name in self.types))

    def _straight(self) -> tuple[type, Node] | None:
        branch = self.branches[0] if "anyOf" in self.schema else self
        if (
            branch is self
            or "oneOf" in branch.schema
            or branch.types not in (["object"], ["array"])
        ):
            return None
        return (dict if branch.types == ["object"] else list), branch

    def fits(self, value: Any) -> bool:
        """Tell whether a value without parts breaks no rule."""
        return not any(rule(value) for rule in self.rules)

    @cached_attribute
    def passes(self) -> Callable[[Any], bool]:
        """Tells whether an object or array is known to break no rule, without a look at its parts.

        Most of an ordinary document is right, and the compiled validator sees that much sooner.
        One is compiled for each schema that a reference leads to, when it is first needed.
        """
        if self.url is None:
            return lambda value: False
        return judge_by({"$ref": self.url}, self.resolve)

    @property
    def types(self) -> list[str]:
        """Names of the types that a value may have."""
        names = self.schema["type"]
        return sorted(names) if isinstance(names, list) else [names]

    @cached_attribute
    def members(self) -> dict[str, Node]:
        """The schemas of members, by key."""
        members = self.schema.get("properties", {})
        return {key: node_of(part, self.resolve) for key, part in members.items()}

    @cached_attribute
    def rest(self) -> Node | None:
        """The schema of other members; None where there are no rules for them, or none may be."""
        return self._below("additionalProperties")

    @cached_attribute
    def first(self) -> list[Node]:
        """The schemas of the first items."""
        return [node_of(part, self.resolve) for part in self.schema.get("prefixItems", ())]

    @cached_attribute
    def items(self) -> Node | None:
        """The schema of the items behind the first ones; None as for members."""
        return self._below("items")

    @cached_attribute
    def branches(self) -> list[Node]:
        """The branches of a union."""
        parts = self.schema.get("anyOf") or self.schema["oneOf"]
        return [node_of(part, self.resolve) for part in parts]

    def unknown(self, value: dict[str, Any]) -> Iterator[str] | None:
        """Give the keys that the schema refuses, one after the other; None where there are none."""
        if self.schema.get("additionalProperties") is not False:
            return None
        known = self.schema.get("properties", {})
        if value.keys() <= known.keys():
            return None
        return (key for key in value if key not in known)

    def _below(self, keyword: str) -> Node | None:
        part = self.schema.get(keyword)
        return node_of(part, self.resolve) if isinstance(part, dict) else None

    def parts(self, value: Any) -> Iterable[tuple[str | int, Any, Node | None]]:
        """Give step, value and schema of each part."""
        if isinstance(value, dict):
            members, rest = self.members, self.rest
            return ((key, part, members.get(key, rest)) for key, part in value.items())
        if isinstance(value, list) and (self.first or self.items):
            nodes = chain(self.first, repeat(self.items))
            return zip(count(), value, nodes)
        return ()


def node_of(schema: dict[str, Any], resolve: Resolve, url: str | None = None) -> Node:
    """Give a schema, or what it refers to, as a node; `url` where a reference led to it."""
    return _referred(schema["$ref"], resolve) if "$ref" in schema else Node(schema, resolve, url)


@cache
def _referred(url: str, resolve: Resolve) -> Node:
    """Give what a reference leads to, made ready once."""
    return node_of(resolve(url), resolve, url)


def breaches(
    node: Node, value: Any, path: Place = (), holder: Any = None, home: Node | None = None
) -> Iterator[Breach]:
    """Yield the rules that a value and its parts break, in the order of the document.

    This calls itself as often as schemas lie in each other, and none lies in itself: however deep
    the value, the calls are few.
    """
    for rule in node.rules:
        for kind in rule(value):
            yield Breach(kind, path, value, node, holder, home)
    for step, part, schema in node.parts(value):
        cls = type(part)
        if schema is None or cls in schema.plain:
            continue
        straight = schema.straight
        below = straight[1] if straight and cls is straight[0] else schema
        fits = below.passes if cls is dict or cls is list else below.fits
        if not fits(part):
            yield from breaches(below, part, (*path, step), value, node)
    if isinstance(value, dict) and (unknown := node.unknown(value)):
        kind = Kind("additionalProperties", unexpected=unknown)
        yield Breach(kind, path, value, node, holder, home)


def _typed(node: Node) -> Rule:
    wanted = node.types
    broken = [Kind("type", types=wanted)]
    exact = frozenset().union(*(_PLAIN[name] for name in wanted))

    def rule(value: Any) -> Iterable[Kind]:
        fits = type(value) in exact or any(_has_type(value, name) for name in wanted)
        return () if fits else broken

    return rule


def _has_type(value: Any, name: str) -> bool:
    if isinstance(value, bool):
        return name == "boolean"
    if name == "integer" and isinstance(value, float):
        return value.is_integer()
    return isinstance(value, _TYPES[name])


def _allowed(keyword: str) -> Callable[[Node], Rule]:
    def make(node: Node) -> Rule:
        allowed = node.schema["enum"] if keyword == "enum" else [node.schema["const"]]
        broken = [Kind(keyword)]

        def rule(value: Any) -> Iterable[Kind]:
            # All that are allowed are texts or numbers; true is not 1.
            is_one = isinstance(value, (str, int, float)) and not isinstance(value, bool)
            return () if is_one and value in allowed else broken

        return rule

    return make


def _alone(keyword: str, cls: type) -> Callable[[Node], Rule]:
    """Make a rule that the engine judges by itself, just as in the verdict."""

    def make(node: Node) -> Rule:
        is_valid = _judge_alone(keyword, node.schema[keyword])
        broken = [Kind(keyword)]
        return lambda value: broken if isinstance(value, cls) and not is_valid(value) else ()

    return make


_judge_alone = cache(judge_alone)


def _bound(keyword: str, holds: Callable[[Any, Any], bool]) -> Callable[[Node], Rule]:
    def make(node: Node) -> Rule:
        limit = node.schema[keyword]
        broken = [Kind(keyword, limit=limit)]

        def rule(value: Any) -> Iterable[Kind]:
            is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
            return broken if is_number and not holds(value, limit) else ()

        return rule

    return make


def _length(keyword: str, holds: Callable[[Any, Any], bool]) -> Callable[[Node], Rule]:
    def make(node: Node) -> Rule:
        limit, broken = node.schema[keyword], [Kind(keyword)]
        return lambda value: (
            broken if isinstance(value, list) and not holds(len(value), limit) else ()
        )

    return make


def _required(node: Node) -> Rule:
    required = node.schema["required"]
    keys = frozenset(required)

    def rule(value: Any) -> Iterable[Kind]:
        if not isinstance(value, dict) or value.keys() >= keys:
            return ()
        return [Kind("required", property=key) for key in required if key not in value]

    return rule


def _tagged(node: Node) -> Rule:
    suspected = [Kind("oneOf")]
    return lambda value: suspected if isinstance(value, dict) else ()


def _nullable(node: Node) -> Rule:
    suspected, branch = [Kind("anyOf")], node.branches[0]

    def rule(value: Any) -> Iterable[Kind]:
        fits = not isinstance(value, (dict, list)) and (value is None or branch.fits(value))
        return () if fits else suspected

    return rule


_TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "object": dict,
    "array": list,
    "null": NoneType,
}
_PLAIN: dict[str, frozenset[type]] = {
    name: frozenset(cls if isinstance(cls, tuple) else (cls,)) for name, cls in _TYPES.items()
}
_RULES: dict[str, Callable[[Node], Rule]] = {
    "type": _typed,
    "anyOf": _nullable,
    "oneOf": _tagged,
    "const": _allowed("const"),
    "enum": _allowed("enum"),
    "pattern": _alone("pattern", str),
    "minimum": _bound("minimum", ge),
    "maximum": _bound("maximum", le),
    "exclusiveMinimum": _bound("exclusiveMinimum", gt),
    "exclusiveMaximum": _bound("exclusiveMaximum", lt),
    "required": _required,
    "minItems": _length("minItems", ge),
    "maxItems": _length("maxItems", le),
    "uniqueItems": _alone("uniqueItems", list),
}
KEYWORDS = frozenset(
    {*_RULES, "properties", "additionalProperties", "items", "prefixItems", "$ref"}
)
"""The keywords of JSON Schema that are known here."""
