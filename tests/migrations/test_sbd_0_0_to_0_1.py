"""Camel case becomes the names of today, seconds milliseconds; and back."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.migrations.steps import doubts, lost, problems, set_aside, taken

ZOOM = '"corrBandwidth" seems to be what 0.1 calls "zoom_factor", but no document proves it'
INTEGRATION = (
    '"integration_factor" seems to count steps of 140 ms of "integrationTime", but the factor of '
    "later documents is 1 where the time of earlier ones is 1400 ms"
)
EB_ID = "0.1 has the identifier of an execution block there, and nothing says that this is one"
BROKEN = "without what was lost of it, it says nothing"
CHANNELS = [{"count": 744, "start": 0, "stride": 2, "freq_min": 0.35e9, "freq_max": 0.368e9}]
OLD: dict[str, Any] = {
    "id": "sbi-1",
    "dish": {"receptorIDList": ["0001", "0002"]},
    "fieldConfigurations": {
        "science field": {
            "targets": {
                "beam #1": {
                    "type": "sidereal",
                    "name": "NGC123",
                    "system": "ICRS",
                    "RA": "12:34:56.78",
                    "dec": "-00:34:56.78",
                },
                "beam #2": {"type": "planet", "name": "mars"},
            }
        },
        "empty field": {"targets": {}},
    },
    "sdpConfiguration": {
        "id": "sbi-1",
        "max_length": 100.0,
        "scan_types": [{"id": "science_A", "target": "beam #1", "channels": CHANNELS}],
        "processing_blocks": [
            {
                "id": "pb-2",
                "workflow": {"id": "ical", "type": "batch", "version": "0.1.0"},
                "parameters": {},
                "dependencies": [{"pb_id": "pb-1", "type": ["visibilities"]}],
            }
        ],
    },
    "scanDefinitions": {
        "scan": {
            "scanDuration": 4.1,
            "fieldConfiguration": "science field",
            "dishConfiguration": "dishes",
            "cspConfiguration": "csp",
            "scanType": "science_A",
        }
    },
    "scanSequence": ["scan", "scan"],
    "dishConfigurations": [{"id": "dishes", "receiverBand": "1"}],
    "cspConfigurations": [
        {
            "id": "csp",
            "fsp": [
                {
                    "fspID": 1,
                    "functionMode": "CORR",
                    "frequencySliceID": 2,
                    "integrationTime": 1400,
                    "corrBandwidth": 1,
                    "channelAveragingMap": [[0, 2], [744, 0]],
                    "fspChannelOffset": 744,
                    "outputLinkMap": [[0, 4]],
                    "zoomWindowTuning": 650000,
                }
            ],
        }
    ],
}
NEW: dict[str, Any] = {
    "sbd_id": "sbi-1",
    "dish_allocations": {"receptor_ids": ["0001", "0002"]},
    "field_configurations": [
        {
            "field_id": "science field",
            "targets": [
                {
                    "target_id": "beam #1",
                    "kind": "sidereal",
                    "target_name": "NGC123",
                    "reference_frame": "ICRS",
                    "ra": "12:34:56.78",
                    "dec": "-00:34:56.78",
                },
                {"target_id": "beam #2", "kind": "planet", "target_name": "mars"},
            ],
        },
        {"field_id": "empty field", "targets": []},
    ],
    "sdp_configuration": {
        "eb_id": "sbi-1",
        "max_length": 100.0,
        "scan_types": [{"scan_type_id": "science_A", "target": "beam #1", "channels": CHANNELS}],
        "processing_blocks": [
            {
                "pb_id": "pb-2",
                "workflow": {"name": "ical", "kind": "batch", "version": "0.1.0"},
                "parameters": {},
                "dependencies": [{"pb_id": "pb-1", "kind": ["visibilities"]}],
            }
        ],
    },
    "scan_definitions": [
        {
            "scan_definition_id": "scan",
            "scan_duration": 4100,
            "field_configuration": "science field",
            "dish_configuration": "dishes",
            "csp_configuration": "csp",
            "scan_type": "science_A",
        }
    ],
    "scan_sequence": ["scan", "scan"],
    "dish_configurations": [{"dish_configuration_id": "dishes", "receiver_band": "1"}],
    "csp_configurations": [
        {
            "config_id": "csp",
            "cbf": {
                "fsp": [
                    {
                        "fsp_id": 1,
                        "function_mode": "CORR",
                        "frequency_slice_id": 2,
                        "integration_factor": 10,
                        "zoom_factor": 1,
                        "channel_averaging_map": [[0, 2], [744, 0]],
                        "channel_offset": 744,
                        "output_link_map": [[0, 4]],
                        "zoom_window_tuning": 650000,
                    }
                ]
            },
        }
    ],
    "telescope": "ska_mid",
    "metadata": {"version": 1},
}
ASSUMED = {"zoom-factor": "", "integration-factor": "", "eb-id": ""}


def scanned(duration: Any) -> dict[str, Any]:
    scan = {"scanDuration": duration, "fieldConfiguration": "field"}
    return {"fieldConfigurations": {}, "scanDefinitions": {"scan": scan}, "scanSequence": []}


def duration_of(block: dict[str, Any]) -> Any:
    return block["scan_definitions"][0]["scan_duration"]


def test_up_and_down() -> None:
    before = copy.deepcopy(OLD)
    done = taken(OLD, "0.0", "0.1", assume=ASSUMED)
    assert done.document == NEW
    assert (done.doubts, done.set_aside) == ([], [])
    back = taken(done.document, "0.1", "0.0", assume=ASSUMED)
    assert (back.document, back.doubts, set_aside(back)) == (OLD, [], [])
    assert before == OLD
    again = taken(NEW, "0.0", "0.1")
    assert (again.document, again.doubts, again.set_aside) == (NEW, [], [])


def test_schemas() -> None:
    block = copy.deepcopy(OLD)
    block["sdpConfiguration"]["scan_types"][0]["channels"][0]["link_map"] = [[0, 0]]
    assert problems(block, "0.0") == []
    done = taken(block, "0.0", "0.1", assume=ASSUMED)
    assert problems(done.document, "0.1") == []
    assert problems(taken({}, "0.1", "0.0").document, "0.0") == []


def test_what_is_made() -> None:
    done = taken(OLD, "0.0", "0.1", assume=ASSUMED)
    made = {"/".join(map(str, d.place)): (d.value, d.reason) for d in done.defaulted}
    assert made == {
        "field_configurations/0/field_id": (
            "science field",
            'it is the key of this object, which 0.1 has as "field_id"',
        ),
        "field_configurations/0/targets/0/target_id": (
            "beam #1",
            'it is the key of this object, which 0.1 has as "target_id"',
        ),
        "field_configurations/0/targets/1/target_id": (
            "beam #2",
            'it is the key of this object, which 0.1 has as "target_id"',
        ),
        "field_configurations/1/field_id": (
            "empty field",
            'it is the key of this object, which 0.1 has as "field_id"',
        ),
        "scan_definitions/0/scan_definition_id": (
            "scan",
            'it is the key of this object, which 0.1 has as "scan_definition_id"',
        ),
        "telescope": ("ska_mid", "0.0 is for SKA MID"),
        "metadata/version": (1, "every block of 0.0 is the first version"),
    }


def test_an_identifier_that_becomes_a_key_is_accounted_for() -> None:
    done = taken(NEW, "0.1", "0.0", assume=ASSUMED)
    to = {mapped.place: mapped.to for mapped in done.mapped}
    mars = ("fieldConfigurations", "science field", "targets", "beam #2")
    place = ("field_configurations", 0, "targets", 1, "target_id")
    assert to[place] == ((*mars, "type"), (*mars, "name"))
    empty = ("fieldConfigurations", "empty field", "targets")
    assert to["field_configurations", 1, "field_id"] == (empty,)


@pytest.mark.parametrize(
    ("seconds", "milliseconds"),
    [(3.0, 3000), (10, 10000), (0.001, 1), (4.1, 4100), (1.005, 1005), (9007199254.740991, None)],
)
def test_durations_are_exact(seconds: float, milliseconds: int | None) -> None:
    done = taken(scanned(seconds), "0.0", "0.1")
    assert duration_of(done.document) == (milliseconds or 9007199254741)
    assert isinstance(duration_of(done.document), int)
    assert bool(done.doubts) is (milliseconds is None)
    back = taken(done.document, "0.1", "0.0").document["scanDefinitions"]["scan"]["scanDuration"]
    assert isinstance(back, float)
    assert (back == seconds) is (milliseconds is not None)


def test_durations_that_are_no_whole_milliseconds() -> None:
    place, reason = "scanDefinitions/scan/scanDuration", "it is not a whole number of milliseconds"
    done = taken(scanned(1.0006), "0.0", "0.1")
    assert doubts(done) == [(place, "round-durations", reason)]
    done = taken(scanned(1.0006), "0.0", "0.1", assume={"round-durations": ""})
    assert (duration_of(done.document), done.doubts, done.lost) == (1001, [], [])
    done = taken(scanned(1.0006), "0.0", "0.1", loss=True)
    assert (duration_of(done.document), lost(done)) == (1001, [(place, reason)])


@pytest.mark.parametrize("duration", ["3.0", None, True, [1], {"value": 3}])
def test_a_duration_that_is_no_number_goes_along(duration: Any) -> None:
    done = taken(scanned(duration), "0.0", "0.1")
    assert (duration_of(done.document), done.doubts) == (duration, [])


def test_the_identifier_of_the_block_is_no_other_one() -> None:
    done = taken(OLD, "0.0", "0.1")
    assert ("sdpConfiguration/id", "eb-id", EB_ID) not in doubts(done)
    (entry,) = [entry for entry in done.set_aside if entry.place[0] == "sdpConfiguration"]
    assert (entry.value, entry.needed) == ("sbi-1", False)
    assert done.document["sdp_configuration"]["eb_id"].startswith("eb-")


def test_what_ends_up_set_aside_is_not_doubtful() -> None:
    block = copy.deepcopy(OLD)
    block["sdpConfiguration"]["id"] = "eb-1"
    block["cspConfigurations"][0]["fsp"].append({"fspID": 2, "integrationTime": 1001})
    del block["fieldConfigurations"]["science field"]["targets"]["beam #2"]
    fsp = "cspConfigurations/0/fsp"
    of_slices = [f"{fsp}/{key}" for key in ("0/integrationTime", "0/corrBandwidth")]
    of_slices += [f"{fsp}/1/integrationTime"]
    of_sdp = ["sdpConfiguration/id"]
    done = taken(block, "0.0", "0.6")
    assert [place for place, _, _ in doubts(done)] == of_sdp + of_slices
    done = taken(block, "0.0", "0.7")
    assert {*of_slices} < {place for place, _ in set_aside(done)}
    assert [place for place, _, _ in doubts(done)] == of_sdp
    assert not doubts(taken(block, "0.0", "1.0"))


def test_each_assumption_is_asked_for() -> None:
    fsp = "cspConfigurations/0/fsp/0"
    old = copy.deepcopy(OLD)
    old["sdpConfiguration"]["id"] = "eb-1"
    expected = [
        ("sdpConfiguration/id", "eb-id", EB_ID),
        (f"{fsp}/integrationTime", "integration-factor", INTEGRATION),
        (f"{fsp}/corrBandwidth", "zoom-factor", ZOOM),
    ]
    assert doubts(taken(old, "0.0", "0.1")) == expected
    for index, option in enumerate(("eb-id", "integration-factor", "zoom-factor")):
        rest = expected[:index] + expected[index + 1 :]
        assert doubts(taken(old, "0.0", "0.1", assume={option: ""})) == rest


def test_loss_leaves_a_valid_block() -> None:
    old = copy.deepcopy(OLD)
    old["sdpConfiguration"]["id"] = "eb-1"
    done = taken(old, "0.0", "0.1", loss=True)
    assert done.document["csp_configurations"] == [{"config_id": "csp", "cbf": {"fsp": []}}]
    assert done.document["sdp_configuration"]["eb_id"] == "eb-c1947efc"
    reasons = dict(lost(done))
    assert reasons["sdpConfiguration/id"] == EB_ID
    assert reasons["cspConfigurations/0/fsp/0/fspID"] == BROKEN
    back = taken(NEW, "0.1", "0.0", loss=True)
    assert back.document["cspConfigurations"] == [{"id": "csp", "fsp": []}]
    assert dict(lost(back))["csp_configurations/0/cbf/fsp/0/fsp_id"] == BROKEN


@pytest.mark.parametrize("time", [1000, 0, 70, -140, "1400", [140]])
def test_times_that_are_no_steps(time: Any) -> None:
    block = copy.deepcopy(OLD)
    block["cspConfigurations"][0]["fsp"][0]["integrationTime"] = time
    done = taken(block, "0.0", "0.1", assume={"all": ""})
    reason = 'no "integration_factor" belongs to it, which has steps of 140 ms'
    assert {(option, reason) for _, option, reason in doubts(done)} == {("", reason)}


def test_what_0_0_does_not_know() -> None:
    block = copy.deepcopy(NEW)
    block["metadata"] = {"version": 2, "created_by": "someone"}
    block["activities"] = {"observe": {"procedure_type": "filesystemscript", "path": "a.py"}}
    csp = block["csp_configurations"][0]
    csp |= {"common": {"subarray_id": 1}, "subarray": {"subarray_name": "x"}}
    done = taken(block, "0.1", "0.0", assume=ASSUMED)
    assert (done.document, done.doubts) == (OLD, [])
    assert set_aside(done) == [
        ("csp_configurations/0/common/subarray_id", "0.0 has no place for it"),
        ("csp_configurations/0/subarray/subarray_name", "0.0 has no place for it"),
        ("metadata/version", "0.0 has no metadata"),
        ("metadata/created_by", "0.0 has no metadata"),
        ("activities/observe/procedure_type", "0.0 has no activities"),
        ("activities/observe/path", "0.0 has no activities"),
    ]


def test_a_block_for_another_telescope() -> None:
    drift = {
        "target_id": "drift",
        "kind": "driftscan",
        "reference_frame": "HORIZON",
        "az": 180.0,
        "el": 45.0,
    }
    block = {
        "telescope": "ska_low",
        "field_configurations": [{"field_id": "field", "targets": [drift]}],
        "mccs_allocation": {"subarray_beam_ids": ["beam A"]},
    }
    done = taken(block, "0.1", "0.0", loss=True)
    empty = {"scanDefinitions": {}, "scanSequence": []}
    assert done.document == {"fieldConfigurations": {"field": {"targets": {}}}, **empty}
    reason = "0.0 cannot tell a target by its azimuth and elevation"
    target = "field_configurations/0/targets/0"
    assert lost(done) == [
        ("telescope", "0.0 is for SKA MID, and the block is for another telescope"),
        *[(f"{target}/{key}", reason) for key in drift],
    ]
    assert set_aside(done) == [("mccs_allocation/subarray_beam_ids/0", "0.0 is for SKA MID")]
    refused = taken(block, "0.1", "0.0")
    assert [(place, reason) for place, _, reason in doubts(refused)] == lost(done)


def test_a_half_migrated_block() -> None:
    block = copy.deepcopy(OLD)
    block["field_configurations"] = NEW["field_configurations"]
    block["scan_definitions"] = copy.deepcopy(NEW["scan_definitions"])
    scan = block.pop("scanDefinitions")["scan"]
    block["scan_definitions"][0]["scanDuration"] = scan["scanDuration"]
    block["sdp_configuration"] = {**block.pop("sdpConfiguration"), "eb_id": "sbi-1"}
    block["csp_configurations"] = block.pop("cspConfigurations")
    done = taken(block, "0.0", "0.1", assume=ASSUMED)
    assert (done.document, done.doubts) == (NEW, [])


def test_two_values_that_differ() -> None:
    reason = '"id" is now "sbd_id", which is there too with another value; keep one'
    block = {**OLD, "sbd_id": "sbd-2"}
    done = taken(block, "0.0", "0.1", assume=ASSUMED)
    assert doubts(done) == [("id", "", reason)]
    done = taken(block, "0.0", "0.1", assume=ASSUMED, loss=True)
    assert (done.document, lost(done)) == ({**NEW, "sbd_id": "sbd-2"}, [("id", reason)])


def test_keys_and_identifiers_that_differ() -> None:
    block = {"fieldConfigurations": {"a": {"field_id": "b"}, "c": "text", "d": {"field_id": "d"}}}
    done = taken(block, "0.0", "0.1", loss=True)
    fields = [{"field_id": "a"}, {"field_id": "c"}, {"field_id": "d"}]
    assert done.document["field_configurations"] == fields
    assert lost(done) == [
        ("fieldConfigurations/a/field_id", 'the key of this object says "a"'),
        ("fieldConfigurations/c", 'an object belongs here, at the key "c"'),
    ]


def test_identifiers_that_are_no_keys() -> None:
    same = {"field_id": "same", "targets": []}
    other = {"field_id": "same", "targets": [{"target_id": "x", "kind": "planet"}]}
    block = {"field_configurations": [same, same, other, {"field_id": 1}, {"field_id": None}, "x"]}
    done = taken(block, "0.1", "0.0", loss=True)
    assert done.document["fieldConfigurations"] == {
        "same": {"targets": {}},
        "field-009cb102": {"targets": {"x": {"type": "planet"}}},
        "field-44136fa3": {"targets": {}},
    }
    assert lost(done) == [
        (
            "field_configurations/2/field_id",
            'another object has the "field_id" "same" and is different',
        ),
        ("field_configurations/3/field_id", '"field_id" is to be a text'),
        ("field_configurations/5", 'an object with "field_id" belongs here'),
    ]


@pytest.mark.parametrize("nothing", [{}, {"targets": None}])
def test_a_field_without_targets_has_an_empty_map_of_them(nothing: dict[str, Any]) -> None:
    done = taken({"field_configurations": [{"field_id": "f", **nothing}]}, "0.1", "0.0")
    assert done.document["fieldConfigurations"] == {"f": {"targets": {}}}
    assert problems(done.document, "0.0") == []


def test_an_empty_field_gets_an_identifier_too() -> None:
    done = taken({"field_configurations": [{}, {}]}, "0.1", "0.0")
    assert [*done.document["fieldConfigurations"].values()] == [{"targets": {}}]
    assert problems(done.document, "0.0") == []


@pytest.mark.parametrize("nothing", [{}, {"config_id": None}])
def test_a_csp_configuration_without_identifier_gets_one(nothing: dict[str, Any]) -> None:
    done = taken({"csp_configurations": [nothing]}, "0.1", "0.0")
    (csp,) = done.document["cspConfigurations"]
    assert csp["id"].startswith("csp-")
    assert problems(done.document, "0.0") == []


def test_a_time_of_more_steps_than_0_1_counts_is_doubtful() -> None:
    fsp = {"fspID": 1, "integrationTime": 1540}
    done = taken({"cspConfigurations": [{"fsp": [fsp]}]}, "0.0", "0.1", assume={"all": ""})
    reason = 'no "integration_factor" belongs to it, which has steps of 140 ms'
    assert doubts(done) == [("cspConfigurations/0/fsp/0/integrationTime", "", reason)]
