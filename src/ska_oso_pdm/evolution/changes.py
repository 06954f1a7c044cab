"""What one schema says otherwise than another, place by place, before anybody judges it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal, NamedTuple

from ska_oso_pdm.evolution.parts import Part, Resolve, Schema, part_at
from ska_oso_pdm.evolution.shapes import ANYTHING, NOTHING, Member, ObjectForm, Shape, Shapes, union
from ska_oso_pdm.evolution.texts import Texts
from ska_oso_pdm.likeness import nearest
from ska_oso_pdm.phrases import show

_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
_LENGTHS = ("minLength", "maxLength", "minItems", "maxItems")


Asks = Literal["", "patch", "minor", "major"]


class Step(NamedTuple):
    """How a document comes from a whole to a part: by a key, an index, or a branch of a union.

    Attributes:
        key: the key; an index; None where the part stands in the place of the whole.
        old: URL of the whole in the old schemas.
        new: the same in the new ones.
    """

    key: str | int | None
    old: str
    new: str


Steps = tuple[Step, ...]


class Change(NamedTuple):
    """Something that is said otherwise.

    Attributes:
        code: what kind of thing; stable, for programs.
        said: a sentence for people.
        old: URL with pointer in the old schemas; None of what is new.
        new: the same in the new schemas; None of what is gone.
        before: the values there as the old schema has them, as far as this change goes.
        after: the same as the new schema has them.
        steps: how a document comes there.
        object_at: of a key, the URL of the object in the old and in the new schemas.
    """

    code: str
    said: str
    old: str | None
    new: str | None
    before: Shape
    after: Shape
    steps: Steps
    object_at: tuple[str, str] = ("", "")
    asks: Asks = ""


class Walk:
    """Goes through two schemas side by side.

    Args:
        old: gives parts of the old schemas by URL.
        new: the same of the new ones.
        label: see `Shapes`.
    """

    def __init__(self, old: Resolve, new: Resolve, label: Callable[[str], str] = str) -> None:
        self._old, self._new = old, new
        self._before, self._after = Shapes(old, label=label), Shapes(new, label=label)
        self._label = label
        self._seen: set[tuple[str, str]] = set()

    def changes(self, old: str, new: str) -> Iterator[Change]:
        """Yield what the schemas at two URLs say otherwise; each place once."""
        yield from self._compare(part_at(old, self._old), part_at(new, self._new), ())

    def _compare(self, a: Part, b: Part, steps: Steps) -> Iterator[Change]:
        yield from self._null(a, b, steps)
        if (a.url, b.url) in self._seen:
            return
        self._seen.add((a.url, b.url))
        if "oneOf" in a.schema and "oneOf" in b.schema:
            yield from self._branches(a, b, steps)
        elif _is_object(a) and _is_object(b):
            yield from self._members(a, b, steps)
        elif a.kinds == b.kinds == {"array"}:
            yield from self._items(a, b, steps)
        elif a.schema.get("enum") and b.schema.get("enum") and a.kinds == b.kinds:
            yield from self._enum(a, b, steps)
        else:
            yield from self._value(a, b, steps)

    def _null(self, a: Part, b: Part, steps: Steps) -> Iterator[Change]:
        if a.nullable == b.nullable:
            return
        null = Shape(null=True)
        code, said = (
            ("null-removed", "null is no value any more")
            if a.nullable
            else (
                "null-added",
                "null is a value too",
            )
        )
        yield Change(
            code,
            said,
            a.asked_at,
            b.asked_at,
            null if a.nullable else NOTHING,
            null if b.nullable else NOTHING,
            steps,
        )

    # --- objects

    def _members(self, a: Part, b: Part, steps: Steps) -> Iterator[Change]:
        gone = [key for key in a.members if key not in b.members]
        come = [key for key in b.members if key not in a.members]
        for key in gone:
            other = nearest(key, come)
            if other is not None:
                yield self._renamed(a, b, key, other, steps)
                come.remove(other)
            else:
                yield self._gone(a, b, key, steps)
        for key in come:
            yield self._come(a, b, key, steps)
        for key in a.members:
            if key in b.members:
                yield from self._requirement(a, b, key, steps)
                old, new = a.at("properties", key), b.at("properties", key)
                inner = part_at(old, self._old), part_at(new, self._new)
                yield from self._compare(*inner, (*steps, Step(key, a.url, b.url)))
        yield from self._rest(a, b, steps)

    def _gone(self, a: Part, b: Part, key: str, steps: Steps) -> Change:
        said = f"the key {show(key)} is not known any more"
        one = self._with(self._before, a, key)
        return Change(
            "key-removed",
            said,
            a.at("properties", key),
            b.url,
            one,
            self._without(b),
            steps,
            (a.url, b.url),
        )

    def _come(self, a: Part, b: Part, key: str, steps: Steps) -> Change:
        required = key in b.required
        code = "required-key-added" if required else "key-added"
        said = f"the key {show(key)} is new{', and required' if required else ''}"
        one = self._with(self._after, b, key)
        return Change(
            code, said, a.url, b.at("properties", key), self._without(a), one, steps, (a.url, b.url)
        )

    def _renamed(self, a: Part, b: Part, key: str, other: str, steps: Steps) -> Change:
        said = f"the key {show(key)} is called {show(other)} now"
        one, two = self._with(self._before, a, key), self._with(self._after, b, other)
        places = a.at("properties", key), b.at("properties", other)
        return Change("key-renamed", said, *places, one, two, steps, (a.url, b.url))

    def _with(self, shapes: Shapes, part: Part, key: str) -> Shape:
        """Give objects that have, or may have, one key and no other."""
        member = Member(shapes.at(part.at("properties", key)), key in part.required)
        return Shape(objects=[ObjectForm({key: member}, self._other(part))])

    def _without(self, part: Part) -> Shape:
        return Shape(objects=[ObjectForm({}, self._other(part))])

    def _other(self, part: Part) -> Shape | None:
        """Give what stands at keys that are not known: the same for both, or nothing."""
        return None if part.schema.get("additionalProperties") is False else ANYTHING

    def _requirement(self, a: Part, b: Part, key: str, steps: Steps) -> Iterator[Change]:
        was, now = key in a.required, key in b.required
        if was != now:
            code = "key-required" if now else "key-not-required"
            said = f"the key {show(key)} {'has to be there' if now else 'may be absent'}"
            forms = [
                Shape(objects=[ObjectForm({key: Member(ANYTHING, r)}, None)]) for r in (was, now)
            ]
            places = a.at("properties", key), b.at("properties", key)
            yield Change(code, said, *places, *forms, steps, (a.url, b.url))

    def _rest(self, a: Part, b: Part, steps: Steps) -> Iterator[Change]:
        old, new = (part.schema.get("additionalProperties", True) for part in (a, b))
        if isinstance(old, dict) and isinstance(new, dict):
            places = a.at("additionalProperties"), b.at("additionalProperties")
            inner = part_at(places[0], self._old), part_at(places[1], self._new)
            yield from self._compare(*inner, (*steps, Step("*", a.url, b.url)))
        elif old != new:
            shapes = self._before.of(old), self._after.of(new)
            forms = [
                Shape(objects=[ObjectForm({}, None if shape is NOTHING else shape)])
                for shape in shapes
            ]
            said = "other keys than the known ones are allowed, or not, otherwise than before"
            yield Change("other-keys-changed", said, a.url, b.url, *forms, steps, (a.url, b.url))

    # --- unions

    def _branches(self, a: Part, b: Part, steps: Steps) -> Iterator[Change]:
        olds = {self._tag(p, self._before): p for p in _parts(a, self._old)}
        news = {self._tag(p, self._after): p for p in _parts(b, self._new)}
        titles = {part.title: tag for tag, part in news.items() if part.title and tag not in olds}
        renamed = {tag: titles.get(p.title, tag) for tag, p in olds.items() if tag not in news}
        olds = {renamed.get(tag, tag): part for tag, part in olds.items()}
        for tag, part in olds.items():
            if tag in news:
                yield from self._compare(part, news[tag], (*steps, Step(None, a.url, b.url)))
            else:
                said = f"{part.title or 'a branch'}, {tag}, is no choice any more"
                rest = union([self._before.at(o.asked_at) for t, o in olds.items() if t != tag])
                shapes = self._before.at(a.url), rest
                yield Change("branch-removed", said, part.asked_at, b.url, *shapes, steps)
        for tag, part in news.items():
            if tag not in olds:
                said = f"{part.title or 'a branch'}, {tag}, is a new choice"
                whole = self._before.at(a.url)
                shapes = whole, union([whole, self._after.at(part.asked_at)])
                yield Change("branch-added", said, a.url, part.asked_at, *shapes, steps)

    def _tag(self, part: Part, shapes: Shapes) -> str:
        """Give what tells a branch from others: its constants, else what it is called."""
        tags = [
            f"{key} {show(self._label(found.schema['const']))}"
            for key in part.members
            for found in [part_at(part.at("properties", key), shapes.resolve)]
            if isinstance(found.schema.get("const"), str)
        ]
        return ", ".join(tags) or part.title or str(sorted(part.kinds))

    # --- arrays and other values

    def _items(self, a: Part, b: Part, steps: Steps) -> Iterator[Change]:
        yield from self._keywords(a, b, (*_LENGTHS, "uniqueItems"), steps)
        olds, newer = (p.schema.get("prefixItems", []) for p in (a, b))
        for index in range(min(len(olds), len(newer))):
            places = a.at("prefixItems", index), b.at("prefixItems", index)
            inner = part_at(places[0], self._old), part_at(places[1], self._new)
            yield from self._compare(*inner, (*steps, Step(index, a.url, b.url)))
        if len(olds) != len(newer):
            said = f"{len(newer)} items have a place of their own, and had {len(olds)}"
            shapes = self._before.at(a.url), self._after.at(b.url)
            yield Change("tuple-changed", said, a.url, b.url, *shapes, steps)
        elif all(isinstance(p.schema.get("items", True), dict) for p in (a, b)):
            if "items" in a.schema and "items" in b.schema:
                inner = part_at(a.at("items"), self._old), part_at(b.at("items"), self._new)
                yield from self._compare(*inner, (*steps, Step(len(olds), a.url, b.url)))

    def _enum(self, a: Part, b: Part, steps: Steps) -> Iterator[Change]:
        old, new = a.schema["enum"], b.schema["enum"]
        before = self._before.of(a.schema)
        for value in old:
            if value not in new:
                said = f"{show(value)} is no value any more"
                rest = self._before.of({**a.schema, "enum": [one for one in old if one != value]})
                yield Change("value-removed", said, a.url, b.url, before, rest, steps)
        for value in new:
            if value not in old:
                said = f"{show(value)} is a new value"
                more = self._before.of({**a.schema, "enum": [*old, value]})
                yield Change("value-added", said, a.url, b.url, before, more, steps)

    def _value(self, a: Part, b: Part, steps: Steps) -> Iterator[Change]:
        if a.kinds == b.kinds and not {"enum", "oneOf", "anyOf"} & {*a.schema, *b.schema}:
            names = ("const", "pattern", *_BOUNDS, *_LENGTHS)
            yield from self._keywords(a, b, names, steps)
            return
        told = [_told(part) for part in (a, b)]
        if told[0] != told[1]:
            said = f"a value is {told[1]} now, and was {told[0]}"
            shapes = self._before.at(a.url), self._after.at(b.url)
            yield Change("type-changed", said, a.url, b.url, *shapes, steps)

    def _keywords(self, a: Part, b: Part, names: tuple[str, ...], steps: Steps) -> Iterator[Change]:
        """Yield a change for each keyword that says something else, taken by itself."""
        for name in names:
            old, new = a.schema.get(name), b.schema.get(name)
            if self._plain(old) == self._plain(new):
                continue
            other = {key: part for key, part in a.schema.items() if key != name}
            if new is not None:
                other[name] = new
            said = f"{name} is {show(new)} now, and was {show(old)}"
            if new is None or old is None:
                said = (
                    f"{name} {show(old)} is gone" if new is None else f"{name} {show(new)} is new"
                )
            shapes = self._before.at(a.url), self._before.of(other)
            yield Change(f"{_CODES.get(name, name)}-changed", said, a.url, b.url, *shapes, steps)

    def _plain(self, value: Any) -> Any:
        return self._label(value) if isinstance(value, str) else value


_CODES = {
    "const": "constant",
    "minimum": "bound",
    "maximum": "bound",
    "exclusiveMinimum": "bound",
    "exclusiveMaximum": "bound",
    "minLength": "length",
    "maxLength": "length",
    "minItems": "size",
    "maxItems": "size",
    "uniqueItems": "uniqueness",
}


def _is_object(part: Part) -> bool:
    return part.kinds == {"object"} and "oneOf" not in part.schema


def _parts(part: Part, resolve: Resolve) -> list[Part]:
    return [part_at(part.at("oneOf", index), resolve) for index in range(len(part.schema["oneOf"]))]


def _told(part: Part) -> str:
    """Say what a value is."""
    return part.title or " or ".join(sorted(part.kinds)) or "anything"


__all__ = ["Change", "Step", "Steps", "Texts", "Walk", "union"]
