"""What the parts of a set of schemas are called in Python and as components of OpenAPI."""

from __future__ import annotations

from collections.abc import Iterable

from ska_oso_pdm.evolution.parts import below
from ska_oso_pdm.evolution.schema_set import SchemaSet

Classes = dict[str, tuple[str, tuple[str, ...]]]


def classes(schemas: SchemaSet, entities: Iterable[str]) -> Classes:
    """Give each class with its URL, and the entities from whose documents its file is reached."""
    found: Classes = {}
    for entity in entities:
        for file in _reached(schemas, schemas.roots[entity]):
            for title, url in _titles(schemas, file):
                known = found.get(title, (url, ()))
                found[title] = known[0], (*known[1], entity)
    return found


def _reached(schemas: SchemaSet, root: str) -> list[str]:
    """List the files that a file needs, with itself."""
    files = {root: None}
    waiting = [root]
    while waiting:
        for reference in schemas.references(waiting.pop()):
            file = reference.partition("#")[0]
            if file not in files:
                files[file] = None
                waiting.append(file)
    return list(files)


def _titles(schemas: SchemaSet, file: str) -> Iterable[tuple[str, str]]:
    schema = schemas.resolve(file)
    if title := schema.get("title"):
        yield title, file
    for name, part in schema.get("$defs", {}).items():
        yield part.get("title", name), below(file, "$defs", name)
