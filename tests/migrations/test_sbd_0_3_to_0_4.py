"""Links get their `_ref`, and frames small letters; and back."""

from __future__ import annotations

import copy
import math
from random import Random
from typing import Any

import pytest

from ska_oso_pdm.migrations import stash_of
from tests.migrations.steps import doubts, lost, problems, set_aside, taken

PATTERN = {"parameters": [{"kind": "SinglePointParameters"}]}
M83 = {
    "kind": "equatorial",
    "ra": "13:37:00.919",
    "dec": "-29:51:56.74",
    "reference_frame": "ICRS",
    "unit": ["hourangle", "deg"],
}
DRIFT = {
    "kind": "horizontal",
    "az": 180,
    "el": 45.5,
    "reference_frame": "ALTAZ",
    "unit": ["deg"],
}
MID: dict[str, Any] = {
    "telescope": "ska_mid",
    "metadata": {"version": 1, "created_on": "2022-03-28T15:43:53.971548"},
    "scan_definitions": [
        {
            "scan_definition_id": "scan",
            "scan_duration": 60000,
            "target": "M83",
            "dish_configuration": "dishes",
            "csp_configuration": "csp",
            "scan_type": "science",
        }
    ],
    "scan_sequence": ["scan", "scan"],
    "targets": [{"target_id": "M83", "pointing_pattern": PATTERN, "reference_coordinate": M83}],
    "sdp_configuration": {
        "execution_block": {
            "eb_id": "eb",
            "max_length": 100.0,
            "beams": [{"beam_id": "vis0", "function": "visibilities"}],
            "scan_types": [
                {
                    "scan_type_id": "science",
                    "beams": [
                        {
                            "beam_id": "vis0",
                            "field_id": "M83",
                            "channels_id": "vis",
                            "polarisations_id": "all",
                        }
                    ],
                }
            ],
            "channels": [],
            "polarisations": [],
        },
        "processing_blocks": [
            {
                "pb_id": "pb-2",
                "sbi_ids": ["sbi"],
                "script": {"name": "ical", "kind": "batch", "version": "0.1.0"},
                "dependencies": [{"pb_id": "pb-1", "kind": ["visibilities"]}],
            }
        ],
    },
    "csp_configurations": [{"config_id": "csp", "cbf": {"fsp": []}}],
}
MID_0_4: dict[str, Any] = {
    "telescope": "ska_mid",
    "metadata": {"version": 1, "created_on": "2022-03-28T15:43:53.971548"},
    "scan_definitions": [
        {
            "scan_definition_id": "scan",
            "scan_duration": 60000,
            "target_ref": "M83",
            "dish_configuration_ref": "dishes",
            "csp_configuration_ref": "csp",
            "scan_type_ref": "science",
            "pointing_correction": "MAINTAIN",
        }
    ],
    "scan_sequence": ["scan", "scan"],
    "targets": [
        {
            "target_id": "M83",
            "pointing_pattern": PATTERN,
            "reference_coordinate": {**M83, "reference_frame": "icrs"},
        }
    ],
    "sdp_configuration": {
        "execution_block": {
            "eb_id": "eb",
            "max_length": 100.0,
            "beams": [{"beam_id": "vis0", "function": "visibilities"}],
            "scan_types": [
                {
                    "scan_type_id": "science",
                    "beams": [
                        {
                            "beam_ref": "vis0",
                            "field_ref": "M83",
                            "channels_ref": "vis",
                            "polarisations_ref": "all",
                        }
                    ],
                }
            ],
            "channels": [],
            "polarisations": [],
        },
        "processing_blocks": [
            {
                "pb_id": "pb-2",
                "sbi_refs": ["sbi"],
                "script": {"name": "ical", "kind": "batch", "version": "0.1.0"},
                "dependencies": [{"pb_ref": "pb-1", "kind": ["visibilities"]}],
            }
        ],
    },
    "csp_configurations": [{"config_id": "csp", "cbf": {"fsps": []}}],
}
BEAM = {
    "target_beam_id": "beam on M83",
    "target": "M83",
    "subarray_beam_configuration": "beam A config",
}


def pointed(coordinate: dict[str, Any]) -> dict[str, Any]:
    return {"targets": [{"target_id": "t", "reference_coordinate": coordinate}]}


