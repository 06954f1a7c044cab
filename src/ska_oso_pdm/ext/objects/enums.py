"""The base classes of generated enums; their derived JSON Schemas name the published ones."""

from __future__ import annotations

import enum

from pydantic import GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from ska_oso_pdm.ext.objects.marks import marked


class StrEnum(enum.StrEnum):
    """An enum of texts."""

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
