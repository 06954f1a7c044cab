"""The block of layout 1.0 as a whole: scans, look-ups, references."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import timedelta
from typing import Any

import pytest

import ska_oso_pdm
from ska_oso_pdm.generated.v1_0.sbd import SBDefinition

INTERFACE = "https://schema.skao.int/ska-oso-pdm-sbd/1.0"


def seconds(value: float) -> timedelta:
    return timedelta(seconds=value)


def scan(name: str, target: str, csp: str, length: float) -> dict[str, Any]:
    return {
        "scan_definition_id": name,
        "target_ref": target,
        "csp_configuration_ref": csp,
        "scan_duration_ms": length * 1000,
    }


def parts(telescope: str) -> dict[str, Any]:
    """What the blocks of both telescopes share."""
    moon = {"kind": "special", "name": "Moon"}
    return {
        "interface": INTERFACE,
        "telescope": telescope,
        "targets": [
            {"target_id": name, "reference_coordinate": dict(moon)} for name in ("one", "two")
        ],
        "csp_configurations": [{"config_id": "wide"}, {"config_id": "narrow"}],
    }


def dishes() -> dict[str, Any]:
    sequence = [scan("a", "one", "wide", 10), scan("b", "two", "narrow", 60.5)]
    return {"dish_ids": ["SKA001"], "scan_sequence": sequence}


def stations() -> dict[str, Any]:
    aperture = {"station_id": 345, "substation_id": 1}
    first = [scan("1a", "one", "wide", 10), scan("1b", "one", "wide", 20)]
    second = [
        scan("2a", "two", "narrow", 30),
        scan("2b", "one", "wide", 5),
        scan("2c", "two", "wide", 1),
    ]
    return {
        "mccs_allocation_id": "m",
        "selected_subarray_definition": "AA0.5",
        "subarray_beams": [
            {"apertures": [aperture], "subarray_beam_id": 3, "scan_sequence": first},
            {"apertures": [aperture], "subarray_beam_id": 7, "scan_sequence": second},
        ],
    }


def mid() -> dict[str, Any]:
    return {**parts("ska_mid"), "dish_allocations": dishes()}


def low() -> dict[str, Any]:
    return {**parts("ska_low"), "mccs_allocation": stations()}


def test_scans_of_dishes_come_in_order_with_their_references_resolved() -> None:
    block = ska_oso_pdm.load(mid())
    first, second = block.scans()
    assert [first.index, second.index] == [0, 1]
    assert [first.start, second.start] == [seconds(0), seconds(10)]
    assert [first.duration, second.duration] == [seconds(10), seconds(60.5)]
    (part,) = second.parts
    assert part.definition is block.dish_allocations.scan_sequence[1]
    assert part.subarray_beam is None
    assert part.target is block.targets[1]
    assert part.csp_configuration is block.csp_configurations[1]
    assert second.definition is part.definition
    assert second.scan_definition_id == "b"
    assert second.csp_configuration is part.csp_configuration
    assert [target.target_id for target in second.targets] == ["two"]
    with pytest.raises(FrozenInstanceError):
        second.index = 0
    with pytest.raises(FrozenInstanceError):
        part.target = None


def test_subarray_beams_observe_at_the_same_time() -> None:
    block = ska_oso_pdm.load(low())
    beams = block.mccs_allocation.subarray_beams
    scans = list(block.scans())
    assert [[part.definition.scan_definition_id for part in s.parts] for s in scans] == [
        ["1a", "2a"], ["1b", "2b"], ["2c"],
    ]  # fmt: skip
    assert [s.start for s in scans] == [seconds(0), seconds(30), seconds(50)]
    assert [s.duration for s in scans] == [seconds(30), seconds(20), seconds(1)]
    assert [part.subarray_beam for part in scans[0].parts] == beams
    assert [part.subarray_beam.subarray_beam_id for part in scans[2].parts] == [7]
    assert [[t.target_id for t in s.targets] for s in scans] == [["one", "two"], ["one"], ["two"]]


def test_total_duration_is_the_sum_of_the_scans() -> None:
    assert ska_oso_pdm.load(mid()).total_duration == seconds(70.5)
    assert ska_oso_pdm.load(low()).total_duration == seconds(51)
    assert SBDefinition().total_duration == seconds(0)


@pytest.mark.parametrize(
    ("telescope", "first"), [("ska_mid", "a"), ("ska_low", "1a"), ("MeerKAT", "a"), (None, "a")]
)
def test_of_both_allocations_that_of_the_telescope_counts(telescope: Any, first: str) -> None:
    block = ska_oso_pdm.load({**mid(), **low(), "telescope": telescope})
    assert next(block.scans()).scan_definition_id == first


def test_of_both_allocations_without_telescope_that_with_scans_counts() -> None:
    block = ska_oso_pdm.load({**mid(), **low(), "telescope": None, "dish_allocations": {}})
    assert next(block.scans()).scan_definition_id == "1a"


@pytest.mark.parametrize("document", [{"dish_allocations": {}}, {"mccs_allocation": stations()}])
def test_an_allocation_without_scans_has_none(document: dict[str, Any]) -> None:
    for beam in document.get("mccs_allocation", {}).get("subarray_beams", []):
        del beam["scan_sequence"]
    assert list(ska_oso_pdm.load({"interface": INTERFACE, **document}).scans()) == []


def test_what_is_absent_or_names_nothing_reads_as_none() -> None:
    document = mid()
    document["csp_configurations"].append({"name": "without id"})
    bare, wrong = document["dish_allocations"]["scan_sequence"]
    for key in ("scan_definition_id", "target_ref", "csp_configuration_ref"):
        del bare[key]
    wrong.update(target_ref="nope", csp_configuration_ref="nope")
    for found in ska_oso_pdm.load(document).scans():
        assert (found.parts[0].target, found.csp_configuration, found.targets) == (None, None, [])


def test_of_equal_ids_the_first_counts_as_in_look_ups() -> None:
    document = mid()
    document["targets"][1]["target_id"] = "one"
    block = ska_oso_pdm.load(document)
    assert next(block.scans()).parts[0].target is block.targets[0]
    assert block.get_target("one") is block.targets[0]


def test_every_id_can_be_looked_up() -> None:
    block = ska_oso_pdm.load({**mid(), **low()})
    beams = block.mccs_allocation.subarray_beams
    assert block.get_target("two") is block.targets[1]
    assert block.get_csp_configuration("narrow") is block.csp_configurations[1]
    assert block.get_scan_definition("b") is block.dish_allocations.scan_sequence[1]
    assert block.get_scan_definition("2c") is beams[1].scan_sequence[2]
    assert block.get_subarray_beam(7) is beams[1]


def test_a_missing_id_is_answered_with_those_that_exist() -> None:
    block = ska_oso_pdm.load(low())
    for look_up, known in (
        (block.get_target, "no target has the id 9; there are: 'one', 'two'"),
        (
            block.get_csp_configuration,
            "no CSP configuration has the id 9; there are: 'wide', 'narrow'",
        ),
        (
            block.get_scan_definition,
            "no scan definition has the id 9; there are: '1a', '1b', '2a', '2b', '2c'",
        ),
        (block.get_subarray_beam, "no subarray beam has the id 9; there are: 3, 7"),
    ):
        with pytest.raises(KeyError) as caught:
            look_up(9)
        assert caught.value.args == (known,)
    with pytest.raises(KeyError, match="there are: none"):
        SBDefinition().get_subarray_beam(1)


def test_every_reference_that_names_nothing_is_listed_with_its_path() -> None:
    document = {**mid(), **low()}
    assert ska_oso_pdm.load(document).dangling_references() == []
    document["dish_allocations"]["scan_sequence"][1]["target_ref"] = "nope"
    beam = document["mccs_allocation"]["subarray_beams"][1]
    beam["scan_sequence"][2].update(target_ref="no", csp_configuration_ref="nope")
    assert [str(found) for found in ska_oso_pdm.load(document).dangling_references()] == [
        "/dish_allocations/scan_sequence/1/target_ref: no target has the id 'nope'",
        "/mccs_allocation/subarray_beams/1/scan_sequence/2/target_ref: no target has the id 'no'",
        "/mccs_allocation/subarray_beams/1/scan_sequence/2/csp_configuration_ref: "
        "no CSP configuration has the id 'nope'",
    ]


def test_directions_are_those_of_all_targets(monkeypatch: pytest.MonkeyPatch) -> None:
    def directions(
        targets: Any, obstime: Any = None, location: Any = None, *, iers_table: Any = None
    ) -> Any:
        return targets, obstime, location, iers_table

    monkeypatch.setattr("ska_oso_pdm.ext.sky.celestial.sky_coords", directions, raising=False)
    block = ska_oso_pdm.load(mid())
    found = block.sky_coords("now", location="here", iers_table="table")
    assert found == (block.targets, "now", "here", "table")
    assert SBDefinition().sky_coords() == ([], None, None, None)


@pytest.mark.parametrize(
    "document",
    [
        {"interface": INTERFACE},
        {"interface": INTERFACE, "targets": None, "csp_configurations": None},
        {"interface": INTERFACE, "dish_allocations": {}},
        mid(),
        low(),
    ],
)
def test_looking_changes_nothing(document: dict[str, Any]) -> None:
    block = ska_oso_pdm.load(document)
    before = ska_oso_pdm.dumps(block)
    list(block.scans())
    assert block.total_duration >= seconds(0)
    assert block.dangling_references() == []
    for look_up in (
        block.get_target,
        block.get_csp_configuration,
        block.get_scan_definition,
        block.get_subarray_beam,
    ):
        with pytest.raises(KeyError):
            look_up(9)
    assert ska_oso_pdm.dumps(block) == before == ska_oso_pdm.dumps(ska_oso_pdm.load(document))


def test_many_scans_are_resolved_in_linear_time(monkeypatch: pytest.MonkeyPatch) -> None:
    document = mid()
    document["dish_allocations"]["scan_sequence"] *= 500
    block = ska_oso_pdm.load(document)
    calls: list[str] = []
    monkeypatch.setattr(
        "ska_oso_pdm.ext.blocks.scans.defined", lambda _, kind: calls.append(kind) or {}
    )
    assert len(list(block.scans())) == 1000
    assert calls == ["target", "CSP configuration"]
