"""The complete form: what `model_dump` gives, and FastAPI sends and takes."""

from __future__ import annotations

import copy
import json
import pickle
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import TypeAdapter

import ska_oso_pdm as pdm
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.subschemas import followed
from ska_oso_pdm.generated.v1_0.data_product import Weighting
from ska_oso_pdm.sb_definition import ObservingConstraints, SDPConfiguration
from ska_oso_pdm.sb_definition.procedures import GitScript
from tests.samples import EXAMPLES, ROOT, exact, parsed
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


def whole_numbers(value: Any) -> Any:
    """Copy JSON with an integer for each float that is one."""
    if isinstance(value, dict):
        return {key: whole_numbers(part) for key, part in value.items()}
    if isinstance(value, list):
        return [whole_numbers(part) for part in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def numbers(value: Any, schema: dict[str, Any], path: str = "") -> Iterator[tuple[str, str, Any]]:
    """Yield path, type in the schema, and value of each number that a schema describes."""
    schema = followed(schema, value)
    if isinstance(value, dict):
        properties, others = schema.get("properties", {}), schema.get("additionalProperties", {})
        for key, part in value.items():
            described = properties.get(key, others)
            if isinstance(described, dict):
                yield from numbers(part, described, f"{path}/{key}")
    elif isinstance(value, list):
        first = schema.get("prefixItems", [])
        for index, part in enumerate(value):
            described = first[index] if index < len(first) else schema.get("items")
            if isinstance(described, dict):
                yield from numbers(part, described, f"{path}/{index}")
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield path, schema.get("type"), value


class TestNumbers:
    @pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: f"{p.parent.name}/{p.stem}")
    def test_their_form_goes_by_the_field(self, path: Path) -> None:
        document = whole_numbers(parsed(path))
        block = pdm.load(document)
        assert exact(json.loads(pdm.dumps(block))) == exact(document)
        schema = registry.schema_for(registry.schema_of_class(type(block))[0])
        for form in (
            block.model_dump(mode="json"),
            json.loads(block.model_dump_json()),
            TypeAdapter(list[Any]).dump_python([block], mode="json")[0],
        ):
            for place, kind, value in numbers(form, schema):
                if kind in ("number", "integer"):
                    assert type(value) is (float if kind == "number" else int), place

    def test_there_are_such_fields(self) -> None:
        block = parsed(ROOT / "examples/1.0/sbd-mid-imaging.json")
        schema = registry.schema_for(registry.SchemaId("sbd", "1.0"))
        assert {"number", "integer"} <= {kind for _, kind, _ in numbers(block, schema)}

    def test_in_python_forms_too(self) -> None:
        limits = ObservingConstraints(altitude={"min": {"value": 20, "unit": "deg"}})
        assert repr(limits.model_dump()["altitude"]["min"]["value"]) == "20.0"

    def test_what_python_made_is_written_as_it_was_given(self) -> None:
        coordinate = pdm.ICRSCoordinates(**ICRS, epoch=2015, parallax=1.0)
        written = json.loads(pdm.dumps(coordinate))
        assert (repr(written["epoch"]), repr(written["parallax"])) == ("2015", "1.0")
        assert repr(coordinate.model_dump()["epoch"]) == "2015.0"
        coordinate.epoch = 2016
        assert repr(json.loads(pdm.dumps(coordinate))["epoch"]) == "2016"

    def test_free_numbers_stay_as_they_are(self) -> None:
        arguments = pdm.PythonArguments(kwargs={"a": 1, "b": 1.0})
        assert repr(arguments.model_dump()["kwargs"]) == "{'a': 1, 'b': 1.0}"

    @pytest.mark.parametrize("made", [-2, -2.0, "-2"])
    def test_robustness_is_a_float(self, made: Any) -> None:
        weight = Weighting(weighting="briggs", robust=made)
        assert f"{weight.robust}" == "-2.0"
        assert repr(weight.model_dump()["robust"]) == "-2.0"
        assert type(weight.model_dump()["robust"]) is float
        written = -2 if made == -2 and type(made) is int else -2.0
        for copied in (weight, copy.deepcopy(weight), pickle.loads(pickle.dumps(weight))):
            assert repr(json.loads(pdm.dumps(copied))["robust"]) == repr(written)


class TestNativeWriting:
    """The fast way and the one that tidies object by object write the same."""

    @pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: f"{p.parent.name}/{p.stem}")
    def test_all_of_it_is_what_including_everything_gives(self, path: Path) -> None:
        read = pdm.load(path)
        everything = set(type(read).model_fields)  # an unusual wish, which is not written natively
        for mode in ("json", "python"):
            tidied = read.model_dump(mode=mode, include=everything)
            natively = read.model_dump(mode=mode)
            for name in getattr(type(read), "__pdm_absent__", {}):
                natively.pop(name, None)
            assert natively == tidied
            assert list(natively) == list(tidied)

    def test_what_was_changed_in_place_too(self) -> None:
        block = pdm.load(ROOT / "examples/1.0/sbd-mid-imaging.json")
        block.targets[0].tied_array_beams = pdm.TiedArrayBeams()
        block.activities.clear()
        block.targets.append(block.targets[0].model_copy(deep=True))
        del block.targets[-1].radial_velocity
        everything = set(type(block).model_fields)
        assert block.model_dump() == block.model_dump(include=everything)

    def test_a_value_that_does_not_fit_is_written_with_a_warning(self) -> None:
        block = pdm.load(mid())
        block.targets.append("no target")
        with pytest.warns(UserWarning, match="serialized value may not be as expected"):
            assert block.model_dump(mode="json")["targets"][-1] == "no target"

    def test_a_derived_object_is_written_by_the_field_that_holds_it(self) -> None:
        class Own(pdm.Target):
            own: int = 3

        made = Own(name="x", reference_coordinate=pdm.ICRSCoordinates(**ICRS))
        block = pdm.SBDefinition(targets=[made])
        assert "own" not in block.model_dump()["targets"][0]
        assert block.targets[0].model_dump()["own"] == 3
