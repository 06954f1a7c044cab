"""Documents that the pages are made from: the examples of the repository, and made ones."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.conversion import convert
from ska_oso_pdm.migrations import EVERYTHING
from ska_oso_pdm.migrations.steps import STEPS
from ska_oso_pdm.recognition import decide
from ska_oso_pdm.testing import numbered_document
from tests.migrations import aged

ROOT = Path(__file__).parents[3]
_MADE = 50
"""Documents that are made of each layout, of each kind."""
_EARLY = 60
"""Documents that are made of a layout without schema."""
_BROUGHT = 12
"""Documents that are upgraded from the layout before."""

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
    """Give the examples, made documents that hold together, and upgraded ones; of layouts without
    schema, made ones.
    """
    if not registry.is_document(file):
        return tuple(aged.documents(file.entity, file.version, _EARLY))
    made = (numbered_document(file.entity, file.version, number) for number in range(_MADE))
    return (*examples(file).values(), *made, *_brought(file))


def _brought(file: SchemaId) -> Iterator[Document]:
    """Yield documents that an upgrade has brought from the layout before, where there is one."""
    before = [old for entity, old, new in STEPS if (entity, new) == file]
    for version in before:
        layout = SchemaId(file.entity, version)
        if registry.is_document(layout):
            for document in likely(layout)[-_BROUGHT:]:
                done = convert(document, to=file.version, allowed=EVERYTHING)
                if done.document is not None:
                    yield done.document


@cache
def unlikely(file: SchemaId) -> tuple[Document, ...]:
    """Give documents that have all that a schema allows, likely or not; none without a schema."""
    if not registry.is_document(file):
        return ()
    return tuple(
        numbered_document(file.entity, file.version, number, consistent=False)
        for number in range(_MADE)
    )
