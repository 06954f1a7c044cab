"""A change: one thing that a schema says otherwise than another, before anybody judges it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, NamedTuple

from ska_oso_pdm.evolution.shapes import Shape, Shapes
from ska_oso_pdm.evolution.unsupported import Unsupported
from ska_oso_pdm.pointers import pointer, tokens

Asks = Literal["", "patch", "minor", "major"]
"""The least bump of the version number that a meaning asks for; none where validity alone tells."""


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
MAP_KEY = "a"
"""The key in a document that is made for a change, where a schema allows any."""


class Change(NamedTuple):
    """Something that is said otherwise.

    Attributes:
        code: what kind of thing; stable, for programs.
        said: a sentence for people.
        old: URL with pointer in the old schemas; of what is new, where it would be.
        new: the same in the new schemas; of what is gone, where it would be.
        before: the values there as the old schema has them, as far as this change goes.
        after: the same as the new schema has them.
        steps: how a document comes there.
        object_at: of a key, the URL of the object in the old and in the new schemas.
        asks: the bump that its meaning asks for, whatever is valid.
        beside: where more is said otherwise of the same values, before and after with all of that
            as the new schema has it, for readers of the old one; None where they are the same.
    """

    code: str
    said: str
    old: str
    new: str
    before: Shape
    after: Shape
    steps: Steps
    object_at: tuple[str, str] = ("", "")
    asks: Asks = ""
    beside: tuple[Shape, Shape] | None = None

    @property
    def key(self) -> str:
        """The key of an old object that it is about; nothing where it is about a value."""
        home = self.object_at[0]
        inner = tokens(self.old.removeprefix(home).lstrip("#")) if self.old and home else []
        return inner[1] if len(inner) == 2 and inner[0] == "properties" else ""

    @property
    def place(self) -> str:
        """JSON pointer to it in a document that is made for it."""
        keys = [MAP_KEY if step.key == "*" else step.key for step in self.steps]
        return pointer([*(key for key in keys if key is not None), *filter(None, (self.key,))])


class Undecided(Shape):
    """Values of which nobody can say what they are; who looks at them is told why."""

    __slots__ = ("_why",)

    def __init__(self, why: str) -> None:
        self._why = why

    def __getattr__(self, name: str) -> Any:
        raise Unsupported(self._why)


def decided(give: Callable[[], Shape]) -> Shape:
    """Give a shape, or one that says why it is not decided."""
    try:
        return give()
    except Unsupported as error:
        return Undecided(str(error))


def shape_at(shapes: Shapes, url: str) -> Shape:
    """Give the shape at a URL, decided or not."""
    return decided(lambda: shapes.at(url))
