"""Angles as documents write them, in degrees."""

from __future__ import annotations

from typing import Any

from ska_oso_pdm.phrases import show
from ska_oso_pdm.units import DEGREES


def degrees(angle: Any) -> float:
    """Give the size of `{value, unit}` in degrees."""
    size: float = angle["value"] * DEGREES[angle["unit"]]
    return size


def spell(angle: Any) -> str:
    """Write `{value, unit}` for people, as the document has it."""
    return f"{show(angle['value'])} {angle['unit']}"


def sexagesimal(text: str) -> float:
    """Give the degrees of a text such as `-43:01:08.81`, which the schema has checked."""
    whole, minutes, seconds = map(float, text.lstrip("+-").split(":"))
    parts = whole + minutes * DEGREES["arcmin"] + seconds * DEGREES["arcsec"]
    return -parts if text.startswith("-") else parts
