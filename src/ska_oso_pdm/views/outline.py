"""A document as it stands, valid or not, of any layout: what it says where layouts have said it.

Nothing is converted and nothing made up: a fact that none of the known places has is "not told".
Of persons nothing is shown, and of other lists than the known ones the length only.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ska_oso_pdm.personal import PERSONAL, is_personal, shown_place
from ska_oso_pdm.phrases import count, show
from ska_oso_pdm.pointers import Place
from ska_oso_pdm.views.outline_facts import EARLIER, FACTS, IDENTIFIERS, LISTS, TITLES, WRAPPERS
from ska_oso_pdm.views.rows import Section, cut, filled

NOT_TOLD = "not told"


def outline(document: dict[str, Any], entity: str, layout: str) -> list[Section]:
    """Give the sections of a document of any layout, the heading first.

    Args:
        document: the document as it was read; it may be invalid.
        entity: for example `prsl`.
        layout: the layout, in words.
    """
    identifier = _first(document, [(key,) for key in IDENTIFIERS.get(entity, ())])
    title = f"{TITLES.get(entity, entity)} {identifier or '(no id)'}"
    rows = [["layout", f"{layout}, shown as it stands"]]
    for name, places in FACTS.get(entity, ()):
        rows.append([name, _first(document, places) or NOT_TOLD])
    rows += [[name, _first(document, places) or ""] for name, places in EARLIER.get(entity, ())]
    rows = filled(rows)
    return [(title, rows), *_lists(document), ("Further parts", [*_others(document, entity)])]


def _first(document: Any, places: list[Place] | tuple[Place, ...]) -> str | None:
    """Write what stands at the first of some places that there is; None where there is none."""
    for place in places:
        found = _at(document, place)
        if found is not None:
            return PERSONAL if is_personal(found, place) else _text(found)
    return None


def _at(document: Any, place: Place) -> Any:
    for key in place:
        document = document.get(key) if isinstance(document, dict) else None
    return document


def _text(value: Any) -> str:
    """Write a value as it stands; of one that has parts, which may be anything, how many."""
    if isinstance(value, str):
        return cut(value) or show(value)
    parts = value if isinstance(value, list) else [value]
    if any(isinstance(part, (dict, list)) for part in parts):
        return _size(value)
    return cut(show(value))


def _lists(document: dict[str, Any]) -> Iterator[Section]:
    """Yield the lists whose items are known to be no persons, each with a row for an item."""
    for _, name, value in _containers(document):
        if name in LISTS and value:
            items = list(value.values()) if isinstance(value, dict) else value
            rows = [_item(number, item, LISTS[name]) for number, item in enumerate(items, 1)]
            yield f"{_words(name).capitalize()}: {len(items)}", rows


def _item(number: int, item: Any, columns: tuple[tuple[Place, ...], ...]) -> list[str]:
    """Write the columns of an item; of one that is no object, no more than its size."""
    if not isinstance(item, dict):
        return [str(number), _size(item)]
    return [str(number), *(_first(item, places) or "-" for places in columns)]


def _others(document: dict[str, Any], entity: str) -> Iterator[list[str]]:
    """Yield a row for each part that is not shown, with its size."""
    facts = (*FACTS.get(entity, ()), *EARLIER.get(entity, ()))
    used = {place[0] for _, places in facts for place in places}
    used |= {"interface", "metadata", *IDENTIFIERS.get(entity, ())}
    for place, name, value in _containers(document):
        if name not in LISTS and (len(place) > 1 or name not in used):
            yield ["/".join(map(str, shown_place(place))), _size(value)]
    for name, value in document.items():
        if name not in used and not isinstance(value, (dict, list)):
            yield [*map(str, shown_place((name,))), _size(value)]


def _containers(document: dict[str, Any]) -> Iterator[tuple[Place, str, Any]]:
    """Yield the parts of a document, and those of what only wraps them."""
    for name, value in document.items():
        if name in WRAPPERS and isinstance(value, dict):
            for inner, part in value.items():
                if isinstance(part, (dict, list)):
                    yield (name, inner), inner, part
        elif isinstance(value, (dict, list)):
            yield (name,), name, value


def _size(value: Any) -> str:
    if not isinstance(value, (dict, list)):
        return "a value"
    what = "key" if isinstance(value, dict) else "item"
    return count(len(value), what) if value else "empty"


def _words(key: str) -> str:
    """Write a key as words: `scan_definitions` and `scanDefinitions` are scan definitions."""
    return "".join(f" {char.lower()}" if char.isupper() else char for char in key).replace("_", " ")
