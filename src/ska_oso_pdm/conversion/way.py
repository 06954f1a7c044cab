"""Which layout a document has, and which steps lead from it to another one."""

from __future__ import annotations

from ska_oso_pdm import migrations
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.documents.source import Source
from ska_oso_pdm.errors import PdmError, UnknownLayoutError
from ska_oso_pdm.migrations import Stash, Step
from ska_oso_pdm.phrases import show, there_are
from ska_oso_pdm.recognition.labelling import Label, settle_layout
from ska_oso_pdm.recognition.layout import layouts_of

CURRENT = "current"
"""In the place of a version: the newest one of the entity that is not in the making."""


def label_of(document: Source) -> Label:
    """Tell which layout a document has, and refuse those of newer versions."""
    label = settle_layout(document)
    if label.is_newer:
        message = "is of a newer version than this package can convert; update ska-oso-pdm"
        issue = document.issue("/interface", "newer-version", message)
        raise UnknownLayoutError([issue], document.name)
    return label


def way_to(
    source: Source, schema: SchemaId, to: str, stash: Stash | None = None
) -> tuple[str, tuple[Step, ...]]:
    """Give the version that is asked for, and the steps that lead there.

    A layout without a schema has steps that lead away from it. Back to it leads what a stash has
    of them alone, since nothing could judge what a step would make.

    Raises:
        UnknownLayoutError: when there is no such version, or no way there.
    """
    versions = registry.versions_of(schema.entity)
    end = _current(schema, versions) if to == CURRENT else to
    every = registry.all_versions_of(schema.entity)
    try:
        steps = migrations.steps_between(*schema, end, every)
    except LookupError as error:
        if end in every:
            raise _refused(source, "no-steps", f"{error}; write the document anew") from None
        steps = ()
    if end in every or (stash and steps and stash.covers((steps[-1].start, end))):
        return end, steps
    if end not in layouts_of(schema.entity):
        message = f"there is no version {show(end)} of {schema.entity}; "
        raise _refused(source, "unknown-version", message + there_are(versions or every))
    message = (
        f"no conversion leads to {schema.entity} {end}, since no schema judges that layout; a "
        "document that was upgraded from it comes back with the stash of that upgrade, which "
        "--restore takes"
    )
    raise _refused(source, "no-steps", message)


def _current(schema: SchemaId, versions: list[str]) -> str:
    """Give the version that a document is taken to; what is in the making stays what it is."""
    return schema.version if registry.is_draft(schema) else versions[-1]


def _refused(source: Source, code: str, message: str) -> PdmError:
    return UnknownLayoutError([source.issue("", code, message)], source.name)
