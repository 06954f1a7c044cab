"""Quantities: `{"value": …, "unit": …}` in a document, `astropy.units.Quantity` in Python.

An object holds what the document has, so that reading a document costs no Quantity and imports no
Astropy. A Quantity is made each time that the field is read; changing it in place changes nothing,
assigning it does.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeAlias, get_args

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from ska_oso_pdm.ext.values import units
from ska_oso_pdm.ext.values.containers import StoredField
from ska_oso_pdm.ext.values.forms import FAITHFUL, as_float, number_core_schema

if TYPE_CHECKING:
    from astropy.units import Quantity, Unit


def stored(value: float, unit: str) -> Any:
    """Give what an object holds for a quantity."""
    return {"value": value, "unit": unit}


class QuantityOf:
    """Annotation of a field that holds a quantity of one physical type.

    In Python the field takes a scalar `Quantity` of that type (an `Angle` or `Latitude` too), or
    an object with `value` and `unit`. A unit that documents have a spelling for is kept; a value in
    another one is converted to the first spelling.
    """

    def __init__(self, name: str, spellings: tuple[str, ...], **bounds: float) -> None:
        self._name = name
        self._spellings = spellings
        self._bounds = bounds

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        number = number_core_schema(self._bounds)
        document = core_schema.typed_dict_schema(
            {
                "value": core_schema.typed_dict_field(number, required=True),
                "unit": core_schema.typed_dict_field(
                    core_schema.literal_schema(list(self._spellings)), required=True
                ),
            },
            extra_behavior="allow",
        )
        return core_schema.json_or_python_schema(
            json_schema=document,
            python_schema=core_schema.no_info_before_validator_function(self.to_stored, document),
            serialization=core_schema.plain_serializer_function_ser_schema(self._complete),
            # `model_copy(update=…)` and `model_construct` put in what they are given.
            metadata={
                FAITHFUL: core_schema.plain_serializer_function_ser_schema(self.to_stored),
            },
        )

    def to_stored(self, value: Any) -> Any:
        """Turn a Quantity into what an object holds; leave an object as it is.

        Raises:
            PydanticCustomError: for anything else, and for a Quantity of another type.
        """
        if isinstance(value, dict):
            return value
        astropy_units = sys.modules.get("astropy.units")  # without it there is no Quantity
        if astropy_units is None or not isinstance(value, astropy_units.Quantity):
            self._refuse(f"{value!r} is no quantity")
        if not value.isscalar:
            self._refuse("it is an array")
        spelling = value.unit.to_string() if value.unit else ""
        if spelling not in self._spellings:
            spelling = self._equivalent(value.unit) or self._refuse(f"{value} is none")
            value = value.to(_unit(spelling))
        return stored(value.value.item(), spelling)

    def _complete(self, value: Any) -> Any:
        """Give what an object holds with a float, as the complete form has numbers."""
        if value.__class__ is dict and value.get("value").__class__ is float:
            return value  # as most are
        held = self.to_stored(value)
        return {**held, "value": as_float(held["value"])} if "value" in held else held

    def _equivalent(self, unit: Any) -> str | None:
        """Give the first spelling of a unit that another one can be converted to."""
        return next((text for text in self._spellings if unit.is_equivalent(_unit(text))), None)

    def _refuse(self, why: str) -> NoReturn:
        raise PydanticCustomError(
            "quantity",
            "Input should be {name}, an astropy Quantity or an object with value and unit; {why}. "
            "Its units are {units}",
            {"name": self._name, "why": why, "units": ", ".join(map(repr, self._spellings))},
        )


class QuantityField(StoredField):
    """Data descriptor of a field: reading it gives the Quantity, or None.

    `absent` gives what the object would hold, from the object, where a field has no value.
    """

    def __init__(self, name: str, absent: Callable[[Any], Any] | None) -> None:
        super().__init__(name)
        self._absent = absent

    def __get__(self, model: Any, owner: Any = None) -> Any:
        value = super().__get__(model, owner)
        if value is None and self._absent is not None:
            value = self._absent(model)
        return made(value)


def made(value: Any) -> Any:
    """Give the Quantity for what an object holds."""
    if not isinstance(value, dict):
        return value
    from astropy.units import Quantity

    return Quantity(value["value"], _unit(value["unit"]))


@cache
def _unit(spelling: str) -> Unit:
    from astropy.units import Unit

    return Unit(spelling)


LENGTH_OF_TIME = QuantityOf("a length of time", units.DURATION, ge=0)


def quantity_of(annotation: Any, metadata: Any = ()) -> QuantityOf | None:
    """Find the annotation of a quantity in the type of a field, which may be optional."""
    for part in (*metadata, *get_args(annotation)):
        if isinstance(part, QuantityOf):
            return part
        if found := quantity_of(part):
            return found
    return None


if TYPE_CHECKING:
    Angle: TypeAlias = Quantity
    AngularSpeed: TypeAlias = Quantity
    AveragingFrequency: TypeAlias = Quantity
    AveragingTime: TypeAlias = Quantity
    Duration: TypeAlias = Quantity
    FluxDensity: TypeAlias = Quantity
    Frequency: TypeAlias = Quantity
    ImageSize: TypeAlias = Quantity
    Speed: TypeAlias = Quantity
else:
    Angle = Annotated[Any, QuantityOf("an angle", units.ANGLE)]
    AngularSpeed = Annotated[Any, QuantityOf("an angular speed", units.ANGULAR_SPEED)]
    AveragingFrequency = Annotated[
        Any, QuantityOf("a range of frequencies", units.AVERAGING_FREQUENCY)
    ]
    AveragingTime = Annotated[Any, QuantityOf("an averaging time", units.AVERAGING_TIME)]
    Duration = Annotated[Any, LENGTH_OF_TIME]
    FluxDensity = Annotated[Any, QuantityOf("a flux density", units.FLUX_DENSITY)]
    Frequency = Annotated[Any, QuantityOf("a frequency", units.FREQUENCY)]
    ImageSize = Annotated[Any, QuantityOf("an image size", units.IMAGE_SIZE)]
    Speed = Annotated[Any, QuantityOf("a speed", units.SPEED)]
