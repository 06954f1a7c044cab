"""What no rule decides in a document of an earlier layout, for a summary that decides nothing.

Such a document is shown as the newest layout has it. Where the conversion would have to ask, every
assumption is made, so that there is something to show; then the values that depend on one are
written as the document has them (`AsItStands`), or are changed, so that what is made of them shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from itertools import takewhile
from typing import Any, NamedTuple

from ska_oso_pdm.cli.rows import AsItStands, Rows, Section
from ska_oso_pdm.codec import Reading, read
from ska_oso_pdm.conversion import Conversion, Entry, convert
from ska_oso_pdm.migrations import EVERYTHING, IN_PLACE, Allowed
from ska_oso_pdm.personal import is_personal
from ska_oso_pdm.phrases import show
from ska_oso_pdm.positions import tokens
from ska_oso_pdm.source import Source

UNKNOWN = "?"
_STEP = timedelta(hours=1)


class Undecided(NamedTuple):
    """A document of an earlier layout in the newest one.

    Attributes:
        reading: with every assumption made.
        standing: the same, but for texts that no rule decides: they are as the document has them.
        shifted: the same, but for numbers too that no rule decides: they are others.
        entries: the values that no rule decides, as the document has them.
    """

    reading: Reading
    standing: Any
    shifted: Any
    entries: list[Entry]


def read_undecided(source: Source) -> Undecided:
    """Read a document as the newest layout has it.

    Raises:
        PdmError: as `read` does, for what no assumption helps.
    """
    convey = partial(read, source, to="current", allowed=EVERYTHING)
    reading = convey()
    conversion = reading.receipt.conversion
    assert conversion is not None
    entries = _undecided(conversion, convert(source, allowed=Allowed(loss=True)))
    if not entries:
        return Undecided(reading, reading.object, reading.object, [])
    origins = _origins(conversion, entries)
    standing, shifted = convey().object, convey().object
    for path, values in origins.items():
        _change(standing, path, values, numbers=False)
        _change(shifted, path, values, numbers=True)
    return Undecided(reading, standing, shifted, entries)


def _undecided(decided: Conversion, told: Conversion) -> list[Entry]:
    """List what is lost where nothing is assumed, and what is lost even so."""
    found = {entry.path: entry for entry in decided.lost}
    found.update((entry.path, entry) for entry in told.lost)
    return list(found.values())


def _origins(conversion: Conversion, entries: list[Entry]) -> dict[str, list[Any]]:
    """Give the places in the new document that depend on a decision, each with the old values."""
    doubtful = {entry.path for entry in entries}
    found: dict[str, list[Any]] = {
        entry.path: [] for entry in conversion.defaulted if entry.reason == IN_PLACE
    }
    for entry in conversion.mapped:
        if entry.path in doubtful:
            for path in entry.to:
                found.setdefault(path, []).append(entry.value)
    return found


def _change(document: Any, path: str, values: list[Any], *, numbers: bool) -> None:
    """Put what stands in the old document in the place of a text; or shift a number."""
    home, key = None, ""
    part = document
    for token in tokens(path):
        home, key = _held(part), token
        part = home[int(key)] if isinstance(home, list) else home[key]
        if isinstance(part, frozenset):
            part = home[key] = _Members(part)
    if isinstance(home, (dict, list)):
        changed = _other(part, values, numbers)
        home[int(key) if isinstance(home, list) else key] = changed


def _other(value: Any, values: list[Any], numbers: bool) -> Any:
    if isinstance(value, str):
        texts = [text if isinstance(text, str) else show(text) for text in values]
        return AsItStands(" ".join(dict.fromkeys(texts)) + UNKNOWN)
    if not numbers:
        return value
    if isinstance(value, bool):
        return not value
    if isinstance(value, (int, float)):
        return value + 1 + abs(value)
    return value + _STEP if isinstance(value, timedelta) else value


class _Members(list[Any]):
    """The members of a set of an object, in the order of the document, so that they can change."""

    def __init__(self, members: Any) -> None:
        super().__init__(getattr(members, "order", sorted(members)))


def _held(part: Any) -> Any:
    return part if isinstance(part, (dict, list)) else part.__dict__


def agreed(standing: list[Section], shifted: list[Section]) -> list[Section]:
    """Give the sections in which nothing is decided: cells are as they stand, or unknown."""
    pairs = zip(standing, shifted, strict=True)
    return [(_cell(title, other), _rows(rows, others)) for (title, rows), (other, others) in pairs]


def _rows(standing: Rows, shifted: Rows) -> Rows:
    if [*map(len, standing)] != [*map(len, shifted)]:
        return [[UNKNOWN]]
    return [[_cell(*cells) for cells in zip(*rows)] for rows in zip(standing, shifted)]


def _cell(standing: str, shifted: str) -> str:
    """Give a text that is made of a document: as it stands, and from what is unknown on a mark."""
    if standing == shifted:
        return standing
    words = zip(standing.split(" "), shifted.split(" "))
    same = takewhile(lambda pair: pair[0] == pair[1], words)
    return " ".join([*(word for word, _ in same), UNKNOWN])


def entry_rows(entries: list[Entry], version: str) -> Iterator[list[str]]:
    """Yield a row for each value that no rule decides: where it is, what it is, and why."""
    last = None
    for entry in entries:
        why = f"{entry.step}: {entry.reason}"
        hidden = is_personal(version, tuple(tokens(entry.path)))
        value = "(personal)" if hidden else show(entry.value)
        yield [entry.path, value, why if why != last else ""]
        last = why
