"""The schemas that are compared: they refer to each other, and to nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import Any
from urllib.parse import urljoin

import jsonschema_rs

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.documents.source import Source
from ska_oso_pdm.errors import Position
from ska_oso_pdm.evolution.parts import below
from ska_oso_pdm.phrases import listed, show
from ska_oso_pdm.pointers import at, pointer

Schema = dict[str, Any]
_META = jsonschema_rs.Draft202012Validator({"$ref": "https://json-schema.org/draft/2020-12/schema"})

_IN_PLACE = ("allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas")
"""Keywords whose schemas judge the same value as the one that they stand in."""


class SchemaSetError(ValueError):
    """What was named gives no set of schemas; says why, and what to name instead."""


class SchemaSet:
    """Schemas that refer to each other.

    Attributes:
        name: what they are called.
        version: the version that their URLs have; empty where they have several.
        beside: gives the text of a file beside their folder; None where there is none.
    """

    def __init__(
        self,
        name: str,
        sources: dict[str, Source],
        only: str | None = None,
        beside: Callable[[str], str | None] = lambda _: None,
    ) -> None:
        """Args:
            name: what they are called.
            sources: the files, by name.
            only: name of the one file that is compared; the others are there for its references.
            beside: gives the text of a file beside their folder; None where there is none.

        Raises:
            SchemaSetError: for a file that is no schema of this model, or two with one URL.
        """
        self.name, self._only, self.beside = name, only, beside
        self._sources: dict[str, Source] = {}
        self._absolute: dict[str, Schema] = {}
        for file, source in sources.items():
            url = _url_of(file, source)
            if url in self._sources:
                raise SchemaSetError(f"{file}: {url} is the URL of another file too; name it anew")
            self._sources[url] = source
        if not self._sources:
            raise SchemaSetError(
                f"{name}: there is no schema in it; name a folder with .json files"
            )
        versions = {registry.parse_url(url) for url in self._sources}
        numbers = {identifier.version for identifier in versions if identifier}
        self.version = numbers.pop() if len(numbers) == 1 else ""

    @cached_property
    def is_of_package(self) -> bool:
        """Whether the package has the very same schemas, so that its steps and verdicts hold."""
        known = registry.schemas_of(self.version)
        return all(known.get(url) == source.document for url, source in self._sources.items())

    @cached_property
    def entities(self) -> dict[str, str]:
        """The URL of each schema that is compared, by its entity."""
        return {
            identifier.entity: url
            for url, source in self._sources.items()
            if (identifier := registry.parse_url(url))
            and (self._only is None or source.name == self._only)
        }

    @cached_property
    def roots(self) -> dict[str, str]:
        """The URL of each schema of documents, by its entity."""
        return {
            entity: url
            for entity, url in self.entities.items()
            if "interface" in self._document(url).get("properties", {}) or len(self.entities) == 1
        }

    def resolve(self, url: str) -> Schema:
        """Give the schema at a URL with a JSON pointer as fragment.

        Raises:
            SchemaSetError: for one that leaves the set, or leads nowhere in it.
        """
        base, _, fragment = url.partition("#")
        if base not in self._sources:
            raise SchemaSetError(
                f"{self.name}: a reference leaves the set: {url}; give the folder that has it too"
            )
        document = self._document(base)
        try:
            schema = at(document, fragment)
        except (KeyError, IndexError, ValueError, TypeError):
            schema = None
        if not isinstance(schema, (dict, bool)):
            raise SchemaSetError(f"{self.name}: a reference leads nowhere: {url}; correct it")
        if isinstance(schema, bool):
            return {} if schema else {"not": {}}
        return schema

    def check_references(self) -> None:
        """Refuse references that leave the set, lead nowhere in it, or back to themselves.

        What is a part of itself, as a tree is, may be; but not what is itself: of such a value
        nothing is said that could be judged.

        Raises:
            SchemaSetError: for the first one.
        """
        meant: dict[str, list[str]] = {}
        waiting = [reference for url in self._sources for reference in self.references(url)]
        while waiting:
            url = waiting.pop()
            if url not in meant:
                meant[url] = [*_in_place(self.resolve(url), url)]
                waiting += meant[url]
        try:
            TopologicalSorter(meant).prepare()
        except CycleError as error:
            at = self.shown_place(min(error.args[1]))
            raise SchemaSetError(
                f"{at}: a reference leads back to here for the same value, which never ends; "
                "take it out"
            ) from None

    def references(self, url: str) -> Iterator[str]:
        """Yield the URL of everything that a file refers to."""
        yield from _references(self._document(url))

    def documents(self) -> Iterator[tuple[str, Schema]]:
        """Yield the URL of each schema, and the schema."""
        for url in self._sources:
            yield url, self._document(url)

    def place(self, url: str) -> tuple[str, Position | None]:
        """Give the file, line and column of what a URL with a fragment leads to."""
        base, _, fragment = url.partition("#")
        source = self._sources[base]
        return source.name or base, source.locate(fragment)

    def shown_place(self, url: str) -> str:
        """Write the same for people, and the JSON pointer."""
        file, at = self.place(url)
        return _shown(file, at, url.partition("#")[2])

    def _document(self, url: str) -> Schema:
        if url not in self._absolute:
            self._absolute[url] = self._with_absolute_references(
                self._sources[url].document, url, url
            )
        return self._absolute[url]

    def _with_absolute_references(self, part: Any, base: str, url: str) -> Any:
        """Copy a part of a schema, at a URL, with each reference written as a whole URL."""
        if isinstance(part, list):
            return [
                self._with_absolute_references(inner, base, below(url, index))
                for index, inner in enumerate(part)
            ]
        if not isinstance(part, dict):
            return part
        made = {
            key: self._with_absolute_references(inner, base, below(url, key))
            for key, inner in part.items()
        }
        if isinstance(part.get("$ref"), str):
            try:
                made["$ref"] = urljoin(base, part["$ref"])
            except ValueError:
                at = self.shown_place(below(url, "$ref"))
                raise SchemaSetError(f"{at}: {show(part['$ref'])} is no URL; correct it") from None
        return made


def common_entities(*sets: SchemaSet) -> list[str]:
    """List the entities of whose documents all of some sets have the schema.

    Raises:
        SchemaSetError: when there are none.
    """
    found = [entity for entity in sets[0].roots if all(entity in one.roots for one in sets)]
    if not found:
        has = ", ".join(
            f"{one.name} has {listed(sorted(one.roots)) or 'no documents'}" for one in sets
        )
        raise SchemaSetError(f"{has}: they have no entity in common; name versions of one")
    return found


def _in_place(schema: Schema, url: str) -> Iterator[str]:
    """Yield the URLs of the schemas that judge the same value as one does."""
    if isinstance(schema.get("$ref"), str):
        yield schema["$ref"]
    for keyword in _IN_PLACE:
        said = schema.get(keyword)
        if keyword in ("allOf", "anyOf", "oneOf"):
            yield from (below(url, keyword, index) for index in range(len(said or ())))
        elif keyword == "dependentSchemas":
            yield from (below(url, keyword, key) for key in said or ())
        elif said is not None:
            yield below(url, keyword)


def _references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        for inner in part.values():
            yield from _references(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _references(inner)


def _url_of(file: str, source: Source) -> str:
    schema = source.document
    url = schema.get("$id") if isinstance(schema, dict) else None
    if not isinstance(url, str) or registry.parse_url(url) is None:
        raise SchemaSetError(
            f'{file}: no schema of this model: its "$id" is no URL such as '
            f"{registry.BASE_URL}sbd/1.0; correct it, or name another file"
        )
    if error := next(_META.iter_errors(schema), None):
        path = pointer(error.instance_path)
        at = _shown(file, source.locate(path), path)
        raise SchemaSetError(f"{at}: this is no JSON Schema of draft 2020-12; correct it")
    return url


def _shown(file: str, at: Position | None, path: str) -> str:
    return f"{':'.join(map(str, (file, *(at or ()))))}: {path or '/'}"
