"""Personal data: what a class says of a wrong value must not repeat it."""

from __future__ import annotations

from typing import ClassVar


class PersonalDataMixin:
    """Marks a class that holds personal data, itself or in its parts.

    Errors of Pydantic then name the field and the rule, and do not show the value. Which fields
    these are, the schemas say with `x-personal`.
    """

    __pdm_personal__: ClassVar[bool] = True
