"""What `docs/applications.md` says of entities, URLs, classes and examples is there."""

from __future__ import annotations

import re

import pytest

import ska_oso_pdm
from ska_oso_pdm.catalogue import registry
from tests.samples import ROOT, parsed

PAGE = (ROOT / "docs" / "applications.md").read_text(encoding="utf-8")
NEWEST = [name for name in registry.documents() if name.version == "1.0"]
APPLICATIONS = [
    *("ODA", "OET", "OET UI", "OSO Services", "ODT UI", "PTT Services", "PTT UI"),
    *("SLT Services", "SLT UI", "OST Services", "OST UI", "PHT UI"),
    *("Sens Calc API", "Sens Calc UI", "OSD", "OSD UI"),
]
KNOWN_FROM = re.compile(r"(seen|documented|inferred): ")


def table(first: str) -> list[list[str]]:
    """Give the rows of the table whose first column has this title."""
    lines = PAGE[PAGE.index(f"| {first} |") :].partition("\n\n")[0].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def names(cell: str) -> list[str]:
    """Give what stands between backticks."""
    return re.findall("`([^`]*)`", cell)


CONTRACTS = {names(entity)[0]: row for entity, *row in table("entity")}
ROWS = table("application")


def test_every_entity_has_its_contract() -> None:
    assert len(CONTRACTS) == len(table("entity"))
    assert set(CONTRACTS) == {name.entity for name in NEWEST}


@pytest.mark.parametrize("entity", CONTRACTS)
def test_contract_exists(entity: str) -> None:
    _, url, cls, examples = CONTRACTS[entity]
    identifier = registry.SchemaId(entity, "1.0")
    assert names(url) == [identifier.url]
    assert [getattr(ska_oso_pdm, name) for name in names(cls)] == [registry.class_for(identifier)]
    assert names(examples)
    for example in names(examples):
        assert parsed(ROOT / example)["interface"] == identifier.url


def test_every_application_is_there_once_with_its_version() -> None:
    found = [re.fullmatch(r"(.+) \((\d+\.\d+\.\d+)\)", row[0]) for row in ROWS]
    assert [match and match[1] for match in found] == APPLICATIONS


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_application_names_entities_and_its_source(row: list[str]) -> None:
    _, reads, writes, source = row
    for cell in (reads, writes):
        assert set(names(cell)) <= set(CONTRACTS)
        assert names(cell) or cell == "none" or cell.startswith("the same")
    assert KNOWN_FROM.match(source)


def test_every_entity_is_exchanged_by_some_application() -> None:
    exchanged = {name for row in ROWS for cell in row[1:3] for name in names(cell)}
    assert exchanged == set(CONTRACTS)


def test_the_readme_leads_to_the_page() -> None:
    assert "(docs/applications.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
