"""What the 2022 reference page documents keeps working: every name on it has a row here.

Rows of `CALLS`: class, its arguments by position in the documented order, and what of the JSON
they become. Each is called by position and by keyword, and its argument names are attributes of
made and of loaded objects.
"""

from __future__ import annotations

import importlib
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import ska_oso_pdm
from ska_oso_pdm import openapi, schemas
from ska_oso_pdm.entities.common import (
    field_configuration,
    procedures,
    sb_definition,
    scan_definition,
)
from ska_oso_pdm.entities.csp import common as csp
from ska_oso_pdm.entities.dish import dish_allocation, dish_configuration
from ska_oso_pdm.entities.mccs import (
    mccs_allocation,
    subarray_beam_configuration,
    target_beam_configuration,
)
from ska_oso_pdm.entities.sdp import processing_block, scan_type, sdp_configuration
from ska_oso_pdm.schemas.codec import MarshmallowCodec
from tests.samples import EXAMPLES, MID, exact, low, mid, parsed
from tests.services import blocks

ENTITIES = {
    "common.field_configuration": "FieldConfiguration Target SiderealTarget DriftScanTarget Planet "
    "PlanetName FieldConfigurationID TargetID",
    "common.procedures": "PythonArguments PythonProcedure EmbeddedScript FileSystemScript "
    "GitScript",
    "common.sb_definition": "SBDefinition MetaData TelescopeType SBDefinitionID",
    "common.scan_definition": "ScanDefinition ScanDefinitionID",
    "common.sdp.sdp_configuration": "SDPConfiguration",
    "csp.common": "CSPConfiguration SubarrayConfiguration CommonConfiguration CBFConfiguration "
    "FSPConfiguration FSPFunctionMode VLBIConfiguration PSTConfiguration PSSConfiguration "
    "CSPConfigurationID",
    "sdp": "SDPConfiguration ScanType Channel ProcessingBlock PbDependency Workflow",
    "sdp.sdp_configuration": "SDPConfiguration",
    "sdp.scan_type": "ScanType Channel ScanTypeID",
    "sdp.processing_block": "ProcessingBlock PbDependency Workflow",
    "dish.dish_allocation": "DishAllocation",
    "dish.dish_configuration": "DishConfiguration ReceiverBand DishConfigurationID",
    "mccs.mccs_allocation": "MCCSAllocation SubarrayBeamID",
    "mccs.subarray_beam_configuration": "SubarrayBeamConfiguration SubarrayBeamConfigurationID",
    "mccs.target_beam_configuration": "TargetBeamConfiguration TargetBeamConfigurationID",
    "low.target_beam_configuration": "TargetBeamConfiguration TargetBeamConfigurationID",
}
SCHEMAS = {
    "common.field_configuration": "FieldConfiguration SiderealTarget DriftScanTarget Planet",
    "common.procedures": "PythonArguments EmbeddedScript FileSystemScript GitScript",
    "common.sb_definition": "MetaData SBDefinition",
    "common.scan_definition": "ScanDefinition",
    "csp.common": "CSPConfiguration FSPConfiguration SubarrayConfiguration CommonConfiguration "
    "CBFConfiguration",
    "sdp": "SDPConfiguration ScanType Channel ProcessingBlock PbDependency Workflow",
    "sdp.sdp_configuration": "SDPConfiguration",
    "sdp.scan_type": "ScanType Channel",
    "sdp.processing_block": "Workflow ProcessingBlock PbDependency",
    "dish.dish_allocation": "DishAllocation",
    "dish.dish_configuration": "DishConfiguration",
    "mccs.mccs_allocation": "MCCSAllocation",
    "mccs.subarray_beam_configuration": "SubarrayBeamConfiguration",
    "mccs.target_beam_configuration": "TargetBeamConfiguration",
}


@pytest.mark.parametrize("module", ENTITIES)
def test_entities_are_where_they_were(module: str) -> None:
    found = importlib.import_module(f"ska_oso_pdm.entities.{module}")
    for name in ENTITIES[module].split():
        assert name in found.__all__
        if name.endswith("ID"):
            assert getattr(found, name) is str


