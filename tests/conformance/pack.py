"""The conformance pack as any implementer reads it: plain JSON, found by its index."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.samples import ROOT, parsed

FOLDER = ROOT / "conformance"
KINDS = {
    "recognition": "identify",
    "validation": "validate",
    "conversion": "convert",
    "difference": "diff",
    "findings": "find",
}
"""Kinds of cases, which are the names of folders, to the levels that they belong to, in the order
in which they are best implemented.
"""

Case = dict[str, Any]


def files(kind: str) -> list[Path]:
    """List the files of cases of a kind."""
    return sorted((FOLDER / kind).glob("*.json"))


def cases(file: Path) -> Iterator[Case]:
    """Yield the cases of a file."""
    yield from parsed(file)["cases"]


def documents(case: Case) -> Iterator[dict[str, Any]]:
    """Yield how the documents are given that a case asks about."""
    yield from (case[name] for name in ("document", "a", "b") if name in case)


Read = Callable[[str], bytes]
"""Gives the bytes of a file in the pack."""


def in_folder(name: str) -> bytes:
    """Give the bytes of a file in the pack as it is written."""
    return (FOLDER / name).read_bytes()


def text_of(given: dict[str, Any], read: Read = in_folder) -> bytes:
    """Give the text of a document; of one that is given as a value, one of its texts."""
    if "file" in given:
        return read(given["file"])
    if "text" in given:
        return given["text"].encode()
    if "base64" in given:
        return base64.b64decode(given["base64"])
    return json.dumps(given["value"]).encode()


def value_of(given: dict[str, Any], read: Read = in_folder) -> Any:
    """Give the value of a document; a text that is none fails."""
    return given["value"] if "value" in given else json.loads(text_of(given, read))
