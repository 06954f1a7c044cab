"""The file in which `upgrade` keeps what it sets aside, for several documents."""

from __future__ import annotations

import json
import os
from typing import Any

from ska_oso_pdm import atomic
from ska_oso_pdm.errors import UnreadableError
from ska_oso_pdm.migrations import Stash
from ska_oso_pdm.source import read_file

_FORMAT = "ska-oso-pdm-stash-file/1"


class StashFile:
    """What was set aside of each document, by the name of its file and its place there."""

    def __init__(self) -> None:
        self._entries: list[dict[str, Any]] = []

    @classmethod
    def read(cls, path: str) -> StashFile:
        """Read a file that `write` has written.

        Raises:
            ValueError: when it is none; the message names it and says what is wrong.
        """
        found = cls()
        try:
            value = read_file(path).document
        except UnreadableError as error:
            raise ValueError(str(error)) from None
        if not isinstance(value, dict) or value.get("format") != _FORMAT:
            raise ValueError(f"{path}: this is no stash; upgrade writes them with --stash")
        entries = value.get("documents")
        for entry in entries if isinstance(entries, list) else ():
            try:
                names = {key: entry[key] for key in ("file", "pointer")}
                found._entries.append({**names, "stash": Stash.from_json(entry["stash"])})
            except (KeyError, TypeError, ValueError) as error:
                raise ValueError(f"{path}: the stash is damaged: {error}") from None
        return found

    def add(self, file: str, pointer: str, stash: Stash) -> None:
        """Keep the stash of a document."""
        if stash:
            self._entries.append({"file": file, "pointer": pointer, "stash": stash})

    def find(self, file: str, pointer: str) -> Stash | None:
        """Give the stash of a document: its file may lie in another folder by now."""
        name = os.path.basename(file)
        for entry in self._entries:
            if os.path.basename(entry["file"]) == name and entry["pointer"] == pointer:
                found: Stash = entry["stash"]
                return found
        return None

    def write(self, path: str) -> None:
        """Write the file, whole or not at all.

        Raises:
            OSError: when it cannot be written.
        """
        documents = [{**entry, "stash": entry["stash"].to_json()} for entry in self._entries]
        content = {"format": _FORMAT, "documents": documents}
        atomic.replace(path, (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode())