WORKFLOW = processing_block.Workflow("ical", "batch", "0.1.0")
FLOW = {"name": "ical", "kind": "batch", "version": "0.1.0"}
FSP = csp.FSPConfiguration(1, csp.FSPFunctionMode.CORR, 2, 10, 6)
FSP_JSON = {
    "fsp_id": 1,
    "function_mode": "CORR",
    "frequency_slice_id": 2,
    "integration_factor": 10,
    "zoom_factor": 6,
}
CHANNEL = {"count": 744, "start": 0, "stride": 2, "freq_min": 3.5e8, "freq_max": 3.68e8}
ARGUMENTS = procedures.PythonArguments(["a"], {"b": 1})
ARGUMENTS_JSON = {"args": ["a"], "kwargs": {"b": 1}}

CALLS: list[tuple[Any, dict[str, Any], dict[str, Any]]] = [
    (procedures.PythonArguments, {"args": ["a"], "kwargs": {"b": 1}}, ARGUMENTS_JSON),
    (
        procedures.EmbeddedScript,
        {"content": "pass", "default_args": {"run": ARGUMENTS}},
        {
            "procedure_type": "embeddedscript",
            "content": "pass",
            "default_args": {"run": ARGUMENTS_JSON},
        },
    ),
    (
        procedures.FileSystemScript,
        {"path": "/a.py", "default_args": {"init": ARGUMENTS}},
        {
            "procedure_type": "filesystemscript",
            "path": "/a.py",
            "default_args": {"init": ARGUMENTS_JSON},
        },
    ),
    (
        procedures.GitScript,
        {
            "repo": "r",
            "path": "p",
            "branch": "b",
            "commit": "c",
            "default_args": {"run": ARGUMENTS},
        },
        {
            "procedure_type": "gitscript",
            "path": "p",
            "repo": "r",
            "branch": "b",
            "commit": "c",
            "default_args": {"run": ARGUMENTS_JSON},
        },
    ),
    (
        field_configuration.FieldConfiguration,
        {"field_id": "f", "targets": [field_configuration.Planet("mars")]},
        {"field_id": "f", "targets": [{"kind": "planet", "target_name": "mars"}]},
    ),
    (
        field_configuration.SiderealTarget,
        {
            "ra": "01:02:03",
            "dec": "-04:05:06",
            "target_name": "n",
            "reference_frame": "icrs",
            "target_id": "t",
            "unit": ("hourangle", "deg"),
        },
        {
            "target_id": "t",
            "kind": "sidereal",
            "target_name": "n",
            "reference_frame": "ICRS",
            "ra": "01:02:03",
            "dec": "-04:05:06",
        },
    ),
    (
        field_configuration.DriftScanTarget,
        {"az": 180.0, "el": 45.0, "target_name": "n", "target_id": "t", "unit": "deg"},
        {
            "target_id": "t",
            "kind": "driftscan",
            "target_name": "n",
            "reference_frame": "HORIZON",
            "az": 180.0,
            "el": 45.0,
        },
    ),
    (
        field_configuration.Planet,
        {"target_name": field_configuration.PlanetName.MARS, "target_id": "t"},
        {"target_id": "t", "kind": "planet", "target_name": "mars"},
    ),
    (
        scan_definition.ScanDefinition,
        {
            "scan_definition_id": "s",
            "scan_duration": timedelta(seconds=60),
            "field_configuration_id": "f",
            "target_beam_configuration_ids": ["b"],
            "dish_configuration_id": "d",
            "scan_type_id": "st",
            "csp_configuration_id": "c",
        },
        {
            "scan_definition_id": "s",
            "scan_duration": 60000,
            "field_configuration": "f",
            "target_beam_configurations": ["b"],
            "dish_configuration": "d",
            "scan_type": "st",
            "csp_configuration": "c",
        },
    ),
    (
        csp.CSPConfiguration,
        {
            "config_id": "c",
            "subarray_config": csp.SubarrayConfiguration("science period 23"),
            "common_config": csp.CommonConfiguration(1, [5.85, 7.25]),
            "cbf_config": csp.CBFConfiguration([FSP], csp.VLBIConfiguration()),
            "pst_config": csp.PSTConfiguration(),
            "pss_config": csp.PSSConfiguration(),
        },
        {
            "config_id": "c",
            "subarray": {"subarray_name": "science period 23"},
            "common": {"subarray_id": 1, "band_5_tuning": [5.85, 7.25]},
            "cbf": {"fsp": [FSP_JSON], "vlbi": {}},
            "pst": {},
            "pss": {},
        },
    ),
    (csp.SubarrayConfiguration, {"subarray_name": "s"}, {"subarray_name": "s"}),
    (
        csp.CommonConfiguration,
        {"subarray_id": 1, "band_5_tuning": [5.85, 7.25]},
        {"subarray_id": 1, "band_5_tuning": [5.85, 7.25]},
    ),
    (
        csp.CBFConfiguration,
        {"fsp_configs": [FSP], "vlbi_config": csp.VLBIConfiguration()},
        {"fsp": [FSP_JSON], "vlbi": {}},
    ),
    (
        csp.FSPConfiguration,
        {
            "fsp_id": 1,
            "function_mode": csp.FSPFunctionMode.PSS_BF,
            "frequency_slice_id": 2,
            "integration_factor": 10,
            "zoom_factor": 6,
            "channel_averaging_map": [(0, 2), (744, 0)],
            "output_link_map": [(0, 0), (200, 1)],
            "channel_offset": 3,
            "zoom_window_tuning": 650000,
        },
        {
            **FSP_JSON,
            "function_mode": "PSS-BF",
            "channel_averaging_map": [[0, 2], [744, 0]],
            "output_link_map": [[0, 0], [200, 1]],
            "channel_offset": 3,
            "zoom_window_tuning": 650000,
        },
    ),
    (
        sdp_configuration.SDPConfiguration,
        {"eb_id": "eb", "max_length": 100.0, "scan_types": [], "processing_blocks": []},
        {"eb_id": "eb", "max_length": 100.0, "scan_types": [], "processing_blocks": []},
    ),
    (
        scan_type.ScanType,
        {"scan_type_id": "st", "target_id": "t", "channels": []},
        {"scan_type_id": "st", "target": "t", "channels": []},
    ),
    (
        scan_type.Channel,
        {**CHANNEL, "link_map": [(0, 0), (200, 1)]},
        {**CHANNEL, "link_map": [[0, 0], [200, 1]]},
    ),
    (
        processing_block.ProcessingBlock,
        {
            "pb_id": "pb",
            "workflow": WORKFLOW,
            "parameters": {"x": 1},
            "dependencies": [processing_block.PbDependency("pb-1", ["visibilities"])],
        },
        {
            "pb_id": "pb",
            "workflow": FLOW,
            "parameters": {"x": 1},
            "dependencies": [{"pb_id": "pb-1", "kind": ["visibilities"]}],
        },
    ),
    (
        processing_block.PbDependency,
        {"pb_id": "pb-1", "kind": ["visibilities"]},
        {"pb_id": "pb-1", "kind": ["visibilities"]},
    ),
    (processing_block.Workflow, FLOW, FLOW),
    (dish_allocation.DishAllocation, {"receptor_ids": ["0001"]}, {"receptor_ids": ["0001"]}),
    (
        dish_configuration.DishConfiguration,
        {"dish_configuration_id": "d", "receiver_band": dish_configuration.ReceiverBand.BAND_5A},
        {"dish_configuration_id": "d", "receiver_band": "5a"},
    ),
    (
        mccs_allocation.MCCSAllocation,
        {"station_ids": [[1, 2]], "channel_blocks": [3], "subarray_beam_ids": ["b"]},
        {"subarray_beam_ids": ["b"], "station_ids": [[1, 2]], "channel_blocks": [3]},
    ),
    (
        subarray_beam_configuration.SubarrayBeamConfiguration,
        {
            "subarray_beam_configuration_id": "c",
            "subarray_beam_id": "b",
            "update_rate": 0.0,
            "antenna_weights": [1.0, 0.5],
            "phase_centre": [0.0, 1.0],
            "channels": [[0, 8, 1, 1]],
        },
        {
            "subarray_beam_configuration_id": "c",
            "subarray_beam_id": "b",
            "update_rate": 0.0,
            "antenna_weights": [1.0, 0.5],
            "phase_centre": [0.0, 1.0],
            "channels": [[0, 8, 1, 1]],
        },
    ),
    (
        target_beam_configuration.TargetBeamConfiguration,
        {"target_beam_id": "tb", "target": "t", "subarray_beam_configuration": "c"},
        {"target_beam_id": "tb", "target": "t", "subarray_beam_configuration": "c"},
    ),
]
KEYWORD_ONLY: list[tuple[Any, dict[str, Any], dict[str, Any]]] = [
    (
        sb_definition.MetaData,
        {
            "version": 2,
            "created_on": "2022-03-28T15:43:53.971548",
            "created_by": "DefaultUser",
            "last_modified_on": None,
            "last_modified_by": None,
        },
        {
            "version": 2,
            "created_by": "DefaultUser",
            "created_on": "2022-03-28T15:43:53.971548",
            "last_modified_on": None,
            "last_modified_by": None,
        },
    ),
    (
        sb_definition.SBDefinition,
        {
            "interface": "https://schema.skao.int/ska-oso-pdm-sbd/0.1",
            "sbd_id": "sbi-1",
            "telescope": sb_definition.TelescopeType.MID,
            "metadata": sb_definition.MetaData(),
            "activities": {"observe": procedures.FileSystemScript("/a.py")},
            "field_configurations": [],
            "scan_definitions": [],
            "scan_sequence": ["a"],
            "sdp_configuration": sdp_configuration.SDPConfiguration("eb", 1.0, [], []),
            "dish_configurations": [],
            "csp_configurations": [csp.CSPConfiguration()],
            "dish_allocations": dish_allocation.DishAllocation(),
            "mccs_allocation": None,
            "subarray_beam_configurations": [],
            "target_beam_configurations": [],
        },
        {
            "interface": "https://schema.skao.int/ska-oso-pdm-sbd/0.1",
            "sbd_id": "sbi-1",
            "telescope": "ska_mid",
            "metadata": {},
            "activities": {"observe": {"procedure_type": "filesystemscript", "path": "/a.py"}},
            "scan_definitions": [],
            "scan_sequence": ["a"],
            "field_configurations": [],
            "sdp_configuration": {
                "eb_id": "eb",
                "max_length": 1.0,
                "scan_types": [],
                "processing_blocks": [],
            },
            "csp_configurations": [{}],
            "dish_allocations": {},
            "dish_configurations": [],
            "mccs_allocation": None,
            "target_beam_configurations": [],
            "subarray_beam_configurations": [],
        },
    ),
]