def coordinate_of(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document["targets"][0]["reference_coordinate"]
    return found


def test_up_and_down() -> None:
    before = copy.deepcopy(MID)
    done = taken(MID, "0.3", "0.4")
    assert done.document == MID_0_4
    assert [entry.place[-1] for entry in done.defaulted] == ["pointing_correction"]
    assert (done.doubts, done.set_aside, problems(done.document, "0.4")) == ([], [], [])
    back = taken(done.document, "0.4", "0.3")
    assert (back.document, back.doubts, set_aside(back)) == (MID, [], [])
    assert problems(back.document, "0.3") == []
    assert before == MID
    again = taken(MID_0_4, "0.3", "0.4")
    assert (again.document, again.doubts, again.set_aside) == (MID_0_4, [], [])


def test_keys_keep_their_order() -> None:
    scan = taken(MID, "0.3", "0.4").document["scan_definitions"][0]
    assert list(scan) == list(MID_0_4["scan_definitions"][0])


def test_beams_of_low() -> None:
    scan = {"scan_duration": 1, "target": "M83", "target_beam_configurations": ["beam on M83"]}
    block = {"scan_definitions": [scan], "target_beam_configurations": [BEAM]}
    done = taken(block, "0.3", "0.4").document
    assert done == {
        "scan_definitions": [
            {
                "scan_duration": 1,
                "target_ref": "M83",
                "target_beam_configuration_refs": ["beam on M83"],
                "pointing_correction": "MAINTAIN",
            }
        ],
        "target_beam_configurations": [
            {
                "target_beam_id": "beam on M83",
                "target_ref": "M83",
                "subarray_beam_configuration_ref": "beam A config",
            }
        ],
    }
    assert taken(done, "0.4", "0.3").document == block
    del done["scan_definitions"][0]["target_ref"]
    assert taken(done, "0.4", "0.3").document["scan_definitions"][0]["target"] == "M83"


@pytest.mark.parametrize("frame", ["FK5", "ICRS"])
def test_frames_and_units(frame: str) -> None:
    coordinate = {**M83, "reference_frame": frame}
    up = taken(pointed(coordinate), "0.3", "0.4").document
    assert coordinate_of(up) == {**coordinate, "reference_frame": frame.lower()}
    assert taken(up, "0.4", "0.3").document == pointed(coordinate)


def test_one_unit_stood_for_both_angles() -> None:
    done = taken(pointed(DRIFT), "0.3", "0.4")
    expected = {**DRIFT, "reference_frame": "altaz", "unit": ["deg", "deg"]}
    assert coordinate_of(done.document) == expected
    assert [entry.reason for entry in done.defaulted] == ["one unit stood for both angles"]
    back = taken(done.document, "0.4", "0.3")
    assert (back.document, back.set_aside) == (pointed(DRIFT), [])


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"ra": 204.25, "unit": ["deg", "deg"]}, {"ra": "13:37:00.0"}),
        ({"ra": 13.5, "dec": -29.75}, {"ra": "13:30:00.0", "dec": "-29:45:00.0"}),
        ({"ra": "+13 37 00.919", "dec": "+04 59 35.5"}, {"dec": "+04:59:35.5"}),
        ({"ra": "not known"}, {"ra": "not known"}),
    ],
)
def test_angles_are_written_as_0_3_does(changed: dict[str, Any], expected: Any) -> None:
    block = pointed({**M83, "reference_frame": "icrs", **changed})
    done = taken(block, "0.4", "0.3")
    assert (coordinate_of(done.document), done.doubts) == ({**M83, **expected}, [])


@pytest.mark.parametrize("seed", range(20))
def test_angles_stay_within_a_microarcsecond(seed: int) -> None:
    random = Random(seed)
    ra, dec = random.uniform(0, 360), random.uniform(-90, 90)
    unit = random.choice([["deg", "deg"], ["hourangle", "deg"], ["rad", "rad"], ["deg", "rad"]])
    size = {"deg": 1.0, "hourangle": 15.0, "rad": math.degrees(1)}
    numbers = {"ra": ra / size[unit[0]], "dec": dec / size[unit[1]], "unit": unit}
    block = pointed({**M83, "reference_frame": "icrs", **numbers})
    done = coordinate_of(taken(block, "0.4", "0.3").document)
    assert done["unit"] == ["hourangle", "deg"]
    for text, size_of_one, angle in ((done["ra"], 15, ra), (done["dec"], 1, dec)):
        whole, minutes, seconds = text.lstrip("+-").split(":")
        degrees = size_of_one * (int(whole) + int(minutes) / 60 + float(seconds) / 3600)
        assert math.copysign(degrees, -1 if text.startswith("-") else 1) == pytest.approx(
            angle, rel=0, abs=1 / 3600 / 1e6
        )


def test_horizontal_angles_become_degrees() -> None:
    old = {**DRIFT, "az": 0.5, "el": 1, "reference_frame": "altaz", "unit": ["rad", "deg"]}
    coordinate = coordinate_of(taken(pointed(old), "0.4", "0.3").document)
    assert coordinate == {**DRIFT, "az": 28.64788975654116, "el": 1}


def test_what_is_no_angle_is_doubtful() -> None:
    block = pointed({**M83, "reference_frame": "icrs", "ra": "east", "unit": ["rad", "deg"]})
    place = "targets/0/reference_coordinate/ra"
    done = taken(block, "0.4", "0.3")
    assert doubts(done) == [(place, "", "it is no angle in rad")]
    done = taken(block, "0.4", "0.3", loss=True)
    assert lost(done) == [(place, "it is no angle in rad")]
    assert "ra" not in coordinate_of(done.document)


