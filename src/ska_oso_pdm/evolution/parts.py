"""A part of a schema as it is compared: references followed, null apart, annotations kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from ska_oso_pdm.pointers import escape

Schema = dict[str, Any]
Resolve = Callable[[str], Schema]

_NULL = {"type": "null"}
_ANNOTATIONS = frozenset(
    "default deprecated description examples format readOnly writeOnly".split()
)


class Said(NamedTuple):
    """What an annotation says, and the URL of the schema that has it."""

    value: Any
    url: str


class Part(NamedTuple):
    """A part of a schema.

    Attributes:
        url: where it says what values are, references followed.
        schema: that, without null beside it.
        asked_at: where it is asked for; the same where nothing refers to it.
        said: the annotations there; what stands beside a reference goes before what it leads to.
        nullable: whether null is a value too.
    """

    url: str
    schema: Schema
    asked_at: str
    said: dict[str, Said]
    nullable: bool

    def at(self, *keys: str | int) -> str:
        """Give the URL of a part of it."""
        return below(self.url, *keys)

    @property
    def members(self) -> Schema:
        """What is said of each key of an object."""
        found: Schema = self.schema.get("properties", {})
        return found

    @property
    def required(self) -> list[str]:
        """The keys that an object must have."""
        found: list[str] = self.schema.get("required", [])
        return found

    @property
    def title(self) -> str:
        """What such a value is called."""
        return str(self.schema.get("title", ""))

    @property
    def kinds(self) -> frozenset[str]:
        """The types of its values; of none, any."""
        told = self.schema.get("type", ())
        return frozenset([told] if isinstance(told, str) else told)


def below(url: str, *keys: str | int) -> str:
    """Give the URL of a part of what a URL leads to."""
    path = "".join(f"/{escape(str(key))}" for key in keys)
    return f"{url}{path}" if "#" in url else f"{url}#{path}"


def part_at(url: str, resolve: Resolve) -> Part:
    """Give the part at a URL."""
    asked_at, schema = url, resolve(url)
    said = said_in(schema, url)
    nullable = False
    while True:
        if "$ref" in schema:
            url = schema["$ref"]
            schema = resolve(url)
        elif _is_nullable(schema):
            nullable = True
            at = next(i for i, branch in enumerate(schema["anyOf"]) if branch != _NULL)
            url = below(url, "anyOf", at)
            schema = schema["anyOf"][at]
        else:
            return Part(url, schema, asked_at, said, nullable)
        said = {**said_in(schema, url), **said}


def said_in(schema: Schema, url: str) -> dict[str, Said]:
    """Give what a schema at a URL says beside validity."""
    return {
        key: Said(part, url)
        for key, part in schema.items()
        if key in _ANNOTATIONS or key.startswith("x-")
    }


def _is_nullable(schema: Schema) -> bool:
    branches = schema.get("anyOf", ())
    return len(branches) == 2 and _NULL in branches and branches[0] != branches[1]


def validity(schema: Schema, label: Callable[[str], str]) -> Schema:
    """Give what a schema says of validity, with labels as they stand for all versions.

    Args:
        schema: the schema.
        label: gives what a text stands for, see `Shapes`.
    """
    return {
        key: _labelled(part, label)
        for key, part in schema.items()
        if key not in _ANNOTATIONS
        and key not in ("title", "$schema", "$id", "$defs", "$comment")
        and not key.startswith("x-")
    }


def _labelled(value: Any, label: Callable[[str], str]) -> Any:
    if isinstance(value, dict):
        return {key: _labelled(part, label) for key, part in value.items()}
    if isinstance(value, list):
        return [_labelled(part, label) for part in value]
    return label(value) if isinstance(value, str) else value
