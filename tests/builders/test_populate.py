"""Scans for the allocations of a block."""

from __future__ import annotations

import itertools
import random
from typing import Any

import pytest
from astropy import units
from pydantic import ValidationError

from ska_oso_pdm.builders import (
    DishAllocationBuilder,
    LowSBDefinitionBuilder,
    LowTargetBuilder,
    MCCSAllocationBuilder,
    MidSBDefinitionBuilder,
    MidTargetBuilder,
    generate_targets,
    low_imaging_sb,
    populate_scan_sequences,
    utils,
)
from ska_oso_pdm.builders.csp_builder import LowCSPConfigurationBuilder
from ska_oso_pdm.generated.v1_0.mccs import Aperture, SubarrayBeamConfiguration
from ska_oso_pdm.generated.v1_0.sbd import SBDefinition
from ska_oso_pdm.generated.v1_0.scan import ScanDefinition
from tests.builders.blocks import document, findings, milliseconds, whole


def dishes(block: SBDefinition) -> list[ScanDefinition]:
    assert block.dish_allocations is not None
    return block.dish_allocations.scan_sequence


def beams(block: SBDefinition) -> list[list[ScanDefinition]]:
    assert block.mccs_allocation is not None
    return [beam.scan_sequence for beam in block.mccs_allocation.subarray_beams]


def two_beams(**fields: Any) -> SBDefinition:
    allocation = MCCSAllocationBuilder(
        subarray_beams=[
            SubarrayBeamConfiguration(
                apertures=[Aperture(station_id=345, substation_id=1)], subarray_beam_id=number
            )
            for number in (1, 2)
        ]
    )
    return LowSBDefinitionBuilder(mccs_allocation=allocation, **fields)


def test_the_function_is_the_same_at_both_places() -> None:
    assert utils.populate_scan_sequences is populate_scan_sequences


def test_gives_the_block_back() -> None:
    block = MidSBDefinitionBuilder()
    assert populate_scan_sequences(block, 1) is block
    assert populate_scan_sequences(block, scan_durations=[1]) is block


def test_one_duration_is_that_of_every_target() -> None:
    block = MidSBDefinitionBuilder(targets=generate_targets(MidTargetBuilder, num_targets=3))
    populate_scan_sequences(block, 5000)
    assert milliseconds(dishes(block)) == [5000, 5000, 5000]
    assert block.targets is not None
    assert [scan.target_ref for scan in dishes(block)] == [
        target.target_id for target in block.targets
    ]


def test_one_target_and_one_number_give_one_scan() -> None:
    [scans] = beams(populate_scan_sequences(LowSBDefinitionBuilder(), scan_durations=1))
    assert milliseconds(scans) == [1]


def test_a_list_has_one_duration_for_each_scan_and_targets_take_turns() -> None:
    targets = generate_targets(LowTargetBuilder, 2, ids=itertools.count(10000))
    block = LowSBDefinitionBuilder(targets=targets)
    [scans] = beams(populate_scan_sequences(block, [50000, 100000, 150000]))
    assert milliseconds(scans) == [50000, 100000, 150000]
    assert [scan.target_ref for scan in scans] == ["target-10000", "target-10001", "target-10000"]


def test_fewer_durations_than_targets_leave_targets_out() -> None:
    block = MidSBDefinitionBuilder(targets=generate_targets(MidTargetBuilder, num_targets=3))
    assert len(dishes(populate_scan_sequences(block, [6000000]))) == 1


def test_the_targets_are_those_at_the_time_of_the_call() -> None:
    block = MidSBDefinitionBuilder()
    block.targets = [MidTargetBuilder(target_id="target-of-now")]
    [scan] = dishes(populate_scan_sequences(block, 1))
    assert scan.target_ref == "target-of-now"


