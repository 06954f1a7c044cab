"""The table `mixins.toml`: what `ska_oso_pdm.ext` adds to which schema."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from codegen.errors import CodegenError

EXT = "ska_oso_pdm.ext"
BASE_CLASS = f"{EXT}.objects.base.PdmObject"
PERSONAL = f"{EXT}.objects.privacy.PersonalDataMixin"
FREE_FORM = {
    "object": f"{EXT}.values.json_values.JsonObject",
    "array": f"{EXT}.values.json_values.JsonArray",
}

Schemas = dict[str, dict[str, Any]]
"""Schemas by `<version>/<file>`."""


def read_table(path: Path, ext_folder: Path, versions: list[str]) -> dict[str, dict[str, Any]]:
    """Read the table, and check that everything it names exists in the text of `ext`.

    Args:
        path: the table.
        ext_folder: the folder of `ska_oso_pdm.ext`.
        versions: all versions, oldest first, for the ranges in the table.

    Returns:
        For each section the pointers to single versions with their names.

    Raises:
        CodegenError: for a name that no module of `ext` defines, a range that is none, and a
            pointer that stands there twice.
    """
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    for pointer, names in [*table["mixins"].items(), *table["types"].items()]:
        for name in [names] if isinstance(names, str) else names:
            module, _, attribute = name.rpartition(".")
            file = ext_folder / f"{module.replace('.', '/')}.py"
            if attribute not in set(_defined(file)):
                raise CodegenError(f"{path.name}: {pointer}: {EXT}.{name} does not exist")
    return {name: _spread(section, versions) for name, section in table.items()}


def _spread(section: dict[str, Any], versions: list[str]) -> dict[str, Any]:
    """Give the entries of a section for single versions, where they are for a range."""
    spread: dict[str, Any] = {}
    for pointer, names in section.items():
        span, _, rest = pointer.partition("/")
        for version in _between(span, versions, pointer):
            single = f"{version}/{rest}"
            if single in spread:
                raise CodegenError(f"mixins.toml: {pointer}: there is another entry for {single}")
            spread[single] = names
    return spread


def _between(span: str, versions: list[str], pointer: str) -> list[str]:
    first, dash, last = span.partition("-")
    if not dash:
        return [span]
    if first not in versions or last not in versions[versions.index(first) + 1 :]:
        raise CodegenError(f"mixins.toml: {pointer}: {span} is no range of versions")
    return versions[versions.index(first) : versions.index(last) + 1]


def _defined(module: Path) -> Iterator[str]:
    if not module.is_file():
        return
    waiting = ast.parse(module.read_text(encoding="utf-8")).body
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.If):  # type checkers see another one
            waiting += node.orelse


def apply_mixins(schemas: Schemas, mixins: dict[str, list[str]]) -> None:
    """Give the schemas their base classes, as the keyword that the generator knows."""
    for pointer, names in mixins.items():
        schema = _find(schemas, pointer)
        schema["customBasePath"] = [*(f"{EXT}.{name}" for name in names), BASE_CLASS]


def mark_personal(schemas: Schemas) -> None:
    """Give every class that holds personal data, itself or in its parts, the mixin that says so."""
    parts = {
        f"{file}#{name}": node
        for file, schema in schemas.items()
        for name, node in (("", _without_parts(schema)), *schema.get("$defs", {}).items())
    }
    holders: set[str] = set()
    while found := {
        pointer
        for pointer, node in parts.items()
        if pointer not in holders
        and any(
            part.get("x-personal") or _referred(pointer, part) in holders for part in walk(node)
        )
    }:
        holders |= found
    for pointer in holders:
        file, _, name = pointer.partition("#")
        schema = schemas[file]["$defs"][name] if name else schemas[file]
        if "properties" in schema:
            schema.setdefault("customBasePath", [BASE_CLASS]).insert(-1, PERSONAL)


def _without_parts(schema: dict[str, Any]) -> dict[str, Any]:
    return {key: part for key, part in schema.items() if key != "$defs"}


def _referred(pointer: str, part: dict[str, Any]) -> str | None:
    """Give the pointer to what a part of a schema refers to; an empty name is the file itself."""
    if "$ref" not in part:
        return None
    folder, _, own = pointer.partition("#")[0].partition("/")
    file, _, fragment = part["$ref"].partition("#")
    return f"{folder}/{file or own}#{fragment.rpartition('/')[2]}"


def apply_types(schemas: Schemas, types: dict[str, str]) -> None:
    """Give values their Python types: a definition where it is referred to, a property in place."""
    for pointer, name in types.items():
        schema, python_type = _find(schemas, pointer), {"x-python-type": f"{EXT}.{name}"}
        if "/" in pointer.partition("#")[2]:
            _value_schema(schema).update(python_type)
        else:
            several = isinstance(schema["type"], list)  # of which the generator makes a union
            typed = {"type": "string" if several else schema["type"]}
            _inline(
                schemas, pointer, {**typed, "description": schema["description"], **python_type}
            )
    _drop_unused(schemas)
    for schema in schemas.values():
        for node in walk(schema):
            if node.get("x-free-form"):
                node["x-python-type"] = FREE_FORM[node["type"]]


def walk(schema: Any) -> Iterator[dict[str, Any]]:
    """Yield every object inside a schema, the outermost first."""
    if isinstance(schema, dict):
        yield schema
        for part in list(schema.values()):
            yield from walk(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from walk(part)


def _value_schema(schema: dict[str, Any]) -> dict[str, Any]:
    """Give the branch of a nullable property that holds its value."""
    return schema["anyOf"][0] if "anyOf" in schema else schema


def _find(schemas: Schemas, pointer: str) -> dict[str, Any]:
    file, _, fragment = pointer.partition("#")
    name, *prop = fragment.split("/")
    schema: Any = schemas.get(file, {})
    if schema.get("title") != name:
        schema = schema.get("$defs", {}).get(name)
    for key in prop:
        schema = (schema or {}).get("properties", {}).get(key)
    if schema is None:
        raise CodegenError(f"mixins.toml: {pointer} matches nothing in the schemas")
    return schema


def _inline(schemas: Schemas, pointer: str, typed: dict[str, Any]) -> None:
    """Put a typed definition in the place of each reference to it, since it becomes no class.

    Description and default of the place stay. The type of `ext` checks what the schema says.
    """
    for node in _references(schemas, pointer):
        del node["$ref"]
        node.update({**typed, **node})
    file, _, name = pointer.partition("#")
    definitions = schemas[file]["$defs"]
    for node in walk(definitions.pop(name)):
        part = node.get("$ref", "").removeprefix("#/$defs/")
        if part in definitions and next(_references(schemas, f"{file}#{part}"), None) is None:
            del definitions[part]  # the list of units of a quantity


def _references(schemas: Schemas, pointer: str) -> Iterator[dict[str, Any]]:
    """Yield the nodes that refer to a definition."""
    file, _, name = pointer.partition("#")
    for other, schema in schemas.items():
        if other.partition("/")[0] == file.partition("/")[0]:
            wanted = f"#/$defs/{name}" if other == file else f"{Path(file).name}#/$defs/{name}"
            yield from (node for node in walk(schema) if node.get("$ref") == wanted)


def _drop_unused(schemas: Schemas) -> None:
    """Drop files that only hold definitions, down to the ones that something still refers to."""
    for file, schema in list(schemas.items()):
        if "type" in schema:
            continue
        for name in list(schema["$defs"]):
            if next(_references(schemas, f"{file}#{name}"), None) is None:
                del schema["$defs"][name]
        if not schema["$defs"]:
            del schemas[file]
