"""All that is published for machines from the installed package, by path, made when asked for."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from typing import Any

from ska_oso_pdm import openapi
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.bundle import bundle
from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.publishing import editors
from ska_oso_pdm.publishing.file import JSON, SCHEMA, TEXT, Published
from ska_oso_pdm.publishing.retired import Retired, retired
from ska_oso_pdm.tables import table_path

INDEX = "data/index.json"

_TABLES = {
    "data/units.json": ("units", "sizes of units, exactly, by their spellings"),
    "data/unit-spellings.json": (
        "validation/unit_spellings",
        "other spellings of units, and what to write",
    ),
    "data/limits.json": ("limits", "numbers of the telescopes, with their sources"),
    "data/personal.json": ("personal", "which keys and texts may tell of people"),
}
_SENTENCES = {
    "documents": "of texts that are no documents",
    "generated": "of layouts before 1.0: what former keys became, what null means",
    "recognition": "of labels and layouts",
    "validation": "of what is wrong with values",
}


@cache
def published(base: str = editors.BASE) -> dict[str, Published]:
    """Give all files by path; what is in each is made when it is asked for, once.

    Args:
        base: address of the root that the catalogue and the settings for editors name, with a slash
            at its end. Schemas have the URLs of their `$id` all the same.
    """
    found = {file.path: _made_once(file) for file in _files(base)}
    index = Published(INDEX, JSON, "this list", partial(written, index_of(found.values())))
    return {**found, INDEX: _made_once(index)}


def index_of(files: Iterable[Published]) -> Callable[[], dict[str, Any]]:
    """Give what makes the index of files, with the hash of each."""
    return lambda: {
        "about": "What is published here for machines: paths from the root on, and what they are.",
        "files": [file.row() for file in files],
    }


def _made_once(file: Published) -> Published:
    return file._replace(make=cache(file.make))


def _files(base: str) -> Iterator[Published]:
    yield from _schemas()
    for layout in retired():
        yield from _retired(layout)
    for identifier in registry.documents():
        made = partial(written, partial(bundle, identifier))
        about = f"{_name(identifier)} with all that it refers to"
        yield Published(editors.bundle_path(identifier), SCHEMA, about, made)
    yield from _components()
    yield from _data()
    yield from _for_editors(base)


def _schemas() -> Iterator[Published]:
    hashes = _released()
    for url in registry.all_schemas():
        identifier = registry.parse_url(url)
        assert identifier is not None
        frozen = f"{identifier.version}/{identifier.entity}.json" in hashes
        made = partial(_read, registry.schema_path(identifier))
        yield from _at_its_url(identifier, _name(identifier), made, frozen)


def _at_its_url(
    identifier: SchemaId, about: str, made: Callable[[], bytes], frozen: bool
) -> Iterator[Published]:
    """Yield a schema where its URL leads, without extension and with it."""
    path = f"ska-oso-pdm-{identifier.entity}/{identifier.version}"
    yield Published(path, SCHEMA, about, made, frozen)
    yield Published(f"{path}.json", SCHEMA, f"{about}, the same bytes", made, frozen)


def _retired(layout: Retired) -> Iterator[Published]:
    schema = layout.as_schema()
    yield from _at_its_url(layout.schema, schema["title"], partial(written, schema), False)


def _components() -> Iterator[Published]:
    versions = dict.fromkeys(identifier.version for identifier in registry.documents())
    for version in versions:
        made = partial(written, partial(openapi.document, version))
        about = f"all schemas of {version} as components of OpenAPI 3.1"
        yield Published(f"data/openapi-{version}.json", JSON, about, made)


def _data() -> Iterator[Published]:
    for name, about in (
        ("markers.json", "which entity and layout a document is of, by its content"),
        ("released.sha256", "hashes of the schemas that never change, by version and entity"),
    ):
        made = partial(_read, os.path.join(registry.schema_folder(), name))
        yield Published(f"data/{name}", JSON if name.endswith("json") else TEXT, about, made)
    for path, (name, about) in _TABLES.items():
        yield Published(path, JSON, about, partial(_read, table_path(name)))
    for room, about in _SENTENCES.items():
        made = partial(_read, table_path(f"{room}/sentences"))
        yield Published(f"data/sentences/{room}.json", JSON, f"sentences {about}", made)


def _for_editors(base: str) -> Iterator[Published]:
    for entity in editors.entities():
        made = partial(written, partial(editors.by_interface, entity))
        about = f"for editors: {entity} of any layout, by its interface"
        yield Published(editors.path_of(entity), SCHEMA, about, made)
    for path, make, about in (
        ("data/catalog.json", editors.catalogue, "a catalogue in the form of SchemaStore"),
        ("data/vscode-settings.json", editors.settings, "settings of VS Code with these schemas"),
    ):
        made = partial(written, partial(make, base))
        yield Published(path, JSON, about, made, follows_base=True)


def _name(identifier: SchemaId) -> str:
    title = registry.schema_for(identifier)["title"]
    return f"schema {title} {identifier.version}"


@cache
def _released() -> frozenset[str]:
    """Give the files that never change, as `released.sha256` names them."""
    text = _read(os.path.join(registry.schema_folder(), "released.sha256")).decode()
    return frozenset(line.split()[1] for line in text.splitlines())


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def written(value: Any) -> bytes:
    """Write JSON in the form of files that people read, given a value or what makes it."""
    value = value() if callable(value) else value
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()
