"""What `docs/applications.md` says of entities, URLs, classes, examples and numbers is there.

python -m tests.test_applications           # writes the part about each application
"""

from __future__ import annotations

import json
import re

import pytest

import ska_oso_pdm
from ska_oso_pdm.catalogue import registry
from tests.samples import ROOT, parsed

FILE = ROOT / "docs" / "applications.md"
PAGE = FILE.read_text(encoding="utf-8")
LIMITS = json.loads((ROOT / "src/ska_oso_pdm/limits.json").read_text(encoding="utf-8"))["limits"]
MARK = "<!-- From here to the notes: python -m tests.test_applications -->\n"
FACTORS = {"MHz": 1e6, "kHz": 1e3, "dB": 1}
NEWEST = [name for name in registry.documents() if name.version == "1.0"]
APPLICATIONS = [
    *("ODA", "OET", "OET UI", "OSO Services", "ODT UI", "PTT Services", "PTT UI"),
    *("SLT Services", "SLT UI", "OST Services", "OST UI", "PHT UI"),
    *("Sens Calc API", "Sens Calc UI", "OSD", "OSD UI"),
]
KNOWN_FROM = re.compile(r"(seen|documented|inferred): ")


def table(first: str, *, last: bool = False) -> list[list[str]]:
    """Give the rows of the table, the first or the last, whose first column has this title."""
    at = PAGE.rindex(f"| {first} |") if last else PAGE.index(f"| {first} |")
    lines = PAGE[at:].partition("\n\n")[0].splitlines()
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


def by_application() -> str:
    """Give, of each application, its documents with URL, type and an example to begin with."""
    parts = []
    for name, reads, writes, _ in ROWS:
        read, written = names(reads), names(reads if writes.startswith("the same") else writes)
        parts.append(f"\n### {name}\n")
        if not read + written:
            parts.append("Reads and writes no document; its values are in the tables above.\n")
            if name.partition(" (")[0] in ("OET UI",):
                parts[-1] = "Reads and writes no document; it names them by their identifiers.\n"
            continue
        parts.append("| document | it | URL | type | example |\n|---|---|---|---|---|")
        for entity in dict.fromkeys(read + written):
            does = " and ".join(["reads"] * (entity in read) + ["writes"] * (entity in written))
            what, url, cls, examples = CONTRACTS[entity]
            parts.append(f"| {what} | {does} | {url} | {cls} | {examples.partition(',')[0]} |")
        parts.append("")
    return "\n".join(parts)


def rewritten() -> str:
    """Give the page with that part as it is today."""
    before, _, rest = PAGE.partition(MARK)
    return f"{before}{MARK}{by_application()}\n## Notes\n{rest.partition('## Notes' + chr(10))[2]}"


def test_each_application_has_its_documents() -> None:
    assert rewritten() == PAGE


def test_numbers_are_those_that_findings_compare_with() -> None:
    rows = [row for row in table("value", last=True) if {*names(row[1])[:1]} & {*LIMITS}]
    assert len(rows) > 7
    for row in rows:
        limit = LIMITS[names(row[1])[0]]
        told = re.search(r": ([\d.]+)(?: to ([\d.]+))? (\w+)", row[1])
        assert told, row
        low, high, unit = told.groups()
        bounds = [limit["value"]] if "value" in limit else [limit["min"], limit["max"]]
        given = [float(number) * FACTORS[unit] for number in (low, high) if number]
        assert given == pytest.approx(bounds), row


def test_bounds_of_the_sensitivity_calculator_are_those_of_the_schemas() -> None:
    schema = registry.schema_for(registry.SchemaId("observation-set", "1.0"))
    parts = {**schema["$defs"], "": schema}
    keys = {
        key: part["properties"][key]
        for part in parts.values()
        for key in ("weather", "elevation", "number_15_antennas", "number_13_antennas")
        if key in part.get("properties", {})
    } | {"number_of_stations": parts["LowArray"]["properties"]["number_of_stations"]}
    assert len(keys) == 5
    for key, told in keys.items():
        assert re.search(rf"`{key}`[^|]*?{told['minimum']} to {told['maximum']}", PAGE), key


def test_names_of_subarrays_are_those_of_the_schemas() -> None:
    defined = registry.schema_for(registry.SchemaId("telescope", "1.0"))["$defs"]
    row = next(row for row in table("value", last=True) if "`validate_against`" in row[1])
    assert names(row[1])[1:] == defined["ValidationArrayAssembly"]["enum"]
    for name in ("SubArrayLOW", "SubArrayMID"):
        assert len(defined[name]["enum"]) == 8 + 2  # of the calculator, and added here


def test_the_readme_leads_to_the_page() -> None:
    assert "(docs/applications.md)" in (ROOT / "README.md").read_text(encoding="utf-8")


if __name__ == "__main__":
    FILE.write_text(rewritten(), encoding="utf-8")
