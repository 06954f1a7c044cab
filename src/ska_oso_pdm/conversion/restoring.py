"""Takes documents back to what they were before a conversion, with what was kept of them.

`convert(…, stash=…)` gives a valid document with an honest label; here mistakes and label come back
as well.
"""

from __future__ import annotations

from ska_oso_pdm import migrations
from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.conversion import Conversion, judged, label_of, labelled, migrated, way_to
from ska_oso_pdm.documents.source import Source
from ska_oso_pdm.migrations import Allowed, Stash


def kept(done: Conversion, source: Source) -> Stash:
    """Give all that `restore` needs of a conversion of a document."""
    right = labelled(done.first_state, SchemaId(done.entity, done.start).url)
    return done.stash.updated(migrations.repairs_in(right, source.document, done.start))


def restore(source: Source, to: str | None, allowed: Allowed, stash: Stash) -> Conversion:
    """Take a document back, perhaps edited meanwhile.

    It was not valid before perhaps; so where it gets to what it was, what it breaks is told and
    refuses nothing. An edit refuses it that has no place in a layout which no schema judges.

    Args:
        source: the document.
        to: version; None for where the steps in the stash lead.
        allowed: what may be assumed, and whether doubtful values may be lost.
        stash: what was `kept` of its conversions; of earlier versions without repairs.

    Raises:
        UnknownLayoutError: when the document is of no known layout, or no steps lead there.
    """
    label = label_of(source)
    steps: tuple[migrations.Step, ...] = ()
    start = label.schema.version
    end = to or stash.end_of_way(start)
    if end != start:
        end, steps = way_to(source, label.schema, end, stash)
    url = SchemaId(label.schema.entity, end).url
    if steps:
        migration = migrated(source, label, steps, allowed, stash)
        made = labelled(migration.document, url)
    else:
        migration = migrations.unchanged(source.document)
        made = source.document
    made, left = stash.undo_repairs(made, end)
    migration = migration._replace(document=made, unrestored=[*migration.unrestored, *left])
    as_it_was = not steps or stash.covers((end, end))
    return judged(source, label, migration, url, restored=as_it_was)
