"""Whole blocks: valid, with the defaults that clients rely on, and independent of each other."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from ska_oso_pdm import builders
from ska_oso_pdm.builders import (
    DishAllocationBuilder,
    LowSBDefinitionBuilder,
    LowTargetBuilder,
    MCCSAllocationBuilder,
    MidSBDefinitionBuilder,
    MidTargetBuilder,
    generate_targets,
    low_imaging_sb,
    mid_imaging_sb,
    populate_scan_sequences,
)
from ska_oso_pdm.builders.csp_builder import LowCSPConfigurationBuilder
from ska_oso_pdm.generated.v1_0.metadata import Metadata
from ska_oso_pdm.generated.v1_0.procedures import PythonArguments
from ska_oso_pdm.generated.v1_0.sbd import SBDefinition
from ska_oso_pdm.generated.v1_0.sdp import SDPConfiguration, SDPScript
from ska_oso_pdm.generated.v1_0.telescope import SubArrayLOW
from tests.builders.blocks import document, findings

Builder = Callable[..., SBDefinition]

BLOCKS = [LowSBDefinitionBuilder, MidSBDefinitionBuilder, low_imaging_sb, mid_imaging_sb]
EMPTY = BLOCKS[:2]
IMAGING = BLOCKS[2:]


def test_the_package_gives_what_it_names() -> None:
    assert all(callable(getattr(builders, name)) for name in builders.__all__)


@pytest.mark.parametrize("builder", BLOCKS)
class TestEveryBlock:
    def test_is_valid(self, builder: Builder) -> None:
        assert findings(builder()) == []

    def test_is_valid_with_many_targets_and_scans(self, builder: Builder) -> None:
        block = builder()
        block.targets = generate_targets(MidTargetBuilder, num_targets=20)
        populate_scan_sequences(block, [1000, 2000, 3000] * 20)
        assert findings(block) == []

    def test_survives_being_written_and_read(self, builder: Builder) -> None:
        block = builder()
        again = SBDefinition.model_validate_json(block.model_dump_json())
        assert again.model_dump_json() == block.model_dump_json()
        assert again == block

    def test_has_new_metadata(self, builder: Builder) -> None:
        before = datetime.now(UTC)
        metadata = builder().metadata
        assert metadata is not None
        assert metadata.created_on is not None
        assert before <= metadata.created_on <= datetime.now(UTC)
        metadata.version = 7
        fresh = builder().metadata
        assert fresh is not None
        assert fresh.version == 1

    def test_runs_one_script(self, builder: Builder) -> None:
        assert builder().model_dump(mode="json")["activities"] == {
            "observe": {
                "function_args": {"init": {"kwargs": {"subarray_id": 1}}},
                "kind": "git",
                "repo": "https://gitlab.com/ska-telescope/oso/ska-oso-scripting.git",
                "path": "git://scripts/allocate_and_observe_sb.py",
                "branch": "master",
            }
        }

    def test_leaves_the_rest_absent(self, builder: Builder) -> None:
        absent = {"sbd_id", "name", "description", "ob_ref", "observing_constraints"}
        absent |= {"sdp_configurations", "validate_against", "qa_threshold_overrides"}
        block = builder()
        assert not absent & document(block).keys()
        assert not absent & block.model_dump().keys()

    def test_has_one_target_and_one_csp_configuration(self, builder: Builder) -> None:
        block = builder()
        assert block.targets is not None
        assert block.csp_configurations is not None
        assert (len(block.targets), len(block.csp_configurations)) == (1, 1)

    def test_repeats_with_a_seed(self, builder: Builder) -> None:
        first = document(builder(ids=random.Random(11)))
        assert document(builder(ids=random.Random(11))) == first
        assert document(builder(ids=random.Random(12))) != first
        assert document(builder()) != first

    def test_changes_to_one_leave_others_alone(self, builder: Builder) -> None:
        def ids() -> Any:
            return itertools.count(10000)

        changed, second, expected = (
            builder(ids=ids()),
            builder(ids=ids()),
            document(builder(ids=ids())),
        )
        overwrite(changed)
        assert document(changed) != expected
        assert document(second) == expected
        assert document(builder(ids=ids())) == expected


def overwrite(block: SBDefinition) -> None:
    """Change something in every part of a block."""
    assert block.activities is not None
    assert block.targets is not None
    assert block.csp_configurations is not None
    block.activities["observe"].function_args["init"].kwargs["subarray_id"] = 2
    block.activities["main"] = block.activities["observe"]
    block.targets[0].name = "changed"
    block.targets.append(LowTargetBuilder())
    block.csp_configurations[0].name = "changed"
    block.csp_configurations.append(LowCSPConfigurationBuilder())
    if block.mccs_allocation is not None:
        block.mccs_allocation.subarray_beams[0].apertures.clear()
        block.mccs_allocation.subarray_beams[0].scan_sequence.clear()
    if block.dish_allocations is not None:
        block.dish_allocations.dish_ids = frozenset({"SKA002"})
        block.dish_allocations.scan_sequence.clear()


@pytest.mark.parametrize("builder", EMPTY)
class TestReplacing:
    def test_metadata_can_be_none(self, builder: Builder) -> None:
        block = builder(metadata=None)
        assert block.metadata is None
        assert "metadata" not in block.model_dump()
        assert findings(block) == []

    def test_objects_are_stored_as_they_are(self, builder: Builder) -> None:
        target, configuration, metadata = (
            LowTargetBuilder(),
            LowCSPConfigurationBuilder(),
            Metadata(),
        )
        block = builder(targets=[target], csp_configurations=[configuration], metadata=metadata)
        assert block.targets is not None
        assert block.csp_configurations is not None
        assert block.targets[0] is target
        assert block.csp_configurations[0] is configuration
        assert block.metadata is metadata

    def test_any_field_may_be_given(self, builder: Builder) -> None:
        block = builder(
            sbd_id="sbd-t0001-20261121-00001",
            name="A name",
            description="What for",
            telescope="MeerKAT",
            validate_against=SubArrayLOW.AA1_ALL,
            sdp_configurations=[SDPConfiguration(sdp_script=SDPScript.VIS_RECEIVE)],
            activities=None,
            targets=None,
        )
        assert (
            document(block).items()
            >= {
                "sbd_id": "sbd-t0001-20261121-00001",
                "name": "A name",
                "description": "What for",
                "telescope": "MeerKAT",
                "validate_against": "AA1",
                "sdp_configurations": [{"sdp_script": "vis-receive"}],
            }.items()
        )
        assert block.activities in (None, {})
        assert block.targets in (None, [])
        assert findings(block) == []

    def test_a_replaced_part_takes_no_number(self, builder: Builder) -> None:
        block = builder(targets=[], ids=itertools.count(10000))
        assert block.csp_configurations is not None
        assert block.csp_configurations[0].config_id == "csp-configuration-10000"

    def test_what_is_no_field_is_refused(self, builder: Builder) -> None:
        with pytest.raises(TypeError) as raised:
            builder(target=[])
        assert str(raised.value) == "SBDefinition has no field 'target'; did you mean 'targets'?"


def test_low_has_stations_only() -> None:
    allocation = MCCSAllocationBuilder(stations=[1])
    block = LowSBDefinitionBuilder(mccs_allocation=allocation)
    assert block.telescope == "ska_low"
    assert block.mccs_allocation is allocation
    assert block.dish_allocations is None
    assert LowSBDefinitionBuilder().mccs_allocation is not None


def test_mid_has_dishes_only() -> None:
    allocation = DishAllocationBuilder(dish_ids=["SKA001"])
    block = MidSBDefinitionBuilder(dish_allocations=allocation)
    assert block.telescope == "ska_mid"
    assert block.dish_allocations is allocation
    assert block.mccs_allocation is None
    assert MidSBDefinitionBuilder().dish_allocations is not None


@pytest.mark.parametrize("builder", IMAGING)
def test_an_imaging_block_has_a_scan(builder: Builder) -> None:
    block = builder()
    if block.dish_allocations is not None:
        [scan] = block.dish_allocations.scan_sequence
    else:
        assert block.mccs_allocation is not None
        [scan] = block.mccs_allocation.subarray_beams[0].scan_sequence
    assert block.targets is not None
    assert block.csp_configurations is not None
    assert scan.target_ref == block.targets[0].target_id
    assert scan.csp_configuration_ref == block.csp_configurations[0].config_id
    block.sbd_id = "sbd-t0001-20261121-00001"
    block.sbd_id = None
    assert findings(block) == []


def test_the_document_of_a_frequency_sweep() -> None:
    """What a client of 28.1 makes of a block, and which keys it expects to find then."""
    block = LowSBDefinitionBuilder(
        name="Frequency sweep",
        validate_against=SubArrayLOW.AA1_ALL,
        mccs_allocation=MCCSAllocationBuilder(stations=[345, 350, 352, 431]),
        targets=generate_targets(LowTargetBuilder, num_targets=3),
        csp_configurations=[LowCSPConfigurationBuilder() for _ in range(3)],
        sdp_configurations=[
            SDPConfiguration(
                sdp_script=SDPScript.VIS_RECEIVE, script_version="latest", script_parameters={}
            )
        ],
    )
    assert block.activities is not None
    block.activities["observe"].function_args["init"] = PythonArguments()
    populate_scan_sequences(block, scan_durations=[6000, 6000, 6000])
    block.metadata = None
    dumped = block.model_dump(mode="json")
    assert list(block.model_dump()) == list(dumped)
    assert set(dumped) == {
        "interface",
        "telescope",
        "name",
        "validate_against",
        "activities",
        "targets",
        "csp_configurations",
        "mccs_allocation",
        "sdp_configurations",
    }
    assert dumped["activities"]["observe"]["function_args"] == {"init": {}}
    assert dumped["sdp_configurations"][0]["script_parameters"] == {}
    assert findings(block) == []
