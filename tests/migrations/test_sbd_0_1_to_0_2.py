"""Fields become targets, and scans point at one of them; and back."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.migrations.steps import doubts, lost, problems, set_aside, taken
from tests.samples import ROOT, parsed

POINT = {
    "active": "SinglePointParameters",
    "parameters": [
        {"kind": "SinglePointParameters", "offset_x_arcsec": 0.0, "offset_y_arcsec": 0.0}
    ],
}
SIDEREAL = {
    "target_id": "M83",
    "kind": "sidereal",
    "reference_frame": "ICRS",
    "ra": "13:37:00.919",
    "dec": "-29:51:56.74",
}
EQUATORIAL = {
    "kind": "equatorial",
    "ra": "13:37:00.919",
    "dec": "-29:51:56.74",
    "reference_frame": "ICRS",
    "unit": ["hourangle", "deg"],
}
DRIFT = {
    "target_id": "drift",
    "kind": "driftscan",
    "reference_frame": "HORIZON",
    "az": 180.0,
    "el": 45,
}
HORIZONTAL = {
    "kind": "horizontal",
    "az": 180.0,
    "el": 45,
    "reference_frame": "ALTAZ",
    "unit": ["deg"],
}
PLANET = {"target_id": "planet", "kind": "planet", "target_name": "mars"}
SSO = {"kind": "sso", "name": "mars"}
ARGUMENTS = {"run": {"args": [1], "kwargs": {"a": None}}}
OLD: dict[str, Any] = {
    "activities": {
        "allocate": {
            "procedure_type": "filesystemscript",
            "path": "a.py",
            "default_args": ARGUMENTS,
        },
        "observe": {"procedure_type": "gitscript", "path": "b.py", "repo": "https://example.org"},
    },
    "scan_definitions": [
        {"scan_definition_id": "one", "scan_duration": 60000, "field_configuration": "M83"},
        {"scan_definition_id": "two", "scan_duration": 1, "field_configuration": "drift"},
        {"scan_definition_id": "three", "scan_duration": 2, "field_configuration": "planet"},
    ],
    "scan_sequence": ["two", "one"],
    "field_configurations": [
        {"field_id": "M83", "targets": [SIDEREAL]},
        {"field_id": "drift", "targets": [DRIFT]},
        {"field_id": "planet", "targets": [PLANET]},
    ],
}
NEW: dict[str, Any] = {
    "activities": {
        "allocate": {"kind": "filesystem", "path": "a.py", "function_args": ARGUMENTS},
        "observe": {"kind": "git", "path": "b.py", "repo": "https://example.org"},
    },
    "scan_definitions": [
        {"scan_definition_id": "one", "scan_duration": 60000, "target": "M83"},
        {"scan_definition_id": "two", "scan_duration": 1, "target": "drift"},
        {"scan_definition_id": "three", "scan_duration": 2, "target": "planet"},
    ],
    "scan_sequence": ["two", "one"],
    "targets": [
        {"target_id": "M83", "pointing_pattern": POINT, "reference_coordinate": EQUATORIAL},
        {"target_id": "drift", "pointing_pattern": POINT, "reference_coordinate": HORIZONTAL},
        {"target_id": "planet", "pointing_pattern": POINT, "reference_coordinate": SSO},
    ],
}
TWO = {**SIDEREAL, "target_id": "other", "ra": "01:00:00"}


def block_of(*fields: dict[str, Any], scan: dict[str, Any] | None = None) -> dict[str, Any]:
    """Give a block of 0.1 with fields, and one scan of the field `field`."""
    scan = {"scan_duration": 1, "field_configuration": "field", **(scan or {})}
    return {"field_configurations": list(fields), "scan_definitions": [scan]}


def pointed(coordinate: Any, **more: Any) -> dict[str, Any]:
    """Give a block of 0.2 with one target, which one scan observes."""
    return {
        "targets": [{"target_id": "t", "reference_coordinate": coordinate, **more}],
        "scan_definitions": [{"scan_duration": 1, "target": "t"}],
    }


def targets_of(block: dict[str, Any]) -> dict[str, Any]:
    return {target["target_id"]: target["reference_coordinate"] for target in block["targets"]}


def test_up_and_down() -> None:
    before = copy.deepcopy(OLD)
    done = taken(OLD, "0.1", "0.2")
    assert done.document == NEW
    assert (done.doubts, set_aside(done)) == ([], [])
    back = taken(done.document, "0.2", "0.1")
    assert (back.document, back.doubts, set_aside(back)) == (OLD, [], [])
    assert before == OLD
    again = taken(NEW, "0.1", "0.2")
    assert (again.document, again.doubts, again.set_aside) == (NEW, [], [])
    assert problems(OLD, "0.1") == problems(NEW, "0.2") == []


def test_what_is_made() -> None:
    done = taken(OLD, "0.1", "0.2")
    made = {d.place[2:4]: d.reason for d in done.defaulted if d.place[1] == 0}
    assert made == {
        ("pointing_pattern", "active"): "0.1 points at the target itself",
        ("pointing_pattern", "parameters"): "0.1 points at the target itself",
        ("reference_coordinate", "unit"): "the units of sexagesimal text",
    }


def test_a_scan_stands_for_its_link_and_the_target() -> None:
    field = {"field_id": "field", "targets": [SIDEREAL]}
    done = taken(block_of(field), "0.1", "0.2")
    to = {mapped.place: mapped.to for mapped in done.mapped}
    link = ("scan_definitions", 0, "target")
    assert to["scan_definitions", 0, "field_configuration"] == (link,)
    place = ("field_configurations", 0, "targets", 0, "target_id")
    assert to[place] == (link, ("targets", 0, "target_id"))
    reason = "0.2 has no fields: scans name their target"
    assert set_aside(done, needed=False) == [("field_configurations/0/field_id", reason)]


def test_names_are_carried_on() -> None:
    target = {**SIDEREAL, "target_name": "Southern Pinwheel"}
    block = block_of({"field_id": "field", "targets": [target]})
    done = taken(block, "0.1", "0.6")
    assert done.document["targets"][0]["name"] == "Southern Pinwheel"
    back = taken(done.document, "0.6", "0.1").document["field_configurations"]
    assert back == [{"field_id": "M83", "targets": [target]}]
    done = taken(block, "0.1", "0.2")
    reason = "the layout has no place for the target name"
    place = "field_configurations/0/targets/0/target_name"
    assert set_aside(done) == [(place, reason)]


def test_empty_sections_are_left_out() -> None:
    sections = ("dish_allocations", "mccs_allocation", "sdp_configuration")
    lists = ("csp_configurations", "dish_configurations", "target_beam_configurations")
    block = {**OLD, **dict.fromkeys(sections), **{key: [] for key in lists}}
    done = taken(block, "0.1", "0.2")
    assert done.document == NEW
    reason = "it holds nothing, and the layout needs nothing there"
    places = [place for place, why in set_aside(done, needed=False) if why == reason]
    assert places == [*sections, *lists]


def test_a_planet_has_small_letters() -> None:
    field = {"field_id": "field", "targets": [{**PLANET, "target_name": "Mars"}]}
    assert targets_of(taken(block_of(field), "0.1", "0.2").document) == {"planet": SSO}


@pytest.mark.parametrize("angles", [{"ra": 204.25}, {"dec": None}])
def test_a_position_that_is_no_text_gets_no_units(angles: dict[str, Any]) -> None:
    field = {"field_id": "field", "targets": [{**SIDEREAL, **angles}]}
    coordinate = targets_of(taken(block_of(field), "0.1", "0.2").document)["M83"]
    assert coordinate == {key: v for key, v in {**EQUATORIAL, **angles}.items() if key != "unit"}


def test_a_target_without_identifier_gets_that_of_its_field() -> None:
    field = {"field_id": "field", "targets": [{**SIDEREAL, "target_id": None}]}
    done = taken(block_of(field), "0.1", "0.2")
    assert targets_of(done.document) == {"field": EQUATORIAL}
    assert done.document["scan_definitions"] == [{"scan_duration": 1, "target": "field"}]
    assert done.set_aside == []


def test_a_target_beam_tells_the_target() -> None:
    beams = [
        {"target_beam_id": "beam 1", "target": "M83", "subarray_beam_configuration": "a"},
        {"target_beam_id": "beam 2", "target": "other", "subarray_beam_configuration": "a"},
    ]
    field = {"field_id": "field", "targets": [SIDEREAL, TWO]}
    block = block_of(field, scan={"target_beam_configurations": ["beam 2"]})
    done = taken({**block, "target_beam_configurations": beams}, "0.1", "0.2")
    assert done.doubts == []
    assert done.document["scan_definitions"][0]["target"] == "other"
    assert done.document["target_beam_configurations"] == beams


def test_a_target_beam_that_points_at_another_field_is_no_matter_of_an_assumption() -> None:
    beam = {"target_beam_id": "beam", "target": "third", "subarray_beam_configuration": "a"}
    field = {"field_id": "field", "targets": [SIDEREAL, TWO]}
    other = {"field_id": "other field", "targets": [{**TWO, "target_id": "third"}]}
    block = block_of(field, other, scan={"target_beam_configurations": ["beam"]})
    done = taken(
        {**block, "target_beam_configurations": [beam]}, "0.1", "0.2", assume={"first-target": ""}
    )
    reason = "its target beams point at targets of other fields only"
    assert doubts(done) == [("scan_definitions/0/field_configuration", "", reason)]


def test_several_targets_without_beam() -> None:
    block = block_of({"field_id": "field", "targets": [SIDEREAL, TWO]})
    reason = "its field has several targets, and the layout does not say which one the scan is for"
    place = "scan_definitions/0/field_configuration"
    done = taken(block, "0.1", "0.2")
    assert doubts(done) == [(place, "first-target", reason)]
    done = taken(block, "0.1", "0.2", assume={"first-target": ""})
    assert done.doubts == []
    assert done.document["scan_definitions"] == [{"scan_duration": 1, "target": "M83"}]
    done = taken(block, "0.1", "0.2", loss=True)
    assert lost(done) == [(place, reason)]
    assert done.document["scan_definitions"] == [{"scan_duration": 1}]
    assert list(targets_of(done.document)) == ["M83", "other"]


def test_a_link_to_nothing_stays_one() -> None:
    block = block_of({"field_id": "a", "targets": [SIDEREAL]}, {"field_id": "field"})
    done = taken(block, "0.1", "0.2")
    assert done.document["scan_definitions"] == [{"scan_duration": 1, "target": "field"}]
    back = taken(done.document, "0.2", "0.1").document
    assert back["scan_definitions"] == block["scan_definitions"]


def test_a_link_to_no_field_does_not_become_one_to_a_target() -> None:
    block = block_of({"field_id": "a", "targets": [{**SIDEREAL, "target_id": "field"}]})
    reason = 'no field with targets has the identifier "field", but a target has it'
    place = "scan_definitions/0/field_configuration"
    assert doubts(taken(block, "0.1", "0.2")) == [(place, "", reason)]
    done = taken(block, "0.1", "0.2", loss=True)
    assert (lost(done), done.document["scan_definitions"]) == (
        [(place, reason)],
        [{"scan_duration": 1}],
    )


def test_equal_targets_of_two_fields_are_one() -> None:
    named = {**SIDEREAL, "target_name": "Southern Pinwheel"}
    fields = [{"field_id": name, "targets": [named]} for name in ("field", "other field")]
    done = taken(block_of(*fields), "0.1", "0.6")
    assert (done.doubts, list(targets_of(done.document))) == ([], ["M83"])
    to = {mapped.place: mapped.to for mapped in done.mapped}
    assert to["field_configurations", 1, "targets", 0, "target_name"] == (("targets", 0, "name"),)
    place = ("targets", 0, "reference_coordinate", "ra")
    assert to["field_configurations", 1, "targets", 0, "ra"] == (place,)


@pytest.mark.parametrize("changed", [{"ra": "01:00:00"}, {"target_name": "Southern Pinwheel"}])
def test_different_targets_with_one_identifier(changed: dict[str, Any]) -> None:
    fields = [
        {"field_id": "a", "targets": [SIDEREAL]},
        {"field_id": "field", "targets": [{**SIDEREAL, **changed}]},
    ]
    place = "field_configurations/1/targets/0/target_id"
    reason = 'another target has the identifier "M83" and is different'
    assert doubts(taken(block_of(*fields), "0.1", "0.2")) == [(place, "", reason)]
    done = taken(block_of(*fields), "0.1", "0.2", loss=True)
    assert lost(done) == [(place, reason)]
    first, second = done.document["targets"]
    assert done.document["scan_definitions"][0]["target"] == second["target_id"] != "M83"
    assert second["reference_coordinate"]["ra"] == changed.get("ra", SIDEREAL["ra"])
    assert first["reference_coordinate"] == EQUATORIAL


def test_an_embedded_script() -> None:
    block = {"activities": {"do": {"procedure_type": "embeddedscript", "content": "pass"}}}
    inline = {"activities": {"do": {"kind": "inline", "content": "pass"}}}
    reason = "an embedded script seems to be what 0.2 calls an inline one"
    assert doubts(taken(block, "0.1", "0.2")) == [
        ("activities/do/procedure_type", "inline-scripts", reason),
        ("activities/do/content", "inline-scripts", reason),
    ]
    assumed = {"inline-scripts": ""}
    assert taken(block, "0.1", "0.2", assume=assumed).document == inline
    assert taken(block, "0.1", "0.2", loss=True).document == {"activities": {}}
    assert taken(inline, "0.2", "0.1", assume=assumed).document == block
    reason = "an inline script seems to be what 0.1 calls an embedded one"
    assert doubts(taken(inline, "0.2", "0.1")) == [
        ("activities/do/kind", "inline-scripts", reason),
        ("activities/do/content", "inline-scripts", reason),
    ]
    assert taken(inline, "0.2", "0.1", loss=True).document == {"activities": {}}


def test_a_half_migrated_block() -> None:
    block = copy.deepcopy(OLD)
    block["activities"] = {
        "allocate": {"kind": "filesystemscript", "path": "a.py", "function_args": ARGUMENTS},
        "observe": {**NEW["activities"]["observe"], "procedure_type": "gitscript"},
    }
    block["targets"] = copy.deepcopy(NEW["targets"][:1])
    block["scan_definitions"][0]["target"] = "M83"
    done = taken(block, "0.1", "0.2")
    assert (done.document, done.doubts) == (NEW, [])


def test_two_links_that_differ() -> None:
    fields = [{"field_id": "field", "targets": [SIDEREAL]}, {"field_id": "b", "targets": [TWO]}]
    block = block_of(*fields, scan={"target": "other"})
    reason = (
        '"field_configuration" is now "target", which is there too with another value; keep one'
    )
    place = "scan_definitions/0/field_configuration"
    done = taken(block, "0.1", "0.2", loss=True)
    assert lost(done) == [(place, reason)]
    assert done.document["scan_definitions"] == [{"scan_duration": 1, "target": "other"}]


def test_a_pattern_is_set_aside_on_the_way_down() -> None:
    pattern = {"parameters": [{"kind": "FivePointParameters", "offset_arcsec": 5.0}]}
    done = taken(pointed(EQUATORIAL, pointing_pattern=pattern), "0.2", "0.1")
    assert done.document["field_configurations"][0]["targets"] == [{**SIDEREAL, "target_id": "t"}]
    place = "targets/0/pointing_pattern/parameters/0"
    reason = "0.1 has no pointing patterns"
    assert set_aside(done) == [(f"{place}/kind", reason), (f"{place}/offset_arcsec", reason)]


@pytest.mark.parametrize(
    ("coordinate", "expected"),
    [
        ({**EQUATORIAL, "ra": 204.25, "unit": ["deg", "deg"]}, {"ra": "13:37:00.0"}),
        ({**EQUATORIAL, "dec": -29.75}, {"dec": "-29:45:00.0"}),
        ({**EQUATORIAL, "reference_frame": "icrs"}, {}),
        ({"kind": "icrs", "ra_str": "13:37:00.919", "dec_str": "-29:51:56.74"}, {}),
    ],
)
def test_positions_are_written_as_0_1_does(coordinate: Any, expected: dict[str, Any]) -> None:
    done = taken(pointed(coordinate), "0.2", "0.1")
    (target,) = done.document["field_configurations"][0]["targets"]
    assert (target, done.doubts) == ({**SIDEREAL, "target_id": "t", **expected}, [])


def test_horizontal_angles_become_degrees() -> None:
    done = taken(pointed({**HORIZONTAL, "az": 0.5, "unit": ["rad", "deg"]}), "0.2", "0.1")
    (target,) = done.document["field_configurations"][0]["targets"]
    assert target == {**DRIFT, "target_id": "t", "az": 28.64788975654116}


def test_a_position_in_fk5() -> None:
    block = pointed({**EQUATORIAL, "reference_frame": "FK5"})
    done = taken(block, "0.2", "0.1", assume={"fk5": ""})
    (target,) = done.document["field_configurations"][0]["targets"]
    assert target["ra"].startswith("13:37:00.91")
    assert (target["kind"], target["reference_frame"], done.doubts) == ("sidereal", "ICRS", [])
    reason = "a position in FK5 is not one in ICRS"
    refused = doubts(taken(block, "0.2", "0.1"))
    assert {(option, why) for _, option, why in refused} == {("fk5", reason)}
    assert_lost_position(block, {reason})


@pytest.mark.parametrize(
    ("coordinate", "reason"),
    [
        ({"kind": "galactic", "l": 1.0, "b": 2.0}, "0.1 has no coordinates of this kind"),
        ({"ra": "00:00:00"}, "0.1 has no coordinates of this kind"),
        ({**EQUATORIAL, "ra": "east"}, "it is no angle in hourangle"),
        ({**HORIZONTAL, "az": "east"}, "it is no angle"),
    ],
)
def test_a_position_that_0_1_cannot_say(coordinate: dict[str, Any], reason: str) -> None:
    block = pointed(coordinate)
    assert {why for _, _, why in doubts(taken(block, "0.2", "0.1"))} == {reason}
    assert_lost_position(block, {reason})


def assert_lost_position(block: dict[str, Any], reasons: set[str]) -> None:
    """A target whose position is lost leaves an empty field, which the scan still names."""
    done = taken(block, "0.2", "0.1", loss=True)
    assert {why for _, why in lost(done)} == reasons
    assert done.document["field_configurations"] == [{"field_id": "t", "targets": []}]
    assert done.document["scan_definitions"][0]["field_configuration"] == "t"
    assert problems(done.document, "0.1") == []


def test_a_nameless_target_gets_an_identifier() -> None:
    block = {"targets": [{"reference_coordinate": SSO}]}
    done = taken(block, "0.2", "0.1")
    name = "target-a4022a17"
    target = {"target_id": name, "kind": "planet", "target_name": "mars"}
    assert done.document["field_configurations"] == [{"field_id": name, "targets": [target]}]
    reason = "scans name targets by their identifier; made from the content"
    assert {default.reason for default in done.defaulted} == {reason}


def test_a_target_beam_says_more_than_a_field_that_there_is_not() -> None:
    block = parsed(ROOT / "examples/0.1/sbd-low.json")
    scan = block["scan_definitions"][0]
    target = taken(block, "0.1", "0.2").document["scan_definitions"][0]["target"]
    scan["field_configuration"] = "nowhere"
    done = taken(block, "0.1", "0.2", loss=True)
    assert done.document["scan_definitions"][0]["target"] == target
    assert lost(done) == [
        (
            "scan_definitions/0/field_configuration",
            'no field with targets has the identifier "nowhere"; the target beam names one',
        )
    ]


def planet(name: str) -> dict[str, Any]:
    target = {"target_id": "it", "kind": "planet", "target_name": name}
    return {"field_configurations": [{"field_id": "f", "targets": [target]}]}


NAMED = "field_configurations/0/targets/0/target_name"


@pytest.mark.parametrize("end", ["0.2", "0.3", "0.4", "0.5"])
@pytest.mark.parametrize("name", ["Jupiter", "neptune", "earth"])
def test_a_body_that_no_layout_up_to_0_5_knows_is_doubtful(name: str, end: str) -> None:
    reason = f'the layouts from 0.2 to 0.5 do not know "{name}"'
    assert doubts(taken(planet(name), "0.1", end)) == [(NAMED, "", reason)]


@pytest.mark.parametrize("end", ["0.6", "0.7", "1.0"])
def test_a_body_that_later_layouts_know_goes_there(end: str) -> None:
    done = taken(planet("jupiter"), "0.1", end)
    assert done.document["targets"][0]["reference_coordinate"]["name"] == "Jupiter"
    assert not done.doubts
    assert [doubt[0] for doubt in doubts(taken(planet("Earth"), "0.1", end))] == [NAMED]
