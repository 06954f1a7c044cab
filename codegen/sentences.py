"""What frozen schemas tell in sentences, as data: what replaces a former key, what null means.

Layouts before 1.0 say it in English alone, and no byte of them changes. So it is read out of the
sentences once, here; from 1.0 on the schemas have it as data themselves.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from codegen.errors import CodegenError
from codegen.mixins import walk
from codegen.staging import version_folders

FILE = "sentences.json"
_REPLACED = re.compile(r'write [^"]*"([^"]*)"')
_IF_NULL = re.compile(r"[Aa]bsent or null means ([^.]*)")
_DEGREES = ["deg", ["deg"], ["deg", "deg"]]

Table = dict[str, dict[str, Any]]


def sentences(schema_folder: Path) -> Table:
    """Give the table: for either annotation of today, sentences with what they say as data.

    Raises:
        CodegenError: for a sentence that says one thing of one object and another of another.
    """
    remedies: dict[str, Any] = {}
    meanings: dict[str, str] = {}
    for folder in version_folders(schema_folder):
        for file in sorted(folder.glob("*.json")) if folder.name.startswith("0.") else ():
            for node in walk(json.loads(file.read_text(encoding="utf-8"))):
                for key, clause in node.get("x-former-keys", {}).items():
                    told = remedy(key, clause, node["properties"])
                    if remedies.setdefault(clause, told) != told:
                        raise CodegenError(f"{folder.name}/{file.name}: {clause}: says two things")
                meaning = _IF_NULL.search(str(node.get("description", "")))
                if meaning and "anyOf" in node:
                    meanings[node["description"]] = meaning[1]
    data = {clause: _without_say(told) for clause, told in remedies.items() if len(told) > 1}
    return {
        "x-former-keys": dict(sorted(data.items())),
        "x-null-means": dict(sorted(meanings.items())),
    }


def write_sentences(schema_folder: Path, target: Path) -> None:
    """Write the table into a folder, as JSON."""
    text = json.dumps(sentences(schema_folder), indent=2, ensure_ascii=False)
    (target / FILE).write_text(f"{text}\n", encoding="utf-8")


def remedy(key: str, clause: str, properties: dict[str, Any]) -> dict[str, Any]:
    """Give what a clause about a former key says, in the words of `x-former-keys` of today."""
    said: dict[str, Any] = {"say": clause}
    new = _REPLACED.match(clause)
    if new and new[1] in properties:
        said["use"] = new[1]
    if clause.startswith("leave it out") and key == "reference_frame":
        said["same"] = ["icrs" if "ICRS" in clause else "altaz"]
    if clause.startswith("leave it out") and key == "unit":
        said["same"] = [["hourangle", "deg"]] if "hours" in clause else _DEGREES
    return said


def _without_say(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if name != "say"}
