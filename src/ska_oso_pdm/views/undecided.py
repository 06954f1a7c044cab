"""What no rule decides in a document of an earlier layout, for a summary that decides nothing.

Such a document is shown as the newest layout has it. Where the conversion would have to ask, every
assumption is made, so that there is something to show; then the values that depend on one are
written as the document has them (`AsItStands`), or are changed, so that what is made of them shows.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from itertools import takewhile
from typing import Any, NamedTuple

from ska_oso_pdm.codec import Reading, read
from ska_oso_pdm.conversion import Conversion, Entry, convert
from ska_oso_pdm.documents.source import Source
from ska_oso_pdm.migrations import ASKED, ASSUMED, IN_PLACE, Allowed
from ska_oso_pdm.phrases import show
from ska_oso_pdm.pointers import tokens
from ska_oso_pdm.views.rows import AsItStands, Rows, Section, reasoned

UNKNOWN = "?"
_STEP = timedelta(hours=1)
_POSITIONS = {"fk5": "", "angle-unit": ""}


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
    convey = partial(read, source, to="current", allowed=ASKED)
    reading = convey()
    decided = reading.receipt.conversion
    assert decided is not None
    told = convert(source, allowed=Allowed(loss=True))
    entries = list({entry.path: entry for entry in (*decided.lost, *told.lost)}.values())
    if not entries:
        return Undecided(reading, reading.object, reading.object, [])
    if told.document is None:  # a target without position is no document
        told = convert(source, allowed=Allowed(_POSITIONS, loss=True))
    standing, shifted = convey().object, convey().object
    for path, values in _origins(decided, told, {entry.path for entry in entries}).items():
        _change(standing, path, values, numbers=False)
        _change(shifted, path, values, numbers=True)
    return Undecided(reading, standing, shifted, entries)


def _origins(decided: Conversion, told: Conversion, doubtful: set[str]) -> dict[str, list[Any]]:
    """Give the places in the new document that depend on a decision, each with the old values.

    These are the places of doubtful values, and of others that are not the same without decisions.
    """
    found: dict[str, list[Any]] = {
        entry.path: [] for entry in decided.defaulted if entry.reason in (IN_PLACE, ASSUMED)
    }
    kept = {
        entry.path: [_at(told.document, path) for path in entry.to]
        for entry in (told.mapped if told.document else ())
    }
    for entry in decided.mapped:
        same = kept.get(entry.path)
        for path in entry.to:
            changed = same is not None and _at(decided.document, path) not in same
            if entry.path in doubtful or changed:
                found.setdefault(path, []).append(entry.value)
    return found


def _at(document: Any, path: str) -> Any:
    for token in tokens(path):
        document = document[int(token) if isinstance(document, list) else token]
    return document


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
        place: Any = int(key) if isinstance(home, list) else key
        home[place] = changed


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


def entry_rows(entries: list[Entry]) -> Rows:
    """Give a row for each value that no rule decides: where it is, what it is, and why."""
    return reasoned([[e.shown_path, e.shown, f"{e.step}: {e.reason}"] for e in entries])