def name_of(value: Any) -> str | None:
    return value.__name__ if isinstance(value, type) else None


@pytest.mark.parametrize(("cls", "arguments", "written"), CALLS, ids=name_of)
def test_constructor_takes_its_arguments_by_position(
    cls: Any, arguments: dict[str, Any], written: dict[str, Any]
) -> None:
    made = cls(*arguments.values())
    assert json.dumps(json.loads(ska_oso_pdm.dumps(made))) == json.dumps(written)
    with pytest.raises(TypeError, match=f"{cls.__name__} takes {len(arguments)} positional"):
        cls(*arguments.values(), None)


@pytest.mark.parametrize(("cls", "arguments", "written"), CALLS + KEYWORD_ONLY, ids=name_of)
def test_constructor_takes_its_arguments_by_keyword(
    cls: Any, arguments: dict[str, Any], written: dict[str, Any]
) -> None:
    made = cls(**arguments)
    assert json.dumps(json.loads(ska_oso_pdm.dumps(made))) == json.dumps(written)
    loaded = MarshmallowCodec().loads(cls, json.dumps(written))
    assert loaded == made
    for name in arguments:
        assert hasattr(made, name)
        assert getattr(loaded, name) == getattr(made, name)


def test_every_class_of_the_page_has_a_row() -> None:
    rows = {cls.__name__ for cls, _, _ in CALLS + KEYWORD_ONLY}
    empty = {"VLBIConfiguration", "PSTConfiguration", "PSSConfiguration"}
    classes = {name for names in ENTITIES.values() for name in names.split()}
    enums = {"TelescopeType", "FSPFunctionMode", "ReceiverBand", "PlanetName"}
    unions = {"Target", "PythonProcedure"}
    assert {c for c in classes if not c.endswith("ID")} == rows | empty | enums | unions


