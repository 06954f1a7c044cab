"""The table of `docs/reading-and-writing.md` says which methods objects of which layouts have."""

from __future__ import annotations

import importlib
import re
from typing import Any

import pytest

from tests.ext.earlier import LAYOUTS
from tests.samples import ROOT

PAGE = ROOT / "docs" / "reading-and-writing.md"
VERSIONS = (*LAYOUTS, "1.0")
_METHOD = re.compile(r"`(block|target)\.([a-z_]+)(?:\(\))?`")


def table() -> list[list[str]]:
    """Give the cells of the rows of the table, the heading first."""
    section = PAGE.read_text(encoding="utf-8").partition("## Earlier layouts in Python")[2]
    lines = section.partition("```")[0].splitlines()
    rows = [line.strip("|").split("|") for line in lines if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows if "---" not in row[0]]


def columns() -> dict[str, int]:
    """Give the column of each layout."""
    found = {}
    for index, heading in enumerate(table()[0][1:], 1):
        first, _, last = heading.partition(" to ")
        for version in VERSIONS[VERSIONS.index(first) : VERSIONS.index(last or first) + 1]:
            found[version] = index
    return found


def classes(kind: str, version: str) -> list[Any]:
    """Give the classes of blocks, or of targets, of a layout."""
    module = importlib.import_module(f"ska_oso_pdm.generated.v{version.replace('.', '_')}.sbd")
    if kind == "block":
        return [module.SBDefinition]
    if version == "1.0":
        module = importlib.import_module("ska_oso_pdm.generated.v1_0.target")
    names = ("Target",) if version >= "0.2" else ("SiderealTarget", "DriftScanTarget", "Planet")
    return [getattr(module, name) for name in names if hasattr(module, name)]


def test_every_layout_has_a_column() -> None:
    assert set(columns()) == set(VERSIONS)


@pytest.mark.parametrize("version", VERSIONS)
def test_the_table_is_right(version: str) -> None:
    column, said = columns()[version], set()
    for row in table()[1:]:
        for kind, name in _METHOD.findall(row[0]):
            found = {hasattr(cls, name) for cls in classes(kind, version)}
            assert found == {row[column] == "yes"}, (kind, name)
            said.add((kind, name))
    block, *_ = classes("block", version)
    public = {
        name
        for base in block.__mro__
        if base.__module__.startswith("ska_oso_pdm.ext.blocks")
        for name in vars(base)
        if not name.startswith("_")
    }
    assert public <= {name for kind, name in said if kind == "block"}
