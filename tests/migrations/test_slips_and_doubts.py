"""What must not go by in silence on the way to 1.0: slips, doubts about structure, odd values."""

from __future__ import annotations

import copy
from typing import Any

import pytest

import ska_oso_pdm as pdm
from tests.migrations.steps import doubts, taken
from tests.samples import ROOT, parsed


def example(name: str) -> Any:
    return copy.deepcopy(parsed(ROOT / f"examples/{name}.json"))


def refusals(document: Any) -> list[str]:
    done = pdm.convert(document)
    assert done.document is None
    return [issue.path for issue in done.problems if issue.code == "unknown-key"]


def low(weights: Any = None) -> Any:
    block = example("0.4/sbd-low")
    for beam in block["subarray_beam_configurations"]:
        beam |= {"antenna_weights": [1, 1], "phase_centre": [0, 0]}
    if weights is not None:
        block["subarray_beam_configurations"][0]["antenna_weights"] = weights
    return block


def test_equal_weights_are_uniform() -> None:
    assert pdm.convert(low()).status == "upgraded"


@pytest.mark.parametrize("weights", [[1, 0.5], [[1, 0.5], [1, 0.5]], {"1": 1}, "x", ["a"], [True]])
def test_other_weights_are_doubtful_and_never_uniform(weights: Any) -> None:
    assert pdm.convert(low(weights)).document is None
    lost = taken(low(weights), "0.4", "0.5", loss=True).document
    apertures = [a for b in lost["mccs_allocation"]["subarray_beams"] for a in b["apertures"]]
    assert all("weighting_key" not in aperture for aperture in apertures)


@pytest.mark.parametrize("slip", ["antennaweights", "antena_weights", "phasecentre"])
def test_a_slip_in_a_section_that_is_set_aside_is_refused(slip: str) -> None:
    block = low()
    beam = block["subarray_beam_configurations"][0]
    beam[slip] = beam.pop("phase_centre" if slip.startswith("p") else "antenna_weights")
    assert refusals(block) == [f"/subarray_beam_configurations/0/{slip}"]


def test_a_slip_in_a_processing_block_is_refused() -> None:
    block = example("0.7/sbd-mid")
    processing = block["sdp_configuration"]["processing_blocks"][0]
    processing["paramters"] = processing.pop("parameters", {"a": 1})
    assert refusals(block) == ["/sdp_configuration/processing_blocks/0/paramters"]


@pytest.mark.parametrize(
    ("name", "place", "slip"),
    [
        ("0.1/sbd-mid", ("field_configurations", 0, "targets", 0), "pointing_patern"),
        ("0.3/sbd-mid", ("targets", 0), "radial_velocty"),
        ("0.3/sbd-mid", ("scan_definitions", 0), "pointing_corection"),
    ],
)
def test_a_slip_of_a_key_of_a_later_layout_is_refused(
    name: str, place: tuple[Any, ...], slip: str
) -> None:
    block = home = example(name)
    for token in place:
        home = home[token]
    home[slip] = {"active": "x"}
    assert refusals(block) == ["/" + "/".join(map(str, (*place, slip)))]


def mid(bands: dict[str, Any], scans: list[tuple[Any, Any]], csps: dict[str, Any]) -> Any:
    names = ("dish_configuration_ref", "csp_configuration_ref")
    return {
        "dish_configurations": [
            {"dish_configuration_id": k} | ({"receiver_band": v} if v else {})
            for k, v in bands.items()
        ],
        "scan_definitions": [
            {"scan_definition_id": str(i), **{n: r for n, r in zip(names, refs) if r}}
            for i, refs in enumerate(scans)
        ],
        "scan_sequence": [str(i) for i in range(len(scans))],
        "csp_configurations": [
            {"config_id": k} | ({"midcbf": {"frequency_band": v}} if v else {})
            for k, v in csps.items()
        ],
    }


@pytest.mark.parametrize(
    "block",
    [
        mid({"x": "44", "y": "1"}, [("x", "A")], {"A": None}),
        mid({"x": None, "y": "1"}, [("x", "A")], {"A": None}),
        mid({"y": "1"}, [(None, "B")], {"A": "2", "B": None}),
    ],
)
def test_a_band_that_may_be_another_one_is_given_to_nobody(block: Any) -> None:
    done = taken(block, "0.5", "0.6")
    assert not done.read_as
    assert "midcbf" not in done.document["csp_configurations"][-1]