def test_enum_members_have_their_names() -> None:
    assert [m.name for m in sb_definition.TelescopeType] == ["MID", "LOW", "MEERKAT"]
    assert [m.name for m in csp.FSPFunctionMode] == ["CORR", "PSS_BF", "PST_BF", "VLBI"]
    bands = ["BAND_1", "BAND_2", "BAND_5A", "BAND_5B"]
    assert [m.name for m in dish_configuration.ReceiverBand] == bands
    assert {"MERCURY", "VENUS", "MARS"} <= {m.name for m in field_configuration.PlanetName}


def test_older_attributes_can_be_read_and_assigned_at_every_depth() -> None:
    block = ska_oso_pdm.load(mid())
    scan = block.scan_definitions[0]
    assert (scan.field_configuration_id, scan.scan_type_id) == ("mars", "calibration")
    scan.field_configuration_id = "centaurus"
    block.csp_configurations[0].cbf_config.fsp_configs[0].fsp_id = 5
    block.sdp_configuration.scan_types[0].target_id = "core"
    assert block.csp_configurations[0].cbf_config.vlbi_config is None
    written = json.loads(ska_oso_pdm.dumps(block))
    assert written["scan_definitions"][0]["field_configuration"] == "centaurus"
    assert written["csp_configurations"][0]["cbf"]["fsp"][0]["fsp_id"] == 5
    assert written["sdp_configuration"]["scan_types"][0]["target"] == "core"
    beams = ska_oso_pdm.load(low())
    assert beams.scan_definitions[0].target_beam_configuration_ids == ["beam A at 45 degrees"]
    beams.scan_definitions[0].target_beam_configuration_ids.append("beam A at 85 degrees")
    written = json.loads(ska_oso_pdm.dumps(beams))
    assert len(written["scan_definitions"][0]["target_beam_configurations"]) == 2


