"""Rules as data: what they read is in the schema, what they compare with has a source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

import pytest

from ska_oso_pdm.catalogue.registry import SchemaId, documents
from ska_oso_pdm.consistency import rules_for
from ska_oso_pdm.limits import limits
from ska_oso_pdm.pointers import tokens
from ska_oso_pdm.validation import resolve
from tests.samples import ROOT

RULES = [(schema, rule) for schema in documents() for rule in rules_for(schema)]
PATTERNS = [(schema, pattern) for schema, rule in RULES for pattern in rule.reads]
PAGE = ROOT / "docs" / "findings.md"


def alternatives(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the schemas that a value may follow, references resolved."""
    if "$ref" in schema:
        yield from alternatives(resolve(schema["$ref"]))
    elif "anyOf" in schema or "oneOf" in schema:
        for part in schema.get("anyOf", schema.get("oneOf")):
            yield from alternatives(part)
    else:
        yield schema


def step(schemas: list[dict[str, Any]], token: str) -> list[dict[str, Any]]:
    """Give the schemas one step below."""
    if token == "*":
        below = [schema["items"] for schema in schemas if "items" in schema]
    else:
        below = [
            schema["properties"][token]
            for schema in schemas
            if token in schema.get("properties", {})
        ]
    return list(chain.from_iterable(map(alternatives, below)))


def leads_somewhere(schema: SchemaId, pattern: str) -> bool:
    schemas = list(alternatives(resolve(schema.url)))
    for token in tokens(pattern):
        schemas = step(schemas, token)
    return bool(schemas)


@pytest.mark.parametrize(("schema", "pattern"), PATTERNS)
def test_what_a_rule_reads_is_in_the_schema(schema: SchemaId, pattern: str) -> None:
    assert leads_somewhere(schema, pattern)


@pytest.mark.parametrize("pattern", ["/target/*/name", "/targets/name", "/targets/*/spfrx/*"])
def test_a_pattern_that_leads_nowhere_is_noticed(pattern: str) -> None:
    assert not leads_somewhere(SchemaId("sbd", "1.0"), pattern)


@pytest.mark.parametrize("schema", documents(), ids=lambda schema: schema.url)
def test_codes_of_a_layout_are_unlike(schema: SchemaId) -> None:
    codes = [rule.code for rule in rules_for(schema)]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", code) for code in codes)


def test_every_limit_is_used_and_every_one_used_is_there() -> None:
    assert {name for _, rule in RULES for name in rule.limits} == set(limits())


def test_every_limit_says_what_it_is_and_where_it_comes_from() -> None:
    for limit in limits().values():
        assert limit["description"].endswith(".")
        assert limit["source"].endswith(".")
        assert set(limit) - {"description", "source", "unit"} in ({"value"}, {"min", "max"})
        assert limit["unit"] is None or isinstance(limit["unit"], str)


def test_rules_hold_no_number_of_a_telescope() -> None:
    texts = [str(value) for limit in limits().values() for value in limit.values()]
    for path in (ROOT / "src" / "ska_oso_pdm" / "consistency").glob("*.py"):
        for number in re.findall(r"\b[0-9][0-9_.e]*\b", path.read_text(encoding="utf-8")):
            plain = number.replace("_", "")
            assert plain in {"0", "0.0", "1"} or plain not in texts, f"{path.name}: {number}"


def rows(schema: SchemaId) -> list[str]:
    """Give the lines of the table of a layout."""
    lines = ["| code | severity | rule | reads | compares with |", "|---|---|---|---|---|"]
    for rule in rules_for(schema):
        reads = "<br>".join(f"`{pattern}`" for pattern in rule.reads)
        compared = ", ".join(f"`{name}`" for name in rule.limits)
        lines.append(f"| `{rule.code}` | {rule.severity} | {rule.says} | {reads} | {compared} |")
    return lines


def limit_rows() -> list[str]:
    """Give the lines of the table of limits."""
    lines = ["| limit | value | what | source |", "|---|---|---|---|"]
    for name, limit in limits().items():
        numbers = [limit[key] for key in ("value", "min", "max") if key in limit]
        shown = " to ".join(amount(each, limit["unit"]) for each in numbers)
        lines.append(f"| `{name}` | {shown} | {limit['description']} | {limit['source']} |")
    return lines


def amount(value: float, unit: str | None) -> str:
    """Write a number with its unit, frequencies in MHz or kHz."""
    if unit != "Hz":
        return f"{value} {unit or ''}".rstrip()
    least_in_megahertz = 1e6
    scale, shown = (1e6, "MHz") if value >= least_in_megahertz else (1e3, "kHz")
    return f"{value / scale:.10g} {shown}"


def tables() -> dict[str, list[str]]:
    """Give the tables of the page by their headings."""
    found = {
        f"## {schema.entity} {schema.version}": rows(schema)
        for schema in reversed(documents())
        if rules_for(schema)
    }
    return {**found, "## Limits": limit_rows()}


def page(text: str) -> str:
    """Put the tables in the place of those that a text has."""
    for heading, lines in tables().items():
        before, _, after = text.partition(f"{heading}\n")
        kept = [line for line in after.partition("\n## ")[0].splitlines() if line[:1] != "|"]
        rest = "".join(after.partition("\n## ")[1:])
        section = "\n".join(kept).strip()
        text = f"{before}{heading}\n\n{section}{section and chr(10) * 2}"
        text += "\n".join(lines) + "\n" + rest
    return text


def test_the_page_has_the_rules_and_the_limits() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert all(f"\n{heading}\n" in text for heading in tables())
    assert text.splitlines() == page(text).splitlines(), (
        "run python -m tests.consistency.test_rules"
    )


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
