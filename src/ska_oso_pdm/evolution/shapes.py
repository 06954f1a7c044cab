"""What a schema allows, as sets of values: for each kind of JSON value, which ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import Any, NamedTuple

from ska_oso_pdm.evolution.apart import Apartness
from ska_oso_pdm.evolution.numbers import Interval, point
from ska_oso_pdm.evolution.texts import Texts
from ska_oso_pdm.evolution.unsupported import TOO_DEEP, Unsupported

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
        overlaps: pairs of shapes; what is in both is no value, since it would be of two choices.
    """

    __slots__ = ("_opened", "arrays", "booleans", "null", "numbers", "objects", "overlaps", "texts")

    def __init__(  # noqa: PLR0913 - the kinds of values that JSON has
        self,
        *,
        null: bool = False,
        booleans: frozenset[bool] = frozenset(),
        numbers: Sequence[Interval] = (),
        texts: Sequence[Texts] = (),
        arrays: Sequence[ArrayForm] = (),
        objects: Sequence[ObjectForm] = (),
        overlaps: Sequence[tuple[Shape, Shape]] = (),
    ) -> None:
        self.null, self.booleans = null, booleans
        self.numbers, self.texts = tuple(numbers), tuple(texts)
        self.arrays, self.objects = tuple(arrays), tuple(objects)
        self.overlaps = tuple(overlaps)
        self._opened: Shape | None = None

    def opened(self) -> Shape:
        """Give the same values, and objects with more keys beside, at any depth: as readers do."""
        if self._opened is None:
            self._opened = Shape(
                null=self.null,
                booleans=self.booleans,
                numbers=self.numbers,
                texts=self.texts,
                arrays=[form.opened() for form in self.arrays],
                objects=[form.opened() for form in self.objects],
                overlaps=[(one.opened(), other.opened()) for one, other in self.overlaps],
            )
        return self._opened


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

    def at(self, name: str) -> Member:
        """Give what is said of a key, known or not."""
        if name in self.members:
            return self.members[name]
        is_name = self.names is None or any(name in texts for texts in self.names)
        return Member(self.rest if self.rest is not None and is_name else NOTHING, required=False)

    def opened(self) -> ObjectForm:
        """Give the same objects, and those with more keys beside."""
        members = {
            name: Member(
                # What has to be there and is not known could not be there before.
                ANYTHING if required and shape is NOTHING else shape.opened(),
                required,
            )
            for name, (shape, required) in self.members.items()
        }
        rest = ANYTHING if self.rest is None else self.rest.opened()
        return self._replace(members=members, rest=rest)


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

    @property
    def most(self) -> int | None:
        """The greatest number of items, also where nothing stands after the first ones."""
        if self.rest is not None:
            return self.longest
        return len(self.first) if self.longest is None else min(self.longest, len(self.first))

    def at(self, index: int) -> Shape:
        """Give what stands at a place."""
        return self.first[index] if index < len(self.first) else self.rest or NOTHING

    def opened(self) -> ArrayForm:
        """Give the same arrays, and those in whose objects are more keys."""
        rest = None if self.rest is None else self.rest.opened()
        return self._replace(first=tuple(shape.opened() for shape in self.first), rest=rest)


ANYTHING = Shape(
    null=True, booleans=frozenset({True, False}), numbers=[Interval()], texts=[Texts()]
)
ANYTHING.arrays = (ArrayForm((), ANYTHING),)
ANYTHING.objects = (ObjectForm({}, ANYTHING),)
ANYTHING._opened = ANYTHING  # which it contains
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
        overlaps=[one for shape in shapes for one in shape.overlaps],
    )


def _overlapping(shape: Shape, overlaps: Sequence[tuple[Shape, Shape]]) -> Shape:
    """Give the values of a shape that are not of both shapes of a pair."""
    return union([shape, Shape(overlaps=overlaps)])


def constant(value: Any) -> Shape:
    """Give the set of one value."""
    if isinstance(value, list):
        items = tuple(map(constant, value))
        return Shape(arrays=[ArrayForm(items, None, len(items), len(items))])
    if isinstance(value, dict):
        members = {name: Member(constant(part), required=True) for name, part in value.items()}
        return Shape(objects=[ObjectForm(members, None)])
    return Shape(
        null=value is None,
        booleans=frozenset({value} if isinstance(value, bool) else ()),
        numbers=[point(value)] if _is_number(value) else (),
        texts=[Texts(frozenset({value}))] if isinstance(value, str) else (),
    )