def test_an_argument_is_given_once() -> None:
    with pytest.raises(TypeError, match="ScanType got two values for 'target'"):
        scan_type.ScanType("st", "t", [], target="u")
    with pytest.raises(TypeError, match="Workflow got two values for 'name'"):
        processing_block.Workflow("a", name="b")


def test_coord_is_on_every_target_however_made() -> None:
    block = ska_oso_pdm.load(mid())
    assert block.get_target("core").coord.icrs.ra.deg == pytest.approx(201.3650625)
    assert block.get_target("mars").coord.isscalar
    assert ska_oso_pdm.load(low()).get_target("45 degrees").coord.alt.deg == 45


class TestCodecs:
    def test_loads_dumps_and_files(self, tmp_path: Path) -> None:
        codec = MarshmallowCodec()
        block = codec.load_from_file(sb_definition.SBDefinition, MID)
        assert isinstance(block, sb_definition.SBDefinition)
        assert json.loads(codec.dumps(block)) == mid()
        assert codec.loads(sb_definition.SBDefinition, codec.dumps(block)) == block
        missing = tmp_path / "missing.json"
        with pytest.raises(ska_oso_pdm.UnreadableError, match="no such file"):
            codec.load_from_file(sb_definition.SBDefinition, str(missing))

    def test_refuses_unknown_keys_as_it_always_did(self) -> None:
        with pytest.raises(ska_oso_pdm.InvalidDocumentError, match="unknown key"):
            MarshmallowCodec().loads(sb_definition.SBDefinition, json.dumps({**mid(), "x": 1}))

    @pytest.mark.parametrize("module", SCHEMAS)
    def test_every_schema_name_reads_and_writes(self, module: str) -> None:
        rows = {cls.__name__: written for cls, _, written in CALLS + KEYWORD_ONLY}
        found = importlib.import_module(f"ska_oso_pdm.schemas.{module}")
        for name in SCHEMAS[module].split():
            codec = getattr(found, f"{name}Schema")()
            made = codec.loads(json.dumps(rows[name]))
            assert made == codec.load(rows[name])
            assert type(made).__name__ == name
            assert json.dumps(codec.dump(made)) == json.dumps(rows[name])
            assert json.loads(codec.dumps(made)) == rows[name]


