"""Scans move into the allocations, and out of them again."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from ska_oso_pdm.migrations import Allowed, Migration, migrate, steps_between
from ska_oso_pdm.migrations.tree import leaves, traced

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
        (
            {"csp_configurations": [{"cbf": {"fsps": [{"fsp_id": 1}]}}]},
            "frequency slices and their maps have no counterpart in spectral windows",
        ),
    ],
)
def test_what_is_doubtful(change: dict[str, Any], reason: str) -> None:
    done = up({**MID, "scan_sequence": ["a"], **change})
    assert reasons(done) == {reason}
    assert not up({**MID, "scan_sequence": ["a"], **change}, loss=True).doubts


def test_definitions_without_entry_are_set_aside() -> None:
    done = up({**MID, "scan_sequence": ["a"]})
    (reason,) = {removed.reason for removed in done.set_aside if removed.needed}
    assert reason == 'no entry of "scan_sequence" names this scan definition'


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
    scans = [FIRST, {**SECOND, "scan_definition_id": "a"}]
    done = down({"dish_allocations": {"scan_sequence": scans}})
    assert reasons(done) == {'another scan has the identifier "a" and is different'}


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