def test_what_0_3_does_not_know_is_set_aside() -> None:
    block = copy.deepcopy(MID_0_4)
    block |= {"name": "block", "description": "one", "prj_ref": "prj"}
    block["scan_definitions"][0]["pointing_correction"] = "UPDATE"
    block["targets"][0]["radial_velocity"] = {"redshift": 1.5}
    block["csp_configurations"][0]["lowcbf"] = {"vis": {"stn_beams": 1}}
    done = taken(block, "0.4", "0.3")
    assert done.document == MID
    assert set_aside(done) == [
        (
            "scan_definitions/0/pointing_correction",
            "0.3 says nothing of pointing corrections",
        ),
        ("targets/0/radial_velocity/redshift", "0.3 has no radial velocities"),
        (
            "csp_configurations/0/lowcbf/vis/stn_beams",
            "0.3 does not describe the correlator of LOW",
        ),
        ("name", '0.3 has no "name" of a block'),
        ("description", '0.3 has no "description" of a block'),
        ("prj_ref", '0.3 has no "prj_ref" of a block'),
    ]


def test_nulls_that_0_4_does_not_take() -> None:
    block = copy.deepcopy(MID)
    arguments = {"init": {"args": None, "kwargs": {"free": None}}}
    block["activities"] = {
        "observe": {"kind": "filesystem", "path": "file://a.py", "function_args": arguments},
        "allocate": {"kind": "filesystem", "path": "file://b.py", "function_args": None},
    }
    sdp = block["sdp_configuration"]
    sdp["resources"] = {"csp_links": None, "receptors": None, "receive_nodes": None}
    sdp["processing_blocks"][0]["sbi_ids"] = None
    window = {"spectral_window_id": "w", "count": 1, "start": 0, "freq_min": 1, "freq_max": 2}
    sdp["execution_block"]["channels"] = [
        {"channels_id": "vis", "spectral_windows": [{**window, "link_map": None}]}
    ]
    block["targets"].append({"target_id": None, "pointing_pattern": None})
    block["targets"][1]["reference_coordinate"] = M83
    assert problems(block, "0.3") == []
    done = taken(block, "0.3", "0.4")
    assert (done.doubts, set_aside(done), problems(done.document, "0.4")) == ([], [], [])
    assert {reason for _, reason in set_aside(done, needed=False)} == {
        "0.4 leaves out what holds nothing"
    }
    observe = done.document["activities"]["observe"]
    assert observe["function_args"] == {"init": {"kwargs": {"free": None}}}
    assert taken(done.document, "0.4", "0.3", stash=stash_of(done)).document == block


def test_a_half_migrated_block() -> None:
    block = copy.deepcopy(MID)
    block["sdp_configuration"] = MID_0_4["sdp_configuration"]
    block["targets"][0]["reference_coordinate"]["reference_frame"] = "icrs"
    block["scan_definitions"][0]["target_ref"] = "M83"
    done = taken(block, "0.3", "0.4")
    assert (done.document, done.doubts) == (MID_0_4, [])


def test_two_links_that_differ_are_doubtful() -> None:
    block = copy.deepcopy(MID)
    block["scan_definitions"][0]["target_ref"] = "Mars"
    reason = '"target" is now "target_ref", which is there too with another value; keep one'
    done = taken(block, "0.3", "0.4")
    assert doubts(done) == [("scan_definitions/0/target", "", reason)]
    done = taken(block, "0.3", "0.4", loss=True)
    assert lost(done) == [("scan_definitions/0/target", reason)]
    assert done.document["scan_definitions"][0]["target_ref"] == "Mars"


@pytest.mark.parametrize(
    ("velocity", "needed"),
    [
        ({"quantity": {"value": 0.0, "unit": "km / s"}, "definition": "RADIO"}, False),
        ({"redshift": 0}, False),
        ({"quantity": {"value": 0.0, "unit": "m / s"}}, True),
        ({"definition": "OPTICAL"}, True),
        ({"redshift": 1.5}, True),
    ],
)
def test_a_velocity_that_says_nothing_can_be_spared(velocity: Any, needed: bool) -> None:
    done = taken({"targets": [{"radial_velocity": velocity}]}, "0.4", "0.3")
    assert {removed.needed for removed in done.set_aside} == {needed}


def test_a_scan_without_target_is_doubtful_on_the_way_down() -> None:
    scans = [
        {"scan_definition_id": "a", "scan_duration": 1, "target_ref": "M83"},
        {"scan_definition_id": "b", "scan_duration": 2},
        {"scan_definition_id": "c", "scan_duration": 3, "target_ref": None},
    ]
    block = {"scan_definitions": scans, "scan_sequence": ["b", "a", "c", "b"]}
    found = doubts(taken(block, "0.4", "0.3"))
    assert {reason for _, _, reason in found if "wants" in reason} == {
        "0.3 wants the target of each scan, and this one has none"
    }
    assert {place.split("/")[1] for place, *_ in found} == {"1", "2"}
    done = taken(block, "0.4", "0.3", loss=True)
    assert done.document["scan_sequence"] == ["a"]
    assert [scan["scan_definition_id"] for scan in done.document["scan_definitions"]] == ["a"]
    assert problems(done.document, "0.3") == []
    assert ("scan_sequence/2", "it names a scan that was lost") in lost(done)
