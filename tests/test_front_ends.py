"""The example of a front end maps nothing by hand, and the page about it counts what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ska_oso_pdm.catalogue import registry
from tests.samples import ROOT

PAGE = ROOT / "docs" / "front-ends.md"
SOURCE = ROOT / "web" / "example" / "src"
FORM = SOURCE / "proposal.ts"
OTHERS = sorted(set(SOURCE.glob("**/*.ts")) - {FORM})
HEAD = "| of the example | files | lines |\n|---|---|---|\n"


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from nodes(each)
    elif isinstance(value, list):
        for each in value:
            yield from nodes(each)


PARTS = [
    node
    for schema in registry.schemas_of("1.0").values()
    for node in nodes(schema)
    if isinstance(node.get("properties"), dict)
]
KEYS = {key for node in PARTS for key in node["properties"]}
TITLES = {node["title"] for node in PARTS if "title" in node}


def words(path: Path) -> set[str]:
    return set(re.findall(r"\w+", path.read_text(encoding="utf-8")))


def declared(path: Path) -> set[str]:
    """Give the names of the types that a module declares."""
    text = path.read_text(encoding="utf-8")
    return set(re.findall(r"^(?:export )?(?:interface|type|class) (\w+)", text, re.MULTILINE))


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.name)
def test_only_the_form_names_keys_of_documents(path: Path) -> None:
    telling = {key for key in KEYS if "_" in key}
    assert len(telling) > 100
    assert not telling & words(path)


def test_no_type_of_documents_is_written_by_hand() -> None:
    assert {"Target", "ObservationSets", "Proposal"} <= TITLES
    for path in [FORM, *OTHERS]:
        assert not TITLES & declared(path), path.name
    assert not declared(FORM)


def lines(*paths: Path) -> int:
    return sum(len(path.read_text(encoding="utf-8").splitlines()) for path in paths)


def table() -> str:
    """Count the example."""
    rows = [
        ("types of documents, written by hand", [], 0),
        ("mapping of documents to another form and back", [], 0),
        ("`proposal.ts`: which keys have fields", [FORM], lines(FORM)),
        ("all else, which names no key of a proposal", OTHERS, lines(*OTHERS)),
    ]
    return HEAD + "".join(f"| {what} | {len(files)} | {count} |\n" for what, files, count in rows)


def page() -> str:
    """Give the page with the table as it should be."""
    text = PAGE.read_text(encoding="utf-8")
    return re.sub(re.escape(HEAD) + r"(?:\|.*\n)*", lambda _: table(), text)


def test_the_page_counts_what_is_there() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m tests.test_front_ends"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