class Shapes:
    """Reads shapes from schemas, each part once.

    Args:
        resolve: gives the schema at a URL with fragment.
        label: tells the text that stands for a constant: one in all versions, for a label.
    """

    def __init__(
        self,
        resolve: Callable[[str], Schema],
        *,
        label: Callable[[str], str] = str,
    ) -> None:
        self.resolve, self._label = resolve, label
        self._at: dict[str, Shape | None] = {}
        self._apartness = Apartness()

    def at(self, url: str) -> Shape:
        """Give the shape of the schema at a URL.

        Raises:
            Unsupported: for what is outside of what is decided.
        """
        if url not in self._at:
            self._at[url] = None
            try:
                self._at[url] = self.of(self.resolve(url))
            except RecursionError:
                raise Unsupported(TOO_DEEP) from None
            finally:
                if self._at[url] is None:
                    del self._at[url]
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
                only = _names_integers(schema)
                return _only(kinds, self._branches(schema, keyword), integral=only)
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
        united = union(shapes)
        common = [pair for pair in combinations(shapes, 2) if not self._apartness.of(*pair)]
        if any(one.overlaps or other.overlaps for one, other in common):
            raise Unsupported(f"{keyword} of choices that overlap in turn")
        return _overlapping(united, common) if common and keyword == "oneOf" else united

    def _listed(self, schema: Schema, kinds: frozenset[str], beside: set[str]) -> Shape:
        values = schema.get("enum", [schema.get("const")])
        if "const" in schema:
            values = [value for value in values if _same(value, schema["const"])]
        nested = [value for value in values if isinstance(value, (list, dict))]
        if nested and beside:
            raise Unsupported(f"{', '.join(sorted(beside))} beside arrays or objects of a list")
        allowed = self.of({key: part for key, part in schema.items() if key in beside | {"type"}})
        texts = [self._label(v) for v in values if isinstance(v, str) and _has_text(allowed, v)]
        numbers = [point(v) for v in values if _is_number(v) and _has_number(allowed, v)]
        parts = [constant(self._labelled(value)) for value in nested]
        return Shape(
            null=None in values and "null" in kinds,
            booleans=allowed.booleans.intersection(v for v in values if isinstance(v, bool)),
            numbers=numbers,
            texts=[Texts(frozenset(texts))] if texts else (),
            arrays=[form for part in parts for form in part.arrays] if "array" in kinds else (),
            objects=[form for part in parts for form in part.objects] if "object" in kinds else (),
        )

    def _labelled(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._labelled(part) for part in value]
        if isinstance(value, dict):
            return {key: self._labelled(part) for key, part in value.items()}
        return self._label(value) if isinstance(value, str) else value

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
        names = self.of(schema["propertyNames"]).texts if "propertyNames" in schema else None
        members = {
            name: Member(self.of(part), name in required)
            for name, part in schema.get("properties", {}).items()
        }
        for name in required:
            members.setdefault(name, Member(rest, required=True))
        for name, member in members.items():
            if names is not None and not any(name in texts for texts in names):
                members[name] = member._replace(shape=NOTHING)
        title = schema.get("title", "")
        return ObjectForm(members, None if rest is NOTHING else rest, names, title)


def _kinds(schema: Schema) -> frozenset[str]:
    told = schema.get("type", ())
    names = [told] if isinstance(told, str) else told
    return frozenset("number" if name == "integer" else name for name in names) or _EVERY


def _only(kinds: frozenset[str], shape: Shape, *, integral: bool) -> Shape:
    """Give the values of a shape that are of some kinds; of numbers the integers, if need be."""
    if kinds == _EVERY:
        return shape
    numbers = [*shape.numbers] if "number" in kinds else []
    if integral:
        numbers = [interval._replace(integral=True) for interval in numbers]
    return Shape(
        null=shape.null and "null" in kinds,
        booleans=shape.booleans if "boolean" in kinds else frozenset(),
        numbers=numbers,
        texts=shape.texts if "string" in kinds else (),
        arrays=shape.arrays if "array" in kinds else (),
        objects=shape.objects if "object" in kinds else (),
        overlaps=shape.overlaps,
    )


def _intervals(schema: Schema, kinds: frozenset[str]) -> Iterator[Interval]:
    if "number" not in kinds:
        return
    low, open_low = _bound(schema, "inimum", max)
    high, open_high = _bound(schema, "aximum", min)
    yield Interval(low, high, open_low, open_high, integral=_names_integers(schema))


def _names_integers(schema: Schema) -> bool:
    """Tell whether of all numbers only integers are meant."""
    told = schema.get("type", ())
    return told == "integer" or ("integer" in told and "number" not in told)


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


def _same(value: Any, other: Any) -> bool:
    """Tell whether two values are one, as JSON has it: true is not 1."""
    return value == other and isinstance(value, bool) == isinstance(other, bool)
