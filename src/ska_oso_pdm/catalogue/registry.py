"""The one rule of this package: URL, schema, class and examples go by entity and version.

    https://schema.skao.int/ska-oso-pdm-<entity>/<version>
    schemas/<version>/<entity>.json
    ska_oso_pdm.generated.v<version, dots as _>.<entity>

Schemas are files of the installed package. Nothing is ever fetched, and no text of a document
becomes part of a path: what a document names is looked up in the list of what is there.
"""

from __future__ import annotations

import json
import os
import re
from functools import cache, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from ska_oso_pdm.errors import SchemaNotFoundError
from ska_oso_pdm.pointers import at

if TYPE_CHECKING:
    from pydantic import BaseModel

BASE_URL = "https://schema.skao.int/ska-oso-pdm-"
_URL = re.compile(re.escape(BASE_URL) + r"([a-z]+(?:-[a-z]+)*)/([0-9]{1,4}\.[0-9]{1,4})")
_VERSION = re.compile(r"\d+\.\d+")
_GENERATED = "ska_oso_pdm.generated."


class SchemaId(NamedTuple):
    """Entity (`sbd`) and version (`0.1`) of a schema, or of a layout that has none."""

    entity: str
    version: str

    @property
    def url(self) -> str:
        """The URL that documents name in `interface`."""
        return f"{BASE_URL}{self.entity}/{self.version}"


@lru_cache(256)
def parse_url(url: str) -> SchemaId | None:
    """Take a URL of this model apart; None for any other text. The schema need not exist."""
    match = _URL.fullmatch(url)
    return SchemaId(match[1], match[2]) if match else None


@cache
def schema_folder() -> str:
    """Give the folder with one subfolder a version: of the installed package or the repository."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    installed = os.path.join(package, "_schemas")
    if os.path.isdir(installed):
        return installed
    return os.path.join(os.path.dirname(os.path.dirname(package)), "schemas")


@cache
def _files() -> dict[SchemaId, str]:
    """Give the path of every schema file, shared parts included, oldest version first."""
    versions = filter(_VERSION.fullmatch, os.listdir(schema_folder()))
    found = {}
    for version in sorted(versions, key=version_key):
        folder = os.path.join(schema_folder(), version)
        for name in sorted(os.listdir(folder)):
            if name.endswith(".json"):
                found[SchemaId(name.removesuffix(".json"), version)] = os.path.join(folder, name)
    return found


def version_key(version: str) -> tuple[int, ...]:
    """Give what versions are sorted by: 1.10 comes after 1.9."""
    return tuple(int(part) for part in version.split("."))


def schema_path(identifier: SchemaId) -> str:
    """Give the path of a schema file.

    Raises:
        SchemaNotFoundError: when there is no such schema.
    """
    try:
        return _files()[identifier]
    except KeyError:
        raise SchemaNotFoundError(
            f"there is no schema {identifier.url}; there are: "
            + ", ".join(known.url for known in _files())
        ) from None


@cache
def schema_for(identifier: SchemaId) -> dict[str, Any]:
    """Give a schema, parsed; treat it as read-only.

    Raises:
        SchemaNotFoundError: when there is no such schema.
    """
    with open(schema_path(identifier), encoding="utf-8") as file:
        schema: dict[str, Any] = json.load(file)
    return schema


@cache
def resolve(url: str) -> dict[str, Any]:
    """Give the schema at a URL with a JSON pointer as fragment; treat it as read-only."""
    base, _, fragment = url.partition("#")
    identifier = parse_url(base)
    assert identifier is not None
    found: dict[str, Any] = at(schema_for(identifier), fragment)
    return found


def is_root(identifier: SchemaId) -> bool:
    """Tell whether a schema describes documents, not only parts of them."""
    return "interface" in schema_for(identifier).get("properties", {})


@cache
def documents() -> tuple[SchemaId, ...]:
    """List the schemas of documents, oldest version first."""
    return tuple(identifier for identifier in _files() if is_root(identifier))


@lru_cache(256)
def is_document(identifier: SchemaId) -> bool:
    """Tell whether there is a schema of documents of this entity and version."""
    return identifier in _files() and is_root(identifier)


def versions_of(entity: str) -> list[str]:
    """List the versions of an entity, oldest first, but for those in the making."""
    return [version for version in all_versions_of(entity) if not is_in_the_making(version)]


def all_versions_of(entity: str) -> list[str]:
    """List the versions of an entity, oldest first, with those in the making."""
    return [version for name, version in _files() if name == entity]


@cache
def markers() -> dict[str, Any]:
    """Give what `schemas/markers.json` holds; treat it as read-only."""
    with open(os.path.join(schema_folder(), "markers.json"), encoding="utf-8") as file:
        data: dict[str, Any] = json.load(file)
    return data


@cache
def current_version() -> str:
    """Give the newest version that `schemas/markers.json` lists.

    Documents are taken to it, and told from those of other versions by it. What comes after it is
    in the making: it judges the documents that name it, and nothing else goes by it.
    """
    entities = markers()["entities"].values()
    listed = {version for data in entities for version in data["versions"]}
    return max(filter(_VERSION.fullmatch, listed), key=version_key)  # early ones go by names too


@lru_cache(256)
def is_in_the_making(version: str) -> bool:
    """Tell whether a version comes after the current one."""
    return version_key(version) > version_key(current_version())


@cache
def entities_in_the_making() -> tuple[str, ...]:
    """List the entities that only versions in the making have, which are in no list of markers."""
    listed = markers()["entities"]
    new = [
        identifier.entity
        for identifier in _files()
        if identifier.entity not in listed and is_draft(identifier)
    ]
    return tuple(dict.fromkeys(new))


def is_draft(identifier: SchemaId) -> bool:
    """Tell whether there is a schema of documents of this entity in a version in the making."""
    return is_document(identifier) and is_in_the_making(identifier.version)


def all_schemas() -> dict[str, dict[str, Any]]:
    """Give the schemas of all versions by URL, shared parts included."""
    return {identifier.url: schema_for(identifier) for identifier in _files()}


def schemas_of(version: str) -> dict[str, dict[str, Any]]:
    """Give all schemas of a version by URL, shared parts included."""
    return {
        identifier.url: schema_for(identifier)
        for identifier in _files()
        if identifier.version == version
    }


@cache
def class_for(identifier: SchemaId) -> type[BaseModel]:
    """Give the generated class of a document. The first call imports Pydantic.

    Raises:
        SchemaNotFoundError: when there is no such schema.
    """
    title = schema_for(identifier)["title"]
    package = "v" + identifier.version.replace(".", "_")
    module = import_module(f"{_GENERATED}{package}.{identifier.entity.replace('-', '_')}")
    found: type[BaseModel] = getattr(module, title)
    return found


def schema_of_class(cls: Any) -> tuple[SchemaId, str]:
    """Give the schema of a generated class, or of one derived from it, and the URL in it.

    The URL has a fragment where the class is part of a document.

    Raises:
        SchemaNotFoundError: for a class that no schema describes.
    """
    for base in cls.__mro__:
        if base.__module__.startswith(_GENERATED):
            return _schema_of_generated(base.__module__, base.__name__)
    raise SchemaNotFoundError(f"no schema describes the class {cls.__qualname__}")


@cache
def _schema_of_generated(module: str, name: str) -> tuple[SchemaId, str]:
    package, _, entity = module.removeprefix(_GENERATED).partition(".")
    identifier = SchemaId(entity.replace("_", "-"), package.removeprefix("v").replace("_", "."))
    root = schema_for(identifier)["title"] == name
    return identifier, identifier.url + ("" if root else f"#/$defs/{name}")
