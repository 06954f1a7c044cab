"""Right ascension and declination of the layouts 0.4 to 0.7: sexagesimal text or a number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from ska_oso_pdm.ext.values.forms import number_core_schema

# The patterns of the schemas; a test holds them to it. The generator takes none for a type of ours.
RIGHT_ASCENSION = r"^[+]?([01]?[0-9]|2[0-3])[: ][0-5]?[0-9][: ][0-5]?[0-9](\.[0-9]*)?$"
DECLINATION = (
    r"^[+-]?([0-8]?[0-9][: ][0-5]?[0-9][: ][0-5]?[0-9](\.[0-9]*)?|90[: ]0?0[: ]0?0(\.0*)?)$"
)


class _TextOrNumber:
    """A text of a form, or a number within bounds; each stays what it is."""

    def __init__(self, pattern: str, **bounds: float) -> None:
        self._text = core_schema.str_schema(strict=True, pattern=pattern)
        self._number = number_core_schema(bounds)

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.union_schema([self._text, self._number], mode="left_to_right")


if TYPE_CHECKING:
    RightAscension: TypeAlias = str | float
    Declination: TypeAlias = str | float
else:
    RightAscension = Annotated[str | float, _TextOrNumber(RIGHT_ASCENSION, ge=0, le=360)]
    Declination = Annotated[str | float, _TextOrNumber(DECLINATION, ge=-90, le=90)]
