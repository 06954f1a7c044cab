"""What schemas say beside their rules: what to write instead of a former key, what null means.

From 1.0 on it is data in the schemas. Layouts before tell it in sentences, for which a generated
table has the data.
"""

from __future__ import annotations

import json
import os
from functools import cache
from typing import Any, NamedTuple

ARCHIVE_KEYS = frozenset({"status", "sbi_status"})
"""Keys that archives add at the root of documents; a schema that has a place for them says
`x-archive` there.
"""


class FormerKey(NamedTuple):
    """What to do about a key of earlier layouts.

    Attributes:
        say: what to write instead, or that it is left out, as a clause.
        use: the key of the same object that has taken its place; None where none has.
        same: values that say no more than the layout does without the key.
    """

    say: str
    use: str | None = None
    same: list[Any] = []  # noqa: RUF012  # nobody changes it


def former_key(schema: dict[str, Any], key: str) -> FormerKey | None:
    """Give what a schema says of a former key; None where it does not know the key."""
    told = schema.get("x-former-keys", {}).get(key)
    if isinstance(told, str):
        told = {"say": told, **_sentences()["x-former-keys"].get(told, {})}
    return None if told is None else FormerKey(**told)


def archive_keys(schema: dict[str, Any], document: dict[str, Any]) -> list[str]:
    """List the keys of a document that its schema has a place for, and archives have added."""
    found = sorted(ARCHIVE_KEYS & document.keys() & schema["properties"].keys())
    return [key for key in found if schema["properties"][key].get("x-archive")]


def null_meaning(schema: dict[str, Any]) -> str | None:
    """Give what null means in the place of a value, where a schema says it."""
    told = _sentences()["x-null-means"].get(schema.get("description", ""))
    meaning: str | None = schema.get("x-null-means", told)
    return meaning


@cache
def _sentences() -> dict[str, dict[str, Any]]:
    """Give the data for the sentences of layouts before 1.0, by annotation."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    with open(os.path.join(package, "generated", "sentences.json"), encoding="utf-8") as file:
        table: dict[str, dict[str, Any]] = json.load(file)
    return table
