"""Documents that the pages are made from: the examples of the repository, and made ones."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.recognition import decide
from ska_oso_pdm.testing import numbered_document
from tests.migrations import aged

ROOT = Path(__file__).parents[3]
_MADE = 60
"""Documents that are made of each layout, of each kind."""
_EARLY = 100

Document = dict[str, Any]


@cache
def examples(file: SchemaId) -> dict[str, Document]:
    """Give the examples of a schema of documents, by the names of their files."""
    found = {}
    for path in sorted((ROOT / "examples" / file.version).glob(f"{file.entity}-*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        if _is_of(document, file):
            found[path.name] = document
    return found


def _is_of(document: Document, file: SchemaId) -> bool:
    label = document.get("interface")
    return label == file.url or (label is None and decide(document).entity == file.entity)


@cache
def likely(file: SchemaId) -> tuple[Document, ...]:
    """Give the examples, and made documents that hold together; of layouts without schema, too."""
    if not registry.is_document(file):
        return tuple(aged.documents(file.entity, file.version, _EARLY))
    made = (numbered_document(file.entity, file.version, number) for number in range(_MADE))
    return (*examples(file).values(), *made)


@cache
def unlikely(file: SchemaId) -> tuple[Document, ...]:
    """Give documents that have all that a schema allows, likely or not; none without a schema."""
    if not registry.is_document(file):
        return ()
    return tuple(
        numbered_document(file.entity, file.version, number, consistent=False)
        for number in range(_MADE)
    )
