"""The SDP configuration gets an execution block; and loses it again."""

from __future__ import annotations

import copy
from typing import Any

from tests.migrations.steps import doubts, lost, problems, set_aside, taken

WIDE = {
    "count": 744,
    "start": 0,
    "stride": 2,
    "freq_min": 350000000.0,
    "freq_max": 368000000.0,
    "link_map": [[0, 0], [200, 1]],
}
NARROW = {**WIDE, "start": 2000, "freq_min": 360000000.0}
SCRIPT = {"name": "test_receive_addresses", "kind": "realtime", "version": "0.3.2"}
OLD: dict[str, Any] = {
    "dish_allocations": {"receptor_ids": ["0001", "0002"]},
    "sdp_configuration": {
        "eb_id": "eb-1",
        "max_length": 100.0,
        "scan_types": [
            {"scan_type_id": "science_A", "target": "M83", "channels": [WIDE, NARROW]},
            {"scan_type_id": "calibration_B", "target": "Polaris", "channels": [WIDE, NARROW]},
            {"scan_type_id": "narrow", "target": "M83", "channels": [NARROW]},
        ],
        "processing_blocks": [{"pb_id": "pb-1", "workflow": SCRIPT, "parameters": {}}],
    },
}
BOTH, ONE = "channels-f11ba0b0", "channels-879e20ea"
VIS0 = {"beam_id": "vis0", "function": "visibilities"}
NEW: dict[str, Any] = {
    "dish_allocations": {"receptor_ids": ["0001", "0002"]},
    "sdp_configuration": {
        "execution_block": {
            "eb_id": "eb-1",
            "max_length": 100.0,
            "beams": [VIS0],
            "scan_types": [
                {
                    "scan_type_id": "science_A",
                    "beams": [{"beam_id": "vis0", "field_id": "M83", "channels_id": BOTH}],
                },
                {
                    "scan_type_id": "calibration_B",
                    "beams": [{"beam_id": "vis0", "field_id": "Polaris", "channels_id": BOTH}],
                },
                {
                    "scan_type_id": "narrow",
                    "beams": [{"beam_id": "vis0", "field_id": "M83", "channels_id": ONE}],
                },
            ],
            "channels": [
                {
                    "channels_id": BOTH,
                    "spectral_windows": [
                        {"spectral_window_id": f"{BOTH}-1", **WIDE},
                        {"spectral_window_id": f"{BOTH}-2", **NARROW},
                    ],
                },
                {
                    "channels_id": ONE,
                    "spectral_windows": [{"spectral_window_id": f"{ONE}-1", **NARROW}],
                },
            ],
            "polarisations": [],
        },
        "resources": {"receptors": ["0001", "0002"]},
        "processing_blocks": [{"pb_id": "pb-1", "script": SCRIPT, "parameters": {}}],
    },
}
ALL = {"polarisations_id": "all", "corr_type": ["XX", "YY"]}
VIS_CHANNELS = {
    "channels_id": "vis_channels",
    "spectral_windows": [{"spectral_window_id": "fsp_1", **WIDE}],
}
PULSAR_CHANNELS = {
    "channels_id": "pulsar_channels",
    "spectral_windows": [{"spectral_window_id": "pulsar", "count": 1, "start": 0}],
}
DEFAULT = {
    "scan_type_id": ".default",
    "beams": [
        {"beam_id": "vis0", "channels_id": "vis_channels", "polarisations_id": "all"},
        {"beam_id": "pss1", "field_id": "Polaris", "channels_id": "pulsar_channels"},
    ],
}
TARGET_A = {
    "scan_type_id": "target:a",
    "derive_from": ".default",
    "beams": [{"beam_id": "vis0", "field_id": "M83"}],
}
RICH: dict[str, Any] = {
    "execution_block": {
        "eb_id": "eb-1",
        "max_length": 100.0,
        "context": {"foo": "bar"},
        "beams": [VIS0, {"beam_id": "pss1", "search_beam_id": 1, "function": "pulsar search"}],
        "scan_types": [DEFAULT, TARGET_A],
        "channels": [VIS_CHANNELS, PULSAR_CHANNELS],
        "polarisations": [ALL],
    },
    "processing_blocks": [{"pb_id": "pb-1", "sbi_ids": ["sbi-1"], "script": SCRIPT}],
    "resources": {"csp_links": [1, 2], "receptors": ["FS4"], "receive_nodes": 10},
}
FLAT_A = {"scan_type_id": "target:a", "target": "M83", "channels": [WIDE]}
ONE_TARGET = "the scan types of 0.2 have one target and channels of their own"


def rich(*scan_types: dict[str, Any], scan_type: str = "", **changed: Any) -> dict[str, Any]:
    """Give a block of 0.3 with these scan types, and one scan that names one of them."""
    execution = {**RICH["execution_block"], "scan_types": list(scan_types), **changed}
    scans = [{"scan_duration": 1, "target": "M83", "scan_type": scan_type}] if scan_type else []
    return {"scan_definitions": scans, "sdp_configuration": {**RICH, "execution_block": execution}}


