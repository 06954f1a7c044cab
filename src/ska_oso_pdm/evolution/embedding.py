"""A value in a document: the smallest one that has it at a place, for people and for validators."""

from __future__ import annotations

from typing import Any

from ska_oso_pdm.evolution.change import MAP_KEY
from ska_oso_pdm.evolution.shapes import NOTHING, ArrayForm, Shape, Shapes
from ska_oso_pdm.evolution.unsupported import Unsupported
from ska_oso_pdm.evolution.wanted import NO_VALUE
from ska_oso_pdm.evolution.witness import Search


class Embedding:
    """Makes smallest documents by one set of schemas.

    Args:
        shapes: of these schemas.
        search: finds values.
    """

    def __init__(self, shapes: Shapes, search: Search) -> None:
        self._shapes, self._search = shapes, search

    def completed(self, url: str, given: dict[str, Any]) -> dict[str, Any]:
        """Give a smallest object of the schema at a URL that has some keys with some values."""
        form = _only(self._shapes.at(url).objects, url)
        made = {
            name: given[name] if name in given else self._value(member.shape)
            for name, member in form.members.items()
            if member.required or name in given
        }
        return {**made, **given}

    def within(self, steps: list[tuple[str | int | None, str]], value: Any) -> Any:
        """Give a smallest whole that has a value where some steps lead.

        Args:
            steps: key or index of each part, and the URL of what it is a part of.
            value: what stands at the end.
        """
        for key, url in reversed(steps):
            if isinstance(key, str):
                value = self.completed(url, {MAP_KEY if key == "*" else key: value})
            elif key is not None:
                value = self._array(_only(self._shapes.at(url).arrays, url), key, value)
        return value

    def _array(self, form: ArrayForm, index: int, value: Any) -> list[Any]:
        length = max(form.shortest, index + 1)
        return [value if i == index else self._value(_item(form, i)) for i in range(length)]

    def _value(self, shape: Shape) -> Any:
        value = self._search.outside(shape)
        if value is NO_VALUE:
            raise Unsupported("a part that no value fits")
        return value


def _item(form: ArrayForm, index: int) -> Shape:
    return form.first[index] if index < len(form.first) else form.rest or NOTHING


def _only(forms: tuple[Any, ...], url: str) -> Any:
    if len(forms) != 1:
        raise Unsupported(f"{url} has several forms")
    return forms[0]
