"""What two schemas say otherwise of values that are no objects, arrays or unions on both sides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ska_oso_pdm.evolution.change import Change, Steps, decided, shape_at
from ska_oso_pdm.evolution.naming import name_of
from ska_oso_pdm.evolution.pairs import renamed
from ska_oso_pdm.evolution.parts import Part, Schema
from ska_oso_pdm.evolution.quantities import is_number, is_quantity
from ska_oso_pdm.evolution.shapes import NOTHING, Shape, Shapes
from ska_oso_pdm.phrases import show

BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
LENGTHS = ("minLength", "maxLength", "minItems", "maxItems")
_BESIDE = ("pattern", *BOUNDS, *LENGTHS)
_SCALARS = frozenset("string number integer boolean null".split())
_UNPLAIN = frozenset("enum const anyOf oneOf allOf not".split())
_CODES = {
    **dict.fromkeys(BOUNDS, "bound"),
    **dict.fromkeys(("minLength", "maxLength"), "length"),
    **dict.fromkeys(("minItems", "maxItems"), "size"),
    "uniqueItems": "uniqueness",
}
_TOLD = {
    "string": "a text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "an array",
    "object": "an object",
    "null": "null",
}


class Values:
    """Compares values that have no parts in common.

    Args:
        before: shapes of the old schemas.
        after: shapes of the new ones.
        label: tells the text that stands for a constant, see `Shapes`.
    """

    def __init__(self, before: Shapes, after: Shapes, label: Callable[[str], str]) -> None:
        self._before, self._after, self._label = before, after, label

    def changes(self, a: Part, b: Part, steps: Steps) -> Iterator[Change]:
        """Yield what is said otherwise of the values of two parts."""
        if listed(a) and listed(b) and a.kinds == b.kinds:
            yield from self._enum(a, b, steps)
            yield from self.keywords(a, b, _BESIDE, steps)  # of which a list is a choice
        elif a.kinds == b.kinds <= _SCALARS and not _UNPLAIN & {*a.schema, *b.schema}:
            yield from self.keywords(a, b, _BESIDE, steps)
        elif a.kinds != b.kinds or self._plain(a.schema) != self._plain(b.schema):
            yield self.type_changed(a, b, steps)

    def type_changed(self, a: Part, b: Part, steps: Steps) -> Change:
        """Tell that values are of another type, in whole."""
        shapes = shape_at(self._before, a.url), shape_at(self._after, b.url)
        name = name_of(a, b)
        if is_number(a) and is_quantity(b, self._after.resolve):
            said = f"{name} was a number{_unit(a)}, and is an object with value and unit now"
            return Change("number-to-quantity", said, a.url, b.url, *shapes, steps, asks="major")
        if is_quantity(a, self._before.resolve) and is_number(b):
            said = f"{name} was an object with value and unit, and is a number{_unit(b)} now"
            return Change("quantity-to-number", said, a.url, b.url, *shapes, steps, asks="major")
        old, new = _told(a), _told(b)
        said = f"{name} is {new} now, and was {old}"
        if old == new:
            said = f"{name} is {new} of another form now"
        return Change("type-changed", said, a.url, b.url, *shapes, steps)

    def keywords(self, a: Part, b: Part, names: tuple[str, ...], steps: Steps) -> Iterator[Change]:
        """Yield a change for each keyword that says something else, taken by itself."""
        for name in names:
            old, new = a.schema.get(name), b.schema.get(name)
            if old == new:
                continue
            where = name_of(a, b)
            said = f"{where}: {name} is {show(new)} now, and was {show(old)}"
            if new is None:
                said = f"{where}: {name} {show(old)} is gone"
            elif old is None:
                said = f"{where}: {name} {show(new)} is new"
            shapes = shape_at(self._before, a.url), _with(self._before, a.schema, name, new)
            beside = _with(self._after, b.schema, name, old), shape_at(self._after, b.url)
            code = f"{_CODES.get(name, name)}-changed"
            yield Change(code, said, a.url, b.url, *shapes, steps, beside=beside)

    def _enum(self, a: Part, b: Part, steps: Steps) -> Iterator[Change]:
        olds, news = ([self._plain(value) for value in listed(part)] for part in (a, b))
        gone = [value for value in olds if not _has(news, value)]
        come = [value for value in news if not _has(olds, value)]
        where, places = name_of(a, b), (a.url, b.url)
        if "const" in a.schema and "const" in b.schema:
            for value, other in zip(gone, come):
                said = f"{where} is {show(other)} now, and was {show(value)}"
                shapes = self._just(self._before, a, value), self._just(self._after, b, other)
                yield Change("constant-changed", said, *places, *shapes, steps)
            return
        pairs = _renamed(gone, come, _names(a), _names(b))
        for value in gone:
            before = self._just(self._before, a, value)
            if isinstance(value, str) and value in pairs:
                said = f"{where}: the value {show(value)} is {show(pairs[value])} now"
                after = self._just(self._after, b, pairs[value])
                yield Change("value-renamed", said, *places, before, after, steps, asks="major")
            else:
                said = f"{where}: {show(value)} is no value any more"
                yield Change("value-removed", said, *places, before, NOTHING, steps)
        for value in come:
            if not (isinstance(value, str) and value in pairs.values()):
                said = f"{where}: {show(value)} is a new value"
                after = self._just(self._after, b, value)
                yield Change("value-added", said, *places, NOTHING, after, steps)

    def _just(self, shapes: Shapes, part: Part, value: Any) -> Shape:
        """Give one value of a list; nothing where what stands beside the list excludes it."""
        raw = next(one for one in listed(part) if _has([self._plain(one)], value))
        return decided(lambda: shapes.of({**part.schema, "const": raw}))

    def _plain(self, value: Any) -> Any:
        """Give a value, or what a schema says of validity, with labels as they stand for it."""
        return self._label(value) if isinstance(value, str) else value


def _with(shapes: Shapes, schema: Schema, keyword: str, value: Any) -> Shape:
    """Give the shape of a schema in which one keyword says something else."""
    other = {key: part for key, part in schema.items() if key != keyword}
    return decided(lambda: shapes.of(other if value is None else {**other, keyword: value}))


def listed(part: Part) -> list[Any]:
    """Give the values of a part whose values are listed; none of any other."""
    found: list[Any] = part.schema.get("enum", [])
    if "const" not in part.schema:
        return found
    value = part.schema["const"]
    return [value] if "enum" not in part.schema or _has(found, value) else []


def _has(values: list[Any], value: Any) -> bool:
    """Tell whether a value is in a list as JSON has it: true is not one."""
    return any(
        value == other and isinstance(value, bool) == isinstance(other, bool) for other in values
    )


def _names(part: Part) -> dict[str, str]:
    """Give the names of the members of an enum, by their values."""
    names = part.said.get("x-enum-varnames")
    if names is None or not isinstance(names.value, list):
        return {}
    return {str(value): str(name) for value, name in zip(listed(part), names.value)}


def _renamed(
    gone: list[Any], come: list[Any], olds: dict[str, str], news: dict[str, str]
) -> dict[str, str]:
    """Pair texts that have the name of the same member, or that are alike."""
    gone, come = ([v for v in values if isinstance(v, str)] for values in (gone, come))
    pairs = {
        value: other for value in gone for other in come if olds.get(value, "") == news.get(other)
    }
    gone = [value for value in gone if value not in pairs]
    come = [value for value in come if value not in pairs.values()]
    return pairs | renamed(gone, come)


def _told(part: Part) -> str:
    """Say what a value is."""
    kinds = [_TOLD.get(kind, kind) for kind in sorted(part.kinds)]
    if listed(part):
        return "one of a list" if len(listed(part)) > 1 else f"always {show(listed(part)[0])}"
    return part.title or " or ".join(kinds) or "anything"


def _unit(part: Part) -> str:
    unit = part.said.get("x-unit")
    return f" in {show(unit.value)}" if unit else " without a unit"
