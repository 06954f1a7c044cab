"""Spectral windows of LOW keep their width, and receptors are named alike everywhere."""

from __future__ import annotations

from typing import Any

import pytest

from tests.migrations.steps import doubts, lost, taken

ASSUMED = {"fine-channels": ""}


def block(channels: Any) -> dict[str, Any]:
    window = {"spw_id": 1, "number_of_channels": channels}
    return {"csp_configurations": [{"lowcbf": {"correlation_spws": [window]}}]}


def channels(done: Any) -> list[Any]:
    (csp,) = done.document["csp_configurations"]
    return [window["number_of_channels"] for window in csp["lowcbf"]["correlation_spws"]]


def test_fine_channels_become_coarse_ones_and_back() -> None:
    up = taken(block(13824), "0.5", "0.6", assume=ASSUMED)
    assert channels(up) == [96]
    assert channels(taken(up.document, "0.6", "0.5", assume=ASSUMED)) == [13824]
    assert channels(taken(up.document, "0.5", "0.6", assume=ASSUMED)) == [96]


def test_nothing_is_counted_unasked() -> None:
    place = "csp_configurations/0/lowcbf/correlation_spws/0/number_of_channels"
    reason = "0.5 seems to count fine channels and 0.6 coarse ones, 144 times as wide"
    for start, end in (("0.5", "0.6"), ("0.6", "0.5")):
        assert doubts(taken(block(288), start, end)) == [(place, "fine-channels", reason)]
        done = taken(block(288), start, end, loss=True)
        assert channels(done) == []  # a wrong width would be worse than none
        assert (place, "its number of channels is not known") in lost(done)


def test_a_part_of_a_coarse_channel_is_none() -> None:
    done = taken(block(145), "0.5", "0.6", assume=ASSUMED)
    (found, *_) = doubts(done)
    assert found[2] == "145 fine channels are no whole number of coarse ones"


@pytest.mark.parametrize("wrong", ["96", None, 1.5, True, [], {}])
def test_what_is_no_number_is_left_to_the_schema(wrong: Any) -> None:
    done = taken(block(wrong), "0.5", "0.6")
    assert channels(done) == [wrong]
    assert not done.doubts


def test_receptors_get_the_names_of_their_dishes_everywhere() -> None:
    window = {"spw_id": 1, "receptors": ["0001", "SKA036"]}
    document = {
        "telescope": "ska_mid",
        "dish_allocations": {"receptor_ids": ["0001", "SKA036"]},
        "csp_configurations": [{"midcbf": {"subbands": [{"correlation_spws": [window]}]}}],
        "sdp_configuration": {"resources": {"receptors": ["0001"]}},
    }
    done = taken(document, "0.5", "0.6")
    (csp,) = done.document["csp_configurations"]
    (found,) = csp["midcbf"]["subbands"][0]["correlation_spws"]
    assert found["receptors"] == done.document["dish_allocations"]["dish_ids"]
    assert done.document["sdp_configuration"]["resources"]["receptors"] == ["SKA001"]
    assert {"/".join(map(str, read.place)) for read in done.read_as} == {
        "dish_allocations/receptor_ids/0",
        "csp_configurations/0/midcbf/subbands/0/correlation_spws/0/receptors/0",
        "sdp_configuration/resources/receptors/0",
    }


def test_more_channels_than_0_5_can_count_are_doubtful() -> None:
    done = taken(block(2**53 - 1), "0.6", "0.5", assume=ASSUMED)
    (found, *_) = doubts(done)
    assert found[2] == f"0.5 cannot count the fine channels of {2**53 - 1} coarse ones"
    assert channels(taken(block(2**53 - 1), "0.6", "0.5", assume=ASSUMED, loss=True)) == []
