"""References between documents: which identifiers point at others, and which of these are missing.

    from pathlib import Path

    import ska_oso_pdm

    for reference in ska_oso_pdm.references(Path("examples/1.0/eb-mid.json")):
        print(reference.path, "->", reference.entity, reference.id)

What refers to what is said by the schemas: `x-refers-to` names the entity, and the key there that
holds the identifier. Schemas before 1.0 say nothing of it, and some layouts have none; such a
document is looked at as the newest layout has it, and told by its own places.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from os import PathLike
from typing import Any, NamedTuple

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.catalogue.subschemas import Schema, followed
from ska_oso_pdm.inputs import read_input
from ska_oso_pdm.likeness import Lookalikes
from ska_oso_pdm.personal import quoted, shown_pointer
from ska_oso_pdm.pointers import Place, pointer
from ska_oso_pdm.recognition.label import HONEST
from ska_oso_pdm.recognition.labelling import settle_layout

USER = "user"
"""What references to people name in place of an entity: no document defines accounts."""


class Reference(NamedTuple):
    """An identifier that points at another document, or at a part of one.

    Attributes:
        entity: what it points at, for example `sbd`, or `user` for the account of a person.
        id: the identifier.
        path: JSON pointer to it.
        key: the key there that holds the identifier: `sbd_id`, or `obs_block_id` in a project.
    """

    entity: str
    id: str
    path: str
    key: str


class DanglingReference(NamedTuple):
    """A reference of a document in a set that names nothing in the set.

    Attributes:
        document: name of the document in the set, or its number from 0.
        reference: what names nothing.
        lookalike: an identifier in the set that looks like it, and in what it differs; else None.
    """

    document: str | int
    reference: Reference
    lookalike: tuple[str, str] | None = None

    def __str__(self) -> str:
        _, identifier, path, key = self.reference
        alike = self.lookalike
        but = f", but {quoted(alike[0])}, which differs only in {alike[1]}" if alike else ""
        return (
            f"{self.document}: {shown_pointer(path)}: no {self.reference.entity} among these "
            f"documents has the {key} {quoted(identifier)}{but}"
        )


def references(source: Any, name: str | None = None) -> Iterator[Reference]:
    """Yield every identifier in a document that points at another document, in document order.

    The document need not be valid; what does not fit its schema is passed over.

    Args:
        source: JSON text as `str` or `bytes`, a path object, a file object, a parsed `dict`, or an
            object of the model.
        name: file name for messages.

    Raises:
        UnreadableError: when there is no I-JSON value.
        UnknownLayoutError: when neither label nor content names a layout that is known here.
        TypeError: for an object that is a part of documents.
    """
    yield from _references(_identified(source, name))


def dangling_references(
    documents: Mapping[str, Any] | Iterable[Any],
) -> list[DanglingReference]:
    """Check documents together: list the references that name nothing among them.

    References to people are left out, for no document defines accounts.

    Args:
        documents: sources as for `references`, by name or in order.

    Raises:
        UnreadableError, UnknownLayoutError: as `references` does.
        TypeError: for one document in the place of several.
    """
    one = isinstance(documents, Mapping) and isinstance(documents.get("interface"), str)
    if one or isinstance(documents, (str, bytes, PathLike)):
        raise TypeError("give a list of documents, or a mapping of them by name, not one document")
    named = documents.items() if isinstance(documents, Mapping) else enumerate(documents)
    found: list[DanglingReference] = []
    known: set[tuple[str, str, str]] = set()
    for name, source in named:
        document = _identified(source, str(name))
        known.update(_identifiers(document))
        found += [DanglingReference(name, each) for each in _references(document)]
    missing = [
        each for each in found if each.reference.entity != USER and _named(each) not in known
    ]
    names: dict[tuple[str, str], list[str]] = {}
    for entity, key, identifier in sorted(known) if missing else ():
        names.setdefault((entity, key), []).append(identifier)
    seen = {kind: Lookalikes(there) for kind, there in names.items()}
    nothing = Lookalikes(())
    return [
        each._replace(lookalike=seen.get(_named(each)[:2], nothing).of(each.reference.id))
        for each in missing
    ]


def _named(dangling: DanglingReference) -> tuple[str, str, str]:
    entity, identifier, _, key = dangling.reference
    return entity, key, identifier


class _Known(NamedTuple):
    """A document, and the schema that says what refers to what in it.

    Attributes:
        document: the document, in the layout of that schema.
        schema: the schema.
        origins: where the document that was given has what stands at a place; None for there.
    """

    document: dict[str, Any]
    schema: SchemaId
    origins: Mapping[Place, Place] | None = None

    def origin(self, place: Place) -> Place | None:
        """Give where the document that was given has what stands at a place, if it has it."""
        return place if self.origins is None else self.origins.get(place)


def _identified(source: Any, name: str | None) -> _Known:
    """Read a document and tell its schema; an object gives what it would be written as."""
    read = read_input(source, name)
    label = settle_layout(read)
    if registry.version_key(label.schema.version) >= HONEST:
        return _Known(label.corrected(read.document), label.schema)
    from ska_oso_pdm.conversion.newest import newest

    return _Known(*newest(read))


def _references(known: _Known) -> Iterator[Reference]:
    """Yield the references of a document."""
    for path, part, value in _walk(known.document, registry.schema_for(known.schema), ()):
        if "x-refers-to" in part and isinstance(value, str) and value:
            entity, _, key = part["x-refers-to"].partition("#")
            origin = known.origin(path)
            if origin is not None:
                yield Reference(entity, value, pointer(origin), key)


def _identifiers(known: _Known) -> Iterator[tuple[str, str, str]]:
    """Yield the identifiers that a document defines: with entity and key."""
    for path, part, value in _walk(known.document, registry.schema_for(known.schema), ()):
        if isinstance(value, str) and "x-refers-to" not in part:
            yield known.schema.entity, str(path[-1]), value


def _walk(value: Any, schema: Schema, path: Place) -> Iterator[tuple[Place, Schema, Any]]:
    """Yield every scalar of a value that its schema knows, with its place and schema."""
    schema = followed(schema, value)
    if isinstance(value, dict):
        known, other = schema.get("properties", {}), schema.get("additionalProperties")
        for key, part in value.items():
            inner = known.get(key, other)
            if isinstance(inner, dict):
                yield from _walk(part, inner, (*path, key))
    elif isinstance(value, list):
        items = schema.get("items")
        if not isinstance(items, dict):
            return
        marks = {key: schema[key] for key in schema if key.startswith("x-")}
        for index, part in enumerate(value):
            yield from _walk(part, {**items, **marks}, (*path, index))
    else:
        yield path, schema, value
