"""The audit of the layout that is about to be frozen: its tables are as the schemas are."""

from __future__ import annotations

import pytest

from tests import filled, schema_audit
from tests.samples import CORPUS

TEXT = schema_audit.PAGE.read_text(encoding="utf-8")


def test_the_page_is_up_to_date() -> None:
    assert TEXT.splitlines() == schema_audit.page(TEXT).splitlines(), (
        "run python -m tests.schema_audit, and write the last cell of each new row"
    )


@pytest.mark.parametrize("heading", schema_audit.BY_HAND)
def test_each_row_says_what_only_people_know(heading: str) -> None:
    rows = schema_audit.lines_of(heading, TEXT)[2:]
    assert rows
    assert [row for row in rows if row.replace(" ", "").endswith("||")] == []


@pytest.mark.parametrize("heading", schema_audit.BY_HAND)
def test_a_row_that_is_missing_comes_back_without_its_last_cell(heading: str) -> None:
    row = schema_audit.lines_of(heading, TEXT)[2]
    mended = schema_audit.page(TEXT.replace(f"{row}\n", ""))
    [back] = set(schema_audit.lines_of(heading, mended)) - {row} - set(TEXT.splitlines())
    assert row.startswith(back.removesuffix(" |"))
    assert back.endswith(" |  |")


def test_a_choice_that_is_taken_back_loses_its_row() -> None:
    row = schema_audit.lines_of(schema_audit.CHOSEN, TEXT)[2]
    added = row.replace("| `", "| `gone-", 1)
    assert schema_audit.page(TEXT.replace(row, f"{row}\n{added}")) == schema_audit.page(TEXT)


@pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the collected documents are not beside the checkout"
)
def test_what_documents_fill_is_found_in_lists_unions_and_null() -> None:
    unfilled = filled.never_filled(schema_audit.schemas(), schema_audit.VERSION)
    assert "offset_arcsec" in unfilled["target CrossScanParameters"]
    assert "target FivePointParameters" not in unfilled
    assert "target PointingPattern" not in unfilled
    assert "metadata Metadata" not in unfilled
