"""Identifiers: their form, and that they can be made to repeat."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable
from typing import Any

import pytest

from ska_oso_pdm import builders
from ska_oso_pdm.builders import utils
from ska_oso_pdm.builders.ids import new_id
from tests.builders.blocks import whole

HELPERS = {
    "csp-configuration": utils.csp_configuration_id,
    "scan-definition": utils.scan_definition_id,
    "target": utils.target_id,
    "mccs-allocation": utils.mccs_allocation_id,
    "dish-allocation": utils.dish_allocation_id,
}


@pytest.mark.parametrize(("prefix", "helper"), HELPERS.items(), ids=list(HELPERS))
class TestHelper:
    def test_gives_prefix_and_five_digits(self, prefix: str, helper: Callable[..., str]) -> None:
        for _ in range(50):
            assert re.fullmatch(f"{prefix}-[1-9][0-9]{{4}}", helper())

    def test_differs_from_call_to_call(self, prefix: str, helper: Callable[..., str]) -> None:
        assert len({helper() for _ in range(20)}) > 1

    def test_repeats_with_a_seed(self, prefix: str, helper: Callable[..., str]) -> None:
        assert helper(ids=random.Random(7)) == helper(ids=random.Random(7))

    def test_counts(self, prefix: str, helper: Callable[..., str]) -> None:
        numbers = itertools.count(10000)
        assert [helper(ids=numbers), helper(ids=numbers)] == [f"{prefix}-10000", f"{prefix}-10001"]

    def test_fills_up_with_zeros(self, prefix: str, helper: Callable[..., str]) -> None:
        assert helper(ids=iter([7])) == f"{prefix}-00007"

    def test_is_at_package_level(self, prefix: str, helper: Callable[..., str]) -> None:
        assert getattr(builders, helper.__name__) is helper


def test_a_seeded_source_does_not_touch_the_global_one() -> None:
    random.seed(1)
    before = random.getstate()
    utils.target_id()
    utils.target_id(ids=random.Random(1))
    assert random.getstate() == before


def test_a_taken_number_is_drawn_again() -> None:
    assert new_id("target", iter([1, 2, 3]), taken={"target-00001", "target-00002"}) == (
        "target-00003"
    )


@pytest.mark.parametrize(
    ("ids", "error", "message"),
    [
        (iter([]), ValueError, "the iterator of id numbers has come to its end"),
        (iter(["7"]), TypeError, "an id number must be an integer, not '7'"),
        (iter([True]), TypeError, "an id number must be an integer, not True"),
        (iter([-7]), ValueError, "an id number must be zero or more, not -7"),
        (42, TypeError, "'int' object is not an iterator"),
    ],
)
def test_what_is_no_source_of_numbers(ids: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error) as raised:
        utils.target_id(ids=ids)
    assert str(raised.value) == message


def test_a_source_that_only_repeats_comes_to_an_end() -> None:
    with pytest.raises(ValueError, match=whole("every target number that was drawn is taken")):
        new_id("target", itertools.repeat(10000), taken={"target-10000"})
