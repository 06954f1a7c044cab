"""What one schema says otherwise than another, place by place, before anybody judges it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from ska_oso_pdm.evolution.change import Change, Step, Steps, decided, shape_at
from ska_oso_pdm.evolution.meaning import Meanings, Required
from ska_oso_pdm.evolution.moves import with_moves
from ska_oso_pdm.evolution.naming import called, name_of
from ska_oso_pdm.evolution.pairs import renamed
from ska_oso_pdm.evolution.parts import Part, Resolve, part_at, validity
from ska_oso_pdm.evolution.quantities import is_number
from ska_oso_pdm.evolution.shapes import ANYTHING, NOTHING, Member, ObjectForm, Shape, Shapes
from ska_oso_pdm.evolution.unsupported import Unsupported
from ska_oso_pdm.evolution.values import LENGTHS, Values
from ska_oso_pdm.phrases import show

_KNOWN = frozenset(
    "type enum const pattern minLength maxLength minimum maximum exclusiveMinimum exclusiveMaximum "
    "items prefixItems minItems maxItems uniqueItems properties required additionalProperties "
    "propertyNames oneOf anyOf".split()
)


class _Inner(NamedTuple):
    """Two parts that are compared next: not by a call, since parts may be deep inside."""

    old: Part
    new: Part
    steps: Steps
    required: Required = (False, False)


_Found = Iterator[Change | _Inner]


class Walk:
    """Goes through two schemas side by side.

    Args:
        old: gives parts of the old schemas by URL.
        new: the same of the new ones.
        label: see `Shapes`.

    Attributes:
        shapes: of the old and of the new schemas, as far as they were looked at.
    """

    def __init__(self, old: Resolve, new: Resolve, label: Callable[[str], str] = str) -> None:
        self._old, self._new, self._label = old, new, label
        self.shapes = Shapes(old, label=label), Shapes(new, label=label)
        self._before, self._after = self.shapes
        self._values = Values(self._before, self._after, label)
        self._meanings = Meanings(old, new, label)
        self._seen: set[tuple[str, str]] = set()

    def changes(self, old: str, new: str) -> Iterator[Change]:
        """Yield what the schemas at two URLs say otherwise; each place once."""
        self._seen.clear()
        found = self._all(_Inner(part_at(old, self._old), part_at(new, self._new), ()))
        yield from with_moves(list(found), self._old, self._new, self._label)

    def _all(self, outermost: _Inner) -> Iterator[Change]:
        """Yield what is said otherwise of two parts, and in the place of each inner one of that."""
        waiting = [self._compare(*outermost)]
        while waiting:
            found = next(waiting[-1], None)
            if found is None:
                waiting.pop()
            elif isinstance(found, _Inner):
                waiting.append(self._compare(*found))
            else:
                yield found

    def _below(self, places: tuple[str, str], steps: Steps, required: Required) -> _Inner:
        a, b = part_at(places[0], self._old), part_at(places[1], self._new)
        return _Inner(a, b, steps, required)

    def _compare(self, a: Part, b: Part, steps: Steps, required: Required) -> _Found:
        yield from self._null(a, b, steps)
        yield from self._meanings.of_place(a, b, steps, required)
        if (a.url, b.url) in self._seen:
            return
        self._seen.add((a.url, b.url))
        yield from self._meanings.of_definition(a, b, steps)
        if _is_object(a) and _is_object(b):
            yield from self._members(a, b, steps)
        elif a.kinds == b.kinds == {"array"}:
            yield from self._items(a, b, steps)
        elif pairs := self._branches(a, b):
            yield from self._choices(a, b, pairs, steps)
        else:
            yield from self._values.changes(a, b, steps)
        yield from self._unknown(a, b, steps)

    def _null(self, a: Part, b: Part, steps: Steps) -> Iterator[Change]:
        null, name = Shape(null=True), called(a.asked_at, a.title)
        if a.nullable and not b.nullable:
            said, shapes = f"{name}: null is no value any more", (null, NOTHING)
            yield Change("null-removed", said, a.asked_at, b.asked_at, *shapes, steps)
        if b.nullable and not a.nullable:
            said, shapes = f"{name}: null is a value too", (NOTHING, null)
            yield Change("null-added", said, a.asked_at, b.asked_at, *shapes, steps)

    def _unknown(self, a: Part, b: Part, steps: Steps) -> Iterator[Change]:
        """Yield a change for what nobody here knows: it is never passed over."""
        old, new = (validity(part.schema, self._label) for part in (a, b))
        for key in sorted((old.keys() | new.keys()) - _KNOWN):
            if old.get(key) != new.get(key):
                said = f"{name_of(a, b)}: what {key} says is another"
                yield Change("keyword-changed", said, a.url, b.url, *self._whole(a, b), steps)

    def _whole(self, a: Part, b: Part) -> tuple[Shape, Shape]:
        return shape_at(self._before, a.url), shape_at(self._after, b.url)

    # --- objects

    def _members(self, a: Part, b: Part, steps: Steps) -> _Found:
        gone = [key for key in a.members if key not in b.members]
        come = [key for key in b.members if key not in a.members]
        pairs = renamed(
            gone,
            come,
            lambda key, other: self._fits(*self._both(a, b, key, other)),
            lambda key, other: self._is_same(*self._both(a, b, key, other)),
        )
        for key in gone:
            if key in pairs:
                yield from self._renamed(a, b, (key, pairs[key]), steps)
            else:
                said = f'the key "{key}" is not known any more'
                places = a.at("properties", key), b.url
                yield self._of_keys(("key-removed", said), places, (a, b), (key,), steps)
        for key in come:
            if key not in pairs.values():
                required = key in b.required
                code = "required-key-added" if required else "key-added"
                said = f'the key "{key}" is new{", and has to be there" if required else ""}'
                places = a.url, b.at("properties", key)
                yield self._of_keys((code, said), places, (a, b), (key,), steps)
        yield from self._requirements(a, b, {*gone, *come}, steps)
        for key in a.members:
            if key in b.members:
                places = a.at("properties", key), b.at("properties", key)
                must = key in a.required, key in b.required
                yield self._below(places, (*steps, Step(key, a.url, b.url)), must)
        yield from self._rest(a, b, steps)

    def _both(self, a: Part, b: Part, key: str, other: str) -> tuple[Part, Part]:
        """Give what stands at a key of an object, and at another one of another object."""
        old = part_at(a.at("properties", key), self._old)
        return old, part_at(b.at("properties", other), self._new)

    def _fits(self, old: Part, new: Part) -> bool:
        """Tell whether values have the same types."""
        return old.kinds == new.kinds or (is_number(old) and is_number(new))

    def _is_same(self, old: Part, new: Part) -> bool:
        """Tell whether two parts are described in the same words, with the same values."""
        texts = [part.said.get("description") for part in (old, new)]
        one, two = (validity(part.schema, self._label) for part in (old, new))
        return bool(texts[0] and texts[1] and texts[0].value == texts[1].value) and one == two

    def _renamed(self, a: Part, b: Part, keys: tuple[str, str], steps: Steps) -> Iterator[Change]:
        said = f'the key "{keys[0]}" is called "{keys[1]}" now'
        places = a.at("properties", keys[0]), b.at("properties", keys[1])
        yield self._of_keys(("key-renamed", said), places, (a, b), keys, steps)
        old, new = self._both(a, b, *keys)
        required = keys[0] in a.required, keys[1] in b.required
        inner = (*steps, Step(keys[1], a.url, b.url))
        yield from self._meanings.of_place(old, new, inner, required)

    def _of_keys(
        self,
        told: tuple[str, str],
        places: tuple[str, str],
        parts: tuple[Part, Part],
        keys: tuple[str, ...],
        steps: Steps,
    ) -> Change:
        """Give a change that is about some keys of an object, and no others."""
        objects = parts[0].url, parts[1].url
        shapes = [
            decided(lambda p=part, s=shapes: _with(s, p, keys))  # type: ignore[misc]
            for part, shapes in zip(parts, (self._before, self._after))
        ]
        return Change(*told, *places, shapes[0], shapes[1], steps, objects)

    def _requirements(self, a: Part, b: Part, others: set[str], steps: Steps) -> Iterator[Change]:
        """Yield what has to be there and had not, or the reverse, of keys that both may have."""
        for key in sorted(({*a.required} ^ {*b.required}) - others):
            now = key in b.required
            code = "key-required" if now else "key-not-required"
            said = f'the key "{key}" {"has to be there" if now else "may be absent"}'
            before, after = (
                Shape(objects=[ObjectForm({key: Member(ANYTHING, must)}, None)])
                for must in (not now, now)
            )
            old, new = (p.at("properties", key) if key in p.members else p.url for p in (a, b))
            yield Change(code, said, old, new, before, after, steps, (a.url, b.url))

    def _rest(self, a: Part, b: Part, steps: Steps) -> _Found:
        """Yield what is said otherwise of other keys than the known ones."""
        old, new = (part.schema.get("additionalProperties", True) for part in (a, b))
        names = [part.schema.get("propertyNames") for part in (a, b)]
        if isinstance(old, dict) and isinstance(new, dict) and names[0] == names[1]:
            places = a.at("additionalProperties"), b.at("additionalProperties")
            yield self._below(places, (*steps, Step("*", a.url, b.url)), (False, False))
        elif old != new or names[0] != names[1]:
            before = decided(lambda: _others(self._before, a))
            after = decided(lambda: _others(self._after, b))
            name = name_of(a, b)
            said = f"{name}: which keys beside the known ones may be there, and how, is another"
            objects = a.url, b.url
            yield Change("other-keys-changed", said, *objects, before, after, steps, objects)

    # --- unions

    def _branches(self, a: Part, b: Part) -> list[tuple[Part | None, Part | None, str]]:
        """Pair the branches of two unions, with what tells each from others.

        That are constants which all branches have, and titles where these have changed; without
        such constants, and with as many branches on either side, their places. Where that does not
        pair them either there is nothing, and the whole is compared.
        """
        keyword = next((k for k in ("oneOf", "anyOf") if k in a.schema and k in b.schema), "")
        if not keyword:
            return []
        olds, news = _parts(a, keyword, self._old), _parts(b, keyword, self._new)
        tags = self._tags(olds, self._old), self._tags(news, self._new)
        shared = set.intersection(*map(set, (*tags[0], *tags[1])))
        told = [[_told(tag, shared) for tag in side] for side in tags]
        if shared and all(len({*side}) == len(side) for side in told):
            was, now = dict(zip(told[0], olds)), dict(zip(told[1], news))
            was = _retold(was, now)
            return [(was.get(tag), now.get(tag), tag) for tag in {**was, **now}]
        if len(olds) == len(news):
            return [(old, new, "") for old, new in zip(olds, news)]
        return []

    def _choices(
        self,
        a: Part,
        b: Part,
        pairs: list[tuple[Part | None, Part | None, str]],
        steps: Steps,
    ) -> _Found:
        for old, new, tag in pairs:
            if old and new:
                yield _Inner(old, new, (*steps, Step(None, a.url, b.url)))
            elif old:
                said = f"{old.title or 'an object'}, {tag}, is no choice any more"
                shape = shape_at(self._before, old.asked_at)
                yield Change("branch-removed", said, old.asked_at, b.url, shape, NOTHING, steps)
            elif new:
                said = f"{new.title or 'an object'}, {tag}, is a new choice"
                shape = shape_at(self._after, new.asked_at)
                yield Change("branch-added", said, a.url, new.asked_at, NOTHING, shape, steps)
        whole = self._whole(a, b)
        if _overlap(whole[0]) != _overlap(whole[1]):
            name, no = name_of(a, b), "no " if _overlap(whole[0]) else ""
            said = f"{name}: {no}values are of two choices at once now, which makes them invalid"
            yield Change("choices-overlap", said, a.url, b.url, *whole, steps)

    def _tags(self, parts: list[Part], resolve: Resolve) -> list[dict[str, str]]:
        """Give the constants that objects of each branch must have, by key."""
        return [
            {
                key: self._label(found["const"])
                for key in part.members
                if key in part.required
                for found in [part_at(part.at("properties", key), resolve).schema]
                if isinstance(found.get("const"), str)
            }
            for part in parts
        ]

    # --- arrays

    def _items(self, a: Part, b: Part, steps: Steps) -> _Found:
        yield from self._values.keywords(a, b, (*LENGTHS, "uniqueItems"), steps)
        olds, newer = (p.schema.get("prefixItems", []) for p in (a, b))
        for index in range(min(len(olds), len(newer))):
            places = a.at("prefixItems", index), b.at("prefixItems", index)
            inner = (*steps, Step(index, a.url, b.url))
            yield self._below(places, inner, (False, False))
        rests = [part.schema.get("items", True) for part in (a, b)]
        name = name_of(a, b)
        if len(olds) != len(newer):
            said = f"{name}: {len(newer)} items have a place of their own, and had {len(olds)}"
            yield Change("tuple-changed", said, a.url, b.url, *self._whole(a, b), steps)
        elif all(isinstance(rest, dict) for rest in rests):
            places = a.at("items"), b.at("items")
            inner = (*steps, Step(len(olds), a.url, b.url))
            yield self._below(places, inner, (False, False))
        elif rests[0] != rests[1]:
            said = f"{name}: what further items are is another"
            yield Change("items-changed", said, a.url, b.url, *self._whole(a, b), steps)


def _overlap(shape: Shape) -> bool:
    """Tell whether choices overlap; of what is not decided that is not said."""
    try:
        return bool(shape.overlaps)
    except Unsupported:
        return False


def _is_object(part: Part) -> bool:
    return part.kinds == {"object"} and not {"oneOf", "anyOf", "enum", "const"} & {*part.schema}


def _with(shapes: Shapes, part: Part, keys: tuple[str, ...]) -> Shape:
    """Give the objects of a part that have no other keys than some."""
    members = {}
    rest = shapes.of(part.schema.get("additionalProperties", True))
    for key in keys:
        required = key in part.required
        if key in part.members:
            members[key] = Member(shapes.at(part.at("properties", key)), required)
        elif rest is not NOTHING or required:
            members[key] = Member(rest, required)
    return Shape(objects=[ObjectForm(members, None)])


def _others(shapes: Shapes, part: Part) -> Shape:
    """Give the objects of a part that have none of its known keys."""
    rest = shapes.of(part.schema.get("additionalProperties", True))
    names = (
        shapes.of(part.schema["propertyNames"]).texts if "propertyNames" in part.schema else None
    )
    return Shape(objects=[ObjectForm({}, None if rest is NOTHING else rest, names)])


def _parts(part: Part, keyword: str, resolve: Resolve) -> list[Part]:
    return [part_at(part.at(keyword, i), resolve) for i in range(len(part.schema[keyword]))]


def _retold(was: dict[str, Part], now: dict[str, Part]) -> dict[str, Part]:
    """Give old branches the constants that those of the same title have now, where one has it."""
    gone = {tag: part.title for tag, part in was.items() if tag not in now and part.title}
    come = {part.title: tag for tag, part in now.items() if tag not in was}
    alone = {title for title in gone.values() if [*gone.values()].count(title) == 1}
    tags = {tag: come[title] for tag, title in gone.items() if title in come and title in alone}
    return {tags.get(tag, tag): part for tag, part in was.items()}


def _told(tag: dict[str, Any], keys: set[str]) -> str:
    return ", ".join(f"{key} {show(tag[key])}" for key in sorted(keys))


__all__ = ["Change", "Step", "Steps", "Walk"]
