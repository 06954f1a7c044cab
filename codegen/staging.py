"""From the published schemas to the form that the generator reads."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from codegen.errors import CodegenError
from codegen.mixins import Schemas, apply_mixins, apply_types, mark_personal, walk

_EMPTY: dict[str, Any] = {"array": [], "object": {}}
_VERSION = re.compile(r"[0-9]+\.[0-9]+")


def package_name(version: str) -> str:
    """Give the Python package of a version: `v0_1` for `0.1`."""
    return "v" + version.replace(".", "_")


def module_of(generated: Path, file: str) -> Path:
    """Give the generated module of a schema: `v0_1/sbd.py` for `0.1/sbd.json`."""
    version, _, schema = file.partition("/")
    return generated / package_name(version) / f"{Path(schema).stem.replace('-', '_')}.py"


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
        _mark_named_types(schema)
        for node in walk(schema):
            if isinstance(node.get("examples"), list):
                del node["examples"]  # values, not schemas
            if "$ref" in node:
                node["$ref"] = _relative(node["$ref"], path, files)
            if node.get("additionalProperties") is False:
                node["additionalProperties"] = True
            # Pydantic would warn whoever reads the field, of a class of their own that has it too.
            if "x-archive" in node:
                node.pop("deprecated", None)
    _tag_unions(schemas)
    _fill_absent_containers(schemas)
    apply_mixins(schemas, table["mixins"])
    mark_personal(schemas)
    apply_types(schemas, table["types"])
    for path, schema in schemas.items():
        del schema["$id"]
        version, _, name = path.partition("/")
        package = target / package_name(version)
        package.mkdir(parents=True, exist_ok=True)
        (package / name).write_text(json.dumps(schema, indent=1), encoding="utf-8")


def _mark_named_types(schema: dict[str, Any]) -> None:
    """Give types that become no class the mark of their source; classes and enums make their own.

    `ska_oso_pdm.ext.objects.marks` says what a mark is.
    """
    for part in (schema, *schema.get("$defs", {}).values()):
        if "type" in part and not part.keys() & {"properties", "enum"}:
            part["x-schema"] = schema["$id"]


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


def _fill_absent_containers(schemas: Schemas) -> None:
    """Give optional containers and sub-objects that are never null an empty default."""
    for path, schema in schemas.items():
        for node in walk(schema):
            for name, part in node.get("properties", {}).items():
                if name in node.get("required", ()) or "default" in part:
                    continue
                kind = _resolved(schemas, path, part).get("type")
                if kind in _EMPTY and "anyOf" not in part:
                    part["default"] = _EMPTY[kind]


def _resolved(schemas: Schemas, path: str, part: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in part:
        return part
    file, _, fragment = part["$ref"].partition("#")
    folder, _, own = path.partition("/")
    found = schemas[f"{folder}/{file or own}"]
    return found["$defs"][fragment.rpartition("/")[2]] if fragment else found


def _tag_unions(schemas: Schemas) -> None:
    """Name the tag of each union; where an enum lists just the tags, it becomes their type."""
    for path, schema in schemas.items():
        definitions = schema.get("$defs", {})
        for node in walk(schema):
            if "oneOf" not in node:
                continue
            del node["type"]
            references = [branch["$ref"] for branch in node["oneOf"]]
            branches = [definitions[reference.rpartition("/")[2]] for reference in references]
            key = _tag(path, node["title"], branches)
            node["discriminator"] = {"propertyName": key}
            for constant in _constants(branches):
                values = [branch["properties"][constant]["const"] for branch in branches]
                name = _enum_of(values, definitions)
                if name and constant == key:
                    node["discriminator"]["mapping"] = dict(zip(values, references))
                for branch, value in zip(branches, values) if name else ():
                    _give_enum(branch, constant, f"#/$defs/{name}", value)


def _constants(branches: list[dict[str, Any]]) -> list[str]:
    """List the required properties that are constant in every branch of a union."""
    return sorted(
        set.intersection(
            *(
                {key for key, part in branch["properties"].items() if "const" in part}
                & set(branch["required"])
                for branch in branches
            )
        )
    )


def _tag(path: str, title: str, branches: list[dict[str, Any]]) -> str:
    """Find the property that tells the branches of a union apart: each has another value of it."""
    for key in _constants(branches):
        if len({branch["properties"][key]["const"] for branch in branches}) == len(branches):
            return key
    raise CodegenError(f"{path}: the union {title} has no tag that its branches share")


def _enum_of(values: list[str], definitions: dict[str, Any]) -> str | None:
    """Find the enum that lists just these values."""
    for name, part in definitions.items():
        if sorted(part.get("enum", ())) == sorted(set(values)):
            return name
    return None


def _give_enum(branch: dict[str, Any], key: str, reference: str, value: str) -> None:
    """Turn a constant into a member of an enum; the base class makes the tag required again."""
    description = branch["properties"][key]["description"]
    branch["properties"][key] = {"description": description, "$ref": reference, "default": value}
    branch["required"].remove(key)
