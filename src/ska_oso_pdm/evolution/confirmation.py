"""Two validators, which have the last word on a document that was found."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

import jsonschema
import jsonschema_rs
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from ska_oso_pdm.evolution.schema_set import Schema, SchemaSet

Judge = Callable[[Any], bool]


class Confirmation:
    """Asks python-jsonschema and jsonschema-rs whether a document is valid before and after.

    Args:
        old: the old schemas.
        new: the new ones.
        entity: of the documents.
    """

    def __init__(self, old: SchemaSet, new: SchemaSet, entity: str) -> None:
        self._sets = old, new
        self._urls = old.roots[entity], new.roots[entity]

    def labelled(self, document: Any, way: str) -> Any:
        """Give a document with the label of the side that it comes from, see `relabelled`."""
        return relabelled(document, self._urls[way == "forward"])

    def confirms(self, document: Any, way: str) -> bool:
        """Tell whether both say that one side takes a document and the other does not."""
        writer, reader = (self._old, self._new) if way == "backward" else (self._new, self._open)
        other = relabelled(document, self._urls[way == "backward"])
        takes = all(judge(document) for judge in writer)
        return takes and not any(judge(other) for judge in reader)

    @cached_property
    def _old(self) -> list[Judge]:
        return _judges(dict(self._sets[0].documents()), self._urls[0])

    @cached_property
    def _new(self) -> list[Judge]:
        return _judges(dict(self._sets[1].documents()), self._urls[1])

    @cached_property
    def _open(self) -> list[Judge]:
        """Readers of the old schemas, which keep keys that they do not know."""
        return _judges({url: _opened(one) for url, one in self._sets[0].documents()}, self._urls[0])


def relabelled(document: Any, url: str) -> Any:
    """Give a document with another label, if it has one of this entity; another value stays."""
    entity = url.rpartition("/")[0]
    label = document.get("interface") if isinstance(document, dict) else None
    if isinstance(label, str) and f"{label}/".startswith(f"{entity}/"):
        return {**document, "interface": url}
    return document


def _opened(schema: Any) -> Any:
    """Give a schema with all closed objects opened."""
    if isinstance(schema, list):
        return [_opened(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: True if key == "additionalProperties" and part is False else _opened(part)
        for key, part in schema.items()
    }


def _judges(schemas: dict[str, Schema], url: str) -> list[Judge]:
    quick = jsonschema_rs.Draft202012Validator({"$ref": url}, retriever=schemas.__getitem__)
    return [quick.is_valid, _wordy(schemas, url).is_valid]


def wordy(schemas: SchemaSet, url: str) -> Any:
    """Give the validator of python-jsonschema, which tells what is wrong."""
    return _wordy(dict(schemas.documents()), url)


def _wordy(schemas: dict[str, Schema], url: str) -> Any:
    resources = [(one, DRAFT202012.create_resource(whole)) for one, whole in schemas.items()]
    registry: Registry[Any] = Registry().with_resources(resources)
    return jsonschema.Draft202012Validator({"$ref": url}, registry=registry)
