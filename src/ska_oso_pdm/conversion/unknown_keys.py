"""Which key on the way to a value its schema does not know, and what it may have been meant to be.

A key that resembles one that the object could have, and has not, is a slip: without it the document
means something else. `pointing_patern` left out would give the single pointing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import groupby
from typing import Any, NamedTuple

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.annotations import former_key
from ska_oso_pdm.catalogue.registry import SchemaId, resolve
from ska_oso_pdm.catalogue.subschemas import Schema, followed
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


def first_unknown(document: Any, place: Place, url: str) -> UnknownKey | None:
    """Give the first key on the way to a place that the schema at a URL does not know."""
    found = _first_unknown(document, place, url)
    if found is None:
        return None
    key = _unknown(*found)
    identifier = registry.parse_url(url.partition("#")[0])
    if key.resembles or key.clause or identifier is None:
        return key
    return key._replace(resembles=_of_other_layouts(found[1], key.place, identifier.entity))


def _of_other_layouts(home: dict[str, Any], place: Place, entity: str) -> str:
    """Give the key of another layout that an unknown one may have been meant to be.

    Such a key is one of objects that stand under a key of the same name.
    """
    key = str(place[-1])
    role = next((part for part in reversed(place[:-1]) if isinstance(part, str)), "")
    if layouts_with(key, entity):
        return ""
    known = _roles(entity).get(_plain(role), frozenset())
    name = _alike(key, sorted(known - home.keys()))
    return show(name) if name else ""


@cache
def _roles(entity: str) -> dict[str, frozenset[str]]:
    """Give, for the name of a key in any layout, the keys of the objects that it leads to."""
    layouts = [_keys_by_role(SchemaId(entity, v)) for v in registry.versions_of(entity)]
    roles = {role for layout in layouts for role in layout}
    return {role: frozenset().union(*(one.get(role, ()) for one in layouts)) for role in roles}


@cache
def _keys_by_role(identifier: SchemaId) -> dict[str, frozenset[str]]:
    """Give, for the name of a key of a layout, the keys of the objects that it leads to.

    Of a map the objects that are its values; the empty name is that of the document. Keys of
    free-form parts are in no schema.
    """
    found: dict[str, set[str]] = {}
    seen: set[tuple[str, str]] = set()
    waiting: list[tuple[str, Any]] = [("", {"$ref": identifier.url})]
    while waiting:
        role, schema = waiting.pop()
        if not isinstance(schema, dict):
            continue
        reference = schema.get("$ref")
        if reference and (role, reference) not in seen:
            seen.add((role, reference))
            waiting.append((role, resolve(reference)))
        properties = schema.get("properties", {})
        found.setdefault(role, set()).update(properties)
        waiting += [(_plain(name), part) for name, part in properties.items()]
        waiting += [(role, schema.get(name)) for name in ("items", "additionalProperties")]
        branches = [schema.get(name, ()) for name in ("anyOf", "oneOf", "prefixItems")]
        waiting += [(role, part) for parts in branches for part in parts]
    return {role: frozenset(keys) for role, keys in found.items()}


def is_slip(key: UnknownKey, entity: str) -> bool:
    """Tell whether a key seems to be meant for one that is absent: one that no layout has, or a
    former one whose successor is absent.
    """
    return bool(key.resembles) and (bool(key.clause) or not layouts_with(key.place[-1], entity))


def why_unknown(key: UnknownKey, schema: SchemaId) -> str:
    """Say which layouts of an entity know a key that one of them does not know."""
    others = layouts_with(str(key.place[-1]), schema.entity, besides=schema.version)
    if not others and layouts_with(str(key.place[-1]), schema.entity):
        return f"{schema.entity} {schema.version} has no such key there"
    if not others:
        return "no layout has such a key"
    return f"{schema.entity} {schema.version} has no such key there; it is one of {others}"


@lru_cache(4096)
def layouts_with(key: Any, entity: str, besides: str = "") -> str:
    """Name the layouts of an entity that have a key, wherever in a document: `0.1 to 0.3`.

    Empty where none has, but one that is known.
    """
    versions = registry.versions_of(entity)
    known = [
        v for v in versions if any(key in k for k in _keys_by_role(SchemaId(entity, v)).values())
    ]
    having = [version for version in known if version != besides]
    ranges = [list(group) for _, group in groupby(versions, having.__contains__)]
    said = [r[0] if len(r) == 1 else f"{r[0]} to {r[-1]}" for r in ranges if r[0] in having]
    return " and ".join(said)


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
    plain = _plain(key)
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
    plain = _plain(name)
    return plain, [*Counter(plain).items()]


def _plain(key: str) -> str:
    """Write a key without capitals and separators: `pointingPattern` is `pointing_pattern`."""
    return re.sub(r"[\W_]", "", key[:100]).lower()
