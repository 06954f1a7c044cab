"""Durations say their unit, and LOW describes its beams anew; and back."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.migrations.steps import doubts, lost, problems, set_aside, taken

MID = {"telescope": "ska_mid", "scan_definitions": [{"scan_duration": 60000, "target_ref": "t"}]}
MID_0_5 = {
    "telescope": "ska_mid",
    "scan_definitions": [{"scan_duration_ms": 60000, "target_ref": "t"}],
}
LOW: dict[str, Any] = {
    "telescope": "ska_low",
    "scan_definitions": [
        {
            "scan_definition_id": "scan",
            "scan_duration": 64000,
            "target_beam_configuration_refs": ["beam on t"],
        }
    ],
    "scan_sequence": ["scan"],
    "mccs_allocation": {
        "subarray_beam_ids": ["1"],
        "station_ids": [[345, 346]],
        "channel_blocks": [3],
    },
    "target_beam_configurations": [
        {
            "target_beam_id": "beam on t",
            "target_ref": "t",
            "subarray_beam_configuration_ref": "beam A config",
        }
    ],
    "subarray_beam_configurations": [
        {
            "subarray_beam_configuration_id": "beam A config",
            "subarray_beam_id": "1",
            "update_rate": 0.5,
            "antenna_weights": [1.0],
            "phase_centre": [0.0, 0.0],
            "channels": [[0, 8, 1, 1]],
        }
    ],
}
WHOLE = {"substation_id": 1, "weighting_key": "uniform"}
APERTURES = [{"station_id": 345, **WHOLE}, {"station_id": 346, **WHOLE}]
LOW_0_5: dict[str, Any] = {
    "telescope": "ska_low",
    "scan_definitions": [
        {
            "scan_definition_id": "scan",
            "scan_duration_ms": 64000,
            "target_ref": "t",
            "mccs_configuration_ref": "mccs-config-90813093",
        }
    ],
    "scan_sequence": ["scan"],
    "mccs_allocation": {
        "subarray_beams": [{"apertures": APERTURES, "subarray_beam_id": 1}],
        "configuration": "Custom",
        "mccs_config_id": "mccs-config-90813093",
    },
}
BEAMS_ASIDE = "0.5 describes sub-array beams in the MCCS allocation, and names targets in scans"
NAMED = "sub-array beams have numbers from 0.5 on, and a name says none"
ORDER = "there are several sub-array beams, and the layout does not say which stations form one"


def allocated(names: list[str], stations: Any) -> dict[str, Any]:
    return {
        "mccs_allocation": {
            "subarray_beam_ids": names,
            "station_ids": stations,
            "channel_blocks": [],
        }
    }


def beams_of(document: dict[str, Any]) -> list[tuple[int, list[int]]]:
    beams = document["mccs_allocation"]["subarray_beams"]
    return [
        (beam["subarray_beam_id"], [a["station_id"] for a in beam["apertures"]]) for beam in beams
    ]


def test_mid_up_and_down() -> None:
    done = taken(MID, "0.4", "0.5")
    assert (done.document, done.doubts, done.set_aside) == (MID_0_5, [], [])
    back = taken(done.document, "0.5", "0.4")
    assert (back.document, back.doubts, back.set_aside) == (MID, [], [])
    assert taken(MID_0_5, "0.4", "0.5").document == MID_0_5


def test_low_up() -> None:
    before = copy.deepcopy(LOW)
    done = taken(LOW, "0.4", "0.5")
    assert (done.document, done.doubts, problems(done.document, "0.5")) == (LOW_0_5, [], [])
    assert before == LOW
    assert taken(LOW_0_5, "0.4", "0.5").document == LOW_0_5
    assert set(set_aside(done)) == {
        ("mccs_allocation/channel_blocks/0", "0.5 does not count blocks of channels"),
        ("target_beam_configurations/0/subarray_beam_configuration_ref", BEAMS_ASIDE),
        ("target_beam_configurations/0/target_beam_id", BEAMS_ASIDE),
        *(
            (f"subarray_beam_configurations/0/{key}", BEAMS_ASIDE)
            for key in (
                "subarray_beam_configuration_id",
                "subarray_beam_id",
                "update_rate",
                "antenna_weights/0",
                "phase_centre/0",
                "phase_centre/1",
                "channels/0/0",
                "channels/0/1",
                "channels/0/2",
                "channels/0/3",
            )
        ),
    }


def test_low_down() -> None:
    done = taken(LOW_0_5, "0.5", "0.4")
    expected = copy.deepcopy(LOW)
    del expected["target_beam_configurations"], expected["subarray_beam_configurations"]
    expected["scan_definitions"][0]["target_ref"] = "t"
    del expected["scan_definitions"][0]["target_beam_configuration_refs"]
    expected["mccs_allocation"]["channel_blocks"] = []
    assert (done.document, done.doubts, problems(done.document, "0.4")) == (expected, [], [])
    reason = "0.4 knows no sub-array templates"
    assert set_aside(done) == [("mccs_allocation/configuration", reason)]
    assert taken(done.document, "0.4", "0.5").document == LOW_0_5


def test_what_0_4_does_not_know_is_set_aside() -> None:
    block = copy.deepcopy(LOW_0_5)
    mccs = block["mccs_allocation"]
    mccs["subarray_beams"][0]["number_of_channels"] = 96
    mccs["subarray_beams"][0]["apertures"][1]["substation_id"] = 2
    block["scan_definitions"][0]["scan_intent"] = "Science"
    block["targets"] = [{"target_id": "t", "tied_array_beams": {"pst_beams": [{"beam_id": 1}]}}]
    block["csp_configurations"] = [
        {"config_id": "low", "lowcbf": {"correlation_spws": [{"spw_id": 1}]}},
        {"config_id": "mid", "midcbf": {"frequency_band": "1"}},
    ]
    done = taken(block, "0.5", "0.4")
    station = "0.4 says of a sub-array beam only its name and its stations"
    beam = "mccs_allocation/subarray_beams/0"
    assert set_aside(done) == [
        ("scan_definitions/0/scan_intent", "0.4 does not say what a scan is for"),
        (f"{beam}/apertures/1/substation_id", station),
        (f"{beam}/number_of_channels", station),
        ("mccs_allocation/configuration", "0.4 knows no sub-array templates"),
        ("targets/0/tied_array_beams/pst_beams/0/beam_id", "0.4 has no tied-array beams"),
        (
            "csp_configurations/0/lowcbf/correlation_spws/0/spw_id",
            "0.4 has no spectral windows of LOW",
        ),
        (
            "csp_configurations/1/midcbf/frequency_band",
            '0.4 describes the correlator of MID in "cbf" only',
        ),
    ]
    assert done.document["csp_configurations"] == [{"config_id": "low"}, {"config_id": "mid"}]
    assert done.document["mccs_allocation"]["station_ids"] == [[345, 346]]


@pytest.mark.parametrize(("duration", "expected"), [(1500.5, 1500), (1500.75, 1501)])
def test_a_duration_that_is_not_whole(duration: float, expected: int) -> None:
    block = {"scan_definitions": [{"scan_duration_ms": duration}]}
    place, reason = "scan_definitions/0/scan_duration_ms", "0.4 counts whole milliseconds"
    done = taken(block, "0.5", "0.4")
    assert doubts(done) == [(place, "round-durations", reason)]
    done = taken(block, "0.5", "0.4", assume={"round-durations": ""})
    assert (done.document, done.doubts, done.lost) == (
        {"scan_definitions": [{"scan_duration": expected}]},
        [],
        [],
    )
    done = taken(block, "0.5", "0.4", loss=True)
    assert lost(done) == [(place, reason)]
    assert done.document == {"scan_definitions": [{}]}


def test_a_float_that_is_whole_stays() -> None:
    done = taken({"scan_definitions": [{"scan_duration_ms": 6e4}]}, "0.5", "0.4")
    assert repr(done.document) == repr({"scan_definitions": [{"scan_duration": 60000.0}]})
    assert not done.doubts


@pytest.mark.parametrize("name", ["beam A", "02", "49", ""])
def test_beams_with_names(name: str) -> None:
    block = allocated([name, "1"], [[5], [5]])
    place = "mccs_allocation/subarray_beam_ids/0"
    done = taken(block, "0.4", "0.5")
    assert doubts(done) == [(place, "beam-numbers", NAMED)]
    done = taken(block, "0.4", "0.5", assume={"beam-numbers": ""})
    assert (beams_of(done.document), done.doubts) == ([(2, [5]), (1, [5])], [])
    done = taken(block, "0.4", "0.5", loss=True)
    assert lost(done) == [(place, NAMED)]
    assert beams_of(done.document) == [(2, [5]), (1, [5])]


def test_stations_of_several_beams() -> None:
    block = allocated(["1", "2"], [[5, 6], [7]])
    places = [f"mccs_allocation/station_ids/{place}" for place in ("0/0", "0/1", "1/0")]
    done = taken(block, "0.4", "0.5")
    assert doubts(done) == [(place, "stations-by-order", ORDER) for place in places]
    done = taken(block, "0.4", "0.5", assume={"stations-by-order": ""})
    assert (beams_of(done.document), done.doubts) == ([(1, [5, 6]), (2, [7])], [])
    back = taken(done.document, "0.5", "0.4")
    assert back.document == block
    done = taken(block, "0.4", "0.5", loss=True)
    assert lost(done) == [(place, ORDER) for place in places]
    assert beams_of(done.document) == [(1, []), (2, [])]


@pytest.mark.parametrize("number", [512, 9007199254740991, 600.0])
def test_a_station_that_there_is_none(number: float) -> None:
    block = allocated(["1"], [[511, number, 0]])
    done = taken(block, "0.4", "0.5")
    reason = "the stations of SKA LOW have numbers from 0 to 511"
    assert doubts(done) == [("mccs_allocation/station_ids/0/1", "", reason)]
    (beam,) = taken(block, "0.4", "0.5", loss=True).document["mccs_allocation"]["subarray_beams"]
    assert [aperture["station_id"] for aperture in beam["apertures"]] == [511, 0]


@pytest.mark.parametrize("stations", [[[5], [6]], [5], "all"])
def test_stations_that_fit_no_beam(stations: Any) -> None:
    done = taken(allocated(["1"], stations), "0.4", "0.5", assume={"all": ""})
    reason = "there is not one list of stations for each sub-array beam"
    assert {(option, why) for _, option, why in doubts(done)} == {("", reason)}


def test_target_beams_that_point_elsewhere() -> None:
    block = copy.deepcopy(LOW)
    block["scan_definitions"][0]["target_ref"] = "other"
    place = "scan_definitions/0/target_beam_configuration_refs/0"
    reason = "the target beams of the scan do not all point at its target, and it has one"
    done = taken(block, "0.4", "0.5")
    assert doubts(done) == [(place, "", reason)]
    done = taken(block, "0.4", "0.5", loss=True)
    assert lost(done) == [(place, reason)]
    assert done.document["scan_definitions"][0]["target_ref"] == "other"


@pytest.mark.parametrize(
    ("key", "name", "change"),
    [
        ("target_beam_configurations", "target_beam_id", {"target_ref": "other"}),
        (
            "subarray_beam_configurations",
            "subarray_beam_configuration_id",
            {"subarray_beam_id": "other"},
        ),
    ],
)
def test_two_beams_of_one_name_are_refused(key: str, name: str, change: dict[str, Any]) -> None:
    block = copy.deepcopy(LOW)
    (beam,) = block[key]
    block[key].append(copy.deepcopy(beam))
    assert not taken(block, "0.4", "0.5").doubts
    block[key][1] |= change
    reason = f'another object has the "{name}" "{beam[name]}" and is different; give each its own'
    assert doubts(taken(block, "0.4", "0.5")) == [(f"{key}/1/{name}", "", reason)]


def test_a_target_beam_that_there_is_not() -> None:
    block = {**LOW, "target_beam_configurations": []}
    place = "scan_definitions/0/target_beam_configuration_refs/0"
    reason = "no target beam that has a target has this identifier"
    assert doubts(taken(block, "0.4", "0.5")) == [(place, "", reason)]


def test_the_correlator_of_low() -> None:
    block = {
        "csp_configurations": [{"lowcbf": {"stations": {"stns": [1]}, "vis": {"firmware": 2}}}]
    }
    done = taken(block, "0.4", "0.5")
    place = "csp_configurations/0/lowcbf"
    assert set_aside(done) == [
        (
            f"{place}/{key}",
            f'what "{key.partition("/")[0]}" says has no counterpart in spectral windows',
        )
        for key in ("stations/stns/0", "vis/firmware")
    ]
    assert done.document == {"csp_configurations": [{}]}


def test_a_correlator_of_which_nothing_is_said() -> None:
    block = {"csp_configurations": [{"lowcbf": {}}, {"lowcbf": None}, {"lowcbf": {"vis": None}}]}
    done = taken(block, "0.4", "0.5")
    assert done.document == {"csp_configurations": [{}, {"lowcbf": None}, {}]}
    assert (done.doubts, set_aside(done)) == ([], [])


def test_another_allocation() -> None:
    block = copy.deepcopy(LOW_0_5)
    block["scan_definitions"][0]["mccs_configuration_ref"] = "other"
    reason = 'the "mccs_config_id" of the allocation is another one'
    place = "scan_definitions/0/mccs_configuration_ref"
    assert doubts(taken(block, "0.5", "0.4")) == [(place, "", reason)]


def test_half_migrated_blocks() -> None:
    mixed = {**LOW, "mccs_allocation": LOW_0_5["mccs_allocation"]}
    assert taken(mixed, "0.4", "0.5").document == LOW_0_5
    renamed = {"scan_definitions": [{"scan_duration_ms": 5, "target": "t"}]}
    expected = {"scan_definitions": [{"scan_duration_ms": 5, "target_ref": "t"}]}
    assert taken(renamed, "0.4", "0.5").document == expected
    both = {"mccs_allocation": {**LOW["mccs_allocation"], **LOW_0_5["mccs_allocation"]}}
    reason = '"subarray_beams" is there too; keep one'
    assert {(option, why) for _, option, why in doubts(taken(both, "0.4", "0.5"))} == {("", reason)}
