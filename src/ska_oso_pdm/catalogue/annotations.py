"""What schemas say beside their rules: what to write instead of a former key, what null means.

From 1.0 on it is data in the schemas. Layouts before tell it in sentences, for which a generated
table has the data.
"""

from __future__ import annotations

import json
import os
from functools import cache
from typing import Any, NamedTuple

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.registry import SchemaId


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


def has_former_name(key: str, schema: dict[str, Any], value: dict[str, Any]) -> bool:
    """Tell whether the former name of a missing key is there; as unknown key it is reported."""
    found = (former_key(schema, name) for name in schema.get("x-former-keys", ()) if name in value)
    return any(former and former.use == key for former in found)


@cache
def archive_keys(entity: str) -> frozenset[str]:
    """Give the keys that archives add at the root of documents of an entity.

    Its newest layout has a place for them, and says so with `x-archive`.
    """
    versions = registry.versions_of(entity) or registry.all_versions_of(entity)
    newest = SchemaId(entity, versions[-1])
    properties = registry.schema_for(newest)["properties"]
    return frozenset(key for key, part in properties.items() if part.get("x-archive"))


def is_of_an_archive(key: str, known: dict[str, Any]) -> bool:
    """Tell whether a key is one that archives add, beside the known keys of a document's root."""
    label = registry.parse_url(known.get("interface", {}).get("const", ""))
    return label is not None and key in archive_keys(label.entity)


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
