"""Which key on the way to a value its schema does not know, and what it may have been meant to be.

A key that resembles one that the object could have, and has not, is a slip: without it the document
means something else. `pointing_patern` left out would give the single pointing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.annotations import former_key
from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.catalogue.subschemas import Schema, followed
from ska_oso_pdm.conversion.vocabulary import layouts_with, plain_key, roles
from ska_oso_pdm.phrases import show
from ska_oso_pdm.pointers import Place

_ALIKE = 0.8
"""So much of two keys must be the same; more than for advice, since a slip must not go unseen."""


class UnknownKey(NamedTuple):
    """A key that a schema does not know.

    Attributes:
        place: where it is.
        resembles: the key that it may have been meant to be, with its unit, which may be another
            one; empty where nothing is alike.
        clause: what the schema says to do with this former key; empty for any other.
    """

    place: Place
    resembles: str = ""
    clause: str = ""


def unknown_key(document: Any, place: Place, layout: SchemaId) -> UnknownKey | None:
    """Give the first key on the way to a place that a layout does not know."""
    if not registry.is_document(layout):
        return _unheard_of(document, place, layout.entity)
    found = _first_unknown(document, place, layout.url)
    if found is None:
        return None
    key = _unknown(*found)
    if key.resembles or key.clause:
        return key
    return key._replace(resembles=_of_other_layouts(found[1], key.place, layout.entity))


def _unheard_of(document: Any, place: Place, entity: str) -> UnknownKey | None:
    """Give the first key on the way to a place that no layout of an entity has in such an object.

    So much is known of layouts without a schema.
    """
    role = ""
    for depth, token in enumerate(place):
        if isinstance(token, str):
            known = roles(entity).get(role)
            if not known:
                return None  # anything may stand here
            if token not in known:
                key = place[: depth + 1]
                return UnknownKey(key, _of_other_layouts(document, key, entity))
            role = plain_key(token)
        document = document[token]
    return None


def _of_other_layouts(home: dict[str, Any], place: Place, entity: str) -> str:
    """Give the key of another layout that an unknown one may have been meant to be.

    Such a key is one of objects that stand under a key of the same name.
    """
    key = str(place[-1])
    role = next((part for part in reversed(place[:-1]) if isinstance(part, str)), "")
    if layouts_with(key, entity):
        return ""
    known = roles(entity).get(plain_key(role), frozenset())
    name = _alike(key, sorted(known - home.keys()))
    return show(name) if name else ""


def is_slip(key: UnknownKey, entity: str) -> bool:
    """Tell whether a key seems to be meant for one that is absent: one that no layout has, or a
    former one whose successor is absent.
    """
    return bool(key.resembles) and (bool(key.clause) or not layouts_with(key.place[-1], entity))


def why_unknown(key: UnknownKey, schema: SchemaId) -> str:
    """Say which layouts of an entity know a key that one of them does not know."""
    name, here = str(key.place[-1]), f"{schema.entity} {schema.version} has no such key there"
    others = layouts_with(name, schema.entity, besides=schema.version)
    if others != layouts_with(name, schema.entity):  # it has the key elsewhere, as they may
        return f"{here}; {key.clause}" if key.clause else here
    return f"{here}; it is one of {others}" if others else "no layout has such a key"


def _first_unknown(
    document: Any, place: Place, url: str
) -> tuple[Schema, dict[str, Any], Place] | None:
    """Give the place of that key, the object that has it, and the schema of the object."""
    schema: Any = {"$ref": url}
    for depth, token in enumerate(place):
        if not isinstance(schema, dict):
            return None  # anything may stand here
        schema = followed(schema, document, loosely=True)
        if isinstance(document, list):
            schema = _of_item(schema, token)
        elif not isinstance(document, dict):
            return None
        elif (part := _of_key(schema, token)) is False:
            return schema, document, place[: depth + 1]
        else:
            schema = part
        document = document[token]
    return None


def _of_key(schema: Schema, key: Any) -> Any:
    known = schema.get("properties")
    if known and key in known:
        return known[key]
    return schema.get("additionalProperties", not known)


def _of_item(schema: Schema, index: Any) -> Any:
    first = schema.get("prefixItems", ())
    return first[index] if index < len(first) else schema.get("items", True)


def _unknown(schema: Schema, home: dict[str, Any], place: Place) -> UnknownKey:
    key = str(place[-1])
    absent = [name for name in schema.get("properties", {}) if name not in home]
    if former := former_key(schema, key):
        return UnknownKey(place, show(former.use) if former.use in absent else "", former.say)
    name = _alike(key, absent)
    if name is None:
        return UnknownKey(place)
    unit = schema["properties"][name].get("x-unit")
    return UnknownKey(place, show(name) + (f", in {unit}" if unit else ""))


def _alike(key: str, names: Iterable[str]) -> str | None:
    """Give the name that a key is most like, if it is like one."""
    from difflib import SequenceMatcher

    best, found = _ALIKE, None
    plain = plain_key(key)
    for name in names:
        other, letters = _spelt(name)
        length = len(plain) + len(other)
        if 2 * min(len(plain), len(other)) < best * length:
            continue  # too different in length, and cheaper to see
        shared = sum(min(number, plain.count(letter)) for letter, number in letters)
        if length and 2.0 * shared / length < best:
            continue  # too few letters in common, in whatever order; likewise
        ratio = SequenceMatcher(None, plain, other).ratio()
        if ratio >= best:
            best, found = ratio, name
    return found


@lru_cache(4096)
def _spelt(name: str) -> tuple[str, list[tuple[str, int]]]:
    """Write the name of a schema plainly, and count its letters."""
    plain = plain_key(name)
    return plain, [*Counter(plain).items()]
