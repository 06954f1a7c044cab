"""Whether a shape has a value that none of some others has: proved, or shown by a smallest one.

The search is complete for what shapes can say. To be outside of a form of objects, an object has a
key whose value is outside, lacks a required key, or has one that is not known; to be outside of
several forms it has to be outside of each in one of these ways. Arrays are alike. So each question
about a whole leads to the same question about parts, down to numbers and texts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, Final, NamedTuple

from ska_oso_pdm.evolution.numbers import distinct_numbers
from ska_oso_pdm.evolution.shapes import (
    ANYTHING,
    NOTHING,
    ArrayForm,
    Member,
    ObjectForm,
    Shape,
    tags_differ,
)
from ska_oso_pdm.evolution.texts import distinct_texts
from ska_oso_pdm.evolution.unsupported import Unsupported

MOST_STEPS = 200_000


class _None:
    """Stands for no value, which null is not."""

    def __repr__(self) -> str:
        return "NO_VALUE"


NO_VALUE: Final = _None()

Others = tuple[Shape, ...]


class _Field(NamedTuple):
    """What is looked for at a key: a value of a shape, and of none of others.

    Attributes:
        shape: what the value is.
        others: what it is not.
        present: whether the key has to be there; None where it must not.
    """

    shape: Shape
    others: Others
    present: bool | None


_Fields = dict[str, _Field]


class Search:
    """Looks for values; remembers what it has found."""

    def __init__(self) -> None:
        self._found: dict[tuple[Shape, Others], Any] = {}
        self._steps = 0

    def outside(self, shape: Shape, others: Others = ()) -> Any:
        """Give a smallest value of a shape that none of others has; `NO_VALUE` proves there is none.

        Raises:
            Unsupported: for what is not decided, or takes too many steps.
        """
        if shape in others or ANYTHING in others:
            return NO_VALUE
        key = shape, others
        if key not in self._found:
            self._steps += 1
            if self._steps > MOST_STEPS:
                raise Unsupported("the schemas differ in too many ways at once")
            self._found[key] = _smallest(self._values(shape, others))
        return self._found[key]

    def _values(self, shape: Shape, others: Others) -> Iterator[Any]:
        """Yield a smallest value of each kind."""
        if shape.null and not any(other.null for other in others):
            yield None
        yield from self._scalars(shape, others, 1)
        for array in shape.arrays:
            yield self._array(array, [form for other in others for form in other.arrays])
        for form in shape.objects:
            against = [
                one for other in others for one in other.objects if not tags_differ(form, one)
            ]
            fields = {
                name: _Field(member.shape, (), member.required)
                for name, member in form.members.items()
            }
            yield self._object(form, fields, against)

    def _scalars(self, shape: Shape, others: Others, most: int) -> Iterator[Any]:
        """Yield so many numbers, texts and booleans at most, each another one."""
        for value in sorted(shape.booleans.difference(*(other.booleans for other in others))):
            yield value
        numbers = distinct_numbers(shape.numbers, [other.numbers for other in others])
        yield from islice(numbers, most)
        texts = distinct_texts(shape.texts, [other.texts for other in others])
        yield from islice(texts, most)

    # --- objects

    def _object(self, form: ObjectForm, fields: _Fields, against: Sequence[ObjectForm]) -> Any:
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
        return _smallest(found)

    def _built(self, fields: _Fields) -> Any:
        made = {}
        for name, field in fields.items():
            if field.present:
                made[name] = self.outside(field.shape, field.others)
                if made[name] is NO_VALUE:
                    return NO_VALUE
        return made

    def _ways_out(
        self, form: ObjectForm, fields: _Fields, other: ObjectForm
    ) -> Iterator[tuple[_Fields, bool]]:
        """Yield fields with which an object is outside of a form; and whether they ask for more."""
        names = dict.fromkeys((*fields, *other.members))
        for name in sorted(names, key=lambda name: not _is_tag(other.members.get(name))):
            field = fields.get(name)
            if field is None:
                field = _Field(form.rest or NOTHING, (), present=False if form.rest else None)
                if form.rest and not _is_name(form, name):
                    field = field._replace(present=None)
            yield from self._ways_at(fields, name, field, other)
        if form.rest is not None:
            yield from self._ways_at_new_keys(form, fields, other)

    def _ways_at(
        self, fields: _Fields, name: str, field: _Field, other: ObjectForm
    ) -> Iterator[tuple[_Fields, bool]]:
        said = other.members.get(name)
        if said is not None and said.required and not field.present:
            yield {**fields, name: field._replace(present=None)}, field.present is not None
        if field.present is None:
            return
        if said is None and other.rest is None:
            inside: Others = ()
        elif said is None and not _is_name(other, name):
            inside = ()
        else:
            inside = (said.shape if said else other.rest or NOTHING,)
        if inside and inside[0] is field.shape:
            return
        others = (*field.others, *(one for one in inside if one not in field.others))
        value = self.outside(field.shape, others)
        if value is NO_VALUE:
            return
        asks = not field.present or value != self.outside(field.shape, field.others)
        yield {**fields, name: field._replace(others=others, present=True)}, asks

    def _ways_at_new_keys(
        self, form: ObjectForm, fields: _Fields, other: ObjectForm
    ) -> Iterator[tuple[_Fields, bool]]:
        rest = form.rest
        assert rest is not None
        taken = {*fields, *other.members}
        name = _new_name(form, None, taken)
        if name is not None:
            inside = () if other.rest is None else (other.rest,)
            if self.outside(rest, inside) is not NO_VALUE:
                yield {**fields, name: _Field(rest, inside, present=True)}, True
        if other.names is not None:
            name = _new_name(form, other, taken)
            if name is not None and self.outside(rest) is not NO_VALUE:
                yield {**fields, name: _Field(rest, (), present=True)}, True

    # --- arrays

    def _array(self, form: ArrayForm, against: Sequence[ArrayForm]) -> Any:
        items = [_Field(shape, (), None) for shape in form.first]
        return self._items(form, items, (form.shortest, form.longest), against)

    def _items(
        self,
        form: ArrayForm,
        items: list[_Field],
        length: tuple[int, int | None],
        against: Sequence[ArrayForm],
    ) -> Any:
        """Give an array outside of all forms; of `items` those after the least length are free."""
        least, most = length
        if most is not None and least > most:
            return NO_VALUE
        if not against:
            return self._filled(form, items, least)
        other, *further = against
        found = []
        for changed, bounds in _ways_out_of_array(form, items, length, other):
            found.append(self._items(form, changed, bounds, further))
        if other.unique and not form.unique:
            found.append(self._repeating(form, items, length, further))
        return _smallest(found)

    def _filled(self, form: ArrayForm, items: list[_Field], least: int) -> Any:
        made: list[Any] = []
        for index in range(least):
            field = items[index] if index < len(items) else _Field(form.rest or NOTHING, (), None)
            value = NO_VALUE
            for candidate in self._several(field, len(made) + 1 if form.unique else 1):
                if not form.unique or all(_text(candidate) != _text(one) for one in made):
                    value = candidate
                    break
            if value is NO_VALUE:
                if form.unique and self.outside(field.shape, field.others) is not NO_VALUE:
                    raise Unsupported("arrays of different items that are hard to find")
                return NO_VALUE
            made.append(value)
        return made

    def _several(self, field: _Field, most: int) -> Iterator[Any]:
        first = self.outside(field.shape, field.others)
        if first is not NO_VALUE:
            yield first
            if most > 1:
                yield from self._scalars(field.shape, field.others, most)

    def _repeating(
        self,
        form: ArrayForm,
        items: list[_Field],
        length: tuple[int, int | None],
        further: Sequence[ArrayForm],
    ) -> Any:
        """Give an array in which an item is there twice; only where nothing else is asked for."""
        least, most = length
        if further or items or (most is not None and most < 2):
            if further or (items and (most is None or most > 1)):
                raise Unsupported("arrays without equal items beside other forms of arrays")
            return NO_VALUE
        return self._filled(form, items, max(least, 2))


def _ways_out_of_array(
    form: ArrayForm, items: list[_Field], length: tuple[int, int | None], other: ArrayForm
) -> Iterator[tuple[list[_Field], tuple[int, int | None]]]:
    """Yield items and lengths with which an array is outside of a form."""
    least, most = length
    if other.shortest > least:
        below = other.shortest - 1
        yield items, (least, below if most is None else min(most, below))
    limit = other.longest
    if other.rest is None:
        limit = len(other.first) if limit is None else min(limit, len(other.first))
    if limit is not None:
        yield items, (max(least, limit + 1), most)
    last = max(len(items), len(other.first)) + (form.rest is not None)
    for index in range(last):
        if most is not None and index >= most:
            break
        inside = other.first[index] if index < len(other.first) else other.rest
        ours = _padded(items, form, index + 1)
        if inside is None or ours is None:
            continue  # too long for the other, of which lengths have told
        field = ours[index]
        if inside is field.shape:
            continue
        ours[index] = field._replace(others=(*field.others, inside))
        yield ours, (max(least, index + 1), most)


def _padded(items: list[_Field], form: ArrayForm, length: int) -> list[_Field] | None:
    missing = max(0, length - len(items))
    if missing and form.rest is None:
        return None
    return [*items, *[_Field(form.rest or NOTHING, (), None)] * missing]


def _is_tag(member: Member | None) -> bool:
    return member is not None and member.required and any(t.listed for t in member.shape.texts)


def _is_name(form: ObjectForm, name: str) -> bool:
    return form.names is None or any(name in texts for texts in form.names)


def _new_name(form: ObjectForm, other: ObjectForm | None, taken: set[str]) -> str | None:
    """Give a key that nobody knows: allowed by one form, and if there is another, not by that."""
    ours = ANYTHING.texts if form.names is None else form.names
    theirs = [] if other is None or other.names is None else [other.names]
    for name in distinct_texts(ours, theirs):
        if name and name not in taken:
            return name
    return None


def _smallest(values: Any) -> Any:
    """Give the value with the shortest text; `NO_VALUE` where there is none."""
    found = [value for value in values if value is not NO_VALUE]
    return min(found, key=lambda value: len(_text(value))) if found else NO_VALUE


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
