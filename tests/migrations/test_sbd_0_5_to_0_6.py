"""Dishes and allocations get identifiers, and CSP configurations the receiver band; and back."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from ska_oso_pdm.migrations.engine.ledger import Ledger
from ska_oso_pdm.migrations.engine.tree import plain, traced
from ska_oso_pdm.migrations.steps.sbd_0_5_to_0_6 import up
from tests.migrations.steps import doubts, lost, problems, set_aside, taken

M83 = {
    "kind": "equatorial",
    "ra": "13:37:00.919",
    "dec": "-29:51:56.74",
    "reference_frame": "icrs",
    "unit": ["hourangle", "deg"],
}
ICRS = {"kind": "icrs", "ra_str": "13:37:00.919", "dec_str": "-29:51:56.74"}
SCAN = {
    "scan_definition_id": "scan",
    "scan_duration_ms": 60000,
    "target_ref": "t",
    "csp_configuration_ref": "csp",
}
MID: dict[str, Any] = {
    "telescope": "ska_mid",
    "dish_allocations": {"receptor_ids": ["SKA001", "SKA036"]},
    "dish_configurations": [
        {"dish_configuration_id": "dish-configuration-5a", "receiver_band": "5a"}
    ],
    "csp_configurations": [{"config_id": "csp", "cbf": {"fsps": []}}],
    "scan_definitions": [{**SCAN, "dish_configuration_ref": "dish-configuration-5a"}],
    "scan_sequence": ["scan"],
    "targets": [{"target_id": "t", "reference_coordinate": M83}],
}
MID_0_6: dict[str, Any] = {
    "telescope": "ska_mid",
    "dish_allocations": {
        "dish_ids": ["SKA001", "SKA036"],
        "dish_allocation_id": "dish-allocation-72cd08c4",
    },
    "csp_configurations": [
        {
            "config_id": "csp",
            "cbf": {"fsps": []},
            "midcbf": {"frequency_band": "5a"},
            "name": "",
        }
    ],
    "scan_definitions": [{**SCAN, "dish_allocation_ref": "dish-allocation-72cd08c4"}],
    "scan_sequence": ["scan"],
    "targets": [{"target_id": "t", "reference_coordinate": M83, "name": ""}],
}
LOW = {
    "mccs_allocation": {
        "mccs_config_id": "mccs",
        "configuration": "AA0.5",
        "subarray_beams": [{"subarray_beam_id": 1, "apertures": []}],
    },
    "scan_definitions": [{"scan_duration_ms": 5, "mccs_configuration_ref": "mccs"}],
}
LOW_0_6 = {
    "mccs_allocation": {
        "mccs_allocation_id": "mccs",
        "selected_subarray_definition": "AA0.5",
        "subarray_beams": [{"subarray_beam_id": 1, "apertures": []}],
    },
    "scan_definitions": [{"scan_duration_ms": 5, "mccs_allocation_ref": "mccs"}],
}


def pointed(coordinate: dict[str, Any]) -> dict[str, Any]:
    return {"targets": [{"target_id": "t", "name": "", "reference_coordinate": coordinate}]}


def coordinate_of(document: dict[str, Any]) -> Any:
    return document["targets"][0].get("reference_coordinate")


def test_mid_up_and_down() -> None:
    before = copy.deepcopy(MID)
    done = taken(MID, "0.5", "0.6")
    assert (done.document, done.doubts, problems(done.document, "0.6")) == (MID_0_6, [], [])
    again = taken(MID_0_6, "0.5", "0.6")
    assert (again.document, again.doubts, again.set_aside) == (MID_0_6, [], [])
    assert set_aside(done) == [
        (
            "dish_configurations/0/dish_configuration_id",
            "0.6 has no dish configurations, and CSP configurations say the band",
        )
    ]
    back = taken(done.document, "0.6", "0.5")
    assert (back.document, back.doubts, problems(back.document, "0.5")) == (MID, [], [])
    assert before == MID


def test_low_up_and_down() -> None:
    done = taken(LOW, "0.5", "0.6")
    assert (done.document, done.doubts, done.set_aside) == (LOW_0_6, [], [])
    back = taken(LOW_0_6, "0.6", "0.5")
    assert (back.document, back.doubts, back.set_aside) == (LOW, [], [])


def test_scans_of_low_name_the_one_allocation() -> None:
    block = {**LOW, "scan_definitions": [{"scan_duration_ms": 5}]}
    done = taken(block, "0.5", "0.6")
    assert done.document == LOW_0_6


NOT_KNOWN = "it is not known which dish this is; dishes have names such as SKA001"


@pytest.mark.parametrize("name", ["0036", "SKA0036"])
def test_receptors_with_four_digits(name: str) -> None:
    block = {"telescope": "ska_mid", "dish_allocations": {"receptor_ids": ["SKA001", name]}}
    done = taken(block, "0.5", "0.6")
    assert done.document["dish_allocations"]["dish_ids"] == ["SKA001", "SKA036"]
    (read,) = done.read_as
    assert (read.place, read.value) == (("dish_allocations", "receptor_ids", 1), name)
    assert "observation-execution-tool 823067d" in read.reason
    assert (done.doubts, done.set_aside) == ([], [])


@pytest.mark.parametrize(
    "block",
    [
        {"dish_allocations": {"receptor_ids": ["0036"]}},
        {"telescope": "ska_low", "dish_allocations": {"receptor_ids": ["0036"]}},
        {"telescope": "ska_mid", "dish_allocations": {"receptor_ids": ["0036", "MKT012"]}},
        {"telescope": "ska_mid", "dish_allocations": {"receptor_ids": ["0036", "m012"]}},
    ],
)
def test_a_number_that_may_be_a_dish_of_meerkat(block: dict[str, Any]) -> None:
    place = "dish_allocations/receptor_ids/0"
    done = taken(block, "0.5", "0.6")
    assert (place, NOT_KNOWN) in set_aside(done)
    assert (done.read_as, done.doubts) == ([], [])
    assert "SKA036" not in done.document["dish_allocations"]["dish_ids"]
    done = taken(block, "0.5", "0.6", assume={"dish-numbers": ""})
    assert "SKA036" in done.document["dish_allocations"]["dish_ids"]


@pytest.mark.parametrize("name", ["m000", "1036", "FS4", 7, ["SKA001"]])
def test_receptors_that_are_not_known(name: Any) -> None:
    block = {"telescope": "ska_mid", "dish_allocations": {"receptor_ids": [name]}}
    done = taken(block, "0.5", "0.6", assume={"all": ""})
    assert {why for _, why in set_aside(done)} == {NOT_KNOWN}
    assert done.document["dish_allocations"]["dish_ids"] == []


def test_each_dish_once() -> None:
    block = {"dish_allocations": {"receptor_ids": ["0001", "SKA001", "MKT012", "SKA001"]}}
    done = taken(block, "0.5", "0.6", assume={"dish-numbers": ""})
    assert done.document["dish_allocations"]["dish_ids"] == ["SKA001", "MKT012"]
    assert not done.set_aside


def test_a_half_migrated_allocation() -> None:
    block = copy.deepcopy(MID_0_6)
    del (
        block["csp_configurations"][0]["midcbf"],
        block["scan_definitions"][0]["dish_allocation_ref"],
    )
    block["dish_configurations"] = MID["dish_configurations"]
    block["scan_definitions"][0]["dish_configuration_ref"] = "dish-configuration-5a"
    block["scan_definitions"][0]["target"] = block["scan_definitions"][0].pop("target_ref")
    assert taken(block, "0.5", "0.6").document == MID_0_6
    del block["dish_configurations"]
    done = taken(block, "0.5", "0.6")
    assert set_aside(done) == [
        (
            "scan_definitions/0/dish_configuration_ref",
            "no dish configuration with a band has this identifier",
        )
    ]


def test_an_mccs_allocation_gets_the_name_that_it_lacks() -> None:
    old = {"mccs_allocation": {"configuration": "AA1", "subarray_beams": []}}
    done = taken(old, "0.5", "0.6").document["mccs_allocation"]
    assert done["mccs_allocation_id"].startswith("mccs-allocation-")
    assert taken({"mccs_allocation": {}}, "0.5", "0.6").document == {"mccs_allocation": {}}


def test_names_that_0_5_does_not_have() -> None:
    block = copy.deepcopy(MID_0_6)
    block["csp_configurations"][0]["name"] = "narrow"
    block["targets"][0]["name"] = "Southern Pinwheel"
    block["targets"].append({**block["targets"][0], "name": "Messier 83"})
    names = [entry for entry in set_aside(taken(block, "0.6", "0.5")) if "name" in entry[0]]
    assert names == [
        ("csp_configurations/0/name", "0.5 has no names of CSP configurations"),
        ("targets/0/name", "the layout has no place for the target name"),
        ("targets/1/name", "another target has the same identifier and a name"),
    ]


def test_the_target_name_of_0_1_returns() -> None:
    tree = traced({"targets": [{"target_id": "a"}, {"target_id": "b", "name": "B"}]})
    ledger = Ledger()
    ledger.carried = {("target name", key): traced(f"target {key}") for key in ("a", "b")}
    up(tree, ledger)
    assert plain(tree)["targets"] == [
        {"target_id": "a", "name": "target a"},
        {"target_id": "b", "name": "B"},
    ]
    assert list(ledger.carried) == [("target name", "b")]


def test_another_allocation() -> None:
    block = copy.deepcopy(MID_0_6)
    block["scan_definitions"][0]["dish_allocation_ref"] = "other"
    reason = 'the "dish_allocation_id" of the allocation is another one'
    assert doubts(taken(block, "0.6", "0.5")) == [
        ("scan_definitions/0/dish_allocation_ref", "", reason)
    ]


@pytest.mark.parametrize(
    ("new", "old"),
    [
        (ICRS, M83),
        ({**ICRS, "reference_frame": "icrs", "pm_ra": 0.0, "parallax": 0, "epoch": 2000.0}, M83),
        ({**M83, "epoch": 2000}, M83),
        (
            {"kind": "altaz", "az": 180, "el": 45.5, "reference_frame": "altaz"},
            {
                "kind": "horizontal",
                "az": 180,
                "el": 45.5,
                "reference_frame": "altaz",
                "unit": ["deg", "deg"],
            },
        ),
        ({"kind": "special", "name": "Mars"}, {"kind": "sso", "name": "mars"}),
        ({"kind": "sso", "name": "Venus"}, {"kind": "sso", "name": "venus"}),
    ],
)
def test_new_kinds_of_coordinates(new: dict[str, Any], old: dict[str, Any]) -> None:
    done = taken(pointed(new), "0.6", "0.5")
    assert (coordinate_of(done.document), done.doubts) == (old, [])
    assert problems(done.document, "0.5") == []


def test_bodies_get_a_capital() -> None:
    done = taken(pointed({"kind": "sso", "name": "mars"}), "0.5", "0.6")
    assert coordinate_of(done.document) == {"kind": "sso", "name": "Mars"}


@pytest.mark.parametrize(
    ("coordinate", "reason"),
    [
        (
            {"kind": "galactic", "l": 1.5, "b": -2},
            '0.5 has no coordinates of the kind "galactic"',
        ),
        ({"kind": "special", "name": "Sun"}, '0.5 does not know "Sun"'),
    ],
)
def test_positions_that_0_5_cannot_say(coordinate: dict[str, Any], reason: str) -> None:
    done = taken(pointed(coordinate), "0.6", "0.5", assume={"all": ""})
    assert {(option, why) for _, option, why in doubts(done)} == {("", reason)}
    done = taken(pointed(coordinate), "0.6", "0.5", loss=True)
    assert {why for _, why in lost(done)} == {reason}
    assert coordinate_of(done.document) is None


@pytest.mark.parametrize("start", ["0.6", "0.7", "1.0"])
def test_planets_go_down_to_a_layout_that_knows_them(start: str) -> None:
    block = pointed({"kind": "special" if start == "1.0" else "sso", "name": "Jupiter"})
    for end in ("0.5", "0.4", "0.3", "0.2"):
        place = "targets/0/reference_coordinate/name"
        assert doubts(taken(block, start, end)) == [(place, "", '0.5 does not know "Jupiter"')]
    down = taken(block, start, "0.1")
    assert not down.doubts
    (field,) = down.document["field_configurations"]
    assert (field["targets"][0]["kind"], field["targets"][0]["target_name"]) == (
        "planet",
        "jupiter",
    )
    assert coordinate_of(taken(down.document, "0.1", "0.6").document)["name"] == "Jupiter"
    moon = pointed({"kind": "special", "name": "Moon"})
    assert doubts(taken(moon, "1.0", "0.1"))


def test_proper_motion() -> None:
    done = taken(pointed({**ICRS, "pm_dec": -1.5}), "0.6", "0.5")
    reason = "0.5 knows neither proper motion nor parallax"
    assert doubts(done) == [("targets/0/reference_coordinate/pm_dec", "", reason)]
    done = taken(pointed({**ICRS, "pm_dec": -1.5}), "0.6", "0.5", loss=True)
    assert coordinate_of(done.document) == M83


def test_patterns_that_0_5_does_not_have() -> None:
    single = {"kind": "SinglePointParameters"}
    spiral = {"kind": "SpiralParameters", "twist_factor": 2.0}
    place = "targets/0/pointing_pattern"
    unused = {"active": "SinglePointParameters", "parameters": [single, spiral]}
    done = taken({"targets": [{"pointing_pattern": unused}]}, "0.6", "0.5")
    reason = "0.5 does not have the pattern, and the target does not use it"
    assert set_aside(done) == [
        (f"{place}/parameters/1/{key}", reason) for key in ("kind", "twist_factor")
    ]
    assert done.document["targets"][0]["pointing_pattern"]["parameters"] == [single]
    used = {"active": "SpiralParameters", "parameters": [spiral]}
    done = taken({"targets": [{"pointing_pattern": used}]}, "0.6", "0.5", loss=True)
    assert {why for _, why in lost(done)} == {'0.5 has no pattern "SpiralParameters"'}
    assert done.document == {"targets": [{}]}
