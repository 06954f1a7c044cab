"""The schemas that are compared: of a version that is there, a folder, a file, or a git revision."""

from __future__ import annotations

import os
import re
import subprocess
from functools import cached_property
from typing import Any

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.documents.source import Source, read_source
from ska_oso_pdm.errors import PdmError, Position
from ska_oso_pdm.pointers import tokens

Schema = dict[str, Any]

_NAMED = re.compile(r"(?:([a-z]+(?:-[a-z]+)*)/)?([0-9]{1,4}\.[0-9]{1,4})")
_REVISION = re.compile(r"(?!-)[^:\s]{2,}:[^:]*")  # a single letter is a drive


class SchemaSetError(ValueError):
    """What was named gives no set of schemas: no such version, no schema, a reference that leaves it."""


class SchemaSet:
    """Schemas that refer to each other.

    Attributes:
        name: what they are called.
        version: the version that their URLs have; empty where they have several.
    """

    def __init__(self, name: str, sources: dict[str, Source], only: str | None = None) -> None:
        """Args:
            name: what they are called.
            sources: the files, by name.
            only: name of the one file that is compared; the others are there for its references.

        Raises:
            SchemaSetError: for a file that is no schema of this model, or two with one URL.
        """
        self.name, self._only = name, only
        self._sources: dict[str, Source] = {}
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

    def place(self, url: str) -> tuple[str, Position | None]:
        """Give the file, line and column of what a URL with a fragment leads to."""
        base, _, fragment = url.partition("#")
        source = self._sources[base]
        return source.name or base, source.locate(fragment)

    def _document(self, url: str) -> Schema:
        schema: Schema = self._sources[url].document
        return schema


def _url_of(file: str, source: Source) -> str:
    schema = source.document
    url = schema.get("$id") if isinstance(schema, dict) else None
    if not isinstance(url, str) or registry.parse_url(url) is None:
        raise SchemaSetError(
            f'{file}: no schema of this model: its "$id" is no URL such as '
            f"{registry.BASE_URL}sbd/1.0; correct it, or name another file"
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
            return SchemaSet(name, _in_folder(name))
        if os.path.isfile(name):
            folder = os.path.dirname(name) or "."
            only = os.path.join(folder, os.path.basename(name))
            return SchemaSet(name, _in_folder(folder), only)
        if (identifier := registry.parse_url(name)) is not None:
            name = f"{identifier.entity}/{identifier.version}"
        if (match := _NAMED.fullmatch(name)) is not None:
            return _known(name, match[1], match[2])
        if _REVISION.fullmatch(name):
            return SchemaSet(name, _in_revision(name))
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
    return SchemaSet(name, _in_folder(folder), file if entity else None)


def _in_folder(folder: str) -> dict[str, Source]:
    files = sorted(file for file in os.listdir(folder) if file.endswith(".json"))
    paths = [os.path.join(folder, file) for file in files]
    return {path: _read(path) for path in paths}


def _read(path: str) -> Source:
    with open(path, "rb") as file:
        return read_source(file.read(), path)


def _in_revision(name: str) -> dict[str, Source]:
    """Read the files of a folder in a git revision.

    Raises:
        SchemaSetError: when git knows none of it.
    """
    listed = _git("ls-tree", "--name-only", name, name=name).decode().split("\n")
    files = [file for file in listed if file.endswith(".json")]
    named = name.rstrip("/")
    return {
        f"{named}/{file}": read_source(
            _git("show", f"{named}/{file}", name=name), f"{named}/{file}"
        )
        for file in files
    }


def _git(*arguments: str, name: str) -> bytes:
    command = ["git", "--no-pager", *arguments]
    try:
        return subprocess.run(command, capture_output=True, check=True).stdout
    except OSError:
        raise SchemaSetError(f"{name}: git is needed to read a revision; install it") from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().split("\n")[0]
        raise SchemaSetError(
            f"{name}: git knows no such folder: {said}; write REVISION:FOLDER, such as "
            "main:schemas/1.0"
        ) from None
