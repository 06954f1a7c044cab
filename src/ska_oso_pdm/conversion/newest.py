"""What a document has in the newest layout, for those who look at it there and change nothing.

It is taken as far as steps go, with every assumption, and not judged: where a conversion would be
refused, what is certain in it is there all the same.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.conversion import CURRENT, label_of, labelled, migrated, way_to
from ska_oso_pdm.documents.source import Source
from ska_oso_pdm.migrations import EVERYTHING
from ska_oso_pdm.pointers import Place


class Newest(NamedTuple):
    """A document in the newest layout.

    Attributes:
        document: what it would be there; not to be used as a document.
        schema: the schema of that layout.
        origins: where the old document has what stands at a place.
    """

    document: dict[str, Any]
    schema: SchemaId
    origins: dict[Place, Place]


def newest(source: Source) -> Newest:
    """Take a document of an earlier layout to the newest one.

    Raises:
        UnknownLayoutError: when neither label nor content names a known layout, or no steps lead
            from it to the newest one.
    """
    label = label_of(source)
    end, steps = way_to(source, label.schema, CURRENT)
    migration = migrated(source, label, steps, EVERYTHING, None)
    schema = SchemaId(label.schema.entity, end)
    origins = {place: one.place for one in reversed(migration.mapped) for place in one.to}
    return Newest(labelled(migration.document, schema.url), schema, origins)
