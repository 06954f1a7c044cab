"""Parts of sentences about values: as JSON, in lists, and what a wrong one was meant to be."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

_encoder = json.JSONEncoder(ensure_ascii=False, default=str)
CUT = 60
LISTED = 12
_LONGEST = 100  # characters of a name that are compared


def show(value: Any) -> str:
    """Write a value as JSON, cut where it is long."""
    if isinstance(value, (dict, list)):  # of which no more is written than is shown
        parts = _encoder.iterencode(value)
        text = ""
        while len(text) <= CUT and (part := next(parts, None)) is not None:
            text += part
    else:
        text = _encoder.encode(value)
    return text if len(text) <= CUT else f"{text[: CUT - 1]}…"


def nearest(name: Any, known: Iterable[str]) -> str | None:
    """Give the known name that a wrong one was probably meant to be."""
    if not isinstance(name, str) or len(name) > _LONGEST:
        return None
    from difflib import get_close_matches

    names = {known_name.lower(): known_name for known_name in reversed(list(known))}
    lower = name.lower()
    for known_lower, known_name in names.items():  # `ra_str` for `ra`, and the other way round
        if lower.startswith(f"{known_lower}_") or known_lower.startswith(f"{lower}_"):
            return known_name
    close = get_close_matches(lower, names, n=1, cutoff=0.6)
    return names[close[0]] if close else None


def listed(names: list[Any]) -> str:
    """Write values in a row, cut where there are many."""
    more = f" and {len(names) - LISTED} more" if len(names) > LISTED else ""
    return ", ".join(show(name) for name in names[:LISTED]) + more


def offer(value: Any, allowed: list[Any]) -> str:
    """Offer the nearest value that is allowed, or list them."""
    close = nearest(value, allowed)
    if close and re.sub(r"\D", "", close) != re.sub(r"\D", "", value):
        close = None  # "AA2" is not what "AA4" was meant to be
    if close is None and len(allowed) > 1:
        return f"write one of {listed(allowed)}"
    return f"write {show(close or allowed[0])}"


def instead(value: Any, types: list[str], schema: dict[str, Any]) -> str:
    """Say what to write instead of a value of a wrong type, where that is plain.

    Args:
        value: the value.
        types: names of the types that are wanted.
        schema: what the value breaks, with what its items refer to.
    """
    if types in (["number"], ["integer"]) and isinstance(value, dict) and "value" in value:
        return "; write the number alone" + (
            f", in {schema['x-unit']}" if "x-unit" in schema else ""
        )
    if types == ["object"] and "properties" in schema:
        return f"; write one, its keys are {listed(list(schema['properties']))}"
    if types == ["boolean"] and value in ("true", "false"):
        return f"; write {value} without quotes"
    if types == ["array"] and isinstance(value, str) and schema["items"].get("type") == "string":
        known = schema["items"].get("enum", [value])
        return f"; write {show([value]) if value in known else f'an array of {listed(known)}'}"
    return ""
