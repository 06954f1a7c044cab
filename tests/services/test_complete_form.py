"""The complete form: what `model_dump` gives, and FastAPI sends and takes."""

from __future__ import annotations

import json
import warnings
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

import ska_oso_pdm as pdm
from ska_oso_pdm.sb_definition import ObservingConstraints, SDPConfiguration
from ska_oso_pdm.sb_definition.procedures import GitScript
from tests.services.blocks import OLD_LABEL, URL, mid

ICRS = {"kind": "icrs", "ra_str": "03:22:41.79", "dec_str": "-37:12:29.5"}


def test_defaults_are_written_and_what_is_absent_is_not() -> None:
    made = pdm.Target(name="x", reference_coordinate=pdm.ICRSCoordinates(**ICRS))
    assert made.model_dump(mode="json") == {
        "target_id": "",
        "name": "x",
        "pointing_pattern": {
            "active": "SinglePointParameters",
            "parameters": [
                {"kind": "SinglePointParameters", "offset_x_arcsec": 0.0, "offset_y_arcsec": 0.0}
            ],
        },
        "reference_coordinate": {
            **ICRS,
            "pm_ra": 0.0,
            "pm_dec": 0.0,
            "parallax": 0.0,
            "epoch": 2000.0,
        },
        "radial_velocity": {
            "quantity": {"value": 0.0, "unit": "km / s"},
            "definition": "RADIO",
            "reference_frame": "LSRK",
            "redshift": 0.0,
        },
    }


def test_none_is_left_out_also_where_it_was_given() -> None:
    block = pdm.SBDefinition(name=None, metadata=None)
    assert block.model_dump() == {"interface": URL}
    assert json.loads(pdm.dumps(block)) == {"interface": URL, "name": None, "metadata": None}


def test_empty_containers_that_are_the_default_are_left_out() -> None:
    arguments = pdm.PythonArguments(args=[], kwargs={})
    assert arguments.model_dump() == {}
    assert pdm.TiedArrayBeams(pst_beams=[]).model_dump() == {}
    script = GitScript(repo="r", path="p")
    assert script.model_dump() == {"kind": "git", "repo": "r", "path": "p"}
    assert ObservingConstraints().model_dump() == {}


def test_empty_values_that_a_caller_set_elsewhere_are_kept() -> None:
    block = pdm.SBDefinition(
        targets=[],
        observing_constraints=ObservingConstraints(),
        sdp_configurations=[
            SDPConfiguration(sdp_script="vis-receive", script_parameters={}),
            SDPConfiguration(
                sdp_script="vis-receive", script_parameters={"a": {}, "b": [], "c": None, "d": ""}
            ),
        ],
        activities={
            "observe": GitScript(repo="r", path="p", function_args={"init": pdm.PythonArguments()})
        },
    )
    for written in (block.model_dump(mode="json"), json.loads(block.model_dump_json())):
        assert written["targets"] == []
        assert written["observing_constraints"] == {}
        assert [each["script_parameters"] for each in written["sdp_configurations"]] == [
            {},
            {"a": {}, "b": [], "c": None, "d": ""},
        ]
        assert written["activities"]["observe"]["function_args"] == {"init": {}}


def test_a_required_list_is_written_when_it_is_empty() -> None:
    from ska_oso_pdm.sb_definition.csp import LowCBFConfiguration

    made = LowCBFConfiguration(correlation_spws=[])
    assert made.model_dump() == {"do_pst": False, "correlation_spws": []}


def test_unknown_keys_are_kept() -> None:
    block = pdm.load({**mid(), "note": {"empty": {}, "none": None}}, unknown="keep")
    assert block.model_dump(mode="json")["note"] == {"empty": {}, "none": None}


def test_excluding_works_as_with_any_model() -> None:
    block = pdm.load(mid())
    assert "metadata" not in block.model_dump(mode="json", exclude={"metadata"})
    assert set(block.model_dump(include={"telescope"})) == {"telescope"}
    assert block.model_dump(mode="json", exclude_unset=True) == json.loads(pdm.dumps(block))


