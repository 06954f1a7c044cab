"""Where an edit is made, and the edits by number."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from random import Random
from typing import Any, NamedTuple

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.pointers import tokens

Schema = dict[str, Any]
Schemas = dict[str, Schema]
"""Schemas of one version by URL."""

NULL = {"type": "null"}
OTHERS: tuple[Schema, ...] = ({"type": "string"}, {"type": "number"}, {"type": "boolean"})
OF_FILES = ("$schema", "$id", "$defs")
LISTS = ("oneOf", "anyOf", "prefixItems")


class Site(NamedTuple):
    """Where an edit is made: a part of a schema, which it may change, and what it needs beside."""

    node: Schema
    schemas: Schemas
    random: Random

    def become(self, schema: Schema) -> bool:
        """Put a schema in the place of the part; annotations of the old one go too."""
        if schema == self.node:
            return False
        schema = {key: self.node[key] for key in OF_FILES if key in self.node} | schema
        self.node.clear()
        self.node.update(schema)
        return True

    def set(self, keyword: str, value: Any) -> bool:
        """Say something else; None says nothing."""
        if self.node.get(keyword) == value:
            return False
        if value is None:
            del self.node[keyword]
        else:
            self.node[keyword] = value
        return True

    def resolved(self, schema: Schema) -> Schema:
        """Follow references, and leave null aside."""
        while "$ref" in schema or is_nullable(schema):
            schema = at(self.schemas, schema["$ref"]) if "$ref" in schema else not_null(schema)
        return schema


Edit = Callable[[Site], bool]
EDITS: dict[str, Edit] = {}
"""Kinds of edits by name; each tells whether the place was one for it, and leaves it if not."""


def edit(change: Edit) -> Edit:
    """Register a kind of edit."""
    EDITS[change.__name__] = change
    return change


class Edited(NamedTuple):
    """A version before and after one edit.

    Attributes:
        kind: of the edit.
        version: of the schemas; both sides have the same URLs.
        entity: of documents that have the place.
        place: URL of the part that was changed.
        old: the schemas before.
        new: the schemas after.
    """

    kind: str
    version: str
    entity: str
    place: str
    old: Schemas
    new: Schemas

    def __repr__(self) -> str:
        return f"{self.kind} at {self.place} of {self.entity}/{self.version}"


@cache
def schemas_of(version: str) -> Schemas:
    """Give the schemas of a version as they are at the beginning, by URL."""
    return dict(registry.schemas_of(version))


@cache
def _text(url: str) -> str:
    return json.dumps(registry.resolve(url))


@cache
def _places(url: str) -> list[str]:
    identifier = registry.parse_url(url)
    assert identifier is not None
    return sorted(reached(schemas_of(identifier.version), url))


def edited(number: int) -> Edited:
    """Give the edit with a number: a kind in turn, at a place that the number decides."""
    names = sorted(EDITS)
    kind, random = names[number % len(names)], Random(f"edit {number}")
    for root in random.sample(registry.documents(), len(registry.documents())):
        old, copies = schemas_of(root.version), {}
        places = _places(root.url)
        for place in random.sample(places, len(places)):
            file = place.partition("#")[0]
            if file not in copies:
                copies[file] = json.loads(_text(file))
            new = {**old, file: copies[file]}
            if EDITS[kind](Site(at(new, place), new, random)) and new[file] != old[file]:
                return Edited(kind, root.version, root.entity, place, old, new)
    raise AssertionError(f"no schema has a place for {kind}")


def edited_at(kind: str, root: registry.SchemaId, place: str) -> Edited | None:
    """Give an edit of a kind at one place; None where that is no place for it."""
    old, file = schemas_of(root.version), place.partition("#")[0]
    new = {**old, file: json.loads(_text(file))}
    done = EDITS[kind](Site(at(new, place), new, Random(f"{kind} at {place}")))
    return Edited(kind, root.version, root.entity, place, old, new) if done else None


def at(schemas: Schemas, url: str) -> Schema:
    """Give the part at a URL."""
    base, _, fragment = url.partition("#")
    node: Any = schemas[base]
    for token in tokens(fragment):
        node = node[int(token)] if isinstance(node, list) else node[token]
    found: Schema = node
    return found


def parts(node: Schema) -> Iterator[tuple[str, Schema]]:
    """Yield the parts of a schema that say what parts of a value are, with pointers."""
    for name, part in node.get("properties", {}).items():
        yield f"/properties/{name.replace('~', '~0').replace('/', '~1')}", part
    for key in ("items", "additionalProperties"):
        if isinstance(node.get(key), dict):
            yield f"/{key}", node[key]
    for key in LISTS:
        for index, part in enumerate(node.get(key, ())):
            yield f"/{key}/{index}", part


def reached(schemas: Schemas, root: str) -> dict[str, list[str]]:
    """Give the URL of each part that a schema leads to, and of those that it leads to in turn."""
    found: dict[str, list[str]] = {}
    waiting = [root if "#" in root else f"{root}#"]
    while waiting:
        url = waiting.pop()
        if url in found:
            continue
        node = at(schemas, url)
        found[url] = [f"{url}{pointer}" for pointer, _ in parts(node)]
        if "$ref" in node:
            target = node["$ref"]
            found[url].append(target if "#" in target else f"{target}#")
        waiting += found[url]
    return found


def is_nullable(node: Schema) -> bool:
    return NULL in node.get("anyOf", ()) and len(node["anyOf"]) == 2


def not_null(node: Schema) -> Schema:
    found: Schema = next(part for part in node["anyOf"] if part != NULL)
    return found


def is_plain(node: Schema, *kinds: str) -> bool:
    """Tell whether a part has values of one of some types that it does not list."""
    return node.get("type") in kinds and not {"enum", "const"} & {*node}


def is_closed(node: Schema) -> bool:
    return bool(node.get("properties")) and node.get("additionalProperties") is False


def is_inner(node: Schema) -> bool:
    """Tell whether a part is a closed object, and no document."""
    return is_closed(node) and "interface" not in node["properties"]


def is_map(node: Schema) -> bool:
    return isinstance(node.get("additionalProperties"), dict)


def is_list(node: Schema) -> bool:
    return isinstance(node.get("items"), dict) and "prefixItems" not in node


def pick(site: Site, names: Any) -> str:
    return site.random.choice(sorted(names))


def has_part(file: Schema, node: Schema) -> bool:
    """Tell whether a file has a part, that very one: others are shared with the old schemas."""
    waiting: list[Any] = [file]
    while waiting:
        one = waiting.pop()
        if one is node:
            return True
        if isinstance(one, (dict, list)):
            waiting += one.values() if isinstance(one, dict) else one
    return False