def scan_types_of(block: dict[str, Any]) -> Any:
    return block["sdp_configuration"]["scan_types"]


def test_up_and_down() -> None:
    before = copy.deepcopy(OLD)
    done = taken(OLD, "0.2", "0.3")
    assert done.document == NEW
    assert (done.doubts, done.set_aside) == ([], [])
    back = taken(done.document, "0.3", "0.2")
    assert (back.document, back.doubts) == (OLD, [])
    assert before == OLD
    again = taken(NEW, "0.2", "0.3")
    assert (again.document, again.doubts, again.set_aside) == (NEW, [], [])
    assert problems(OLD, "0.2") == problems(NEW, "0.3") == []


def test_what_is_made() -> None:
    done = taken(OLD, "0.2", "0.3")
    made = {"/".join(map(str, d.place[2:])): (d.value, d.reason) for d in done.defaulted}
    assert {key: part for key, part in made.items() if "scan_types/1" in key or "_" not in key} == {
        "beams/0/function": ("visibilities", "0.2 has visibilities only"),
        "polarisations": ([], "0.2 does not tell polarisations"),
        "scan_types/1/beams/0/beam_id": ("vis0", "0.2 has visibilities only"),
        "scan_types/1/beams/0/channels_id": (BOTH, "made from the content of the channels"),
    }
    assert made["channels/1/spectral_windows/0/spectral_window_id"] == (
        f"{ONE}-1",
        "made from the content of the channels",
    )


def test_equal_channels_stand_in_one_place() -> None:
    to = {mapped.place: mapped.to for mapped in taken(OLD, "0.2", "0.3").mapped}
    window = ("sdp_configuration", "execution_block", "channels", 0, "spectral_windows", 1)
    for scan_type in (0, 1):
        place = ("sdp_configuration", "scan_types", scan_type, "channels", 1, "freq_min")
        assert to[place] == ((*window, "freq_min"),)
    assert to["dish_allocations", "receptor_ids", 0] == (
        ("dish_allocations", "receptor_ids", 0),
        ("sdp_configuration", "resources", "receptors", 0),
    )


def test_the_receptors_of_the_dishes_are_mapped_back() -> None:
    done = taken(NEW, "0.3", "0.2")
    to = {mapped.place: mapped.to for mapped in done.mapped}
    place = ("sdp_configuration", "resources", "receptors", 1)
    assert to[place] == (("dish_allocations", "receptor_ids", 1),)


def test_a_block_without_sdp_configuration() -> None:
    for block in ({"sbd_id": "a"}, {"sdp_configuration": None}, {"sdp_configuration": "x"}):
        assert taken(block, "0.2", "0.3").document == block
        assert taken(block, "0.3", "0.2").document == block


def test_what_0_2_does_not_know() -> None:
    block = rich(DEFAULT, TARGET_A)
    done = taken(block, "0.3", "0.2")
    assert done.document == {
        "scan_definitions": [],
        "sdp_configuration": {
            "eb_id": "eb-1",
            "max_length": 100.0,
            "scan_types": [FLAT_A],
            "processing_blocks": [{"pb_id": "pb-1", "workflow": SCRIPT}],
        },
    }
    assert done.doubts == []
    execution = "sdp_configuration/execution_block"
    reasons = dict(set_aside(done))
    assert reasons[f"{execution}/context/foo"] == "0.2 has no place for it"
    assert reasons[f"{execution}/beams/1/search_beam_id"] == "0.2 has no place for it"
    assert reasons[f"{execution}/polarisations/0/corr_type/1"] == "0.2 has no place for it"
    assert reasons[f"{execution}/scan_types/0/beams/1/field_id"] == ONE_TARGET
    assert reasons[f"{execution}/scan_types/1/derive_from"] == ONE_TARGET
    assert reasons[f"{execution}/channels/0/channels_id"] == ONE_TARGET
    assert reasons[f"{execution}/channels/1/spectral_windows/0/count"] == ONE_TARGET
    assert reasons["sdp_configuration/resources/receptors/0"] == "0.2 has no resources"
    assert reasons["sdp_configuration/processing_blocks/0/sbi_ids/0"] == "0.2 has no place for it"
    assert problems(done.document, "0.2") == []


def test_a_scan_type_derives_from_another_one_of_its_name() -> None:
    derived = {**TARGET_A, "scan_type_id": ".default"}
    done = taken(rich(DEFAULT, derived, scan_type=".default"), "0.3", "0.2")
    assert (scan_types_of(done.document), done.doubts) == (
        [{**FLAT_A, "scan_type_id": ".default"}],
        [],
    )


def test_scan_types_that_derive_in_a_circle() -> None:
    first = {**TARGET_A, "scan_type_id": "first", "derive_from": "second"}
    second = {**DEFAULT, "scan_type_id": "second", "derive_from": "first"}
    done = taken(rich(first, second), "0.3", "0.2")
    assert scan_types_of(done.document) == [
        {**FLAT_A, "scan_type_id": "first"},
        {**FLAT_A, "scan_type_id": "second"},
    ]


