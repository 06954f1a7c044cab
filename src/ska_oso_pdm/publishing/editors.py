"""What editors take: which files are documents, and a schema that goes by what a document says.

An editor takes a schema by the name of a file, and documents of all layouts have names alike. So
each entity has one schema for editors, which leads on by `interface`. Its references are relative,
and lead to bundles: it works below any address, and where only that address can be reached.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.publishing.retired import retired

BASE = registry.BASE_URL.removesuffix("ska-oso-pdm-")
"""The root of the site, as schemas name it."""

_CATALOGUE = "https://json.schemastore.org/schema-catalog.json"
_WORDS = frozenset({"decision", "panel", "review"})
"""Entities whose names stand in names of other files too: theirs are those of identifiers only."""

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def entities() -> list[str]:
    """List the entities that documents are of, without those that the model has no longer."""
    return sorted({identifier.entity for identifier in registry.documents()})


def path_of(entity: str) -> str:
    """Give the path of the schema for editors of an entity."""
    return f"data/editor/{entity}.json"


def bundle_path(identifier: SchemaId) -> str:
    """Give the path of the bundle of a schema of documents."""
    return f"ska-oso-pdm-{identifier.entity}/{identifier.version}.bundle.json"


def by_interface(entity: str) -> dict[str, Any]:
    """Give the schema that holds a document of an entity against the layout that it names."""
    judged = [found for found in reversed(registry.documents()) if found.entity == entity]
    early = [found.schema for found in retired() if found.schema.entity == entity]
    newest = SchemaId(entity, registry.versions_of(entity)[-1]) if _is_listed(entity) else judged[0]
    branches = [(found, f"../../{bundle_path(found)}") for found in judged]
    branches += [(found, f"../../ska-oso-pdm-{entity}/{found.version}.json") for found in early]
    return {
        "$schema": _DRAFT,
        "title": f"{registry.schema_for(newest)['title']} of any layout",
        "description": _first_sentence(newest),
        "$comment": (
            "For editors. A document is held against the layout that its interface names; "
            "whether it names the right one, ska-oso-pdm identify tells."
        ),
        "type": "object",
        "required": ["interface"],
        "properties": {
            "interface": {
                "description": "URL of the schema that this document follows.",
                "enum": [found.url for found, _ in branches],
                "default": newest.url,
            }
        },
        "allOf": [_branch(found, reference) for found, reference in branches],
        "defaultSnippets": [
            {
                "label": f"{registry.schema_for(newest)['title']} {newest.version}",
                "body": {"interface": newest.url},
            }
        ],
    }


def _branch(identifier: SchemaId, reference: str) -> dict[str, Any]:
    named = {"properties": {"interface": {"const": identifier.url}}, "required": ["interface"]}
    return {"if": named, "then": {"$ref": reference}}


def catalogue(base: str = BASE) -> dict[str, Any]:
    """Give the schemas in the form of the catalogue of SchemaStore.

    Args:
        base: address of the root of the site, with a slash at its end.
    """
    return {
        "$schema": _CATALOGUE,
        "version": 1,
        "schemas": [_listed(entity, base) for entity in entities()],
    }


def _listed(entity: str, base: str) -> dict[str, Any]:
    versions = [found for found in registry.documents() if found.entity == entity]
    title = registry.schema_for(versions[-1])["title"]
    return {
        "name": f"SKA {title}",
        "description": _first_sentence(versions[-1]),
        "fileMatch": patterns(entity),
        "url": base + path_of(entity),
        "versions": {found.version: base + bundle_path(found) for found in versions},
    }


def settings(base: str = BASE) -> dict[str, Any]:
    """Give the settings of VS Code that complete and check documents by their file names.

    Args:
        base: as for `catalogue`.
    """
    schemas = [
        {"fileMatch": [*patterns(entity), *_longer(entity)], "url": base + path_of(entity)}
        for entity in entities()
    ]
    return {"json.schemas": schemas, "json.schemaDownload.trustedDomains": {base: True}}


def patterns(entity: str) -> list[str]:
    """Give the patterns of file names of an entity's documents."""
    if entity in _WORDS:
        return [f"{entity}-*-*-*.json"]
    return [f"{entity}-*.json", f"*.{entity}.json"]


def _longer(entity: str) -> Iterable[str]:
    """Give the patterns to leave out: of entities whose names begin as this one's does."""
    return [f"!{other}-*.json" for other in entities() if other.startswith(f"{entity}-")]


def _first_sentence(identifier: SchemaId) -> str:
    description: str = registry.schema_for(identifier)["description"]
    first, point, _ = description.partition(". ")
    return first + point.rstrip()


def _is_listed(entity: str) -> bool:
    return bool(registry.versions_of(entity))
