"""Identifiers and tunings that only one of 0.7 and 1.0 can say; other tests have the rest."""

from __future__ import annotations

from typing import Any

import pytest

from tests.migrations.steps import doubts, problems, set_aside, taken


@pytest.mark.parametrize("name", ["日本語", " sbd-1", "a\n", "é"])
def test_an_identifier_that_1_0_does_not_allow_is_doubtful(name: str) -> None:
    reason = "identifiers of 1.0 are printable ASCII without blanks at the ends"
    assert doubts(taken({"sbd_id": name}, "0.7", "1.0")) == [("sbd_id", "", reason)]
    done = taken({"sbd_id": name}, "0.7", "1.0", loss=True)
    assert problems(done.document, "1.0") == []


def test_an_empty_identifier_is_none() -> None:
    done = taken({"sbd_id": ""}, "0.7", "1.0")
    assert done.document == {}
    assert set_aside(done, needed=False) == [("sbd_id", "an empty identifier names nothing")]


def block(tuning: Any) -> dict[str, Any]:
    return {"csp_configurations": [{"common": {"band_5_tuning": tuning}}]}


def test_a_tuning_that_is_null_is_left_out() -> None:
    done = taken(block(None), "0.7", "1.0")
    assert done.document == {"csp_configurations": [{"common": {}}]}
    assert taken(block([]), "0.7", "1.0").document == block([])


@pytest.mark.parametrize("tuning", [[5.8, 7.2, 8.1], [-1]])
def test_tunings_that_0_7_does_not_have_are_doubtful(tuning: list[float]) -> None:
    reason = "0.7 has one or two tunings of band 5, and none is negative"
    assert {reason} == {found[2] for found in doubts(taken(block(tuning), "1.0", "0.7"))}
    done = taken(block(tuning), "1.0", "0.7", loss=True)
    assert problems(done.document, "0.7") == []
