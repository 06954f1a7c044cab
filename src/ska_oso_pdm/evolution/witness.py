"""Whether a shape has a value that none of some others has: proved, or shown by a smallest one.

The search is complete for what shapes can say. To be outside of a form of objects, an object has a
key whose value is outside, lacks a required key, or has one that is not known; to be outside of
several forms it has to be outside of each in one of these ways. Arrays are alike. So each question
about a whole leads to the same question about parts, down to numbers and texts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import combinations, islice
from typing import Any, Final, NamedTuple

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

MOST_STEPS = 50_000
"""How many parts are looked at for one question."""


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
_MOST_TRIED = 100


class _Wanted(NamedTuple):
    """What is looked for in an array.

    Attributes:
        items: what stands at the first places; those after the least length are free.
        least: least number of items.
        most: greatest number of items; None where there is none.
        repeats: whether an item has to be there twice.
    """

    items: list[_Field]
    least: int
    most: int | None
    repeats: bool = False

    def at(self, index: int, form: ArrayForm) -> _Field:
        """Give what is looked for at a place of an array of a form."""
        return self.items[index] if index < len(self.items) else _Field(form.at(index), (), None)


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

    def _outside(self, shape: Shape, others: Others = ()) -> Any:
        if shape in others or ANYTHING in others:
            return NO_VALUE
        key = shape, others
        if key not in self._found:
            self._found[key] = _smallest(self._values(shape, others))
        return self._found[key]

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
                name: _Field(member.shape, (), member.required)
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

    def _object(self, form: ObjectForm, fields: _Fields, against: Sequence[ObjectForm]) -> Any:
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
        return _smallest(found)

    def _built(self, fields: _Fields) -> Any:
        made = {}
        for name, field in fields.items():
            if field.present:
                made[name] = self._outside(field.shape, field.others)
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
                shape = form.at(name).shape
                field = _Field(shape, (), present=None if shape is NOTHING else False)
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
        self, form: ObjectForm, fields: _Fields, other: ObjectForm
    ) -> Iterator[tuple[_Fields, bool]]:
        rest = form.rest
        assert rest is not None
        taken = {*fields, *other.members}
        name = _new_name(form, None, taken)
        if name is not None:
            inside = () if other.rest is None else (other.rest,)
            if self._outside(rest, inside) is not NO_VALUE:
                yield {**fields, name: _Field(rest, inside, present=True)}, True
        if other.names is not None:
            name = _new_name(form, other, taken)
            if name is not None and self._outside(rest) is not NO_VALUE:
                yield {**fields, name: _Field(rest, (), present=True)}, True

    # --- arrays

    def _array(self, form: ArrayForm, against: Sequence[ArrayForm]) -> Any:
        items = [_Field(shape, (), None) for shape in form.first]
        return self._items(form, _Wanted(items, form.shortest, form.longest), against)

    def _items(self, form: ArrayForm, wanted: _Wanted, against: Sequence[ArrayForm]) -> Any:
        """Give an array outside of all forms; of `items` those after the least length are free."""
        self._step()
        if wanted.most is not None and wanted.least > wanted.most:
            return NO_VALUE
        if not against:
            return self._filled(form, wanted)
        other, *further = against
        ways = _ways_out_of_array(form, wanted, other)
        return _smallest([self._items(form, way, further) for way in ways])

    def _filled(self, form: ArrayForm, wanted: _Wanted) -> Any:
        if wanted.repeats:
            return self._repeating(form, wanted)
        fields = [wanted.at(index, form) for index in range(wanted.least)]
        if form.unique:
            choices = [[*islice(self._several(field), len(fields))] for field in fields]
            return _different(choices)
        made = [self._outside(field.shape, field.others) for field in fields]
        return NO_VALUE if NO_VALUE in made else made

    def _several(self, field: _Field) -> Iterator[Any]:
        """Yield values, each another one, as many as there are."""
        others = field.others
        while (value := self._outside(field.shape, others)) is not NO_VALUE:
            self._step()
            yield value
            others = (*others, constant(value))

    def _repeating(self, form: ArrayForm, wanted: _Wanted) -> Any:
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
        return _smallest(found)

    def _common(self, one: _Field, two: _Field) -> Any:
        """Give a value that two fields may have."""
        if one == two:
            return self._outside(one.shape, one.others)
        if self._apartness.of(one.shape, two.shape):
            return NO_VALUE
        for number, value in enumerate(self._several(one)):
            this = constant(value)
            is_in = self._outside(this, (two.shape,)) is NO_VALUE
            if is_in and self._outside(this, two.others) is not NO_VALUE:
                return value
            if number == _MOST_TRIED:
                raise Unsupported("arrays with equal items that are hard to find")
        return NO_VALUE


def _different(choices: list[list[Any]]) -> Any:
    """Choose one of each list, all different; of so many lists as many values each are enough."""
    taken: dict[str, int] = {}

    def place(index: int, tried: set[str]) -> bool:
        for value in choices[index]:
            text = _text(value)
            if text not in tried:
                tried.add(text)
                if text not in taken or place(taken[text], tried):
                    taken[text] = index
                    return True
        return False

    if not all(place(index, set()) for index in range(len(choices))):
        return NO_VALUE
    texts = {index: text for text, index in taken.items()}
    by_text = [{_text(value): value for value in values} for values in choices]
    return [by_text[index][texts[index]] for index in range(len(choices))]


def _ways_out_of_array(form: ArrayForm, wanted: _Wanted, other: ArrayForm) -> Iterator[_Wanted]:
    """Yield what is wanted of an array that is outside of a form."""
    least, most = wanted.least, wanted.most
    if other.shortest > least:
        below = other.shortest - 1
        yield wanted._replace(most=below if most is None else min(most, below))
    if other.most is not None:
        yield wanted._replace(least=max(least, other.most + 1))
    if other.unique and not form.unique:
        yield wanted._replace(least=max(least, 2), repeats=True)
    last = max(len(wanted.items), len(other.first)) + (form.rest is not None)
    for index in range(last if most is None else min(last, most)):
        if (form.rest is None and index >= len(form.first)) or other.at(index) is NOTHING:
            continue  # too long for one of them, of which lengths have told
        items = [wanted.at(place, form) for place in range(max(index + 1, len(wanted.items)))]
        field, inside = items[index], other.at(index)
        if inside is not field.shape:
            items[index] = field._replace(others=(*field.others, inside))
            yield wanted._replace(items=items, least=max(least, index + 1))


def _is_tag(member: Member | None) -> bool:
    return member is not None and member.required and any(t.listed for t in member.shape.texts)


def _new_name(form: ObjectForm, other: ObjectForm | None, taken: set[str]) -> str | None:
    """Give a key that nobody knows: allowed by one form, and if there is another, not by that."""
    ours = ANYTHING.texts if form.names is None else form.names
    theirs = [] if other is None or other.names is None else [other.names]
    names = [*islice((n for n in distinct_texts(ours, theirs) if n not in taken), 2)]
    return max(names, key=bool) if names else None  # rather not the empty one


def _smallest(values: Any) -> Any:
    """Give the value with the shortest text; `NO_VALUE` where there is none."""
    found = [value for value in values if value is not NO_VALUE]
    return min(found, key=lambda value: len(_text(value))) if found else NO_VALUE


def _text(value: Any) -> str:
    """Write a value so that equal ones have equal texts, `1` and `1.0` too."""
    if isinstance(value, list):
        return f"[{', '.join(map(_text, value))}]"
    if isinstance(value, dict):
        members = sorted(f"{json.dumps(key)}: {_text(part)}" for key, part in value.items())
        return f"{{{', '.join(members)}}}"
    whole = isinstance(value, float) and value.is_integer()
    return json.dumps(int(value) if whole else value, ensure_ascii=False)
