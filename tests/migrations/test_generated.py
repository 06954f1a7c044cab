"""Generated documents of every layout go up and down each step, and come back as they were.

Documents have numbers, so that the same ones are tried everywhere. SKA_OSO_PDM_GENERATED_DOCUMENTS
says how many for each step and direction; usually 200.
"""

from __future__ import annotations

import os

import pytest

from ska_oso_pdm.migrations.steps import STEPS
from ska_oso_pdm.testing import text

from .generated import Step

NUMBER = int(os.environ.get("SKA_OSO_PDM_GENERATED_DOCUMENTS", "200"))
FILES = max(5, NUMBER // 20)
"""How many documents go through files as well, for each step and direction."""
MOST = 2
"""Items of an array: documents are small, so that more can be tried."""

SHARES: dict[tuple[str, str, str], tuple[int, int]] = {
    ("sbd", "0.0", "0.1"): (0, 0),
    ("sbd", "0.1", "0.2"): (0, 0),
    ("sbd", "0.2", "0.3"): (0, 0),
    ("sbd", "0.3", "0.4"): (0, 0),
    ("sbd", "0.4", "0.5"): (0, 0),
    ("sbd", "0.5", "0.6"): (0, 0),
    ("sbd", "0.6", "0.7"): (0, 0),
    ("sbd", "0.7", "1.0"): (0, 0),
    ("prj", "0.7", "1.0"): (0, 0),
    ("prsl", "0.7", "1.0"): (0, 0),
    ("sbd", "0.1", "0.0"): (0, 0),
    ("sbd", "0.2", "0.1"): (0, 0),
    ("sbd", "0.3", "0.2"): (0, 0),
    ("sbd", "0.4", "0.3"): (0, 0),
    ("sbd", "0.5", "0.4"): (0, 0),
    ("sbd", "0.6", "0.5"): (0, 0),
    ("sbd", "0.7", "0.6"): (0, 0),
    ("sbd", "1.0", "0.7"): (0, 0),
    ("prj", "1.0", "0.7"): (0, 0),
    ("prsl", "1.0", "0.7"): (0, 0),
}
every_step = pytest.mark.parametrize("way", SHARES, ids=" ".join)


def test_every_step_is_taken_both_ways() -> None:
    assert set(SHARES) == {*STEPS, *((entity, end, start) for entity, start, end in STEPS)}


@every_step
def test_documents_that_hold_together(way: tuple[str, str, str]) -> None:
    step = Step(*way)
    for number in range(NUMBER):
        step.take(number, text(step.entity, step.start, number, most=MOST))
    assert step.wrong == []
    print(
        way,
        step.plain * 100 // NUMBER,
        (step.plain + step.assumed) * 100 // NUMBER,
        dict(step.doubtful),
    )
