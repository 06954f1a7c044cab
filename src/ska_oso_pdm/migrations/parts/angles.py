"""Angles as documents write them, as exact decimal numbers and as sexagesimal text.

Decimal arithmetic keeps hours, degrees and their parts exact; only radians are rounded, to 1e-30.
"""

from __future__ import annotations

import re
from decimal import Decimal, localcontext
from typing import Any

PI = Decimal("3.14159265358979323846264338327950288419716939937510")
_DIGITS = 60
_SEXAGESIMAL = re.compile(
    r"\s*([+-]?)([0-9]{1,4})(?:\s*[:hd°]\s*|\s+)([0-9]{1,2})"
    r"(?:\s*[:m'\u2032]\s*|\s+)([0-9]{1,2}(?:\.[0-9]*)?)\s*[s\"\u2033]?\s*"
)
_DECIMAL = re.compile(r"\s*([+-]?[0-9]{1,6}(?:\.[0-9]*)?)\s*")
_DEGREES = {
    "deg": Decimal(1),
    "degree": Decimal(1),
    "degrees": Decimal(1),
    "hourangle": Decimal(15),
    "hour": Decimal(15),
    "h": Decimal(15),
    "arcmin": 1 / Decimal(60),
    "arcsec": 1 / Decimal(3600),
}
"""Degrees in one unit."""
_LATITUDES = ("el", "b")
_POLE = 90


def is_beyond_a_pole(key: str, angle: Decimal) -> bool:
    """Tell whether an elevation or latitude in degrees is none: it can be written in hours."""
    return key in _LATITUDES and abs(angle) > _POLE


def degrees(value: Any, unit: str) -> Decimal | None:
    """Give an angle in degrees; None where it is none.

    Args:
        value: a number, decimal text, or sexagesimal text.
        unit: the unit of the number, or of the first part of the text; `rad` too.
    """
    number = _number(value)
    if number is None:
        return None
    with localcontext() as context:
        context.prec = _DIGITS
        if unit in ("rad", "radian"):
            return number * 180 / PI
        size = _DEGREES.get(unit)
        return None if size is None else number * size


def _number(value: Any) -> Decimal | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        number = Decimal(repr(value))
        return number if number.is_finite() and abs(number) < Decimal(10) ** 7 else None
    if not isinstance(value, str) or len(value) > 100:
        return None
    if match := _DECIMAL.fullmatch(value):
        return Decimal(match[1])
    match = _SEXAGESIMAL.fullmatch(value)
    if match is None or Decimal(match[3]) >= 60 or Decimal(match[4]) >= 60:
        return None
    with localcontext() as context:
        context.prec = _DIGITS
        size = Decimal(match[2]) + (Decimal(match[3]) * 60 + Decimal(match[4])) / 3600
    return -size if match[1] == "-" else size


def parts(value: Any) -> tuple[str, int, int, Decimal] | None:
    """Take sexagesimal text apart: sign, whole, minutes, seconds; None for anything else."""
    match = _SEXAGESIMAL.fullmatch(value) if isinstance(value, str) and len(value) <= 100 else None
    if match is None or Decimal(match[3]) >= 60 or Decimal(match[4]) >= 60:
        return None
    return match[1], int(match[2]), int(match[3]), Decimal(match[4])


def sexagesimal(key: str, angle: Decimal | None) -> str | None:
    """Write `ra` as hours or `dec` as degrees; None outside 0° to 360°, or -90° to 90°."""
    if angle is None:
        return None
    if key == "ra":
        return hours_text(angle) if 0 <= angle <= 360 else None
    return degrees_text(angle) if abs(angle) <= 90 else None


def hours_text(angle: Decimal) -> str:
    """Write an angle in degrees as hours, minutes and seconds, from 0 to below 24 hours."""
    with localcontext() as context:
        context.prec = _DIGITS
        seconds = _rounded(angle % 360 * 240) % 86400
        return _text("", seconds + 86400 if seconds < 0 else seconds)


def degrees_text(angle: Decimal) -> str:
    """Write an angle in degrees as degrees, minutes and seconds of arc, with its sign."""
    with localcontext() as context:
        context.prec = _DIGITS
        seconds = _rounded(angle * 3600)
        return _text("-" if seconds < 0 else "+", abs(seconds))


def _rounded(seconds: Decimal) -> Decimal:
    """Round to 1e-12 seconds: far below 1 µas, and finite for what no decimal number ends."""
    return round(seconds, 12)


def _text(sign: str, seconds: Decimal) -> str:
    whole = int(seconds)
    fraction = f"{seconds - whole:f}".partition(".")[2].rstrip("0") or "0"
    return f"{sign}{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}.{fraction}"