def test_a_template_that_a_scan_names() -> None:
    block = rich(DEFAULT, TARGET_A, scan_type=".default")
    reason = "no beam with a field is for visibilities, and 0.2 has one target for a scan type"
    place = "sdp_configuration/execution_block/scan_types/0"
    done = taken(block, "0.3", "0.2")
    assert doubts(done)[0] == (f"{place}/scan_type_id", "", reason)
    done = taken(block, "0.3", "0.2", loss=True)
    assert {why for _, why in lost(done)} == {reason}
    assert scan_types_of(done.document) == [FLAT_A]


def test_several_beams_for_visibilities() -> None:
    beams = [VIS0, {**VIS0, "beam_id": "pss1"}]
    done = taken(rich(DEFAULT, TARGET_A, beams=beams), "0.3", "0.2", loss=True)
    assert scan_types_of(done.document) == []
    assert {why for _, why in lost(done)} == {
        "more than one of its beams is for visibilities, and 0.2 has one target for a scan type"
    }


def test_identifiers_that_name_nothing() -> None:
    beam = {"beam_id": "vis0", "field_id": "M83", "channels_id": "unknown"}
    scan_type = {"scan_type_id": "a", "derive_from": "nothing", "beams": [beam]}
    place = "sdp_configuration/execution_block/scan_types/0"
    expected = [
        (f"{place}/derive_from", "no scan type has this identifier"),
        (f"{place}/beams/0/channels_id", "no channels have this identifier"),
    ]
    assert [(where, why) for where, _, why in doubts(taken(rich(scan_type), "0.3", "0.2"))] == (
        expected
    )
    done = taken(rich(scan_type), "0.3", "0.2", loss=True)
    assert lost(done) == expected
    flat = {"scan_type_id": "a", "target": "M83", "channels": []}
    assert scan_types_of(done.document) == [flat]
    assert [default.reason for default in done.defaulted] == [
        "the channels that it names are not defined"
    ]


def test_a_half_migrated_block() -> None:
    block = copy.deepcopy(OLD)
    sdp = block["sdp_configuration"]
    sdp["execution_block"] = {"eb_id": sdp["eb_id"], "max_length": sdp.pop("max_length")}
    sdp["processing_blocks"][0]["script"] = SCRIPT
    done = taken(block, "0.2", "0.3")
    assert (done.document, done.doubts) == (NEW, [])
    block = copy.deepcopy(NEW)
    scan_types = OLD["sdp_configuration"]["scan_types"]
    block["sdp_configuration"]["execution_block"]["scan_types"] = scan_types
    assert taken(block, "0.2", "0.3").document == NEW


def test_two_values_that_differ() -> None:
    block = copy.deepcopy(NEW)
    block["sdp_configuration"]["eb_id"] = "eb-2"
    reason = '"eb_id" has moved to where "eb_id" stands with another value; keep one'
    place = "sdp_configuration/eb_id"
    assert doubts(taken(block, "0.2", "0.3")) == [(place, "", reason)]
    done = taken(block, "0.2", "0.3", loss=True)
    assert (done.document, lost(done)) == (NEW, [(place, reason)])


def with_window(**window: Any) -> dict[str, Any]:
    whole = {"spectral_window_id": "w", "count": 744, "start": 0, "freq_min": 1, "freq_max": 2}
    execution = {
        "eb_id": "eb-1",
        "max_length": 1,
        "beams": [{"beam_id": "vis0", "function": "visibilities"}],
        "scan_types": [
            {
                "scan_type_id": "s",
                "beams": [{"beam_id": "vis0", "field_id": "M83", "channels_id": "c"}],
            }
        ],
        "channels": [{"channels_id": "c", "spectral_windows": [{**whole, **window}]}],
        "polarisations": [],
    }
    return {"sdp_configuration": {"execution_block": execution, "processing_blocks": []}}


def scan_type_of(done: Any) -> Any:
    (found,) = done.document["sdp_configuration"]["scan_types"]
    return found


def test_a_window_without_links_has_an_empty_list_of_them() -> None:
    for links in ({}, {"link_map": None}):
        done = taken(with_window(stride=2, **links), "0.3", "0.2")
        assert scan_type_of(done)["channels"][0]["link_map"] == []
        assert problems(done.document, "0.2") == []


def test_a_window_without_stride_is_doubtful() -> None:
    reason = "0.2 wants the distance of channels (stride), and the window has none"
    for stride in ({}, {"stride": None}):
        block = with_window(link_map=[[0, 1]], **stride)
        assert {doubt[2] for doubt in doubts(taken(block, "0.3", "0.2"))} == {reason}
        done = taken(block, "0.3", "0.2", loss=True)
        assert scan_type_of(done)["channels"] == []
        assert problems(done.document, "0.2") == []


def test_a_scan_type_without_channels_has_an_empty_list_of_them() -> None:
    block = with_window(stride=2)
    del block["sdp_configuration"]["execution_block"]["scan_types"][0]["beams"][0]["channels_id"]
    done = taken(block, "0.3", "0.2")
    assert scan_type_of(done)["channels"] == []
    assert problems(done.document, "0.2") == []
