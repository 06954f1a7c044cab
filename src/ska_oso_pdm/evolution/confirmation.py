"""Two validators, which have the last word on a document that was found."""

from __future__ import annotations

from typing import Any

import jsonschema
import jsonschema_rs
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from ska_oso_pdm.evolution.schema_set import SchemaSet


class Confirmation:
    """Asks python-jsonschema and jsonschema-rs whether a document is valid before and after.

    Args:
        old: the old schemas.
        new: the new ones.
        entity: of the documents.
    """

    def __init__(self, old: SchemaSet, new: SchemaSet, entity: str) -> None:
        self._urls = old.roots[entity], new.roots[entity]
        self._judges = [_judges(old, self._urls[0]), _judges(new, self._urls[1])]

    def labelled(self, document: Any, way: str) -> Any:
        """Give a document with the label of the side that it comes from, if it has one."""
        return _relabelled(document, self._urls[way == "forward"])

    def confirms(self, document: Any, way: str) -> bool:
        """Tell whether both say that one side takes a document and the other does not."""
        first, second = (0, 1) if way == "backward" else (1, 0)
        other = _relabelled(document, self._urls[second])
        takes = all(judge(document) for judge in self._judges[first])
        return takes and not any(judge(other) for judge in self._judges[second])


def _relabelled(document: Any, url: str) -> Any:
    if isinstance(document, dict) and "interface" in document:
        return {**document, "interface": url}
    return document


def _judges(schemas: SchemaSet, url: str) -> list[Any]:
    quick = jsonschema_rs.Draft202012Validator({"$ref": url}, retriever=schemas.resolve)
    return [quick.is_valid, wordy(schemas, url).is_valid]


def wordy(schemas: SchemaSet, url: str) -> Any:
    """Give the validator of python-jsonschema, which tells what is wrong."""
    resources = [(one, DRAFT202012.create_resource(whole)) for one, whole in schemas.documents()]
    registry: Registry[Any] = Registry().with_resources(resources)
    return jsonschema.Draft202012Validator({"$ref": url}, registry=registry)
