"""Where the fields that a rule reads are described."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from ska_oso_pdm import consistency
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.registry import SchemaId


def linked(schema: SchemaId, path: str, source: Path) -> str:
    """Give a path of keys as Markdown, with a link to the part that has its last key.

    Args:
        schema: of the document.
        path: JSON pointer in which `*` is any index.
        source: folder of the sources, which has the page of the part, or not.
    """
    for owner, title in _owners(schema, path):
        page = f"ska-oso-pdm-{owner.entity}/{owner.version}"
        if (source / f"{page}.md").exists():
            way = os.path.relpath(f"{page}.html", "codes").replace(os.sep, "/")
            shown = path.replace("*", "&#42;")  # two stars would be emphasis of Markdown
            return f'<a href="{way}#{title}"><code>{shown}</code></a>'
    return f"`{path}`"


@cache
def readers(file: SchemaId) -> dict[tuple[str, str], tuple[str, ...]]:
    """Give the codes of the rules that read the fields of a file, by object and name."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for root in registry.documents():
        rules = consistency.rules_for(root) if root.version == file.version else ()
        for rule in rules:
            for path in (pattern.removesuffix("/*") for pattern in rule.reads):
                for owner, title in _owners(root, path):
                    if owner == file:
                        name = path.rpartition("/")[2]
                        found.setdefault((title, name), {})[rule.code] = None
    return {field: tuple(codes) for field, codes in found.items()}


def _owners(schema: SchemaId, path: str) -> Iterator[tuple[SchemaId, str]]:
    """Yield the schemas and titles of the objects that have the last key of a path."""
    found: list[tuple[SchemaId, dict[str, Any]]] = [(schema, registry.schema_for(schema))]
    keys = path.split("/")[1:]
    for number, key in enumerate(keys):
        following: list[tuple[SchemaId, dict[str, Any]]] = []
        for owner, node in found:
            for home, part in _parts(owner, node):
                inside = part.get("items") if key == "*" else part.get("properties", {}).get(key)
                if isinstance(inside, dict):
                    following.append((home, inside))
                    if number == len(keys) - 1 and "title" in part:
                        yield home, part["title"]
        found = following


def _parts(owner: SchemaId, node: dict[str, Any]) -> Iterator[tuple[SchemaId, dict[str, Any]]]:
    """Yield a schema and the branches of it, with references followed."""
    if "$ref" in node:
        url = node["$ref"]
        url = f"{owner.url}{url}" if url.startswith("#") else url
        home = registry.parse_url(url.partition("#")[0]) or owner
        yield from _parts(home, registry.resolve(url))
        return
    yield owner, node
    for key in ("oneOf", "anyOf"):
        for branch in node.get(key, ()):
            yield from _parts(owner, branch)