class TestReadyMadeCodec:
    """`CODEC`, as clients of versions 9 to 17 import it."""

    def test_it_is_one_in_both_places(self) -> None:
        assert openapi.CODEC is schemas.CODEC
        assert isinstance(openapi.CODEC, MarshmallowCodec)
        with pytest.raises(AttributeError, match="'ska_oso_pdm.openapi' has no attribute 'CODECS'"):
            openapi.CODECS  # noqa: B018

    @pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
    def test_documents_of_every_layout_come_back(self, path: Path) -> None:
        cls = type(ska_oso_pdm.read(path).object)
        made = openapi.CODEC.loads(cls, path.read_text(encoding="utf-8"))
        assert type(made) is cls
        assert exact(json.loads(openapi.CODEC.dumps(made))) == exact(parsed(path))
        assert openapi.CODEC.load_from_file(cls, path) == made

    @pytest.mark.parametrize("text", [str, str.encode])
    def test_an_old_label_becomes_the_honest_one(self, text: Any) -> None:
        given = {**blocks.mid(), "interface": blocks.OLD_LABEL}
        made = openapi.CODEC.loads(ska_oso_pdm.SBDefinition, text(json.dumps(given)))
        assert exact(json.loads(openapi.CODEC.dumps(made))) == exact(blocks.mid())

    def test_a_document_of_an_earlier_layout_is_not_taken_for_one_of_today(self) -> None:
        with pytest.raises(ska_oso_pdm.UnknownLayoutError, match=r"this is .*-sbd/0.1, not .*/1.0"):
            openapi.CODEC.loads(ska_oso_pdm.SBDefinition, json.dumps(mid()))

    def test_a_misspelt_key_is_refused_at_every_depth(self) -> None:
        given = blocks.mid()
        given["targets"][0]["pointing_patern"] = {}
        with pytest.raises(ska_oso_pdm.InvalidDocumentError, match="pointing_patern"):
            openapi.CODEC.loads(ska_oso_pdm.SBDefinition, json.dumps(given))
        with pytest.raises(ska_oso_pdm.InvalidDocumentError, match="pointing_patern"):
            openapi.CODEC.loads(ska_oso_pdm.Target, json.dumps(given["targets"][0]))

    def test_what_is_no_document_is_refused(self) -> None:
        for text in ("", "[]", '{"a": 1, "a": 2}', "\ufeff" * 993 + "{}"):
            with pytest.raises(ska_oso_pdm.PdmError):
                openapi.CODEC.loads(ska_oso_pdm.SBDefinition, text)
        block = openapi.CODEC.loads(ska_oso_pdm.SBDefinition, json.dumps(blocks.mid()))
        block.__dict__["telescope"] = "ska_high"
        with pytest.raises(ska_oso_pdm.UnwritableError, match="telescope"):
            openapi.CODEC.dumps(block)
