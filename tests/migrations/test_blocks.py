"""Examples and collected blocks keep what they observe when they go a step up or down."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest

from ska_oso_pdm.migrations import ANY, stash_of
from tests.migrations.accounts import assert_accounted, spoil
from tests.migrations.steps import observed, problems, taken
from tests.samples import CORPUS, EXAMPLES, parsed

LAYOUTS = ("0.3", "0.4", "0.5", "0.6")
BLOCKS = {
    path: path.parent.name
    for path in EXAMPLES
    if path.parent.name in LAYOUTS and path.name.startswith("sbd")
}
# Where the collected documents are beside the checkout, they are tried too.
BLOCKS |= {
    path: version
    for pattern, version in (
        ("sbd-pdm9_low*", "0.3"),
        ("sbd-pdm10*", "0.3"),
        ("sbd-pdm12*", "0.4"),
        ("sbd-pdm15*", "0.5"),
        ("sbd-pdm17*", "0.6"),
    )
    for path in sorted(CORPUS.glob(f"{pattern}.json"))
}
STEPS = [
    pytest.param(path, *way, id=f"{path.stem}-{way[0]}-{way[1]}")
    for path, version in BLOCKS.items()
    for way in [*pairwise(LAYOUTS), *pairwise(LAYOUTS[::-1])]
    if way[0] == version
]
MICROARCSECOND = 1 / 3600 / 1e6


def assert_same_observed(before: dict[str, Any], after: dict[str, Any], *, whole: bool) -> None:
    old, new = observed(before), observed(after)
    assert (new.names, new.sequence) == (old.names, old.sequence)
    assert new.angles == pytest.approx(old.angles, rel=0, abs=MICROARCSECOND)
    assert new.durations == [round(d) if whole else d for d in old.durations]


@pytest.mark.parametrize(("path", "start", "end"), STEPS)
def test_a_step(path: Path, start: str, end: str) -> None:
    document = parsed(path)
    done = taken(document, start, end, assume={ANY: ""}, loss=True)
    assert_accounted(document, done)
    if any("reference_coordinate" in removed.place for removed in done.lost):
        return  # a position that the older layout cannot say; the loss is in the account
    whole = (start, end) == ("0.5", "0.4")  # rounded, by the assumption
    assert_same_observed(document, done.document, whole=whole)
    # The service that tracks blocks adds a status, which is no part of them.
    if not problems({k: v for k, v in document.items() if k != "status"}, start):
        assert problems({k: v for k, v in done.document.items() if k != "status"}, end) == []
    if end > start:
        again = taken(done.document, start, end, assume={ANY: ""}, loss=True)
        assert again.document == done.document
    back = taken(done.document, end, start, assume={ANY: ""}, loss=True)
    assert_same_observed(document, back.document, whole=whole)


@pytest.mark.parametrize(("path", "start", "end"), STEPS)
def test_a_stash_brings_everything_back(path: Path, start: str, end: str) -> None:
    document = parsed(path)
    done = taken(document, start, end, assume={ANY: ""}, loss=True)
    back = taken(done.document, end, start, stash=stash_of(done))
    assert back.document == done.states[0]


@pytest.mark.parametrize("seed", range(40))
def test_broken_and_half_migrated_blocks_are_accounted_for(seed: int) -> None:
    random = Random(seed)
    others = [parsed(path) for path in BLOCKS]
    path, start = random.choice(list(BLOCKS.items()))
    document = parsed(path)
    for _ in range(random.randint(1, 4)):
        spoil(document, others, random)
    for end in LAYOUTS:
        for assume in ({}, {ANY: ""}):
            for loss in (False, True):
                assert_accounted(document, taken(document, start, end, assume=assume, loss=loss))
