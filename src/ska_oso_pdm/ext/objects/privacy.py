"""Personal data: what a class says of a wrong value must not repeat it."""

from __future__ import annotations

from typing import ClassVar

from pydantic import ConfigDict


class PersonalDataMixin:
    """Marks a class that holds personal data, itself or in its parts.

    Errors of Pydantic then name the field and the rule, and do not show the value. Which fields
    these are, the schemas say with `x-personal`.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(hide_input_in_errors=True)
