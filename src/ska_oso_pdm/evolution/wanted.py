"""What is looked for: a value that is in a shape and in none of others, at a key or in an array."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from ska_oso_pdm.evolution.shapes import NOTHING, ArrayForm, Shape


class _None:
    """Stands for no value, which null is not."""

    def __repr__(self) -> str:
        return "NO_VALUE"


NO_VALUE: Final = _None()

Others = tuple[Shape, ...]


class Field(NamedTuple):
    """What is looked for at a key: a value of a shape, and of none of others.

    Attributes:
        shape: what the value is.
        others: what it is not.
        present: whether the key has to be there; None where it must not.
    """

    shape: Shape
    others: Others
    present: bool | None


Fields = dict[str, Field]


class Wanted(NamedTuple):
    """What is looked for in an array.

    Attributes:
        items: what stands at the first places; those after the least length are free.
        least: least number of items.
        most: greatest number of items; None where there is none.
        repeats: whether an item has to be there twice.
    """

    items: list[Field]
    least: int
    most: int | None
    repeats: bool = False

    def at(self, index: int, form: ArrayForm) -> Field:
        """Give what is looked for at a place of an array of a form."""
        return self.items[index] if index < len(self.items) else Field(form.at(index), (), None)


def different(choices: list[list[Any]]) -> Any:
    """Choose one of each list, all different; of so many lists as many values each are enough."""
    taken: dict[str, int] = {}

    def place(index: int, tried: set[str]) -> bool:
        for value in choices[index]:
            text = text_of(value)
            if text not in tried:
                tried.add(text)
                if text not in taken or place(taken[text], tried):
                    taken[text] = index
                    return True
        return False

    if not all(place(index, set()) for index in range(len(choices))):
        return NO_VALUE
    texts = {index: text for text, index in taken.items()}
    by_text = [{text_of(value): value for value in values} for values in choices]
    return [by_text[index][texts[index]] for index in range(len(choices))]


def ways_out_of_array(form: ArrayForm, wanted: Wanted, other: ArrayForm) -> Iterator[Wanted]:
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


def smallest(values: Any) -> Any:
    """Give the value with the shortest text; `NO_VALUE` where there is none."""
    found = [value for value in values if value is not NO_VALUE]
    return min(found, key=size) if found else NO_VALUE


def size(value: Any) -> int:
    """Give the length of the text of a value."""
    return len(text_of(value))


def text_of(value: Any) -> str:
    """Write a value so that equal ones have equal texts, `1` and `1.0` too."""
    if isinstance(value, list):
        return f"[{', '.join(map(text_of, value))}]"
    if isinstance(value, dict):
        members = sorted(f"{json.dumps(key)}: {text_of(part)}" for key, part in value.items())
        return f"{{{', '.join(members)}}}"
    whole = isinstance(value, float) and value.is_integer()
    return json.dumps(int(value) if whole else value, ensure_ascii=False)