def test_the_only_band_is_that_of_configurations_that_no_scan_leads_to() -> None:
    done = taken(mid({"y": "1"}, [("y", "A"), (None, "B")], {"A": None, "B": None}), "0.5", "0.6")
    bands = [csp["midcbf"]["frequency_band"] for csp in done.document["csp_configurations"]]
    assert bands == ["1", "1"]


def test_a_scan_whose_band_nothing_tells_is_doubtful_where_bands_split() -> None:
    block = mid({"x": "1", "y": "2"}, [("x", "A"), ("y", "A"), (None, "A")], {"A": None})
    block["csp_configurations"][0]["cbf"] = {"fsps": []}
    (doubt,) = doubts(taken(block, "0.5", "1.0"))
    assert doubt[:2] == ("scan_definitions/2/csp_configuration_ref", "split-csp")


def two_beams() -> Any:
    block = low()
    block["mccs_allocation"] |= {"subarray_beam_ids": ["1", "2"], "station_ids": [[1], [1]]}
    first = block["subarray_beam_configurations"][0] | {"subarray_beam_id": "1"}
    second = first | {"subarray_beam_configuration_id": "second", "subarray_beam_id": "2"}
    block["subarray_beam_configurations"] = [first, second]
    beams = block["target_beam_configurations"]
    beams[0]["subarray_beam_configuration_ref"] = first["subarray_beam_configuration_id"]
    beams[1]["subarray_beam_configuration_ref"] = "second"
    return block


def scans_of_beams(block: Any, **options: Any) -> list[list[str]]:
    done = taken(block, "0.4", "0.7", **options)
    assert not done.doubts
    beams = done.document["mccs_allocation"]["subarray_beams"]
    return [[s["scan_definition_id"] for s in beam.get("scan_sequence", ())] for beam in beams]


def test_beams_get_the_scans_of_their_target_beams() -> None:
    assert scans_of_beams(two_beams()) == [["low drift", "low drift"], ["high drift"]]


def test_what_is_assumed_of_other_scans_changes_no_beam_that_is_known() -> None:
    block = two_beams()
    del block["scan_definitions"][0]["target_beam_configuration_refs"]
    assert [option for _, option, _ in doubts(taken(block, "0.4", "0.7"))][:1] == ["beam"]
    found = scans_of_beams(block, assume={"beam": "1"})
    assert found == [["low drift", "low drift"], ["high drift"]]


def test_a_scan_of_beams_that_are_not_all_known_is_doubtful() -> None:
    block = two_beams()
    names = [beam["target_beam_id"] for beam in block["target_beam_configurations"]]
    block["scan_definitions"][0]["target_beam_configuration_refs"] = names
    block["target_beam_configurations"][1]["subarray_beam_configuration_ref"] = "nowhere"
    assert "beam" in {option for _, option, _ in doubts(taken(block, "0.4", "0.7"))}


@pytest.mark.parametrize("count", [[], {}, "x", None, True])
def test_numbers_of_channels_that_are_none(count: Any) -> None:
    block = example("0.5/sbd-low")
    block["mccs_allocation"]["subarray_beams"][0]["number_of_channels"] = count
    assert taken(block, "0.5", "0.6").document


def test_a_window_for_a_receptor_that_is_not_known_is_doubtful() -> None:
    window = {"spw_id": 1, "receptors": ["0001", "SKA001"]}
    block = {
        "telescope": "ska_mid",
        "csp_configurations": [{"midcbf": {"subbands": [{"correlation_spws": [window]}]}}],
    }
    done = taken(block, "0.5", "0.6")
    (csp,) = done.document["csp_configurations"]
    assert csp["midcbf"]["subbands"][0]["correlation_spws"][0]["receptors"] == ["SKA001"]
    del block["telescope"]
    assert len(doubts(taken(block, "0.5", "0.6"))) == 1  # without any it would be for all dishes