def test_a_scan_has_the_first_csp_configuration_and_both_durations() -> None:
    block = LowSBDefinitionBuilder(
        csp_configurations=[
            LowCSPConfigurationBuilder(config_id="first"),
            LowCSPConfigurationBuilder(config_id="second"),
        ]
    )
    [[scan]] = beams(populate_scan_sequences(block, [300000]))
    assert scan.csp_configuration_ref == "first"
    assert scan.scan_duration == 300 * units.s
    assert scan.model_dump(mode="json") == {
        "scan_definition_id": scan.scan_definition_id,
        "target_ref": scan.target_ref,
        "csp_configuration_ref": "first",
        "pointing_correction": "MAINTAIN",
        "scan_duration_ms": 300000,
        "scan_duration": {"value": 300.0, "unit": "s"},
    }


def test_every_beam_has_scans_of_its_own() -> None:
    block = populate_scan_sequences(two_beams(), [1000, 2000])
    first, second = beams(block)
    assert milliseconds(first) == milliseconds(second) == [1000, 2000]
    first[0].target_ref = "changed"
    assert second[0].target_ref != "changed"
    assert findings(block) == []


def test_ids_are_unique_in_the_block() -> None:
    block = populate_scan_sequences(two_beams(), [1] * 500)
    names = [scan.scan_definition_id for scans in beams(block) for scan in scans]
    assert len(set(names)) == len(names) == 1000


def test_ids_are_unique_even_where_numbers_repeat() -> None:
    numbers = iter([1, 1, 2, 2, 3, 3, 4])
    block = populate_scan_sequences(two_beams(), [1, 1], ids=numbers)
    assert [scan.scan_definition_id for scans in beams(block) for scan in scans] == [
        f"scan-definition-0000{number}" for number in (1, 2, 3, 4)
    ]


def test_ids_repeat_with_a_seed() -> None:
    blocks = [
        populate_scan_sequences(
            MidSBDefinitionBuilder(ids=random.Random(1)), [1] * 9, ids=random.Random(2)
        )
        for _ in range(2)
    ]
    assert document(blocks[0]) == document(blocks[1])


def test_what_was_there_is_replaced() -> None:
    block = low_imaging_sb()
    [[before]] = beams(block)
    [scans] = beams(populate_scan_sequences(block, [1, 2]))
    assert milliseconds(scans) == [1, 2]
    assert before not in scans


def test_an_empty_list_takes_all_scans_away() -> None:
    assert beams(populate_scan_sequences(low_imaging_sb(), [])) == [[]]


def test_a_block_with_both_allocations_has_both_filled() -> None:
    block = LowSBDefinitionBuilder(dish_allocations=DishAllocationBuilder())
    populate_scan_sequences(block, [1, 2])
    assert milliseconds(dishes(block)) == milliseconds(beams(block)[0]) == [1, 2]


NO_TARGET = "the block has no target to scan: put one into targets"
NO_CSP = "the block has no CSP configuration: put one into csp_configurations"
NO_ALLOCATION = (
    "the block has no allocation to put scans into: "
    "give it dish_allocations, or an mccs_allocation with a subarray beam"
)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"targets": None}, NO_TARGET),
        ({"targets": []}, NO_TARGET),
        ({"csp_configurations": None}, NO_CSP),
        ({"csp_configurations": []}, NO_CSP),
        ({"mccs_allocation": None}, NO_ALLOCATION),
        ({"mccs_allocation": MCCSAllocationBuilder(subarray_beams=[])}, NO_ALLOCATION),
    ],
)
def test_what_is_missing(fields: dict[str, Any], message: str) -> None:
    block = LowSBDefinitionBuilder(**fields)
    before = document(block)
    for durations in (1, [1], []):
        with pytest.raises(ValueError, match=whole(message)):
            populate_scan_sequences(block, durations)
    assert document(block) == before


@pytest.mark.parametrize("durations", [-1, [1000, -1], [1000, "soon"], [None]])
def test_a_wrong_duration_changes_nothing(durations: Any) -> None:
    block = low_imaging_sb()
    before = document(block)
    with pytest.raises(ValidationError, match="scan_duration_ms"):
        populate_scan_sequences(block, durations)
    assert document(block) == before
