"""The page of conversions says what comes of every pair of layouts today."""

from __future__ import annotations

import re

import pytest

from tests import scoreboard

TEXT = scoreboard.PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize(("entity", "start", "end"), list(scoreboard.pairs()))
def test_a_row_is_up_to_date(entity: str, start: str, end: str) -> None:
    """`nox -s conversions` writes it."""
    section = TEXT.partition(f"\n## {entity}\n")[2].partition("\n## ")[0]
    assert scoreboard.row(entity, start, end) in section.splitlines()


def test_the_page_has_no_other_rows_and_says_what_they_mean() -> None:
    rows = [line for line in TEXT.splitlines() if re.match(r"\| \S+ → \d", line)]
    assert len(rows) == len(list(scoreboard.pairs()))
    assert TEXT.startswith(scoreboard._HEAD)
