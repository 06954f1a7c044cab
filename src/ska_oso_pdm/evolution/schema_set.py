"""The schemas that are compared: of a known version, a folder, a file, or a git revision."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Iterator
from functools import cached_property, partial
from typing import Any
from urllib.parse import urljoin

import jsonschema_rs

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.documents.source import Source, read_source
from ska_oso_pdm.errors import PdmError, Position
from ska_oso_pdm.pointers import escape, tokens

Schema = dict[str, Any]
_META = jsonschema_rs.Draft202012Validator({"$ref": "https://json-schema.org/draft/2020-12/schema"})

_NAMED = re.compile(r"(?:([a-z]+(?:-[a-z]+)*)/)?([0-9]{1,4}\.[0-9]{1,4})")
_REVISION = re.compile(r"(?!-)[^:\s]{2,}:[^:]*")  # a single letter is a drive


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
        schema: Any = self._document(base)
        try:
            for token in tokens(fragment):
                schema = schema[int(token)] if isinstance(schema, list) else schema[token]
        except (KeyError, IndexError, ValueError, TypeError):
            schema = None
        if not isinstance(schema, (dict, bool)):
            raise SchemaSetError(f"{self.name}: a reference leads nowhere: {url}; correct it")
        return schema if isinstance(schema, dict) else {"not": {}}

    def check_references(self) -> None:
        """Refuse references that leave the set, or lead nowhere in it.

        Raises:
            SchemaSetError: for the first one.
        """
        for url in self._sources:
            for reference in self.references(url):
                self.resolve(reference)

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

    def _document(self, url: str) -> Schema:
        if url not in self._absolute:
            self._absolute[url] = _with_absolute_references(self._sources[url].document, url)
        return self._absolute[url]


def _with_absolute_references(part: Any, base: str) -> Any:
    """Copy a part of a schema with each reference written as a whole URL."""
    if isinstance(part, list):
        return [_with_absolute_references(inner, base) for inner in part]
    if not isinstance(part, dict):
        return part
    made = {key: _with_absolute_references(inner, base) for key, inner in part.items()}
    if isinstance(part.get("$ref"), str):
        made["$ref"] = urljoin(base, part["$ref"])
    return made


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
        path = "".join(f"/{escape(str(token))}" for token in error.instance_path)
        at = source.locate(path)
        place = ":".join(map(str, (file, *(at or ()))))
        raise SchemaSetError(
            f"{place}: {path or '/'}: this is no JSON Schema of draft 2020-12; correct it"
        )
    return url


def schema_set(name: str) -> SchemaSet:
    """Give the schemas that a name means.

    Args:
        name: `1.0`, `sbd/1.0`, a URL, a folder, a file in its folder, or `REVISION:FOLDER` as git
            takes it.

    Raises:
        SchemaSetError: when there are none, with what to name instead.
    """
    try:
        if os.path.isdir(name):
            return SchemaSet(name, _in_folder(name), beside=partial(_beside, name))
        if os.path.isfile(name):
            folder = os.path.dirname(name) or "."
            only = os.path.join(folder, os.path.basename(name))
            return SchemaSet(name, _in_folder(folder), only, partial(_beside, folder))
        if (identifier := registry.parse_url(name)) is not None:
            name = f"{identifier.entity}/{identifier.version}"
        if (match := _NAMED.fullmatch(name)) is not None:
            return _known(name, match[1], match[2])
        if _REVISION.fullmatch(name):
            return _revised(name)
    except PdmError as error:
        raise SchemaSetError(str(error)) from None
    raise SchemaSetError(
        f"there is no {name!r}; name a version such as 1.0 or sbd/1.0, a folder or a file of "
        "schemas, or REVISION:FOLDER of git"
    )


def _known(name: str, entity: str | None, version: str) -> SchemaSet:
    folder = os.path.join(registry.schema_folder(), version)
    file = os.path.join(folder, f"{entity}.json")
    if not os.path.isdir(folder) or (entity and not os.path.isfile(file)):
        versions = dict.fromkeys(known.version for known in registry.documents())
        raise SchemaSetError(f"there is no {name}; there are the versions {', '.join(versions)}")
    return SchemaSet(name, _in_folder(folder), file if entity else None, partial(_beside, folder))


def _in_folder(folder: str) -> dict[str, Source]:
    files = sorted(file for file in os.listdir(folder) if file.endswith(".json"))
    paths = [os.path.join(folder, file) for file in files]
    return {path: _read(path) for path in paths}


def _beside(folder: str, file: str) -> str | None:
    path = os.path.join(folder, os.pardir, file)
    if not os.path.isfile(path):
        return None
    with open(path, encoding="utf-8") as text:
        return text.read()


def _read(path: str) -> Source:
    with open(path, "rb") as file:
        return read_source(file.read(), path)


def _revised(name: str) -> SchemaSet:
    """Read the files of a folder in a git revision, or one of them.

    Raises:
        SchemaSetError: when git knows none of it.
    """
    folder, _, file = name.rstrip("/").rpartition("/") if name.endswith(".json") else (name, "", "")
    folder = folder.rstrip("/")
    sources = _in_revision(folder, name)
    only = f"{folder}/{file}" if file else None
    if only and only not in sources:
        raise _unknown_to_git(name, "it is not there")
    return SchemaSet(name, sources, only, partial(_beside_in_revision, folder))


def _in_revision(folder: str, name: str) -> dict[str, Source]:
    listed = _git("ls-tree", "--name-only", folder, name=name).decode().split("\n")
    paths = [f"{folder}/{file}" for file in listed if file.endswith(".json")]
    return {path: read_source(_git("show", path, name=name), path) for path in paths}


def _beside_in_revision(folder: str, file: str) -> str | None:
    try:
        return _git("show", f"{folder.rpartition('/')[0]}/{file}", name=folder).decode()
    except SchemaSetError:
        return None


def _git(*arguments: str, name: str) -> bytes:
    command = ["git", "--no-pager", *arguments]
    try:
        return subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603
    except OSError:
        raise SchemaSetError(f"{name}: git is needed to read a revision; install it") from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().split("\n")[0]
        raise _unknown_to_git(name, said) from None


def _unknown_to_git(name: str, said: str) -> SchemaSetError:
    return SchemaSetError(
        f"{name}: git knows no such folder or file: {said}; write REVISION:FOLDER, such as "
        "main:schemas/1.0"
    )
