"""Writes what is said of problems as a module of TypeScript: the data that Python has as files.

The sentences, what those of frozen schemas tell, and the keys that archives add.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from codegen.sentences import sentences
from codegen.staging import version_folders

FILE = "said.ts"
_SENTENCES = Path("validation", "sentences.json")
_VERSION = re.compile(r"\d+\.\d+")
_HEAD = "// DO NOT EDIT: written from the schemas and the sentences of the Python package."


def said(schema_folder: Path, package: Path) -> str:
    """Give the module.

    Args:
        schema_folder: the published schemas.
        package: the Python package, which has the sentences.
    """
    told = sentences(schema_folder)
    groups = json.loads((package / _SENTENCES).read_text(encoding="utf-8"))
    groups.pop("description")
    tables = {
        "SENTENCES": {name: text for group in groups.values() for name, text in group.items()},
        "FORMER_KEYS": told["x-former-keys"],
        "NULL_MEANINGS": told["x-null-means"],
        "ARCHIVE_KEYS": _archive_keys(schema_folder),
    }
    lines = [
        f"export const {name} = {json.dumps(table, indent=2, ensure_ascii=False)} as const;"
        for name, table in tables.items()
    ]
    return "\n\n".join([_HEAD, *lines]) + "\n"


def write_said(schema_folder: Path, package: Path, target: Path) -> None:
    """Write the module into a folder."""
    (target / FILE).write_text(said(schema_folder, package), encoding="utf-8")


def _archive_keys(schema_folder: Path) -> dict[str, list[str]]:
    """Give the keys that archives add to documents, by entity, as its newest layout has them.

    A layout in the making counts only where there is no other.
    """
    current = _current_version(schema_folder)
    folders = version_folders(schema_folder)
    folders.sort(key=lambda folder: _key(folder.name) <= current)
    newest = {file.stem: file for folder in folders for file in folder.glob("*.json")}
    found = {entity: _marked(file) for entity, file in sorted(newest.items())}
    return {entity: keys for entity, keys in found.items() if keys}


def _marked(file: Path) -> list[str]:
    properties: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")).get("properties", {})
    return sorted(key for key, part in properties.items() if part.get("x-archive"))


def _current_version(schema_folder: Path) -> list[int]:
    markers = json.loads((schema_folder / "markers.json").read_text(encoding="utf-8"))
    listed = [name for entity in markers["entities"].values() for name in entity["versions"]]
    return max(_key(name) for name in listed if _VERSION.fullmatch(name))


def _key(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]
