"""The closed form of a class: the verdict of `validate` where a class is a type."""

# Annotations of routes name classes of their test, so they are not put off to be read as text.
import copy
import json
from pathlib import Path
from typing import Annotated, Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import BaseModel, TypeAdapter, ValidationError

import ska_oso_pdm as pdm
from ska_oso_pdm import Closed, ClosedForm, answers
from ska_oso_pdm.catalogue import registry
from tests.agreement.comparison import Samples, documents
from tests.samples import EXAMPLES, ROOT, parsed
from tests.services.blocks import OLD_LABEL, URL

INVALID = sorted((ROOT / "tests/invalid").glob("[01].*/*.json"))
TODAY = [known for known in registry.documents() if known.version == "1.0"]
STRICT = ClosedForm(warnings="forbid")


def mid() -> dict[str, Any]:
    return parsed(ROOT / "examples/1.0/sbd-mid-imaging.json")


class Entry(BaseModel):
    """A model of a service."""

    block: Closed[pdm.SBDefinition]
    targets: list[Closed[pdm.Target]] = []


@pytest.fixture(scope="module")
def client() -> TestClient:
    app = FastAPI()

    @app.post("/block")
    def block(body: Closed[pdm.SBDefinition]) -> pdm.SBDefinition:
        return body

    @app.post("/strict")
    def strict(body: Annotated[pdm.SBDefinition, STRICT]) -> pdm.SBDefinition:
        return body

    @app.post("/optional")
    def optional(body: Closed[pdm.SBDefinition | None] = None) -> pdm.SBDefinition | None:
        return body

    @app.post("/any")
    def anything(body: Closed[pdm.SBDefinition | pdm.Project | pdm.Proposal]) -> dict[str, str]:
        return {"class": type(body).__name__}

    @app.post("/entry")
    def entry(body: Entry) -> Entry:
        return body

    return TestClient(app)


def misspelt() -> dict[str, Any]:
    block = mid()
    target = block["targets"][0]
    target["pointing_patern"] = target.pop("pointing_pattern")
    return block


class TestBodies:
    def test_a_misspelt_key_is_told_with_its_place_and_the_nearest_one(
        self, client: TestClient
    ) -> None:
        answer = client.post("/block", json=misspelt())
        assert answer.status_code == 422
        (problem,) = answer.json()["detail"]
        assert problem["type"] == "unknown-key"
        assert problem["loc"] == ["body", "targets", 0, "pointing_patern"]
        assert problem["ctx"] == {"pointer": "/targets/0/pointing_patern"}
        assert problem["msg"] == (
            'unknown key "pointing_patern" in Target; did you mean "pointing_pattern"?'
        )

    def test_all_problems_come_at_once(self, client: TestClient) -> None:
        block = {**misspelt(), "telescope": "x"}
        del block["targets"][0]["reference_coordinate"]["ra_str"]
        expected = [(issue.code, issue.path, issue.message) for issue in pdm.validate(block)]
        answer = client.post("/block", json=block).json()["detail"]
        assert [(p["type"], p["ctx"]["pointer"], p["msg"]) for p in answer] == expected
        assert len(expected) == 3

    def test_a_valid_body_is_the_object_that_load_gives(self, client: TestClient) -> None:
        answer = client.post("/block", json=mid())
        assert answer.json() == json.loads(pdm.load(mid()).model_dump_json())

    def test_an_optional_body_is_one(self, client: TestClient) -> None:
        assert client.post("/optional").json() is None
        assert client.post("/optional", json=mid()).json()["interface"] == URL
        assert client.post("/optional", json=misspelt()).status_code == 422

    def test_documents_of_several_classes_are_told_apart(self, client: TestClient) -> None:
        for path in (ROOT / "examples/1.0").glob("*.json"):
            document = parsed(path)
            answer = client.post("/any", json=document)
            cls = registry.class_for(registry.SchemaId(pdm.recognise(document).entity, "1.0"))
            if cls in (pdm.SBDefinition, pdm.Project, pdm.Proposal):
                assert answer.json() == {"class": cls.__name__}
            else:
                (problem,) = answer.json()["detail"]
                assert problem["type"] == "other-document"
                assert problem["msg"].startswith(f"this is {document['interface']}, and not https:")

    def test_in_a_model_of_the_service(self, client: TestClient) -> None:
        target = mid()["targets"][0]
        assert client.post("/entry", json={"block": mid(), "targets": [target]}).status_code == 200
        wrong = {**target, "nam": "x"}
        answer = client.post("/entry", json={"block": misspelt(), "targets": [target, wrong]})
        assert [problem["loc"] for problem in answer.json()["detail"]] == [
            ["body", "block", "targets", 0, "pointing_patern"],
            ["body", "targets", 1, "nam"],
        ]

    @pytest.mark.parametrize("body", ["[]", "5", '"text"', "null", '{"a": NaN}', '{"a": 1e999}'])
    def test_what_is_no_document_is_answered(self, client: TestClient, body: str) -> None:
        for route in ("/block", "/any", "/strict"):
            answer = client.post(route, content=body, headers={"Content-Type": "application/json"})
            assert answer.status_code == 422

    def test_the_openapi_document_has_the_published_schemas(self) -> None:
        from ska_oso_pdm import openapi

        app = FastAPI()
        openapi.publish(app)

        @app.post("/block")
        def block(body: Closed[pdm.SBDefinition]) -> Closed[pdm.SBDefinition]:
            return body

        document = app.openapi()
        (operation,) = (path["post"] for path in document["paths"].values())
        reference = {"$ref": "#/components/schemas/SBDefinition"}
        for place in (operation["requestBody"], operation["responses"]["200"]):
            schema = place["content"]["application/json"]["schema"]
            assert {key: schema[key] for key in schema if key != "title"} == reference
        known = openapi.components("1.0")["SBDefinition"]
        assert document["components"]["schemas"]["SBDefinition"] == known


