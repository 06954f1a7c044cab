"""Hypothesis strategies for documents, and for texts of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.testing.chance import Chance
from ska_oso_pdm.testing.documents import CURRENT, MOST, made, schema_id
from ska_oso_pdm.testing.spelling import spelled

T = TypeVar("T")


def documents(
    entity: str, version: str = CURRENT, *, consistent: bool = True, most: int = MOST
) -> SearchStrategy[dict[str, Any]]:
    """Give a strategy for documents of an entity and layout, as parsed JSON.

    Every document is valid for its schema and recognised as what it is; it has the label of its
    layout, which 0.0 need not have. Every optional key, branch of a union and member of an enum
    occurs; numbers are of both JSON kinds, `-0.0` among them. Failing ones become smaller.

    Args:
        entity: for example `sbd`.
        version: of the layout, for example `0.6`; `current` is the newest.
        consistent: whether what the schema cannot say holds as well, as far as a document needs it
            to mean something: identifiers are there once and links lead somewhere; a block has the
            sections of one telescope; a scan has one receiver band, and its windows lie in it;
            positions, units and durations are plausible; orbits have their checksum. Without it,
            all that the schema allows is made.
        most: how many items an array or a map has at most, unless the schema wants more.

    Raises:
        SchemaNotFoundError: when there are no such documents.
    """
    return _documents(schema_id(entity, version), consistent, most)


def texts(
    entity: str, version: str = CURRENT, *, consistent: bool = True, most: int = MOST
) -> SearchStrategy[str]:
    """Give a strategy for documents as JSON texts, in all spellings that JSON has.

    `1` is `1.0` or `1e0` as well, where an integer is wanted too; texts have escapes, white space
    stands between all tokens, keys in any order. What a text says is a document of `documents`.

    Args:
        entity: for example `sbd`.
        version: of the layout, for example `0.6`; `current` is the newest.
        consistent: as for `documents`.
        most: likewise.

    Raises:
        SchemaNotFoundError: when there are no such documents.
    """
    return _texts(schema_id(entity, version), consistent, most)


@st.composite
def _documents(draw: DrawFn, schema: SchemaId, consistent: bool, most: int) -> dict[str, Any]:
    return made(schema, _Drawn(draw), consistent=consistent, most=most)


@st.composite
def _texts(draw: DrawFn, schema: SchemaId, consistent: bool, most: int) -> str:
    chance = _Drawn(draw)
    return spelled(made(schema, chance, consistent=consistent, most=most), chance)


def _called(make: Callable[[], T]) -> T:
    return make()


@cache
def _below(number: int) -> SearchStrategy[int]:
    return st.integers(0, number - 1)


class _Drawn(Chance):
    """Choices that Hypothesis makes, and makes smaller."""

    def __init__(self, draw: DrawFn) -> None:
        self._draw = draw

    def below(self, number: int) -> int:
        """Choose a whole number from 0 to one less than the given one."""
        return self._draw(_below(number)) if number > 1 else 0

    def part(self, make: Callable[[], T]) -> T:
        """Make a part that Hypothesis can leave out or make anew by itself."""
        return self._draw(st.just(make).map(_called))
