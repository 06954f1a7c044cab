"""Parts of sentences about values: as JSON, in lists, and what to write in place of a wrong one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from ska_oso_pdm import likeness
from ska_oso_pdm.personal import PERSONAL, has_address, shown_place
from ska_oso_pdm.pointers import Place

_encoder = json.JSONEncoder(ensure_ascii=False, default=str)
_decoder = json.JSONDecoder()
_BEGINS = re.compile(r"""["\[{]|(?<![\w.:/-])(?:-?\d|true\b|false\b|null\b)""")
_GOES_ON = re.compile(r"\w|\.\w|:\d")
CUT = 60
LISTED = 12


def show(value: Any) -> str:
    """Write a value as JSON, cut where it is long, and without texts that have an address."""
    if isinstance(value, (dict, list)):  # of which no more is written than is shown
        parts = _encoder.iterencode(value)
        text = ""
        while len(text) <= CUT and (part := next(parts, None)) is not None:
            text += part.partition('"')[0] + PERSONAL if has_address(part) else part
    elif isinstance(value, str) and has_address(value):
        text = PERSONAL
    else:
        text = _encoder.encode(value)
    return text if len(text) <= CUT else f"{text[: CUT - 1]}…"


def show_key(place: Place) -> str:
    """Write the last key of a place as JSON, unless it may be personal."""
    shown = shown_place(place)[-1]
    return PERSONAL if shown != place[-1] else show(shown)


def shown_at(text: str, at: int) -> int | None:
    """Give where a value ends that `show` wrote at a place of a sentence; None where it is none.

    A number is none that is a part of a name, a version or a time of day.
    """
    if not _BEGINS.match(text, at):
        return None
    cut = at + CUT
    if text[cut - 1 : cut] == "…" and not _is_json(text[at:cut]):
        return cut
    try:
        end = _decoder.raw_decode(text, at)[1]
    except ValueError:
        return None
    return None if text[at] not in '"[{' and _GOES_ON.match(text, end) else end


def _is_json(text: str) -> bool:
    try:
        return bool(_decoder.raw_decode(text))
    except ValueError:
        return False


def count(number: int, thing: str) -> str:
    """Write a number of things: `1 target`, `2 targets`."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def there_are(names: Sequence[str]) -> str:
    """Begin to list what there is: `there is only 1.0`, `there are 0.7, 1.0`."""
    return f"there {'is only' if len(names) == 1 else 'are'} {', '.join(names)}"


def nearest(name: Any, known: Iterable[str]) -> str | None:
    """Give the one known name that a wrong one is another spelling of; see `likeness`."""
    return likeness.nearest(name, known) if isinstance(name, str) else None


def listed(names: list[Any]) -> str:
    """Write values in a row, cut where there are many."""
    more = f" and {len(names) - LISTED} more" if len(names) > LISTED else ""
    return ", ".join(show(name) for name in names[:LISTED]) + more


def purpose(schema: dict[str, Any]) -> str:
    """Give the first sentence of what a schema says of itself."""
    sentence, _, _ = schema.get("description", "").partition(". ")
    return str(sentence).removesuffix(".")
