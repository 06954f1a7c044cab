"""Scans move into the allocations, and out of them again."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from ska_oso_pdm.migrations import Allowed, Migration, migrate, steps_between
from ska_oso_pdm.migrations.engine.tree import leaves, traced

FIRST = {"scan_definition_id": "a", "target_ref": "x", "scan_duration_ms": 1000.0}
SECOND = {"scan_definition_id": "b", "target_ref": "y", "scan_duration_ms": 5}
LINK = {"dish_allocation_ref": "dishes"}
MID = {
    "telescope": "ska_mid",
    "dish_allocations": {"dish_allocation_id": "dishes", "dish_ids": ["SKA001"]},
    "scan_definitions": [{**FIRST, **LINK}, {**SECOND, **LINK}],
    "scan_sequence": ["a", "b", "a"],
}
MID_0_7 = {
    "telescope": "ska_mid",
    "dish_allocations": {
        "dish_allocation_id": "dishes",
        "dish_ids": ["SKA001"],
        "scan_sequence": [FIRST, SECOND, FIRST],
    },
}
BEAMS = [{"subarray_beam_id": 1, "apertures": []}, {"subarray_beam_id": 2, "apertures": []}]
LOW_LINK = {"mccs_allocation_ref": "mccs"}
LOW = {
    "telescope": "ska_low",
    "mccs_allocation": {"mccs_allocation_id": "mccs", "subarray_beams": BEAMS},
    "scan_definitions": [{**FIRST, **LOW_LINK}],
    "scan_sequence": ["a"],
}


def up(block: dict[str, Any], **allowed: Any) -> Migration:
    return migrate(block, steps_between("sbd", "0.6", "0.7"), Allowed(**allowed))


def down(block: dict[str, Any], **allowed: Any) -> Migration:
    return migrate(block, steps_between("sbd", "0.7", "0.6"), Allowed(**allowed))


def reasons(done: Migration) -> set[str]:
    return {entry.reason for entry in [*done.doubts, *done.lost]}


def test_up_and_down() -> None:
    before = copy.deepcopy(MID)
    done = up(MID)
    assert done.document == MID_0_7
    assert not done.doubts
    assert not [removed for removed in done.set_aside if removed.needed]
    back = down(done.document)
    assert back.document == MID
    assert not back.doubts
    assert before == MID
    assert up(MID_0_7).document == MID_0_7


def test_entries_of_the_sequence_are_accounted_for() -> None:
    found = {mapped.place: mapped.to for mapped in up(MID).mapped}
    place = ("dish_allocations", "scan_sequence", 1, "scan_definition_id")
    assert found["scan_sequence", 1] == (place,)
    assert place in found["scan_definitions", 1, "scan_definition_id"]


def test_low_with_one_beam() -> None:
    beam = {**BEAMS[0], "number_of_channels": 96}
    block = {**LOW, "mccs_allocation": {**LOW["mccs_allocation"], "subarray_beams": [beam]}}  # type: ignore[dict-item]
    done = up(block)
    expected = {**BEAMS[0], "scan_sequence": [FIRST]}
    assert done.document["mccs_allocation"]["subarray_beams"] == [expected]
    assert not done.doubts
    again = {**block, "mccs_allocation": {**LOW["mccs_allocation"], "subarray_beams": [BEAMS[0]]}}  # type: ignore[dict-item]
    assert down(done.document).document == again


@pytest.mark.parametrize(("choice", "homes"), [("1", [0]), ("2", [1]), ("all", [0, 1])])
def test_low_with_several_beams(choice: str, homes: list[int]) -> None:
    done = up(LOW, assume={"beam": choice})
    beams = done.document["mccs_allocation"]["subarray_beams"]
    assert [i for i, beam in enumerate(beams) if "scan_sequence" in beam] == homes
    assert not done.doubts


@pytest.mark.parametrize(
    ("assume", "reason"),
    [
        ({}, "there are several sub-array beams, and the layout does not say which one scans"),
        ({"beam": "3"}, 'no sub-array beam has the identifier "3"'),
    ],
)
def test_low_with_several_beams_undecided(assume: dict[str, str], reason: str) -> None:
    done = up(LOW, assume=assume)
    assert reasons(done) == {reason}
    assert done.doubts[0].option == ("" if assume else "beam")
    done = up(LOW, assume=assume, loss=True)
    assert not done.doubts
    assert done.document["mccs_allocation"]["subarray_beams"] == BEAMS


def test_the_older_layout_does_not_say_which_beam() -> None:
    other = {**LOW, "scan_definitions": [{**SECOND, **LOW_LINK}], "scan_sequence": ["b"]}
    one, two = (up(b, assume={"beam": n}).document for b, n in ((LOW, "1"), (other, "2")))
    one["mccs_allocation"]["subarray_beams"][1] = two["mccs_allocation"]["subarray_beams"][1]
    done = down(one)
    assert reasons(done) == {"0.6 does not say which sub-array beam a scan belongs to"}
    done = down(one, loss=True)
    assert done.document["scan_sequence"] == ["a", "b"]
    same = up(LOW, assume={"beam": "all"}).document
    assert down(same).document == LOW


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"scan_sequence": ["a", "z"]}, "no scan definition has this identifier"),
        (
            {"scan_definitions": [{**FIRST, "dish_allocation_ref": "z"}]},
            'the "dish_allocation_id" of "dish_allocations" is another one',
        ),
        (
            {"scan_definitions": [FIRST, {**SECOND, "scan_definition_id": "a"}]},
            'another scan definition has the identifier "a"',
        ),
    ],
)
def test_what_is_doubtful(change: dict[str, Any], reason: str) -> None:
    block = {**MID, "scan_definitions": [FIRST], "scan_sequence": ["a"], **change}
    assert reasons(up(block)) == {reason}
    assert not up(block, loss=True).doubts


def test_frequency_slices_are_set_aside() -> None:
    block = {**MID, "scan_definitions": [FIRST], "scan_sequence": ["a"]}
    done = up({**block, "csp_configurations": [{"cbf": {"fsps": [{"fsp_id": 1}]}}]})
    (slices,) = [removed for removed in done.set_aside if removed.needed]
    assert slices.place == ("csp_configurations", 0, "cbf", "fsps", 0, "fsp_id")
    assert slices.reason.startswith("frequency slices")
    assert not done.doubts


@pytest.mark.parametrize("sequence", [{"scan_sequence": s} for s in (["a"], [], None)] + [{}])
def test_definitions_without_entry_are_set_aside(sequence: dict[str, Any]) -> None:
    block = {key: part for key, part in MID.items() if key != "scan_sequence"} | sequence
    done = up(block)
    assert not done.doubts
    assert {removed.reason for removed in done.set_aside if removed.needed} == {
        'no entry of "scan_sequence" names this scan definition'
    }
    scans = [FIRST] if sequence.get("scan_sequence") else []
    assert done.document["dish_allocations"].get("scan_sequence", []) == scans


BOTH = {
    "dish_allocations": {"dish_allocation_id": "dishes", "dish_ids": ["SKA001"]},
    "mccs_allocation": {"mccs_allocation_id": "mccs", "subarray_beams": [BEAMS[0]]},
    "scan_sequence": ["a"],
}


@pytest.mark.parametrize(
    ("change", "home"),
    [
        ({"scan_definitions": [{**FIRST, **LINK}], "telescope": "ska_low"}, "dishes"),
        ({"scan_definitions": [{**FIRST, **LOW_LINK}], "telescope": "ska_mid"}, "beam"),
        ({"scan_definitions": [{**FIRST, **LOW_LINK, **LINK}], "telescope": "ska_mid"}, "dishes"),
        ({"scan_definitions": [FIRST], "telescope": "ska_mid"}, "dishes"),
        ({"scan_definitions": [FIRST], "telescope": "ska_low"}, "beam"),
        ({"scan_definitions": [FIRST], "mccs_allocation": {}}, "dishes"),
        ({"scan_definitions": [FIRST], "dish_allocations": None}, "beam"),
    ],
)
def test_which_telescope_a_scan_belongs_to(change: dict[str, Any], home: str) -> None:
    done = up({**BOTH, **change})
    assert done.doubts == []
    assert [removed for removed in done.set_aside if removed.needed] == []
    block = done.document
    beams = (block.get("mccs_allocation") or {}).get("subarray_beams", [{}])
    found = {"dishes": block.get("dish_allocations") or {}, "beam": beams[0]}
    assert {name for name, part in found.items() if "scan_sequence" in part} == {home}
    assert found[home]["scan_sequence"] == [FIRST]


def test_nothing_says_which_telescope_a_scan_belongs_to() -> None:
    reason = (
        '"dish_allocations" and "mccs_allocation" are both filled, and nothing says which one scans'
    )
    assert reasons(up({**BOTH, "scan_definitions": [FIRST]})) == {reason}
    done = up({**BOTH, "scan_definitions": [FIRST]}, loss=True)
    assert reasons(done) == {reason}
    assert "scan_sequence" not in done.document["dish_allocations"]


@pytest.mark.parametrize("choice", ["1", "all"])
def test_scans_that_would_fill_too_much_are_refused(choice: str) -> None:
    beams = [{"subarray_beam_id": 1}, {"subarray_beam_id": 2}]
    times = 150 if choice == "all" else 201
    block = {
        "mccs_allocation": {"subarray_beams": beams},
        "scan_definitions": [FIRST | {f"key-{n}": n for n in range(997)}],
        "scan_sequence": ["a"] * times,
    }
    done = up(block, assume={"beam": choice})
    reason = "the scans would come to more than 200000 values; divide the block"
    assert reasons(done) == {reason}
    assert up(block, assume={"beam": choice}, loss=True).document == {
        "mccs_allocation": {"subarray_beams": beams}
    }
    assert not up({**block, "scan_sequence": ["a"] * 100}, assume={"beam": choice}).doubts


def test_links_with_former_names_stay() -> None:
    scan = {"scan_definition_id": "a", "target": "x", "csp_configuration": "c"}
    done = up({**MID, "scan_definitions": [scan], "scan_sequence": ["a"]})
    expected = {"scan_definition_id": "a", "target_ref": "x", "csp_configuration_ref": "c"}
    assert done.document["dish_allocations"]["scan_sequence"] == [expected]
    inside = {"dish_allocations": {"scan_sequence": [scan]}}
    found = migrate(inside, steps_between("sbd", "0.7", "1.0"))
    assert found.document["dish_allocations"]["scan_sequence"] == [expected]


def test_a_block_whose_dish_section_is_empty_keeps_its_scans() -> None:
    block = {"dish_allocations": {}, "scan_definitions": [FIRST], "scan_sequence": ["a"]}
    assert up(block).document == {"dish_allocations": {"scan_sequence": [FIRST]}}


def test_scans_without_identifier_get_one_from_their_content() -> None:
    scan = {"target_ref": "x", "scan_duration_ms": 5}
    done = down({"dish_allocations": {"scan_sequence": [scan, scan]}})
    (definition,) = done.document["scan_definitions"]
    name = definition["scan_definition_id"]
    assert name.startswith("scan-")
    assert done.document["scan_sequence"] == [name, name]
    assert [entry.value for entry in done.defaulted] == [{}, name, name, name]


def test_two_different_scans_with_one_identifier_are_refused() -> None:
    other = {**SECOND, "scan_definition_id": "a"}
    block = {"dish_allocations": {"scan_sequence": [FIRST, other, FIRST, other]}}
    done = down(block)
    place = ("dish_allocations", "scan_sequence", 1, "scan_definition_id")
    reason = 'another scan has the identifier "a" and is different'
    assert (done.doubts[0].place, done.doubts[0].reason) == (place, reason)
    done = down(block, loss=True)
    assert {(removed.place[2:], removed.reason) for removed in done.lost} == {
        ((1, "scan_definition_id"), reason),
        ((3, "scan_definition_id"), reason),
    }
    first, second = done.document["scan_definitions"]
    name = second["scan_definition_id"]
    assert (first, second) == (FIRST, {**SECOND, "scan_definition_id": name})
    assert name.startswith("scan-")
    assert done.document["scan_sequence"] == ["a", name, "a", name]


@pytest.mark.parametrize(
    "block",
    [
        {"scan_definitions": 5, "scan_sequence": "a"},
        {"scan_definitions": [5, []], "scan_sequence": [{}, None]},
        {"dish_allocations": [], "scan_definitions": [{"scan_definition_id": []}]},
        {"mccs_allocation": {"subarray_beams": [1, {"scan_sequence": 5}]}, "scan_sequence": [[]]},
        {"csp_configurations": {"cbf": 1}},
    ],
)
def test_anything_is_accounted_for(block: dict[str, Any]) -> None:
    for change in (up, down):
        done = change(block)
        places = {place for place, _ in leaves(traced(block))}
        entries = [*done.mapped, *done.doubts, *done.set_aside]
        assert {entry.place for entry in entries} == places
        assert not change(block, loss=True).doubts
