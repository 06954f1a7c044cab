"""What the schemas consist of: files, objects, lists of values and texts in them, and fields."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.registry import SchemaId

Schema = dict[str, Any]
_NULL = {"type": "null"}


class Key(NamedTuple):
    """A field of an object: what the history of documents speaks of.

    Attributes:
        schema: the file that has the object, or a layout without schema.
        owner: title of the object; empty in a layout without schema.
        name: of the field; in a layout without schema the keys that lead to it, with dots.
    """

    schema: SchemaId
    owner: str
    name: str

    @property
    def label(self) -> str:
        """What people call it: `Target.name`."""
        return f"{self.owner}.{self.name}" if self.owner else self.name


class Field(NamedTuple):
    """A field with what its schema says of it."""

    key: Key
    schema: Schema
    pointer: str
    required: bool

    @property
    def inner(self) -> Schema:
        """The schema of a value that is not null."""
        return without_null(self.schema)

    @property
    def nullable(self) -> bool:
        return self.inner is not self.schema


class Part(NamedTuple):
    """A named schema: the root of a file, or one of its `$defs`."""

    file: SchemaId
    title: str
    schema: Schema
    pointer: str

    @property
    def kind(self) -> str:
        """`object`, `union`, `enum`, or `value` for any other."""
        if "properties" in self.schema:
            return "object"
        return "union" if "oneOf" in self.schema else "enum" if "enum" in self.schema else "value"

    @property
    def fields(self) -> list[Field]:
        """The fields, in the order of the schema."""
        required = self.schema.get("required", ())
        return [
            Field(
                Key(self.file, self.title, name),
                schema,
                f"{self.pointer}/properties/{escaped(name)}",
                name in required,
            )
            for name, schema in self.schema.get("properties", {}).items()
        ]


def escaped(token: str) -> str:
    """Write a token of a JSON pointer."""
    return token.replace("~", "~0").replace("/", "~1")


def without_null(schema: Schema) -> Schema:
    """Give the branch of `anyOf` that is not null."""
    branches: list[Schema] = schema.get("anyOf", [])
    return next((branch for branch in branches if branch != _NULL), schema)


@cache
def files() -> tuple[SchemaId, ...]:
    """List all schema files, oldest first."""
    urls = registry.all_schemas()
    found = (registry.parse_url(url) for url in urls)
    return tuple(identifier for identifier in found if identifier is not None)


@cache
def parts(file: SchemaId) -> tuple[Part, ...]:
    """List the named schemas of a file, the root first where it is more than a shelf."""
    root = registry.schema_for(file)
    found = [Part(file, root["title"], root, "")] if "type" in root else []
    for name, schema in root.get("$defs", {}).items():
        found.append(Part(file, schema["title"], schema, f"/$defs/{escaped(name)}"))
    return tuple(found)


@cache
def part_at(url: str) -> Part:
    """Give the named schema that a reference leads to."""
    base, _, fragment = url.partition("#")
    file = registry.parse_url(base)
    assert file is not None, url
    return next(part for part in parts(file) if part.pointer == fragment)


@cache
def fields(file: SchemaId) -> dict[Key, Field]:
    """Give all fields of a file."""
    return {field.key: field for part in parts(file) for field in part.fields}


def is_amount(part: Part) -> bool:
    """Tell whether an object is a value with its unit: in a history it is one value."""
    names = part.schema.get("properties", {}).keys()
    return part.kind == "object" and "value" in names and names <= {"value", "unit"}


def references(schema: Any) -> Iterator[str]:
    """Yield each reference in a schema, but not those of its `$defs`."""
    if isinstance(schema, list):
        for item in schema:
            yield from references(item)
    elif isinstance(schema, dict):
        if isinstance(schema.get("$ref"), str):
            yield schema["$ref"]
        for keyword, inner in schema.items():
            if keyword not in ("$defs", "examples", "default", "enum", "const"):
                yield from references(inner)


@cache
def reached(root: SchemaId) -> tuple[Part, ...]:
    """List the named schemas that documents of a root have, the nearest first."""
    waiting, found = [parts(root)[0]], {}
    while waiting:
        part = waiting.pop(0)
        if (part.file, part.pointer) not in found:
            found[part.file, part.pointer] = part
            waiting.extend(map(part_at, references(part.schema)))
    return tuple(found.values())


@cache
def entities_with(file: SchemaId) -> tuple[str, ...]:
    """List the entities whose documents have something of a file."""
    roots = [root for root in registry.documents() if root.version == file.version]
    return tuple(r.entity for r in roots if any(part.file == file for part in reached(r)))


@cache
def fields_of(entity: str, version: str) -> tuple[Key, ...]:
    """List the fields that documents of a layout have; of one without schema none."""
    root = SchemaId(entity, version)
    if not registry.is_document(root):
        return ()
    files = dict.fromkeys(part.file for part in reached(root))
    return tuple(key for file in files for key in fields(file))


@cache
def told_of(entity: str, version: str) -> tuple[Key, ...]:
    """List the fields of documents of a layout that have a history: parts of amounts have none."""
    return tuple(key for key in fields_of(entity, version) if not is_in_amount(key))


def is_in_amount(key: Key) -> bool:
    """Tell whether a field is the value or the unit of an amount."""
    return any(part.title == key.owner and is_amount(part) for part in parts(key.schema))


def entities() -> tuple[str, ...]:
    """List entities and shared parts; those of documents first, blocks at the head."""
    found = dict.fromkeys(reversed([file.entity for file in files()]))
    documents = {root.entity for root in registry.documents()}
    return tuple(sorted(found, key=lambda name: (name not in documents, name)))
