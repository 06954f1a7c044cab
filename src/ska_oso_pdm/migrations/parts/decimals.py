"""Numbers as text and in other units, exactly: what a double cannot hold is refused."""

from __future__ import annotations

import re
from decimal import Decimal, localcontext
from math import isfinite
from typing import Any

_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_LONGEST = 400
"""So many characters hold any double as it is usually written."""
_DIGITS = 400
"""Products with the size of a unit stay exact."""


def read(text: str) -> int | float | None:
    """Give the number that decimal text says; None for other text, and where digits would be lost.

    Whole text gives an `int`, a fraction a `float`; blanks around it say nothing.
    """
    text = text.strip()
    if len(text) > _LONGEST or not _DECIMAL.fullmatch(text):
        return None
    return _exact(Decimal(text), whole="." not in text)


def read_whole(text: str, most: int) -> int | None:
    """Give the whole number from 0 that decimal text says, also as `3.0`; None for other text."""
    number = read(text)
    if number is None or not 0 <= number <= most or number != int(number):
        return None
    return int(number)


def written(number: float) -> str:
    """Give a number as decimal text, from which `read` makes it again."""
    text = format(Decimal(repr(number)), "f")
    return f"{text}.0" if isinstance(number, float) and "." not in text else text


def times(number: float, size: Decimal) -> int | float | None:
    """Give a number in another unit; None where digits would be lost.

    Args:
        number: how many units.
        size: size of one, in the other unit; 1 gives the number itself.
    """
    if size == 1:
        return number
    with localcontext() as context:
        context.prec = _DIGITS
        product = Decimal(repr(number)) * size
    return _exact(product, whole=isinstance(number, int) and product == product.to_integral_value())


def is_number(value: Any) -> bool:
    """Tell whether a value is what JSON calls a number."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _exact(value: Decimal, *, whole: bool) -> int | float | None:
    number = float(value)
    if whole:
        return int(value) if isfinite(number) else None
    return number if Decimal(repr(number)) == value else None
