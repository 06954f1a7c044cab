"""The block as a whole: scans, look-ups, references."""

from __future__ import annotations

from datetime import timedelta

import pytest

import ska_oso_pdm
from ska_oso_pdm.generated.v0_1 import sbd
from tests.samples import low, mid


def seconds(value: float) -> timedelta:
    return timedelta(seconds=value)


def test_scans_come_in_order_with_their_links_resolved() -> None:
    block = ska_oso_pdm.load(mid())
    scans = list(block.scans())
    assert [scan.scan_definition_id for scan in scans] == block.scan_sequence
    assert [scan.start for scan in scans] == [seconds(s) for s in (0, 10, 70, 130)]
    assert [scan.duration for scan in scans] == [seconds(s) for s in (10, 60, 60, 10)]
    science = scans[1]
    assert science.definition is block.scan_definitions[1]
    assert science.field_configuration is block.field_configurations[1]
    assert [target.target_id for target in science.targets] == ["core", "north lobe"]
    assert science.dish_configuration is block.dish_configurations[0]
    assert science.csp_configuration is block.csp_configurations[0]
    assert science.scan_type is block.sdp_configuration.scan_types[1]
    assert science.beams == []


def test_the_targets_of_a_low_scan_are_those_of_its_beams() -> None:
    block = ska_oso_pdm.load(low())
    scans = list(block.scans())
    assert [[t.target_id for t in scan.targets] for scan in scans] == [
        ["45 degrees"], ["85 degrees"], ["85 degrees"], ["45 degrees"],
    ]  # fmt: skip
    (beam,) = scans[0].beams
    assert beam.target_beam is block.target_beam_configurations[0]
    assert beam.subarray_beam is block.subarray_beam_configurations[0]


def test_total_duration_is_the_sum_of_the_sequence() -> None:
    assert ska_oso_pdm.load(mid()).total_duration == seconds(140)
    assert sbd.SBDefinition().total_duration == seconds(0)


def test_a_scan_that_is_not_defined_is_yielded_and_makes_the_total_unknown() -> None:
    block = ska_oso_pdm.load(mid())
    block.scan_sequence.insert(1, "nope")
    scans = list(block.scans())
    assert (scans[1].definition, scans[1].duration, scans[1].targets) == (None, None, [])
    assert (scans[1].start, scans[2].start) == (seconds(10), None)
    with pytest.raises(ValueError, match="^/scan_sequence/1: no scan definition has the id 'nope'"):
        _ = block.total_duration


def test_every_id_can_be_looked_up() -> None:
    block, beams = ska_oso_pdm.load(mid()), ska_oso_pdm.load(low())
    sdp = block.sdp_configuration
    assert block.get_scan_definition("science") is block.scan_definitions[1]
    assert block.get_field_configuration("mars") is block.field_configurations[0]
    assert block.get_target("core") is block.field_configurations[1].targets[0]
    assert block.get_dish_configuration("band 1") is block.dish_configurations[0]
    assert block.get_csp_configuration("correlation band 1") is block.csp_configurations[0]
    assert block.get_scan_type("imaging") is sdp.scan_types[1]
    assert block.get_processing_block("pb-mvp01-20220425-00002") is sdp.processing_blocks[1]
    target_beam = beams.target_beam_configurations[1]
    assert beams.get_target_beam_configuration("beam A at 85 degrees") is target_beam
    subarray_beam = beams.subarray_beam_configurations[0]
    assert beams.get_subarray_beam_configuration("beam A config") is subarray_beam


def test_a_missing_id_is_answered_with_those_that_exist() -> None:
    with pytest.raises(KeyError) as caught:
        ska_oso_pdm.load(mid()).get_target("venus")
    assert caught.value.args == (
        "no target has the id 'venus'; there are: 'mars', 'core', 'north lobe'",
    )
    with pytest.raises(KeyError, match="there are: none"):
        sbd.SBDefinition(sdp_configuration=None).get_scan_type("x")


def test_the_examples_dangle_nowhere() -> None:
    for document in (mid(), low()):
        assert ska_oso_pdm.load(document).dangling_references() == []


def test_every_reference_that_names_nothing_is_listed_with_its_path() -> None:
    document = mid()
    scan = document["scan_definitions"][0]
    for key in ("field_configuration", "dish_configuration", "scan_type", "csp_configuration"):
        scan[key] = "nope"
    scan["target_beam_configurations"] = ["nope"]
    document["scan_sequence"][3] = "nope"
    document["sdp_configuration"]["scan_types"][1]["target"] = "nope"
    dependency = document["sdp_configuration"]["processing_blocks"][1]["dependencies"][0]
    dependency["pb_id"] = "nope"
    document["target_beam_configurations"] = [
        {"target_beam_id": "t", "target": "nope", "subarray_beam_configuration": "nope"}
    ]
    document["subarray_beam_configurations"] = low()["subarray_beam_configurations"]
    block = ska_oso_pdm.load(document)
    assert [str(reference) for reference in block.dangling_references()] == [
        "/scan_definitions/0/field_configuration: no field has the id 'nope'",
        "/scan_definitions/0/dish_configuration: no dish configuration has the id 'nope'",
        "/scan_definitions/0/scan_type: no scan type has the id 'nope'",
        "/scan_definitions/0/csp_configuration: no CSP configuration has the id 'nope'",
        "/scan_definitions/0/target_beam_configurations/0: no target beam has the id 'nope'",
        "/scan_sequence/3: no scan definition has the id 'nope'",
        "/sdp_configuration/scan_types/1/target: no target has the id 'nope'",
        "/sdp_configuration/processing_blocks/1/dependencies/0/pb_id: "
        "no processing block has the id 'nope'",
        "/target_beam_configurations/0/target: no target has the id 'nope'",
        "/target_beam_configurations/0/subarray_beam_configuration: "
        "no subarray beam configuration has the id 'nope'",
        "/subarray_beam_configurations/0/subarray_beam_id: no subarray beam has the id 'beam A'",
    ]


def test_what_only_looks_alike_is_told() -> None:
    document = mid()
    name = document["scan_definitions"][0]["scan_definition_id"]
    document["scan_sequence"] = [name.upper()]
    block = ska_oso_pdm.load(document)
    (found,) = block.dangling_references()
    assert str(found) == (
        f"/scan_sequence/0: no scan definition has the id {name.upper()!r}, but {name!r}, "
        "which differs only in case"
    )
    with pytest.raises(KeyError) as caught:
        block.get_scan_definition(name.upper())
    assert f"no scan definition has the id {name.upper()!r}, but {name!r}, " in str(caught.value)


def test_looking_changes_nothing() -> None:
    block = ska_oso_pdm.loads('{"interface": "https://schema.skao.int/ska-oso-pdm-sbd/0.1"}')
    assert list(block.scans()) == []
    assert block.dangling_references() == []
    with pytest.raises(KeyError):
        block.get_target("x")
    assert ska_oso_pdm.dumps(block) == '{"interface":"https://schema.skao.int/ska-oso-pdm-sbd/0.1"}'
