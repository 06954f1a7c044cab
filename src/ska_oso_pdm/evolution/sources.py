"""Where schemas come from: a known version, a folder, a file in it, or a revision of git."""

from __future__ import annotations

import os
import re
from functools import partial

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.documents.source import Source, read_file, read_source
from ska_oso_pdm.errors import UnreadableError
from ska_oso_pdm.evolution.revision import Revision
from ska_oso_pdm.evolution.schema_set import SchemaSet, SchemaSetError

_NAMED = re.compile(r"(?:([a-z]+(?:-[a-z]+)*)/)?([0-9]{1,4}\.[0-9]{1,4})")
_REVISION = re.compile(r"(?!-)[^:\s]{2,}:(?!//)[^:]*")  # a single letter is a drive
_REMEDIES = {
    "too-large": "divide it into several files that refer to each other",
    "too-deep": "give what is inside a name in $defs, and refer to it",
}


def schema_set(name: str) -> SchemaSet:
    """Give the schemas that a name means.

    Args:
        name: `1.0`, `sbd/1.0`, a URL, a folder, a file in its folder, or `REVISION:FOLDER` as git
            takes it.

    Raises:
        SchemaSetError: when there are none, with what to name instead.
    """
    if os.path.isdir(name):
        return SchemaSet(name, _in_folder(name), beside=partial(_beside, name))
    if os.path.lexists(name):
        return _of_file(name)
    if (identifier := registry.parse_url(name)) is not None:
        name = f"{identifier.entity}/{identifier.version}"
    if (match := _NAMED.fullmatch(name)) is not None:
        return _known(name, match[1], match[2])
    if _REVISION.fullmatch(name):
        return _revised(name)
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


# --- files


def _of_file(name: str) -> SchemaSet:
    folder = os.path.dirname(name) or "."
    only = os.path.join(folder, os.path.basename(name))
    sources = _in_folder(folder)
    if only not in sources:
        sources[only] = _read(only)
    return SchemaSet(name, sources, only, partial(_beside, folder))


def _in_folder(folder: str) -> dict[str, Source]:
    try:
        names = sorted(os.listdir(folder))
    except OSError as error:
        raise SchemaSetError(
            f"{folder}: cannot be listed: {error.strerror}; ask who may read it, or name another"
        ) from None
    files = [name for name in names if name.endswith(".json") and not name.startswith(".")]
    paths = [os.path.join(folder, file) for file in files]
    return {path: _read(path) for path in paths}


def _read(path: str) -> Source:
    """Read a file; what is none is not opened, since a pipe would keep who reads it waiting."""
    if os.path.isdir(path):
        raise SchemaSetError(
            f"{path}: a folder, whose name ends as that of a schema does; give it another name"
        )
    if os.path.exists(path) and not os.path.isfile(path):
        raise SchemaSetError(
            f"{path}: a pipe, a socket or a device, which holds no schema; name a file, and take "
            "out of its folder what is none"
        )
    try:
        return read_file(path)
    except UnreadableError as error:
        raise _refused(path, error) from None


def _refused(path: str, error: UnreadableError) -> SchemaSetError:
    """Say why a file holds no schema, with what to do where it would be right but for its size."""
    issue = error.issues[0]
    if issue.code in _REMEDIES:
        message = issue.message.partition(";")[0]
        at = ":".join(map(str, (path, *(issue.place or ()))))
        return SchemaSetError(f"{at}: {message}; {_REMEDIES[issue.code]} [{issue.code}]")
    return SchemaSetError(str(error))


def _beside(folder: str, file: str) -> str | None:
    path = os.path.join(folder, os.pardir, file)
    if not os.path.isfile(path):
        return None
    with open(path, "rb") as data:
        return _text(data.read(), file)


def _text(data: bytes, file: str) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise SchemaSetError(f"{file}: not in UTF-8; save it so") from None


# --- revisions of git


def _revised(name: str) -> SchemaSet:
    """Read the files of a folder in a git revision, or one of them.

    Raises:
        SchemaSetError: when git knows none of it.
    """
    number, _, path = name.rstrip("/").partition(":")
    folder, _, file = path.rpartition("/") if path.endswith(".json") else (path, "", "")
    revision = Revision(number, folder)
    sources = {path: _read_revised(path, data) for path, data in revision.files(name)}
    only = revision.path(file) if file else None
    if only and only not in sources:
        raise SchemaSetError(f"{name}: the revision has no such file; name one that it has")
    return SchemaSet(name, sources, only, partial(_beside_revision, revision))


def _read_revised(path: str, data: bytes) -> Source:
    try:
        return read_source(data, path)
    except UnreadableError as error:
        raise _refused(path, error) from None


def _beside_revision(revision: Revision, file: str) -> str | None:
    data = revision.beside(file)
    return None if data is None else _text(data, file)
