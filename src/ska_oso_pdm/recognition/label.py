"""What the label of a document, the URL in its `interface`, says, and whether it stands."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.recognition import layout

HONEST = (1, 0)
"""From this version on labels tell the truth; of the layouts before all documents wore one, 0.1."""

WORN = "0.1"
"""The version that documents of all layouts used to say they were of."""

_NEIGHBOUR = re.compile(
    r"https?://schema\.(?:skao\.int|skatelescope\.org)/(?!ska-oso-(?:pdm|pmd|dpm))([^/\s]+)"
)


_OURS = re.compile(r"\bska-oso-(?:pdm|pmd|dpm)[-/]", re.IGNORECASE)


def is_ours(declared: Any) -> bool:
    """Tell whether a label names this model, in whatever form; it may be no URL of a schema."""
    return isinstance(declared, str) and _OURS.search(declared) is not None


def neighbour(declared: Any) -> str | None:
    """Give the name of the schema of another model of the observatory that a label is the URL of.

    None for labels of this model, misspelt ones too, and for what says nothing.
    """
    match = _NEIGHBOUR.match(declared) if isinstance(declared, str) else None
    return match[1] if match else None


@lru_cache(256)
def judge_of_newer(labelled: SchemaId) -> SchemaId | None:
    """Give the newest schema of a major version, which judges documents of newer minor ones: what
    it does not know are additions. None for any other label.
    """
    if registry.is_document(labelled):
        return None
    key = registry.version_key(labelled.version)
    versions = map(registry.version_key, versions_of_documents(labelled.entity))
    newest = max((version for version in versions if version[0] == key[0]), default=key)
    if key <= newest or newest < HONEST:
        return None
    return SchemaId(labelled.entity, ".".join(map(str, newest)))


def stands(document: dict[str, Any], labelled: SchemaId, found: SchemaId) -> bool:
    """Tell whether the label of a document is as right as what its content shows."""
    if labelled == found:
        return True
    if not registry.is_document(labelled) or labelled.entity != found.entity:
        return False
    honest = registry.version_key(labelled.version) >= HONEST
    if honest and not registry.is_document(found):
        return True  # it says that it is new: former keys are its mistakes
    return not layout.contradicts(document, labelled, found, 1 if honest else 0)


def by_label(labelled: SchemaId) -> SchemaId | None:
    """Give the schema that a label alone decides for: its own, or for an old label of an entity
    that has schemas from 1.0 on alone, the newest.
    """
    if registry.is_document(labelled):
        return labelled
    versions = versions_of_documents(labelled.entity)
    if not may_be_corrected(labelled) or registry.version_key(versions[0]) < HONEST:
        return None
    return SchemaId(labelled.entity, versions[-1])


def may_be_corrected(labelled: SchemaId) -> bool:
    """Tell whether a label without schema is a slip: its entity is known, and it is not newer."""
    newest = max(map(registry.version_key, versions_of_documents(labelled.entity)), default=())
    return registry.version_key(labelled.version) < newest


def versions_of_documents(entity: str) -> list[str]:
    """List the versions of an entity that has documents of its own, oldest first, but for those in
    the making.
    """
    return [
        version
        for version in registry.versions_of(entity)
        if registry.is_root(SchemaId(entity, version))
    ]