def test_json_and_python_forms_agree() -> None:
    block = pdm.load(mid())
    assert json.loads(block.model_dump_json()) == block.model_dump(mode="json")
    with pytest.warns(DeprecationWarning, match="model_dump_json"):
        assert block.json() == block.model_dump_json()


def test_reading_it_again_gives_an_equal_object_and_the_same_form() -> None:
    block = pdm.load(mid())
    again = pdm.SBDefinition.model_validate_json(block.model_dump_json())
    assert again == block
    assert again.model_dump_json() == block.model_dump_json()
    assert pdm.SBDefinition.model_validate(block.model_dump()) == block
    assert pdm.validate(block.model_dump_json()) == []


def test_writing_it_changes_nothing() -> None:
    block = pdm.load(mid())
    before = pdm.dumps(block)
    block.model_dump_json()
    block.model_dump()
    assert pdm.dumps(block) == before


@pytest.fixture
def client() -> TestClient:
    with warnings.catch_warnings():  # of the web framework's own
        warnings.simplefilter("ignore")
        return TestClient(application())


def application() -> FastAPI:
    app = FastAPI(separate_input_output_schemas=False)
    stored: list[pdm.SBDefinition] = []

    @app.post("/sbds", response_model=pdm.SBDefinition)
    def create(block: pdm.SBDefinition) -> Any:
        stored.append(block)
        return block

    @app.get("/sbds")
    def everything() -> list[pdm.SBDefinition]:
        return stored

    @app.post("/things")
    def union(thing: pdm.SBDefinition | ObservingConstraints) -> dict[str, Any]:
        return thing.model_dump(mode="json")

    @app.get("/coordinates")
    def coordinates() -> dict[str, pdm.ICRSCoordinates]:
        return {"here": pdm.ICRSCoordinates(**ICRS)}

    return app


class TestFastAPI:
    def test_answers_are_the_complete_form(self, client: TestClient) -> None:
        answer = client.post("/sbds", json=mid())
        assert answer.status_code == 200
        assert answer.json() == pdm.load(mid()).model_dump(mode="json")
        assert client.get("/sbds").json() == [answer.json()]
        assert client.get("/coordinates").json()["here"]["epoch"] == 2000.0

    def test_a_body_with_the_old_label_is_taken(self, client: TestClient) -> None:
        answer = client.post("/sbds", json={**mid(), "interface": OLD_LABEL})
        assert answer.json()["interface"] == URL

    def test_a_wrong_body_names_the_place(self, client: TestClient) -> None:
        answer = client.post("/sbds", json={**mid(), "telescope": "ska_high"})
        assert answer.status_code == 422
        (error,) = answer.json()["detail"]
        assert error["loc"] == ["body", "telescope"]
        assert error["msg"] == "Input should be 'ska_mid', 'ska_low' or 'MeerKAT'"

    def test_a_body_of_either_class(self, client: TestClient) -> None:
        answer = client.post("/things", json={"altitude": {"min": {"value": 1, "unit": "deg"}}})
        assert answer.json() == {"altitude": {"min": {"value": 1, "unit": "deg"}}}

    def test_openapi_is_made_with_one_schema_a_class(self, client: TestClient) -> None:
        schemas = client.get("/openapi.json").json()["components"]["schemas"]
        assert "SBDefinition" in schemas
        assert not [name for name in schemas if name.endswith(("-Input", "-Output"))]
        assert schemas["ScanDefinition"]["properties"]["scan_duration_ms"]["type"] == "number"
        altitude = schemas["AltitudeConstraint"]["properties"]["min"]["anyOf"][0]
        assert altitude["properties"]["unit"]["enum"][0] == "deg"
        assert schemas["DishAllocation"]["properties"]["dish_ids"]["type"] == "array"
