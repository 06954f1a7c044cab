"""From the published schemas to the form that the generator reads."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from codegen.errors import CodegenError
from codegen.mixins import Schemas, apply_mixins, apply_types, walk

_VERSION = re.compile(r"[0-9]+\.[0-9]+")


def package_name(version: str) -> str:
    """Give the Python package of a version: `v0_1` for `0.1`."""
    return "v" + version.replace(".", "_")


def version_folders(schema_folder: Path) -> list[Path]:
    """List the folders of the versions, oldest first."""
    folders = [path for path in schema_folder.iterdir() if _VERSION.fullmatch(path.name)]
    return sorted(folders, key=lambda path: [int(part) for part in path.name.split(".")])


def stage(schema_folder: Path, table: dict[str, dict[str, Any]], target: Path) -> None:
    """Write the schemas of all versions to `target`, ready for the generator.

    References become relative, objects open (the classes keep unknown keys), tagged unions get the
    discriminator that the generator wants, and `ext` its places.

    Raises:
        CodegenError: for a reference that leaves the schemas, or a table entry without match.
    """
    schemas: Schemas = {}
    for folder in version_folders(schema_folder):
        for file in sorted(folder.glob("*.json")):
            schemas[f"{folder.name}/{file.name}"] = json.loads(file.read_text(encoding="utf-8"))
    files = {schema["$id"]: path for path, schema in schemas.items()}
    for path, schema in schemas.items():
        for node in walk(schema):
            if "$ref" in node:
                node["$ref"] = _relative(node["$ref"], path, files)
            if node.get("additionalProperties") is False:
                node["additionalProperties"] = True
    _tag_unions(schemas)
    apply_mixins(schemas, table["mixins"])
    apply_types(schemas, table["types"])
    for path, schema in schemas.items():
        del schema["$id"]
        version, _, name = path.partition("/")
        package = target / package_name(version)
        package.mkdir(parents=True, exist_ok=True)
        (package / name).write_text(json.dumps(schema, indent=1), encoding="utf-8")


def _relative(reference: str, path: str, files: dict[str, str]) -> str:
    url, _, fragment = reference.partition("#")
    if url not in files:
        raise CodegenError(f"{path}: $ref {reference} is no schema of this repository")
    here, there = path.split("/"), files[url].split("/")
    if here == there:
        return f"#{fragment}"
    if here[0] != there[0]:
        raise CodegenError(f"{path}: $ref {reference} leads to another version")
    return f"{there[1]}#{fragment}"


def _tag_unions(schemas: Schemas) -> None:
    for path, schema in schemas.items():
        for node in walk(schema):
            if "oneOf" in node:
                del node["type"]
                node["discriminator"] = {"propertyName": _tag(schemas, path, node)}


def _tag(schemas: Schemas, path: str, union: dict[str, Any]) -> str:
    """Find the property that tells the branches of a union apart."""
    tags = []
    for reference in union["oneOf"]:
        file, _, name = reference["$ref"].partition("#/$defs/")
        folder = path.partition("/")[0]
        branch = schemas[f"{folder}/{file}" if file else path]["$defs"][name]
        consts = {key for key, part in branch["properties"].items() if "const" in part}
        tags.append(consts & set(branch["required"]))
    shared = set.intersection(*tags)
    if not shared:
        raise CodegenError(f"{path}: the union {union['title']} has no tag that its branches share")
    return "kind" if "kind" in shared else min(shared)
