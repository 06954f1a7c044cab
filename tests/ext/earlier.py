"""Blocks of the layouts before 1.0 as objects, each beside the document that it was read from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from ska_oso_pdm import PdmError, read
from ska_oso_pdm.testing import numbered_text
from tests.samples import CORPUS, EXAMPLES

Json = dict[str, Any]

LAYOUTS = ("0.0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7")
COLLECTED = sorted(CORPUS.glob("sbd-*.json"))
_FILES = [path for path in EXAMPLES if path.name.startswith("sbd")] + COLLECTED
_GENERATED = 15
"""How many generated blocks of each layout are tried; in them occurs all that a layout allows."""


class Block(NamedTuple):
    """A block.

    Attributes:
        name: of the file, or of the generated document.
        document: the parsed JSON.
        object: of the class of the layout that the document really has.
    """

    name: str
    document: Json
    object: Any


@cache
def files() -> dict[str, list[Block]]:
    """Give the examples and the collected blocks that can be read, by layout."""
    found: dict[str, list[Block]] = {}
    for path in _FILES:
        try:
            reading = read(path)
        except PdmError:
            continue  # it is not valid; conversions may mend it
        text = path.read_text(encoding="utf-8")
        block = Block(path.name, json.loads(text), reading.object)
        found.setdefault(reading.receipt.version, []).append(block)
    return found


@cache
def blocks(version: str) -> list[Block]:
    """Give the blocks of a layout, generated ones too."""
    return [*files().get(version, []), *_generated(version)]


def _generated(version: str) -> Iterator[Block]:
    for number in range(_GENERATED):
        text = numbered_text("sbd", version, number)
        yield Block(f"number {number}", json.loads(text), read(text).object)


def exactly(document: Json) -> Json:
    """Parse a document anew with exact numbers."""
    parsed: Json = json.loads(json.dumps(document), parse_float=Decimal)
    return parsed
