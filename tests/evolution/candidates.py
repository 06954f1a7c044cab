"""A version that somebody is about to release: a copy of the newest one, with an edit."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.samples import ROOT

Schema = dict[str, Any]
_URL = re.compile(r"(https://schema\.skao\.int/ska-oso-pdm-[a-z-]+/)1\.0")


def candidate(
    folder: Path, edits: dict[str, Callable[[Schema], None]], version: str = "1.1"
) -> Path:
    """Copy version 1.0 as another one into a folder, and edit some of its files.

    Args:
        folder: gets a folder that is called as the version.
        edits: what is done to the schema of an entity.
        version: of the copy.
    """
    made = folder / version
    made.mkdir(parents=True)
    for path in (ROOT / "schemas" / "1.0").glob("*.json"):
        text = _URL.sub(rf"\g<1>{version}", path.read_text(encoding="utf-8"))
        if edit := edits.get(path.stem):
            schema = json.loads(text)
            edit(schema)
            text = json.dumps(schema, indent=2, ensure_ascii=False)
        (made / path.name).write_text(text, encoding="utf-8")
    return made


def renamed(old: str, new: str) -> Callable[[Any], None]:
    """Give an edit that renames a key wherever it is."""

    def edit(part: Any) -> None:
        if isinstance(part, dict):
            members = part.get("properties", {})
            if old in members:
                part["properties"] = {new if k == old else k: v for k, v in members.items()}
                part["required"] = [new if k == old else k for k in part.get("required", [])]
            for inner in part.values():
                edit(inner)
        elif isinstance(part, list):
            for inner in part:
                edit(inner)

    return edit
