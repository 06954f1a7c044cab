"""Keys at the root of documents: what tells one without a label from other JSON."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.recognition import markers

ENOUGH = 2
"""So many keys of the root of an entity are no accident: a part that has one may be a part."""

_NAMES = ("_id", "_ref")
"""So end keys that hold the name of a document, which anything about it may hold."""

_OURS = re.compile("ska|mid|low|meerkat|$", re.IGNORECASE)


def show(document: dict[str, Any], entity: str, plainly: bool) -> bool:
    """Tell whether an object without a label of this model is a document of an entity by its keys.

    More must be known than unknown. Unless there is one that no other JSON has, two must be of
    those that the entity has at its root, common ones apart. Names alone are enough only where no
    key is unknown: a comment on an execution block has an `eb_id` as well.

    Args:
        document: the object.
        entity: the entity.
        plainly: whether it has a key that no other JSON has.
    """
    own = of(entity) & document.keys()
    known = len(own) + len(markers.common() & document.keys())
    if 2 * known <= len(document) or not (plainly or len(own) >= ENOUGH):
        return False
    return known == len(document) or not all(key.endswith(_NAMES) for key in own)


def any_of(document: dict[str, Any]) -> bool:
    """Tell whether an object has so many keys of the roots of all entities that a look pays."""
    return len(_of_all() & document.keys()) >= ENOUGH


def is_elsewhere(telescope: Any) -> bool:
    """Tell whether a telescope is of another observatory; a misspelt one of ours is not."""
    return isinstance(telescope, str) and not _OURS.match(telescope)


@cache
def of(entity: str) -> frozenset[str]:
    """Give the keys that documents of an entity have at their root, in any version, but common
    ones.
    """
    data = markers.entities()[entity]
    keys = {
        key
        for marker in (*data["own"], *data["markers"].values())
        for key in markers.root_keys(marker)
    }
    for version in registry.versions_of(entity):
        keys.update(registry.schema_for(registry.SchemaId(entity, version))["properties"])
    return frozenset(keys - markers.common())


@cache
def _of_all() -> frozenset[str]:
    return frozenset().union(*map(of, markers.entities()))