class TestLabels:
    @pytest.mark.parametrize("label", [{"interface": OLD_LABEL}, {}, {"interface": URL[:-1] + "9"}])
    def test_what_validate_warns_of_is_taken_unless_it_is_forbidden(
        self, client: TestClient, label: dict[str, str]
    ) -> None:
        body = {**{key: part for key, part in mid().items() if key != "interface"}, **label}
        warning = pdm.validate(body)
        assert warning.valid
        assert client.post("/block", json=body).status_code == 200
        answer = client.post("/strict", json=body)
        assert answer.status_code == 422
        assert [problem["msg"] for problem in answer.json()["detail"]] == [warning[0].message]

    def test_a_newer_minor_version_keeps_its_additions(self) -> None:
        newer = {**mid(), "interface": URL[:-1] + "9", "addition": 5}
        read = TypeAdapter(Closed[pdm.SBDefinition]).validate_python(newer)
        assert json.loads(pdm.dumps(read)) == newer
        with pytest.raises(ValidationError) as caught:
            TypeAdapter(Annotated[pdm.SBDefinition, STRICT]).validate_python(newer)
        assert {error["type"] for error in caught.value.errors()} == {"newer-minor", "unknown-key"}

    @pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("0.*/sbd-*.json")))
    def test_an_earlier_layout_is_told_alone_and_what_to_do(
        self, client: TestClient, path: Path
    ) -> None:
        for label in ({}, {"interface": OLD_LABEL}):
            body = {**parsed(path), **label}
            (problem,) = client.post("/block", json=body).json()["detail"]
            assert problem["type"] == "earlier-layout"
            assert problem["msg"] == (
                f"this is {URL[:-3]}{pdm.validate(body).version}, not {URL}; "
                "convert it first, with ska_oso_pdm.convert() or the command ska-oso-pdm upgrade, "
                "or read it as it is with load()"
            )


def verdict(known: registry.SchemaId, document: Any) -> bool:
    try:
        TypeAdapter(Closed[registry.class_for(known)]).validate_python(document)
    except ValidationError:
        return False
    return True


class TestVerdict:
    """It is that of `validate`, for the documents of the class."""

    @pytest.mark.parametrize(
        "path", [*EXAMPLES, *INVALID], ids=lambda p: f"{p.parent.name}/{p.stem}"
    )
    def test_of_examples_and_bad_documents(self, path: Path) -> None:
        document = parsed(path)
        report = pdm.validate(document)
        for known in TODAY:
            expected = report.valid and (report.entity, report.version) == known
            assert verdict(known, document) == expected

    @pytest.mark.parametrize(
        "subject",
        [subject for subject in documents() if subject.url.endswith("/1.0")],
        ids=lambda subject: subject.url.partition("-pdm-")[2],
    )
    def test_of_made_documents_half_of_which_are_spoilt(self, subject: Any) -> None:
        known = registry.parse_url(subject.url)
        verdicts = set()
        for sample in Samples(subject).inside(range(200)):
            document = json.loads(sample.text)
            report = pdm.validate(json.dumps(document))
            expected = report.valid and (report.entity, report.version) == known
            assert verdict(known, document) == expected, sample.text
            verdicts.add(expected)
        assert verdicts == {True, False}


class TestObjects:
    def test_an_object_stays_the_one_it_is(self) -> None:
        block = pdm.load(mid())
        assert TypeAdapter(Closed[pdm.SBDefinition]).validate_python(block) is block

    def test_an_object_with_unknown_keys_is_refused(self) -> None:
        block = pdm.load(misspelt(), unknown="keep")
        with pytest.raises(ValidationError) as caught:
            TypeAdapter(Closed[pdm.SBDefinition]).validate_python(block)
        assert [error["loc"] for error in caught.value.errors()] == [
            ("targets", 0, "pointing_patern")
        ]

    def test_the_document_is_not_changed(self) -> None:
        body = {**mid(), "interface": OLD_LABEL}
        before = copy.deepcopy(body)
        TypeAdapter(Closed[pdm.SBDefinition]).validate_python(body)
        assert body == before

    def test_text_is_read_like_an_object(self) -> None:
        adapter = TypeAdapter(Closed[pdm.SBDefinition])
        assert adapter.validate_json(json.dumps(mid())) == pdm.load(mid())
        with pytest.raises(ValidationError, match="did you mean"):
            adapter.validate_json(json.dumps(misspelt()))

    @pytest.mark.parametrize(
        "wrong",
        [int, pdm.SBDefinition | int, pdm.Target | pdm.Beam, list[pdm.Target], pdm.PdmObject],
    )
    def test_takes_classes_of_this_model_only(self, wrong: Any) -> None:
        with pytest.raises(TypeError, match=r"Closed\[…\]"):
            TypeAdapter(Closed[wrong])


def test_answers_without_input_name_keys_and_no_values() -> None:
    block = {**misspelt(), "name": 5, "telescope": "SECRET"}
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Closed[pdm.SBDefinition]).validate_python(block)
    told = answers.without_input(caught.value.errors())
    assert "SECRET" not in json.dumps(told)
    assert 'did you mean "pointing_pattern"?' in json.dumps(told).replace('\\"', '"')
    (first, *_) = answers.without_input(
        [{"type": "unknown-key", "loc": (), "msg": "SECRET", "ctx": {"value": "SECRET"}}]
    )
    assert first["msg"] == "Input breaks the rule 'unknown-key'"
