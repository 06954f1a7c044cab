"""Every annotation that 1.0 has is told when it changes, once for all documents that have it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ska_oso_pdm.evolution.changes import Walk
from ska_oso_pdm.evolution.comparison import fingerprint
from ska_oso_pdm.evolution.schema_set import SchemaSet
from ska_oso_pdm.evolution.sources import schema_set
from tests.rules import nodes

EDITS: dict[str, Callable[[Any], Any]] = {
    "x-unit": lambda _: "pc",
    "default": lambda _: "another",
    "x-refers-to": lambda _: "sbd#another",
    "x-names": lambda _: "another",
    "x-null-means": lambda _: "another",
    "x-personal": lambda _: False,
    "x-archive": lambda _: False,
    "deprecated": lambda _: False,
    "description": lambda text: f"{text} And more.",
    "examples": lambda values: [*values, "another"],
    "x-former-keys": lambda _: {},
    "x-source": lambda _: "guessed",
    "x-free-form": lambda _: False,
    "x-enum-varnames": lambda names: [*names[:-1], "ANOTHER"],
    "title": lambda text: f"Another{text}",
}


def reached(schemas: SchemaSet) -> list[tuple[str, dict[str, Any]]]:
    """Each part of schemas with its pointer, but those of definitions that nothing refers to."""
    parts = [
        (f"{url}#{path}", node)
        for url, schema in schemas.documents()
        for path, node in nodes(schema)
    ]
    used = {node.get("$ref") for _, node in parts}
    return [
        (path, node)
        for url, node in parts
        for path in [url.partition("#")[2]]
        if not path.startswith("/$defs/") or "/".join(url.split("/")[:7]) in used
    ]


@pytest.mark.parametrize("key", EDITS)
def test_each_annotation_of_1_0_is_told_once_whichever_documents_have_it(key: str) -> None:
    """Three of each kind are tried: the first, the last, and one between them."""
    old, new = schema_set("1.0"), schema_set("1.0")
    told = [node for path, node in reached(new) if key in node and path]
    for node in {id(node): node for node in (told[0], told[len(told) // 2], told[-1])}.values():
        was = node[key]
        node[key] = EDITS[key](was)
        found = [
            change
            for entity, url in old.roots.items()
            for change in Walk(old.resolve, new.resolve).changes(url, new.roots[entity])
        ]
        node[key] = was
        assert len({fingerprint(change) for change in found}) == 1, found
