"""Where documents of one set of schemas break those of another: what a validator says, by schema.

It knows nothing of the judge, so that the judge can be held against it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jsonschema
import jsonschema_rs
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from ska_oso_pdm.evolution.parts import below
from ska_oso_pdm.evolution.schema_set import SchemaSet


class Reader:
    """Reads documents of other schemas, as a service does that lags or has gone ahead.

    Args:
        schemas: its schemas.
        entity: of the documents.
        is_open: whether it takes keys that it does not know.
    """

    def __init__(self, schemas: SchemaSet, entity: str, *, is_open: bool = False) -> None:
        self._url, self._is_open = schemas.roots[entity], is_open
        self._urls: dict[int, str] = {}
        parts = {url: schemas.resolve(url) for url in schemas.entities.values()}
        for url, schema in parts.items():
            self._urls |= dict(_nodes(schema, url))
        resources = [(url, DRAFT202012.create_resource(part)) for url, part in parts.items()]
        registry = Registry().with_resources(resources)
        reference = {"$ref": self._url}
        self._quick = jsonschema_rs.Draft202012Validator(reference, retriever=schemas.resolve)
        self._validator = jsonschema.Draft202012Validator(reference, registry=registry)

    def breaches(self, document: dict[str, Any]) -> list[list[str]]:
        """Give for each thing that is wrong the URLs of the schemas that say so, the whole last.

        What is wrong with a key of an object is before them: the URL with `?` and the key.
        """
        errors = self._validator.iter_errors(self._labelled(document))
        return [urls for error in errors for urls in self._told(error, [])]

    def takes(self, document: dict[str, Any]) -> bool:
        """Tell whether nothing is wrong for a reader that knows all keys."""
        return self._quick.is_valid(self._labelled(document))

    def _labelled(self, document: dict[str, Any]) -> dict[str, Any]:
        return {**document, "interface": self._url} if "interface" in document else document

    def _told(self, error: Any, outer: list[str]) -> Iterator[list[str]]:
        urls = [self._urls[id(error.schema)], *outer]
        if error.validator in ("oneOf", "anyOf") and (branch := _meant(error)):
            for part in branch:
                yield from self._told(part, urls)
        elif error.validator in ("additionalProperties", "required"):
            for key in _keys(error, is_open=self._is_open):
                yield [f"{urls[0]}?{key}", *urls]
        else:
            yield urls


def _keys(error: Any, *, is_open: bool) -> list[str]:
    """Give the keys that are lacking, or too many."""
    known, here = error.schema.get("properties", {}), error.instance
    if error.validator == "required":
        return [key for key in error.validator_value if key not in here]
    return [] if is_open else [key for key in here if key not in known]


def _meant(error: Any) -> list[Any]:
    """Give what is wrong with the branch that is meant: no null, and with the tags of the value."""
    branches: dict[Any, list[Any]] = {}
    for part in error.context:
        branches.setdefault(part.relative_schema_path[0], []).append(part)
    meant = [parts for parts in branches.values() if not any(map(_is_another, parts))]
    return meant[0] if len(meant) == 1 else []


def _is_another(error: Any) -> bool:
    is_tag = error.validator == "const" and len(error.relative_path) == 1
    return is_tag or (error.validator == "type" and error.validator_value == "null")


def _nodes(schema: Any, url: str) -> Iterator[tuple[int, str]]:
    """Yield each part of a schema by its identity, with its URL."""
    if isinstance(schema, dict):
        yield id(schema), url
    items = schema.items() if isinstance(schema, dict) else enumerate(schema)
    for key, part in items:
        if isinstance(part, (dict, list)):
            yield from _nodes(part, below(url, key))
