"""Generated documents of every layout go up and down each step, and come back as they were.

Documents have numbers, so that the same ones are tried everywhere. SKA_OSO_PDM_GENERATED_DOCUMENTS
says how many for each step and direction; usually 200.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from ska_oso_pdm.cli import main
from ska_oso_pdm.migrations.steps import STEPS, WITHOUT_SCHEMA
from ska_oso_pdm.testing import numbered_text
from tests.migrations.generated import ASSUMED, Step

NUMBER = int(os.environ.get("SKA_OSO_PDM_GENERATED_DOCUMENTS", "200"))
FEWER = min(NUMBER // 4, 1000)
"""How many documents that need not hold together are tried."""
FILES = 10
"""How many documents go through files as well."""
MOST = 2
"""Items of an array: documents are small, so that more can be tried."""

SHARES: dict[tuple[str, str, str], tuple[int, int, int]] = {
    ("sbd", "0.0", "0.1"): (11, 99, 62),
    ("sbd", "0.1", "0.2"): (64, 87, 86),
    ("sbd", "0.2", "0.3"): (99, 99, 88),
    ("sbd", "0.3", "0.4"): (99, 99, 88),
    ("sbd", "0.4", "0.5"): (83, 88, 18),
    ("sbd", "0.5", "0.6"): (88, 99, 77),
    ("sbd", "0.6", "0.7"): (85, 90, 48),
    ("sbd", "0.7", "1.0"): (91, 99, 66),
    ("prj", "0.7", "1.0"): (95, 99, 88),
    ("prsl", "0.7", "1.0"): (91, 95, 88),
    ("sbd", "0.1", "0.0"): (5, 47, 40),
    ("sbd", "0.2", "0.1"): (63, 99, 82),
    ("sbd", "0.3", "0.2"): (52, 52, 56),
    ("sbd", "0.4", "0.3"): (65, 65, 54),
    ("sbd", "0.5", "0.4"): (79, 99, 62),
    ("sbd", "0.6", "0.5"): (53, 60, 36),
    ("sbd", "0.7", "0.6"): (95, 95, 76),
    ("sbd", "1.0", "0.7"): (64, 64, 46),
    ("prj", "1.0", "0.7"): (87, 87, 82),
    ("prsl", "1.0", "0.7"): (74, 74, 66),
}
"""Of a hundred documents how many a step takes at least: as they are, and with all assumptions; and
of those that need not hold together, with all assumptions. The rest is rightly doubtful.

To 0.0 go blocks of SKA MID only, without directions fixed to the ground. 0.2 wants a target of
each scan type, 0.3 one of each scan. 0.5 has neither spirals nor mosaics, and few bodies. 0.7 has
neither orbits of satellites nor tied-array beams that are not in ICRS.
"""
every_step = pytest.mark.parametrize("way", SHARES, ids=" ".join)


def test_every_step_is_taken_both_ways() -> None:
    judged = {step for step in STEPS if step[:2] not in WITHOUT_SCHEMA}
    assert set(SHARES) == {*judged, *((entity, end, start) for entity, start, end in judged)}


@every_step
def test_documents_that_hold_together(way: tuple[str, str, str]) -> None:
    step, (plain, with_assumptions, _) = Step(*way), SHARES[way]
    for number in range(NUMBER):
        step.take(number, numbered_text(step.entity, step.start, number, most=MOST))
    assert step.wrong == []
    assert step.plain * 100 >= plain * NUMBER, step.doubtful
    assert (step.plain + step.assumed) * 100 >= with_assumptions * NUMBER, step.doubtful


@every_step
def test_any_valid_documents(way: tuple[str, str, str]) -> None:
    step, (_, _, least) = Step(*way), SHARES[way]
    for number in range(FEWER):
        any_text = numbered_text(step.entity, step.start, number, most=MOST, consistent=False)
        step.take(number, any_text, holds_together=False)
    assert step.wrong == []
    assert (step.plain + step.assumed) * 100 >= least * FEWER, step.doubtful


@every_step
def test_files_keep_the_order_of_keys_and_come_back_to_the_byte(
    way: tuple[str, str, str], tmp_path: Path
) -> None:
    entity, start, end = way
    texts = {f"{n}.json": numbered_text(entity, start, n, most=MOST).encode() for n in range(FILES)}
    folder, stash = tmp_path / "documents", tmp_path / "old.stash"
    folder.mkdir()
    for name, written in texts.items():
        (folder / name).write_bytes(written)
    assumed = [f"--assume={name}={value}".removesuffix("=") for name, value in ASSUMED.items()]
    main(["upgrade", "--in-place", "--to", end, *assumed, "--stash", str(stash), str(folder)])
    changed = [name for name in texts if (folder / name).read_bytes() != texts[name]]
    assert len(changed) > 1
    for name in changed:
        assert_in_order(json.loads(texts[name]), json.loads((folder / name).read_bytes()))
    main(["upgrade", "--in-place", "--restore", str(stash), str(folder)])
    assert {name: (folder / name).read_bytes() for name in texts} == texts


def assert_in_order(old: Any, new: Any) -> None:
    """Assert that keys which stay in an object stay in their order."""
    if isinstance(old, dict) and isinstance(new, dict):
        both = [key for key in old if key in new]
        assert [key for key in new if key in old] == both
        for key in both:
            assert_in_order(old[key], new[key])
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for pair in zip(old, new, strict=True):
            assert_in_order(*pair)
