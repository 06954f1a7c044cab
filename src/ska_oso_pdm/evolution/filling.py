"""Values that say something: whatever may be there is there, so that a step has to deal with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ska_oso_pdm.evolution.numbers import distinct_numbers
from ska_oso_pdm.evolution.shapes import ArrayForm, ObjectForm, Shape
from ska_oso_pdm.evolution.texts import distinct_texts
from ska_oso_pdm.evolution.unsupported import Unsupported

_TRIED = 3
"""Texts and numbers that are looked at for one that is not empty, or zero."""

_DEEPEST = 30


def filled(shape: Shape, depth: int = 0) -> Any:
    """Give a value of a shape: of an object with all of its keys, of a list with an item.

    Raises:
        Unsupported: for shapes without a value, or those that are parts of themselves.
    """
    if depth > _DEEPEST:
        raise Unsupported("values that are parts of themselves")
    for form in shape.objects:
        return _object(form, depth)
    for array in shape.arrays:
        return _array(array, depth)
    scalars = list(_scalars(shape))
    telling = [value for value in scalars if value]
    if telling or scalars:
        return (telling or scalars)[0]
    if shape.null:
        return None
    raise Unsupported("a part that no value fits")


def _object(form: ObjectForm, depth: int) -> dict[str, Any]:
    made = {}
    for name, member in form.members.items():
        try:
            made[name] = filled(member.shape, depth + 1)
        except Unsupported:
            if member.required:
                raise
    if not form.members and form.rest is not None:
        made["a"] = filled(form.rest, depth + 1)
    return made


def _array(form: ArrayForm, depth: int) -> list[Any]:
    least = max(form.shortest, 0 if form.longest == 0 else 1)
    if form.unique and least > 1:
        raise Unsupported("lists of different items")
    shapes = [*form.first[:least], *[form.rest] * (least - len(form.first))]
    return [filled(one, depth + 1) for one in shapes if one is not None]


def _scalars(shape: Shape) -> Iterator[Any]:
    numbers, texts = distinct_numbers(shape.numbers, ()), distinct_texts(shape.texts, ())
    for values in (texts, numbers):
        for _, value in zip(range(_TRIED), values):
            yield value
    yield from sorted(shape.booleans, reverse=True)
