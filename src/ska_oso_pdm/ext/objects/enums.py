"""The base classes of generated enums; their derived JSON Schemas name the published ones."""

from __future__ import annotations

import enum
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from ska_oso_pdm.ext.objects.marks import marked
from ska_oso_pdm.ext.values.forms import FAITHFUL


class StrEnum(enum.StrEnum):
    """An enum of texts."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let `dumps` take a member for the text that it is: asking for its value takes longer."""
        schema: Any = handler(source)
        metadata = {**schema.get("metadata", {}), FAITHFUL: core_schema.simple_ser_schema("str")}
        return {**schema, "metadata": metadata}

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return marked(cls.__module__, core, handler)


class IntEnum(enum.IntEnum):
    """An enum of integers."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return marked(cls.__module__, core, handler)
