"""A document beside its schema: which part of the schema says what each of its values is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.pointers import Place
from web.site.entities.model import Key, Schema, escaped, is_amount, part_at


class Trail(NamedTuple):
    """The fields that lead to a value, outermost first, each with where its value is."""

    keys: tuple[Key, ...] = ()
    places: tuple[Place, ...] = ()

    def with_key(self, key: Key, place: Place) -> Trail:
        """Give the trail to what a field has."""
        return Trail((*self.keys, key), (*self.places, place))


class Visit(NamedTuple):
    """A value of a document, and a part of a schema that says something of it.

    Attributes:
        place: keys and indices that lead to the value.
        value: the value.
        file: the schema file.
        pointer: JSON pointer in the file.
        schema: the part of it.
        trail: the fields that lead there; an amount with its unit is one value.
        whole: where that value is: the value itself, or the amount around it.
    """

    place: Place
    value: Any
    file: SchemaId
    pointer: str
    schema: Schema
    trail: Trail
    whole: Place


def walk(document: Any, file: SchemaId) -> Iterator[Visit]:
    """Yield each value of a document with each part of the schemas that speaks of it."""
    if document is not None:
        schema = registry.schema_for(file)
        yield from _walk(Visit((), document, file, "", schema, Trail(), ()), inside=False)


def _walk(visit: Visit, inside: bool) -> Iterator[Visit]:
    """Yield a visit and those of the parts of its value.

    Args:
        visit: the visit.
        inside: whether the value is in an amount, of which the history knows the whole alone.
    """
    yield visit
    schema, value = visit.schema, visit.value
    if "$ref" in schema:
        part = part_at(schema["$ref"])
        next_one = visit._replace(file=part.file, pointer=part.pointer, schema=part.schema)
        yield from _walk(next_one, inside or (is_amount(part) and bool(visit.trail.keys)))
    elif "anyOf" in schema:
        for number, branch in enumerate(schema["anyOf"]):
            if (branch == {"type": "null"}) == (value is None):
                yield from _walk(_step(visit, branch, f"anyOf/{number}"), inside)
    elif "oneOf" in schema:
        for number, branch in enumerate(schema["oneOf"]):
            if _fits(part_at(branch["$ref"]).schema, value):
                yield from _walk(_step(visit, branch, f"oneOf/{number}"), inside)
                break
    elif isinstance(value, dict):
        yield from _members(visit, inside)
    elif isinstance(value, list):
        yield from _items(visit, inside)


def _members(visit: Visit, inside: bool) -> Iterator[Visit]:
    schema, title = visit.schema, visit.schema.get("title", "")
    extra = schema.get("additionalProperties")
    for name, value in visit.value.items():
        place = (*visit.place, name)
        if name in schema.get("properties", {}):
            inner = _step(visit, schema["properties"][name], f"properties/{escaped(name)}")
            if not inside:
                trail = visit.trail.with_key(Key(visit.file, title, name), place)
                inner = inner._replace(trail=trail, whole=place)
            yield from _walk(inner._replace(place=place, value=value), inside)
        elif isinstance(extra, dict):
            inner = _step(visit, extra, "additionalProperties")
            whole = visit.whole if inside else place
            yield from _walk(inner._replace(place=place, value=value, whole=whole), inside)


def _items(visit: Visit, inside: bool) -> Iterator[Visit]:
    schema = visit.schema
    for index, value in enumerate(visit.value):
        place = (*visit.place, index)
        if index < len(schema.get("prefixItems", ())):
            inner = _step(visit, schema["prefixItems"][index], f"prefixItems/{index}")
        elif isinstance(schema.get("items"), dict):
            inner = _step(visit, schema["items"], "items")
        else:
            continue
        whole = visit.whole if inside else place
        yield from _walk(inner._replace(place=place, value=value, whole=whole), inside)


def _step(visit: Visit, schema: Schema, where: str) -> Visit:
    return visit._replace(schema=schema, pointer=f"{visit.pointer}/{where}")


def _fits(branch: Schema, value: Any) -> bool:
    """Tell whether an object has the tags of a branch of a union."""
    return isinstance(value, dict) and all(
        value.get(name) == schema["const"]
        for name, schema in branch["properties"].items()
        if "const" in schema
    )


def walk_untold(document: Any, layout: SchemaId) -> Iterator[Visit]:
    """Yield each value of a document of a layout that no schema tells of, by its keys alone."""
    waiting = [Visit((), document, layout, "", {}, Trail(), ())]
    while waiting:
        visit = waiting.pop()
        yield visit
        if isinstance(visit.value, dict):
            is_amount = "value" in visit.value and visit.value.keys() <= {"value", "unit"}
            for name, value in visit.value.items():
                place = (*visit.place, name)
                if is_amount:
                    waiting.append(visit._replace(place=place, value=value))
                    continue
                keys = [key for key in place if isinstance(key, str)]
                trail = visit.trail.with_key(Key(layout, "", ".".join(keys)), place)
                inner = visit._replace(place=place, value=value, trail=trail, whole=place)
                waiting.append(inner)
        elif isinstance(visit.value, list):
            for index, value in enumerate(visit.value):
                place = (*visit.place, index)
                waiting.append(visit._replace(place=place, value=value, whole=place))


def value_at(document: Any, place: Place) -> Any:
    """Give what is at a place."""
    for token in place:
        document = document[token]
    return document
