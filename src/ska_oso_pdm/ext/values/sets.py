"""Sets: arrays without repetition in a document, `frozenset` in Python."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from ska_oso_pdm.ext.values.forms import by_value, json_only


class DocumentSet(frozenset[str]):
    """A `frozenset` that remembers the order in which the document has its members."""

    order: tuple[str, ...]

    def __new__(cls, members: Iterable[str] = ()) -> DocumentSet:
        order = tuple(members)
        made = super().__new__(cls, order)
        made.order = order
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return (DocumentSet, (self.order,))

    __pydantic_serializer__ = by_value(lambda value: list(value.order), frozenset)


def _unique(members: list[str]) -> DocumentSet:
    made = DocumentSet(members)
    if len(made) < len(members):
        twice = next(member for index, member in enumerate(members) if member in members[:index])
        raise PydanticCustomError(
            "repeated", "{member} is there twice, in a set", {"member": repr(twice)}
        )
    return made


def _in_order(value: Any) -> Any:
    """Give the members as a list: of a set of Python in alphabetical order."""
    if isinstance(value, DocumentSet):
        return list(value.order)
    if isinstance(value, (set, frozenset)):
        return sorted(value, key=str)
    return value


class _UniqueStrings:
    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        from_list = core_schema.no_info_after_validator_function(
            _unique, core_schema.list_schema(core_schema.str_schema(strict=True))
        )
        return core_schema.json_or_python_schema(
            json_schema=from_list,
            python_schema=core_schema.no_info_before_validator_function(_in_order, from_list),
            serialization=json_only(_in_order),
        )


UniqueStrings = Annotated[frozenset[str], _UniqueStrings()]
"""A set of texts. A list is taken too, unless it has a member twice."""
