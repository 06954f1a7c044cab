"""Whether a shape has a value that none of some others has: proved, or shown by a smallest one.

The search is complete for what shapes can say. To be outside of a form of objects, an object has a
key whose value is outside, lacks a required key, or has one that is not known; to be outside of
several forms it has to be outside of each in one of these ways. Arrays are alike. So each question
about a whole leads to the same question about parts, down to numbers and texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, islice
from typing import Any

from ska_oso_pdm.evolution.apart import Apartness
from ska_oso_pdm.evolution.numbers import number_outside
from ska_oso_pdm.evolution.shapes import (
    ANYTHING,
    NOTHING,
    ArrayForm,
    Member,
    ObjectForm,
    Shape,
    constant,
)
from ska_oso_pdm.evolution.texts import distinct_texts, text_outside
from ska_oso_pdm.evolution.unsupported import Unsupported
from ska_oso_pdm.evolution.wanted import (
    NO_VALUE,
    Field,
    Fields,
    Others,
    Wanted,
    different,
    size,
    smallest,
    ways_out_of_array,
)

MOST_STEPS = 50_000
"""How many parts are looked at for one question."""
_MOST_TRIED = 8
"""How many values of a set are tried where only trying tells."""


class Search:
    """Looks for values; remembers what it has found."""

    def __init__(self) -> None:
        self._found: dict[tuple[Shape, Others], Any] = {}
        self._apartness = Apartness()
        self._steps = 0

    def outside(self, shape: Shape, others: Others = ()) -> Any:
        """Give a smallest value of a shape that no other has; `NO_VALUE` proves there is none.

        Raises:
            Unsupported: for what is not decided, or takes too many steps.
        """
        self._steps = 0
        return self._outside(shape, others)

    def each(self, shape: Shape, others: Others) -> Iterator[Any]:
        """Yield a smallest value that no other has, then those of each kind and form.

        Raises:
            Unsupported: likewise.
        """
        self._steps = 0
        yield self._outside(shape, others)
        if not shape.overlaps and not any(other.overlaps for other in others):
            found = [value for value in self._values(shape, others) if value is not NO_VALUE]
            yield from sorted(found, key=size)

    def _outside(self, shape: Shape, others: Others = ()) -> Any:
        if shape in others or ANYTHING in others:
            return NO_VALUE
        key = shape, others
        if key not in self._found:
            if shape.overlaps or any(other.overlaps for other in others):
                self._found[key] = self._chosen(shape, others)
            else:
                self._found[key] = smallest(self._values(shape, others))
        return self._found[key]

    def _chosen(self, shape: Shape, others: Others) -> Any:
        """Give the same where choices overlap: what is of two choices at once is none of either."""
        for number, value in enumerate(self._united(shape, others)):
            if not self._is_of_two(value, shape):
                return value
            if number == _MOST_TRIED:
                raise Unsupported("choices that no tag tells apart")
        pairs = {pair for other in others for pair in other.overlaps}
        for choice in (shape, *{choice for pair in pairs for choice in pair}):
            for value in self._values(choice, ()):
                if value is not NO_VALUE and self._is_shown(value, shape, others):
                    return value
        if pairs and len([*islice(self._united(shape), 2)]) > 1:
            raise Unsupported("choices that no tag tells apart")
        return NO_VALUE

    def _is_shown(self, value: Any, shape: Shape, others: Others) -> bool:
        return self._is_in(value, shape) and not any(self._is_in(value, one) for one in others)

    def _united(self, shape: Shape, others: Others = ()) -> Iterator[Any]:
        """Yield values as if no choices overlapped, each another one."""
        while (value := smallest(self._values(shape, others))) is not NO_VALUE:
            self._step()
            yield value
            others = (*others, constant(value))

    def _is_of_two(self, value: Any, shape: Shape) -> bool:
        pairs = shape.overlaps
        return any(self._is_in(value, one) and self._is_in(value, other) for one, other in pairs)

    def _is_in(self, value: Any, shape: Shape) -> bool:
        is_in = smallest(self._values(constant(value), (shape,))) is NO_VALUE
        return is_in and not self._is_of_two(value, shape)

    def _step(self) -> None:
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise Unsupported("the schemas differ in too many ways at once")

    def _values(self, shape: Shape, others: Others) -> Iterator[Any]:
        """Yield a smallest value of each kind."""
        if shape.null and not any(other.null for other in others):
            yield None
        yield from self._scalars(shape, others)
        for array in shape.arrays:
            arrays = [form for other in others for form in other.arrays]
            apart = self._apartness.of_arrays
            yield self._array(array, [form for form in arrays if not apart(array, form)])
        for form in shape.objects:
            objects = [one for other in others for one in other.objects]
            against = [one for one in objects if not self._apartness.of_objects(form, one)]
            fields = {
                name: Field(member.shape, (), member.required)
                for name, member in form.members.items()
            }
            yield self._object(form, fields, against)

    def _scalars(self, shape: Shape, others: Others) -> Iterator[Any]:
        """Yield a truth value, a number and a text."""
        yield from sorted(shape.booleans.difference(*(other.booleans for other in others)))
        numbers = number_outside(shape.numbers, [other.numbers for other in others])
        texts = text_outside(shape.texts, [other.texts for other in others])
        yield from (value for value in (numbers, texts) if value is not None)

    # --- objects

    def _object(self, form: ObjectForm, fields: Fields, against: Sequence[ObjectForm]) -> Any:
        self._step()
        if not against:
            return self._built(fields)
        other, *further = against
        found = []
        for changed, restricts in self._ways_out(form, fields, other):
            value = self._object(form, changed, further)
            if value is NO_VALUE:
                continue
            if not restricts:
                return value
            found.append(value)
        return smallest(found)

    def _built(self, fields: Fields) -> Any:
        made = {}
        for name, field in fields.items():
            if field.present:
                made[name] = self._outside(field.shape, field.others)
                if made[name] is NO_VALUE:
                    return NO_VALUE
        return made

    def _ways_out(
        self, form: ObjectForm, fields: Fields, other: ObjectForm
    ) -> Iterator[tuple[Fields, bool]]:
        """Yield fields with which an object is outside of a form; and whether they ask for more."""
        names = dict.fromkeys((*fields, *other.members))
        for name in sorted(names, key=lambda name: not _is_tag(other.members.get(name))):
            field = fields.get(name)
            if field is None:
                shape = form.at(name).shape
                field = Field(shape, (), present=None if shape is NOTHING else False)
            yield from self._ways_at(fields, name, field, other)
        if form.rest is not None:
            yield from self._ways_at_new_keys(form, fields, other)

    def _ways_at(
        self, fields: Fields, name: str, field: Field, other: ObjectForm
    ) -> Iterator[tuple[Fields, bool]]:
        said = other.members.get(name)
        if said is not None and said.required and not field.present:
            yield {**fields, name: field._replace(present=None)}, field.present is not None
        if field.present is None:
            return
        inside = other.at(name).shape
        if inside is field.shape:
            return
        others = field.others
        if inside is not NOTHING and inside not in others:
            others = (*others, inside)
        value = self._outside(field.shape, others)
        if value is NO_VALUE:
            return
        asks = not field.present or value != self._outside(field.shape, field.others)
        yield {**fields, name: field._replace(others=others, present=True)}, asks

    def _ways_at_new_keys(
        self, form: ObjectForm, fields: Fields, other: ObjectForm
    ) -> Iterator[tuple[Fields, bool]]:
        rest = form.rest
        assert rest is not None
        taken = {*fields, *other.members}
        name = _new_name(form, None, taken)
        if name is not None:
            inside = () if other.rest is None else (other.rest,)
            if self._outside(rest, inside) is not NO_VALUE:
                yield {**fields, name: Field(rest, inside, present=True)}, True
        if other.names is not None:
            name = _new_name(form, other, taken)
            if name is not None and self._outside(rest) is not NO_VALUE:
                yield {**fields, name: Field(rest, (), present=True)}, True

    # --- arrays

    def _array(self, form: ArrayForm, against: Sequence[ArrayForm]) -> Any:
        items = [Field(shape, (), None) for shape in form.first]
        return self._items(form, Wanted(items, form.shortest, form.longest), against)

    def _items(self, form: ArrayForm, wanted: Wanted, against: Sequence[ArrayForm]) -> Any:
        """Give an array outside of all forms; of `items` those after the least length are free."""
        self._step()
        if wanted.most is not None and wanted.least > wanted.most:
            return NO_VALUE
        if not against:
            return self._filled(form, wanted)
        other, *further = against
        ways = ways_out_of_array(form, wanted, other)
        return smallest([self._items(form, way, further) for way in ways])

    def _filled(self, form: ArrayForm, wanted: Wanted) -> Any:
        if wanted.repeats:
            return self._repeating(form, wanted)
        fields = [wanted.at(index, form) for index in range(wanted.least)]
        if form.unique:
            choices = [[*islice(self._several(field), len(fields))] for field in fields]
            return different(choices)
        made = [self._outside(field.shape, field.others) for field in fields]
        return NO_VALUE if NO_VALUE in made else made

    def _several(self, field: Field) -> Iterator[Any]:
        """Yield values, each another one, as many as there are."""
        others = field.others
        while (value := self._outside(field.shape, others)) is not NO_VALUE:
            self._step()
            yield value
            others = (*others, constant(value))

    def _repeating(self, form: ArrayForm, wanted: Wanted) -> Any:
        """Give an array in which an item is there twice."""
        longest = max(wanted.least, len(wanted.items) + 2)
        if wanted.most is not None:
            longest = min(longest, wanted.most)
        found = []
        for one, two in combinations(range(longest), 2):
            fields = [wanted.at(index, form) for index in range(max(wanted.least, two + 1))]
            value = self._common(fields[one], fields[two])
            made = [self._outside(field.shape, field.others) for field in fields]
            made[one] = made[two] = value
            found.append(NO_VALUE if NO_VALUE in made else made)
        return smallest(found)

    def _common(self, one: Field, two: Field) -> Any:
        """Give a value that two fields may have."""
        if one == two:
            return self._outside(one.shape, one.others)
        if self._apartness.of(one.shape, two.shape):
            return NO_VALUE
        for number, value in enumerate(self._several(one)):
            if self._is_shown(value, two.shape, two.others):
                return value
            if number == _MOST_TRIED:
                raise Unsupported("arrays with equal items that are hard to find")
        return NO_VALUE


def _is_tag(member: Member | None) -> bool:
    return member is not None and member.required and any(t.listed for t in member.shape.texts)


def _new_name(form: ObjectForm, other: ObjectForm | None, taken: set[str]) -> str | None:
    """Give a key that nobody knows: allowed by one form, and if there is another, not by that."""
    ours = ANYTHING.texts if form.names is None else form.names
    theirs = [] if other is None or other.names is None else [other.names]
    names = [*islice((n for n in distinct_texts(ours, theirs) if n not in taken), 2)]
    return max(names, key=bool) if names else None  # rather not the empty one
