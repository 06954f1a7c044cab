"""What a schema allows, as sets of values: for each kind of JSON value, which ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from ska_oso_pdm.evolution.numbers import Interval, point
from ska_oso_pdm.evolution.texts import Texts
from ska_oso_pdm.evolution.unsupported import Unsupported

Schema = dict[str, Any]


class Shape:
    """A set of JSON values, by kind. Shapes are compared by identity; they never change.

    Attributes:
        null: whether null is one.
        booleans: which of true and false are.
        numbers: intervals of numbers.
        texts: sets of texts.
        arrays: forms of arrays.
        objects: forms of objects.
    """

    __slots__ = ("arrays", "booleans", "null", "numbers", "objects", "texts")

    def __init__(
        self,
        *,
        null: bool = False,
        booleans: frozenset[bool] = frozenset(),
        numbers: Sequence[Interval] = (),
        texts: Sequence[Texts] = (),
        arrays: Sequence[ArrayForm] = (),
        objects: Sequence[ObjectForm] = (),
    ) -> None:
        self.null, self.booleans = null, booleans
        self.numbers, self.texts = tuple(numbers), tuple(texts)
        self.arrays, self.objects = tuple(arrays), tuple(objects)


class Member(NamedTuple):
    """What is said of a key: the values at it, and whether it has to be there."""

    shape: Shape
    required: bool


class ObjectForm(NamedTuple):
    """Objects with certain keys.

    Attributes:
        members: what is said of each known key.
        rest: what stands at any other key; None where there is none.
        names: what other keys look like; None where anything goes.
        title: what such an object is called.
    """

    members: dict[str, Member]
    rest: Shape | None
    names: Sequence[Texts] | None = None
    title: str = ""


class ArrayForm(NamedTuple):
    """Arrays.

    Attributes:
        first: what stands at the first places, one after the other.
        rest: what stands at each further place; None where there is none.
        shortest: least number of items.
        longest: greatest number of items; None where there is none.
        unique: whether no item equals another.
    """

    first: tuple[Shape, ...]
    rest: Shape | None
    shortest: int = 0
    longest: int | None = None
    unique: bool = False


ANYTHING = Shape(
    null=True, booleans=frozenset({True, False}), numbers=[Interval()], texts=[Texts()]
)
ANYTHING.arrays = (ArrayForm((), ANYTHING),)
ANYTHING.objects = (ObjectForm({}, ANYTHING),)
NOTHING = Shape()

_ANNOTATIONS = frozenset(
    "$schema $id $defs $comment title description default examples deprecated readOnly writeOnly "
    "format".split()
)
_OF_KIND = {
    "number": frozenset("minimum maximum exclusiveMinimum exclusiveMaximum".split()),
    "string": frozenset("pattern minLength maxLength".split()),
    "array": frozenset("items prefixItems minItems maxItems uniqueItems".split()),
    "object": frozenset("properties required additionalProperties propertyNames".split()),
}
_OF_KINDS = frozenset().union(*_OF_KIND.values())
_EVERY = frozenset("null boolean number string array object".split())


def union(shapes: Sequence[Shape]) -> Shape:
    """Give the values that are in one of some shapes at least."""
    if len(shapes) == 1:
        return shapes[0]
    return Shape(
        null=any(shape.null for shape in shapes),
        booleans=frozenset().union(*(shape.booleans for shape in shapes)),
        numbers=[one for shape in shapes for one in shape.numbers],
        texts=[one for shape in shapes for one in shape.texts],
        arrays=[one for shape in shapes for one in shape.arrays],
        objects=[one for shape in shapes for one in shape.objects],
    )


class Shapes:
    """Reads shapes from schemas, each part once.

    Args:
        resolve: gives the schema at a URL with fragment.
        is_open: whether objects may have more keys than are known, as our readers allow.
        label: tells the text that stands for a constant: one in all versions, for a label.
    """

    def __init__(
        self,
        resolve: Callable[[str], Schema],
        *,
        is_open: bool = False,
        label: Callable[[str], str] = str,
    ) -> None:
        self.resolve, self._is_open, self._label = resolve, is_open, label
        self._at: dict[str, Shape | None] = {}

    def at(self, url: str) -> Shape:
        """Give the shape of the schema at a URL.

        Raises:
            Unsupported: for what is outside of what is decided.
        """
        if url not in self._at:
            self._at[url] = None
            self._at[url] = self.of(self.resolve(url))
        found = self._at[url]
        if found is None:
            raise Unsupported(f"{url} is a part of itself")
        return found

    def of(self, schema: Schema | bool) -> Shape:
        """Give the shape of a schema.

        Raises:
            Unsupported: for what is outside of what is decided.
        """
        if isinstance(schema, bool):
            return ANYTHING if schema else NOTHING
        said = {key for key in schema if key not in _ANNOTATIONS and not key.startswith("x-")}
        kinds = _kinds(schema)
        for keyword in ("$ref", "anyOf", "oneOf"):
            if keyword in said:
                if said - {keyword, "type"}:
                    raise Unsupported(f"{keyword} beside {', '.join(sorted(said - {keyword}))}")
                return _only(kinds, self._branches(schema, keyword))
        if "const" in said or "enum" in said:
            return self._listed(schema, kinds, said - {"type", "const", "enum"})
        if unknown := said - _OF_KINDS - {"type"}:
            raise Unsupported(f"the keyword {', '.join(sorted(unknown))}")
        return Shape(
            null="null" in kinds,
            booleans=frozenset({True, False} if "boolean" in kinds else ()),
            numbers=[*_intervals(schema, kinds)],
            texts=[_texts(schema)] if "string" in kinds else (),
            arrays=[self._array(schema)] if "array" in kinds else (),
            objects=[self._object(schema)] if "object" in kinds else (),
        )

    def _branches(self, schema: Schema, keyword: str) -> Shape:
        if keyword == "$ref":
            return self.at(schema["$ref"])
        shapes = [self.of(branch) for branch in schema[keyword]]
        if keyword == "oneOf" and not _are_apart(shapes):
            raise Unsupported("oneOf whose branches have no tag that tells them apart")
        return union(shapes)

    def _listed(self, schema: Schema, kinds: frozenset[str], beside: set[str]) -> Shape:
        values = [schema["const"]] if "const" in schema else schema["enum"]
        plain = {key: part for key, part in schema.items() if key in beside | {"type"}}
        allowed = self.of(plain)
        texts = [self._label(v) for v in values if isinstance(v, str) and _has_text(allowed, v)]
        numbers = [point(v) for v in values if _is_number(v) and _has_number(allowed, v)]
        if any(isinstance(value, (list, dict)) for value in values):
            raise Unsupported("a constant that is an array or an object")
        booleans = frozenset(v for v in values if isinstance(v, bool) and "boolean" in kinds)
        return Shape(
            null=None in values and "null" in kinds,
            booleans=booleans,
            numbers=numbers,
            texts=[Texts(frozenset(texts))] if texts else (),
        )

    def _array(self, schema: Schema) -> ArrayForm:
        rest = self.of(schema.get("items", True))
        return ArrayForm(
            tuple(map(self.of, schema.get("prefixItems", ()))),
            None if rest is NOTHING else rest,
            schema.get("minItems", 0),
            schema.get("maxItems"),
            schema.get("uniqueItems", False),
        )

    def _object(self, schema: Schema) -> ObjectForm:
        required = schema.get("required", ())
        rest = self.of(schema.get("additionalProperties", True))
        if rest is NOTHING and self._is_open:
            rest = ANYTHING
        members = {
            name: Member(self.of(part), name in required)
            for name, part in schema.get("properties", {}).items()
        }
        for name in required:
            members.setdefault(name, Member(rest, required=True))
        names = self.of(schema["propertyNames"]).texts if "propertyNames" in schema else None
        title = schema.get("title", "")
        return ObjectForm(members, None if rest is NOTHING else rest, names, title)


def _kinds(schema: Schema) -> frozenset[str]:
    told = schema.get("type", ())
    names = [told] if isinstance(told, str) else told
    return frozenset("number" if name == "integer" else name for name in names) or _EVERY


def _only(kinds: frozenset[str], shape: Shape) -> Shape:
    """Give the values of a shape that are of some kinds."""
    if kinds == _EVERY:
        return shape
    return Shape(
        null=shape.null and "null" in kinds,
        booleans=shape.booleans if "boolean" in kinds else frozenset(),
        numbers=shape.numbers if "number" in kinds else (),
        texts=shape.texts if "string" in kinds else (),
        arrays=shape.arrays if "array" in kinds else (),
        objects=shape.objects if "object" in kinds else (),
    )


def _intervals(schema: Schema, kinds: frozenset[str]) -> Iterator[Interval]:
    if "number" not in kinds:
        return
    told = schema.get("type", "number")
    names = [told] if isinstance(told, str) else told
    low, open_low = _bound(schema, "inimum", max)
    high, open_high = _bound(schema, "aximum", min)
    yield Interval(
        low, high, open_low, open_high, integral="integer" in names and "number" not in names
    )


def _bound(schema: Schema, name: str, tighter: Callable[..., Any]) -> tuple[Any, bool]:
    """Give the tighter one of a bound that is inside and one that is outside."""
    closed, opened = schema.get(f"m{name}"), schema.get(f"exclusiveM{name}")
    if opened is None:
        return closed, False
    if closed is None:
        return opened, True
    return tighter(closed, opened), tighter(closed, opened) == opened


def _texts(schema: Schema) -> Texts:
    return Texts(None, schema.get("pattern"), schema.get("minLength", 0), schema.get("maxLength"))


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _has_text(shape: Shape, text: str) -> bool:
    return any(text in texts for texts in shape.texts)


def _has_number(shape: Shape, number: float) -> bool:
    return any(number in interval for interval in shape.numbers)


def _are_apart(shapes: Sequence[Shape]) -> bool:
    """Tell whether no value is in two of some shapes, by kinds and tags."""
    for kind in ("null", "booleans", "numbers", "texts", "arrays"):
        if sum(bool(getattr(shape, kind)) for shape in shapes) > 1:
            return False
    forms = [form for shape in shapes for form in shape.objects]
    return all(tags_differ(a, b) for i, a in enumerate(forms) for b in forms[:i])


def tags_differ(a: ObjectForm, b: ObjectForm) -> bool:
    """Tell whether no object is of two forms, since a required key has texts of other lists."""
    for name, member in a.members.items():
        other = b.members.get(name)
        if other and member.required and other.required:
            ours, theirs = _tags(member.shape), _tags(other.shape)
            if ours is not None and theirs is not None and ours.isdisjoint(theirs):
                return True
    return False


def _tags(shape: Shape) -> frozenset[str] | None:
    """Give the texts of a shape that has nothing else but a list of them."""
    others = (shape.null, shape.booleans, shape.numbers, shape.arrays, shape.objects)
    if any(others) or any(texts.listed is None for texts in shape.texts):
        return None
    return frozenset().union(*(texts.listed or () for texts in shape.texts))
