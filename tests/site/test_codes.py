"""Each code of a problem or finding has a page, and each page is of a code that there is."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ska_oso_pdm import consistency
from ska_oso_pdm.catalogue.registry import SchemaId
from tests.samples import ROOT
from web.site.codes.fields import readers
from web.site.codes.known import GROUPS, codes

PACKAGE = ROOT / "src" / "ska_oso_pdm"
CODE = re.compile(r"[a-z]+(?:-[a-z0-9]+)*")
IN_JAVASCRIPT = {"inexact-number"}
MAKERS = {"Issue": 1, "issue": 1, "Problem": 1, "_unknown": 2, "_refused": 1, "Need": 0, "rule": 0}
"""Function that makes a problem, to the number of the argument that is its code."""


def in_the_source() -> Iterator[tuple[str, str]]:
    """Yield each code that stands where a problem or a rule is made, with its place."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                at = MAKERS.get(name, 99)
                value = node.args[at] if len(node.args) > at else None
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    yield value.value, f"{path.relative_to(ROOT)}:{node.lineno}"


def in_what_tests_expect() -> set[str]:
    """Give the codes at the ends of lines that the command line prints in the tests."""
    files = [
        *(ROOT / "tests" / "invalid").glob("*/*.txt"),
        *(ROOT / "tests" / "findings").glob("*/*.txt"),
    ]
    lines = [line for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    return {found[1] for line in lines if (found := re.search(r" \[([a-z0-9-]+)\]$", line))}


def in_the_conformance_pack() -> Iterator[str]:
    """Yield the codes of all answers that implementers in other languages are given."""
    for path in sorted((ROOT / "conformance").rglob("*.json")):
        yield from _codes_of(json.loads(path.read_text(encoding="utf-8")))


def _codes_of(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("code"), str) and {"path", "message"} & value.keys():
            yield value["code"]
        for part in value.values():
            yield from _codes_of(part)
    elif isinstance(value, list):
        for part in value:
            yield from _codes_of(part)


def in_the_table() -> set[str]:
    """Give the codes of `docs/reading-and-writing.md`."""
    text = (ROOT / "docs" / "reading-and-writing.md").read_text(encoding="utf-8")
    table = text.partition("## Codes of problems")[2]
    rows = [row.split("|")[1] for row in table.splitlines() if row.startswith("| `")]
    return {name for row in rows for name in re.findall("`([a-z0-9-]+)`", row)}


def test_each_code_that_the_package_makes_has_a_page() -> None:
    assert [f"{place}: {code}" for code, place in in_the_source() if code not in codes()] == []


def test_each_code_that_is_expected_somewhere_has_a_page() -> None:
    assert in_what_tests_expect() <= codes().keys()
    assert {*in_the_conformance_pack()} - IN_JAVASCRIPT <= codes().keys()
    assert consistency.codes() <= codes().keys()


def test_each_page_is_of_a_code_that_there_is() -> None:
    words = {
        node.value
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert codes().keys() - words == IN_JAVASCRIPT
    for code in IN_JAVASCRIPT:
        sources = (ROOT / "web" / "npm" / "src").glob("*.ts")
        assert any(f'"{code}"' in path.read_text(encoding="utf-8") for path in sources)


def test_the_table_in_the_documentation_has_the_same_codes() -> None:
    told = {name for name, code in codes().items() if code.group != "finding"}
    needs = {"no-dishes", "no-stations", "no-windows", "no-band", "no-target", "no-scans"}
    assert in_the_table() == told | needs


@pytest.mark.parametrize("name", codes())
def test_a_page_says_enough(name: str) -> None:
    code = codes()[name]
    assert CODE.fullmatch(name)
    assert code.group in GROUPS
    for text in (code.means, code.cause, code.cure):
        assert text.endswith((".", ")")), text
    assert (code.example is None) == bool(code.untried)


@pytest.mark.parametrize("name", [name for name, code in codes().items() if code.example])
def test_its_example_gives_it_and_the_cure_does_not(name: str) -> None:
    from web.site.codes.page import page

    assert f"# `{name}`" in page(codes()[name], ROOT / "nowhere")


def test_paths_and_limits_are_shown_as_they_are(tmp_path: Path) -> None:
    from web.site.codes.page import page

    part = tmp_path / "ska-oso-pdm-csp" / "1.0.md"
    part.parent.mkdir()
    part.touch()
    shown = page(codes()["window-outside-band"], tmp_path)
    path = "/csp_configurations/*/midcbf/subbands/*/correlation_spws/*/centre_frequency"
    assert f"<code>{path.replace('*', '&#42;')}</code>" in shown
    assert "| `mid-band-5a` | 4600 MHz to 8500 MHz |" in shown


def test_a_field_names_the_rules_that_read_it() -> None:
    found = readers(SchemaId("csp", "1.0"))
    assert found["CorrelationSPWConfiguration", "centre_frequency"] == ("window-outside-band",)
    assert "tuning-outside-band" in found["CommonConfiguration", "band_5_tuning"]
