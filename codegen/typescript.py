"""Writes the types of TypeScript of a schema, from titles, units and meanings.

A schema file becomes a module: an interface for each object, a union for each choice by tag, an
object of constants with its type for each list of values. Names are the titles, never numbered.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator
from typing import Any, NamedTuple

from codegen.errors import CodegenError

_REFERENCE = re.compile(r".*/ska-oso-pdm-([a-z-]+)/[0-9.]+(?:#/\$defs/(\w+))?")
_WIDTH = 96
_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_PLAIN = {
    "string": "string",
    "integer": "number",
    "number": "number",
    "boolean": "boolean",
    "null": "null",
    "json": "Json",
}
_JSON = "Json"
_BOUNDS = {
    "minimum": "At least {}",
    "exclusiveMinimum": "More than {}",
    "maximum": "at most {}",
    "exclusiveMaximum": "less than {}",
}

Schema = dict[str, Any]


class Module(NamedTuple):
    """A schema file as a module.

    Attributes:
        name: of the file, without its ending: `sbd`, `observation-set`.
        schema: what the file says.
        titles: of all files of its version, by their names.
    """

    name: str
    schema: Schema
    titles: dict[str, str]

    def text(self) -> str:
        """Give the whole module."""
        body = "\n".join(
            block for part in _named_parts(self.schema) for block in self._declared(part)
        )
        imports = [
            f'import type * as {name}$ from "./{name.replace("_", "-")}.js";'
            for name in sorted({*re.findall(r"\b(\w+)\$\.", body)})
        ]
        if re.search(rf"\b{_JSON}\b", body):
            imports.append(f'import type {{ {_JSON} }} from "../../json.js";')
        return "\n".join([f"// {self.schema['$id']}", *imports, "", body])

    def _declared(self, schema: Schema) -> Iterator[str]:
        """Yield what one named part becomes."""
        title = schema["title"]
        yield from _comment(schema, "")
        if "enum" in schema:
            yield from _constants(title, schema)
        elif "properties" in schema:
            yield f"export interface {title} {{"
            for key, member in schema["properties"].items():
                yield from _comment(member, "  ")
                mark = "" if key in schema.get("required", ()) else "?"
                yield f"  {_key(key)}{mark}: {self._type(member)};"
            yield "}"
        else:
            yield f"export type {title} = {self._type(schema)};"
        yield ""

    def _type(self, schema: Schema) -> str:
        if "$ref" in schema:
            return self._referred(schema["$ref"])
        for keyword in ("anyOf", "oneOf"):
            if keyword in schema:
                return " | ".join(dict.fromkeys(map(self._type, schema[keyword])))
        if "const" in schema or "enum" in schema:
            values = schema.get("enum") or [schema["const"]]
            return " | ".join(json.dumps(value, ensure_ascii=False) for value in values)
        kinds = schema.get("type", "json")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        return " | ".join(dict.fromkeys(self._of_kind(kind, schema) for kind in kinds))

    def _of_kind(self, kind: str, schema: Schema) -> str:
        if kind == "array":
            return self._array(schema)
        if kind == "object":
            rest = schema.get("additionalProperties", True)
            of = self._any(rest)
            return f"{{ [key: string]: {of} }}" if of else "Record<string, never>"
        return _PLAIN[kind]

    def _array(self, schema: Schema) -> str:
        rest = self._any(schema.get("items", True))
        least = schema.get("minItems", 0)
        first = [
            item if place < least else f"({item})?"
            for place, item in enumerate(map(self._type, schema.get("prefixItems", ())))
        ]
        if first:
            return f"[{', '.join([*first, *([f'...({rest})[]'] if rest else [])])}]"
        return f"({rest})[]" if " " in rest else f"{rest}[]"

    def _any(self, schema: Any) -> str:
        """Give the type of what need not be there; none for what may not be."""
        if isinstance(schema, dict):
            return self._type(schema)
        return _JSON if schema else ""

    def _referred(self, url: str) -> str:
        """Name the type of a reference: by its title, in another module by that, too."""
        match = _REFERENCE.fullmatch(url)
        if match is None:
            raise CodegenError(f"{url}: no reference to a schema of this model")
        name = match[2] or self.titles[match[1]]
        return name if match[1] == self.name else f"{match[1].replace('-', '_')}$.{name}"


def titles_of(schemas: dict[str, Schema]) -> dict[str, str]:
    """Give the titles of the files of a version, by their names, for those that are types."""
    return {name: schema["title"] for name, schema in schemas.items() if "title" in schema}


def index(version: str, schemas: dict[str, Schema]) -> str:
    """Write the module that has the names of all files of a version.

    Args:
        version: which, for the message.
        schemas: of the version, by the names of their files.

    Raises:
        CodegenError: for a title that two of them have: nobody could tell which is meant.
    """
    homes: dict[str, str] = {}
    for name, schema in schemas.items():
        for part in _named_parts(schema):
            if homes.setdefault(part["title"], name) != name:
                raise CodegenError(
                    f"schemas/{version}: {homes[part['title']]}.json and {name}.json both have "
                    f"the title {part['title']}"
                )
    return "".join(f'export * from "./{version}/{name}.js";\n' for name in schemas)


def _named_parts(schema: Schema) -> Iterator[Schema]:
    """Yield what becomes a type of its own: the file, if it is one, and its parts."""
    if schema.keys() & {"type", "enum", "oneOf"}:
        yield schema
    yield from schema.get("$defs", {}).values()


def _constants(title: str, schema: Schema) -> Iterator[str]:
    values = schema["enum"]
    yield f"export const {title} = {{"
    for name, value in zip(schema.get("x-enum-varnames", map(str, values)), values, strict=True):
        yield f"  {_key(name)}: {json.dumps(value, ensure_ascii=False)},"
    yield "} as const;"
    yield f"export type {title} = (typeof {title})[keyof typeof {title}];"


def _key(name: str) -> str:
    return name if _NAME.fullmatch(name) else json.dumps(name, ensure_ascii=False)


def _comment(schema: Schema, indent: str) -> Iterator[str]:
    lines = [
        part.replace("*/", "*\\/")
        for line in _told(schema)
        for part in textwrap.wrap(line, _WIDTH - len(indent))
    ]
    if lines:
        yield f"{indent}/**"
        yield from (f"{indent} * {line}" for line in lines)
        yield f"{indent} */"


def _told(schema: Schema) -> Iterator[str]:
    """Yield what is said of a part, in lines of a comment."""
    if "description" in schema:
        yield schema["description"]
    if unit := schema.get("x-unit"):
        yield f"Unit: {unit}."
    inner: Schema = next((part for part in schema.get("anyOf", ()) if part.get("type") != "null"), {})
    bounds = [
        words.format(part[keyword])
        for keyword, words in _BOUNDS.items()
        for part in (schema, inner)
        if keyword in part
    ]
    if bounds:
        said = ", ".join(bounds)
        yield f"{said[0].upper()}{said[1:]}."
    if unit := inner.get("x-unit"):
        yield f"Unit: {unit}."
    if meaning := schema.get("x-null-means"):
        yield f"`null` means {meaning}."
    if schema.get("x-personal"):
        yield "Personal data."
    if schema.get("x-archive"):
        yield "Added by archives; no part of what is written."
    if "default" in schema:
        yield f"@defaultValue `{json.dumps(schema['default'], ensure_ascii=False)}`"
    if schema.get("deprecated"):
        yield "@deprecated"
