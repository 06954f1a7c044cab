"""Answers to wrong requests: path and rule, never the value."""

import warnings
from typing import Annotated, Any, get_args

import pytest
from fastapi import FastAPI, Query
from fastapi.testclient import TestClient
from pydantic import BaseModel, Field, ValidationError, field_validator
from pydantic_core import PydanticCustomError, PydanticKnownError, core_schema

import ska_oso_pdm as pdm
from ska_oso_pdm.answers import hide_inputs, without_input
from ska_oso_pdm.generated.v1_0.csp import MidCBFConfiguration
from ska_oso_pdm.sb_definition import ObservingConstraints

SECRET = "DefaultUser"
ICRS = {"kind": "icrs", "ra_str": "03:22:41.79", "dec_str": "-37:12:29.5"}


class Person(BaseModel):
    """A model of a service, with rules of its own."""

    name: Annotated[str, Field(max_length=3)]
    badge: Annotated[int, Field(ge=0)] = 0
    role: str = ""
    group: str = ""

    @field_validator("role")
    @classmethod
    def known(cls, role: str) -> str:
        if role:
            raise ValueError(f"{role} is no role")
        return role

    @field_validator("group")
    @classmethod
    def grouped(cls, group: str) -> str:
        if group:
            raise PydanticCustomError("no_group", "{group} is no group", {"group": group})
        return group


@pytest.fixture
def client() -> TestClient:
    app = FastAPI()
    hide_inputs(app)

    @app.post("/people")
    def people(person: Person) -> None: ...

    @app.post("/targets")
    def targets(target: pdm.Target) -> None: ...

    @app.post("/constraints")
    def constraints(constraints: ObservingConstraints) -> None: ...

    @app.get("/page")
    def page(number: Annotated[int, Query(le=9)]) -> None: ...

    with warnings.catch_warnings():  # of the web framework's own
        warnings.simplefilter("ignore")
        return TestClient(app)


def answer(client: TestClient, path: str, body: Any) -> list[dict[str, Any]]:
    answered = client.post(path, json=body)
    assert answered.status_code == 422
    assert SECRET not in answered.text
    assert list(answered.json()) == ["detail"]
    return answered.json()["detail"]


def test_an_answer_gives_path_and_rule(client: TestClient) -> None:
    body = {"name": SECRET, "badge": -7, "role": SECRET, "group": SECRET}
    assert answer(client, "/people", body) == [
        {
            "type": "string_too_long",
            "loc": ["body", "name"],
            "msg": "String should have at most 3 characters",
        },
        {
            "type": "greater_than_equal",
            "loc": ["body", "badge"],
            "msg": "Input should be greater than or equal to 0",
        },
        {"type": "value_error", "loc": ["body", "role"], "msg": "Value error, …"},
        {
            "type": "no_group",
            "loc": ["body", "group"],
            "msg": "Input breaks the rule 'no_group'",
        },
    ]


def test_a_tag_is_not_repeated_and_the_known_ones_are_named(client: TestClient) -> None:
    (error,) = answer(client, "/targets", {"reference_coordinate": {"kind": SECRET}})
    assert error == {
        "type": "union_tag_invalid",
        "loc": ["body", "reference_coordinate"],
        "msg": "Input tag '…' found using 'kind' does not match any of the expected tags: "
        + ", ".join(repr(kind) for kind in pdm.CoordinateKind),
    }


def test_rules_of_this_package_are_told(client: TestClient) -> None:
    body = {"altitude": {"min": SECRET}, "required_receptors": [SECRET, SECRET]}
    assert [error["msg"] for error in answer(client, "/constraints", body)] == [
        "Input should be an angle, an object with value and unit. Its units are "
        + ", ".join(map(repr, _angle_units())),
        "Input should be a set, and a member is there twice",
    ]
    (former,) = answer(client, "/targets", {"reference_coordinate": {"kind": "icrs", "ra": SECRET}})
    assert former["type"] == "former_key"
    assert former["msg"].startswith("ICRSCoordinates has no 'ra'; write the right ascension as ")
    body = {"minimum_receptors": SECRET}
    assert [error["msg"] for error in answer(client, "/constraints", body)] == [
        "Input should be an integer, at least 0 and at most 9007199254740991"
    ]


def test_text_that_is_no_json_is_told_by_its_place(client: TestClient) -> None:
    answered = client.post(
        "/people", content=f'{{"name": {SECRET}', headers={"Content-Type": "application/json"}
    )
    assert answered.status_code == 422
    assert answered.json()["detail"] == [
        {"type": "json_invalid", "loc": ["body", 9], "msg": "Invalid JSON: …"}
    ]


def test_parameters_are_hidden_too(client: TestClient) -> None:
    assert client.get("/page", params={"number": SECRET}).json()["detail"] == [
        {
            "type": "int_parsing",
            "loc": ["query", "number"],
            "msg": "Input should be a valid integer, unable to parse string as an integer",
        }
    ]


def test_what_is_right_is_answered_as_before(client: TestClient) -> None:
    assert client.post("/people", json={"name": "AB"}).status_code == 200
    assert client.post("/targets", json={"reference_coordinate": ICRS}).status_code == 200


def test_errors_of_pydantic_itself_are_taken() -> None:
    with pytest.raises(ValidationError) as caught:
        MidCBFConfiguration.model_validate({"frequency_band": SECRET, "subbands": [SECRET]})
    found = without_input(caught.value.errors())
    assert [error["loc"][:2] for error in found] == [["frequency_band"], ["subbands", 0]]
    assert SECRET not in str(found)


NUMBERS = (
    "actual_length decimal_places expected_version ge gt le lt max_digits max_length min_length "
    "multiple_of tz_expected whole_digits"
).split()
TEXTS = (
    "class class_name discriminator encoding expected expected_schemes expected_tags field_type "
    "pattern"
).split()
OF_THE_VALUE = "attribute encoding_error error method_name tag tz_actual".split()


@pytest.mark.parametrize("rule", sorted(get_args(core_schema.ErrorType)))
def test_no_rule_of_pydantic_quotes_the_value(rule: str) -> None:
    context = {**dict.fromkeys(NUMBERS, 1), **dict.fromkeys(TEXTS, "of the rule")}
    error = {"type": rule, "loc": (), "msg": SECRET, "input": SECRET}
    (found,) = without_input([{**error, "ctx": {**context, **dict.fromkeys(OF_THE_VALUE, SECRET)}}])
    assert SECRET not in found["msg"]
    told_by_type = found["msg"] == f"Input breaks the rule {rule!r}"
    assert told_by_type == (rule == "timezone_offset")  # it would quote a number


def test_a_rule_without_context_keeps_its_words() -> None:
    (error,) = without_input([{"type": "missing", "loc": ("a",), "msg": "x", "input": SECRET}])
    assert error == {
        "type": "missing",
        "loc": ["a"],
        "msg": PydanticKnownError("missing").message(),
    }


def _angle_units() -> list[str]:
    from ska_oso_pdm.ext.values.units import ANGLE

    return list(ANGLE)
