"""A service's OpenAPI document: published schemas under published names, and its own models."""

# Annotations of routes name classes of their test, so they are not put off to be read as text.
import importlib
import pkgutil
import re
import warnings
from collections.abc import Iterator
from enum import Enum, StrEnum
from typing import Annotated, Any

import pytest
from fastapi import APIRouter, Body, FastAPI
from fastapi.testclient import TestClient
from openapi_spec_validator import OpenAPIV31SpecValidator
from pydantic import BaseModel, Field, TypeAdapter, create_model

import ska_oso_pdm as pdm
from ska_oso_pdm import generated, openapi
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.generated.v0_1 import sbd as of_2022
from ska_oso_pdm.generated.v1_0.target import Coordinates
from ska_oso_pdm.sb_definition import ObservingConstraints

KNOWN = {**openapi.components("0.1"), **openapi.components("1.0")}
FRAMEWORK = {"HTTPValidationError", "ValidationError"}


class Entry(BaseModel):
    """A model of a service, with ours inside."""

    block: pdm.SBDefinition
    history: list[pdm.SBDefinition] = Field(default_factory=list, description="Older ones.")
    telescope: pdm.TelescopeType | None = None
    template: pdm.SubArrayMID = pdm.SubArrayMID.CUSTOM
    centre: Coordinates | None = None


class WiderTarget(pdm.Target):
    """What a client derived, with a field more."""

    priority: int = 0


@pytest.fixture(params=[True, False], ids=["split", "joint"])
def app(request: pytest.FixtureRequest) -> FastAPI:
    return FastAPI(separate_input_output_schemas=request.param)


def schemas_of(app: FastAPI) -> dict[str, Any]:
    """Publish, and give the components of the served document, which must be valid."""
    openapi.publish(app)
    with warnings.catch_warnings():  # of the web framework's own
        warnings.simplefilter("ignore")
        document = TestClient(app).get("/openapi.json").json()
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []
    schemas: dict[str, Any] = document["components"]["schemas"]
    assert set(references(document)) <= set(schemas)
    assert list(schemas) == sorted(schemas)
    for name in schemas.keys() & KNOWN.keys():
        assert schemas[name] == KNOWN[name]
    return schemas


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            yield from references(part)
    elif isinstance(node, str) and node.startswith("#/components/schemas/"):
        yield node.removeprefix("#/components/schemas/")


def content(operation: dict[str, Any], *, answer: bool = False) -> Any:
    part = operation["responses"]["200"] if answer else operation["requestBody"]
    return part["content"]["application/json"]["schema"]


class TestPublish:
    def test_bodies_and_answers_refer_to_published_names(self, app: FastAPI) -> None:
        @app.post("/blocks", response_model=pdm.SBDefinition)
        def create(block: pdm.SBDefinition) -> Any: ...

        @app.get("/blocks")
        def everything() -> list[pdm.SBDefinition]: ...

        @app.put("/targets")
        def put(target: pdm.Target | None) -> dict[str, pdm.ICRSCoordinates]: ...

        @app.post("/either")
        def either(thing: pdm.ICRSCoordinates | ObservingConstraints) -> None: ...

        schemas = schemas_of(app)
        assert set(schemas) == {*openapi.components(entity="sbd"), *FRAMEWORK}
        paths = app.openapi()["paths"]
        block = {"$ref": "#/components/schemas/SBDefinition"}
        assert content(paths["/blocks"]["post"]) == block
        assert content(paths["/blocks"]["post"], answer=True) == block
        assert content(paths["/blocks"]["get"], answer=True)["items"] == block
        assert content(paths["/targets"]["put"])["anyOf"] == [
            {"$ref": "#/components/schemas/Target"},
            {"type": "null"},
        ]
        assert content(paths["/targets"]["put"], answer=True)["additionalProperties"] == {
            "$ref": "#/components/schemas/ICRSCoordinates"
        }
        assert content(paths["/either"]["post"])["anyOf"] == [
            {"$ref": "#/components/schemas/ICRSCoordinates"},
            {"$ref": "#/components/schemas/ObservingConstraints"},
        ]

    def test_a_part_alone_brings_only_what_it_refers_to(self, app: FastAPI) -> None:
        @app.post("/constraints")
        def post(constraints: ObservingConstraints) -> None: ...

        expected = openapi.components(entity="constraints")
        assert set(schemas_of(app)) == {*expected, *FRAMEWORK}

    def test_models_of_the_service_stay_and_refer_to_published_names(self, app: FastAPI) -> None:
        @app.post("/entries")
        def post(entry: Entry, note: Annotated[str, Body()]) -> Entry: ...

        schemas = schemas_of(app)
        own = schemas.keys() - KNOWN.keys() - FRAMEWORK
        entries = {name for name in own if re.fullmatch("Entry(-Input|-Output)?", name)}
        assert entries
        assert own == {*entries, "Body_post_entries_post"}
        for name in entries:
            properties = schemas[name]["properties"]
            assert properties["block"] == {"$ref": "#/components/schemas/SBDefinition"}
            assert properties["history"]["items"] == properties["block"]
            assert properties["history"]["description"] == "Older ones."
            assert properties["telescope"]["anyOf"][0] == {
                "$ref": "#/components/schemas/TelescopeType"
            }
            assert properties["template"]["$ref"] == "#/components/schemas/SubArrayMID"

    def test_versions_live_side_by_side(self, app: FastAPI) -> None:
        @app.post("/upgrade")
        def upgrade(block: of_2022.SBDefinition) -> pdm.SBDefinition: ...

        @app.post("/target")
        def target(target: of_2022.Target) -> of_2022.TelescopeType: ...

        schemas = schemas_of(app)
        assert set(schemas) - FRAMEWORK == {
            *openapi.components("1.0", entity="sbd"),
            *openapi.components("0.1"),
        }
        operation = app.openapi()["paths"]["/upgrade"]["post"]
        assert content(operation) == {"$ref": "#/components/schemas/SBDefinition-0.1"}
        assert content(operation, answer=True) == {"$ref": "#/components/schemas/SBDefinition"}

    def test_an_older_version_alone_has_the_same_names(self, app: FastAPI) -> None:
        @app.post("/blocks")
        def post(block: of_2022.SBDefinition) -> None: ...

        assert set(schemas_of(app)) - FRAMEWORK == set(openapi.components("0.1"))

    def test_a_derived_class_keeps_its_own_schema(self, app: FastAPI) -> None:
        @app.post("/targets")
        def post(target: WiderTarget) -> None: ...

        schemas = schemas_of(app)
        assert schemas["WiderTarget"]["properties"]["priority"]["type"] == "integer"
        assert "x-schema" not in schemas["WiderTarget"]
        assert "Target" not in schemas
        assert schemas["Coordinates"] == KNOWN["Coordinates"]

    def test_a_derived_class_of_the_same_name_is_the_services_own(self, app: FastAPI) -> None:
        derived = create_model("SBDefinition", __base__=pdm.SBDefinition, owner=(str, ...))

        @app.post("/blocks")
        def post(block: Annotated[derived, Body()]) -> None: ...

        openapi.publish(app)
        schemas = app.openapi()["components"]["schemas"]
        assert schemas["SBDefinition"]["properties"]["owner"]["type"] == "string"
        assert schemas["Target"] == KNOWN["Target"]

    def test_a_service_without_our_classes_keeps_its_document(self, app: FastAPI) -> None:
        class Target(BaseModel):
            name: str

        @app.post("/targets")
        def post(target: Target) -> None: ...

        before = app.openapi()
        openapi.publish(app)
        assert app.openapi() is before
        assert openapi.publish(FastAPI()) is None

    def test_enums_that_only_look_alike_are_the_services_own(self, app: FastAPI) -> None:
        class TelescopeType(StrEnum):
            """Telescopes of this service."""

            MID = "ska_mid"

        @app.get("/telescope")
        def get() -> TelescopeType: ...

        openapi.publish(app)
        schemas = app.openapi()["components"]["schemas"]
        assert schemas["TelescopeType"]["description"] == "Telescopes of this service."

    def test_an_enum_alone_is_that_of_its_own_version(self, app: FastAPI) -> None:
        @app.get("/telescope")
        def get() -> of_2022.TelescopeType: ...

        assert list(schemas_of(app)) == ["TelescopeType-0.1"]  # 0.7 has the same values

    def test_a_copy_of_an_enum_is_the_services_own(self, app: FastAPI) -> None:
        copy = StrEnum("TelescopeType", {member.name: member for member in pdm.TelescopeType})
        copy.__doc__ = pdm.TelescopeType.__doc__

        @app.get("/telescope")
        def get(telescope: copy) -> None: ...  # type: ignore[valid-type]

        document = app.openapi()
        openapi.publish(app)
        assert app.openapi() is document

    def test_webhooks_and_error_answers_refer_to_published_names_too(self, app: FastAPI) -> None:
        @app.get("/none", responses={404: {"model": pdm.Target}})
        def none() -> None: ...

        @app.webhooks.post("done")
        def done(block: pdm.SBDefinition) -> None: ...

        assert {"Target", "SBDefinition"} <= set(schemas_of(app))
        block = content(app.openapi()["webhooks"]["done"]["post"])
        assert block == {"$ref": "#/components/schemas/SBDefinition"}

    def test_a_component_that_the_service_added_stays(self, app: FastAPI) -> None:
        @app.post("/targets")
        def post(target: pdm.Target) -> None: ...

        app.openapi()["components"]["schemas"]["Message"] = {"type": "string"}
        assert schemas_of(app)["Message"] == {"type": "string"}

    def test_the_document_is_made_once_and_again_when_routes_come(self, app: FastAPI) -> None:
        openapi.publish(app)

        @app.post("/targets")
        def post(target: pdm.Target) -> None: ...

        first = app.openapi()
        assert app.openapi() is first
        assert app.openapi_schema is first
        router = APIRouter()

        @router.post("/blocks")
        def blocks(block: pdm.SBDefinition) -> None: ...

        app.include_router(router)
        app.openapi_schema = None
        assert app.openapi()["components"]["schemas"]["SBDefinition"] == KNOWN["SBDefinition"]

    def test_publishing_twice_is_publishing_once(self, app: FastAPI) -> None:
        @app.post("/entries")
        def post(entry: Entry) -> None: ...

        once = schemas_of(app)
        assert schemas_of(app) == once
        assert openapi.published(app.openapi()) == app.openapi()

    def test_the_document_that_is_given_is_not_changed(self, app: FastAPI) -> None:
        @app.post("/entries")
        def post(entry: Entry) -> None: ...

        document = app.openapi()
        text = repr(document)
        assert openapi.published(document) != document
        assert repr(document) == text

    def test_only_an_application_can_publish(self) -> None:
        with pytest.raises(TypeError) as caught:
            openapi.publish(APIRouter())
        assert str(caught.value) == (
            "publish() takes a FastAPI application, and APIRouter has no openapi(); give it the "
            "application that includes the routes"
        )


class TestNames:
    def test_both_have_a_name_where_the_framework_gives_two(self, app: FastAPI) -> None:
        class Target(BaseModel):
            """A milestone."""

            due: str

        @app.post("/targets")
        def post(target: Target, block: pdm.SBDefinition) -> None: ...

        schemas = schemas_of(app)
        (own,) = schemas.keys() - KNOWN.keys() - FRAMEWORK - {"Body_post_targets_post"}
        assert own.endswith("Target")
        assert schemas[own]["description"] == "A milestone."

    def test_a_name_that_a_published_schema_needs_is_an_error(self, app: FastAPI) -> None:
        class Angle(BaseModel):
            """An angle of this service; ours is a part that the framework does not see."""

            degrees: float

        @app.post("/angles")
        def post(angle: Angle, constraints: ObservingConstraints) -> None: ...

        openapi.publish(app)
        with pytest.raises(ValueError, match="Angle") as caught:
            app.openapi()
        assert str(caught.value) == (
            "components/schemas/Angle: a model of this service has the name of a published schema "
            "to which its requests or answers refer too; give the class 'Angle' of the service "
            "another name"
        )


def everything(version: str) -> dict[str, Any]:
    """Give every class, enum and union of a version that stands for a published schema."""
    package = importlib.import_module(f"{generated.__name__}.v{version.replace('.', '_')}")
    found = {}
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        for name, part in vars(importlib.import_module(module.name)).items():
            made_here = getattr(part, "__module__", None) == module.name
            if made_here and _component(version, name) in KNOWN:
                found[name] = part
    return found


def _component(version: str, title: str) -> str:
    return openapi.component_name(registry.SchemaId("sbd", version), title)


class TestMarks:
    @pytest.mark.parametrize("version", ["0.1", "1.0"])
    def test_nothing_derived_is_left_of_all_that_there_is(self, version: str, app: FastAPI) -> None:
        parts = everything(version)
        assert any(issubclass(part, Enum) for part in parts.values() if isinstance(part, type))
        fields: Any = {f"field_{name}": (part | None, None) for name, part in parts.items()}
        model = create_model("Everything", **fields)

        @app.post("/everything")
        def post(body: Annotated[model, Body()]) -> None: ...

        schemas = schemas_of(app)
        assert schemas.keys() - KNOWN.keys() - FRAMEWORK == {"Everything"}
        assert {_component(version, name) for name in parts} <= schemas.keys()

    @pytest.mark.parametrize("version", ["0.1", "1.0"])
    def test_a_class_names_the_schema_that_it_was_made_from(self, version: str) -> None:
        for name, part in everything(version).items():
            if isinstance(part, type) and issubclass(part, pdm.PdmObject):
                schema = TypeAdapter(part).json_schema()
                schema = schema["$defs"][name] if "$ref" in schema else schema
                url = registry.schema_of_class(part)[1]
                assert schema["x-schema"] == url.partition("#")[0]

    def test_a_mark_that_leads_nowhere_is_left_alone(self, app: FastAPI) -> None:
        class Odd(BaseModel):
            model_config = {"json_schema_extra": {"x-schema": "https://example.org/odd"}}

        class Gone(BaseModel):
            model_config = {
                "json_schema_extra": {"x-schema": "https://schema.skao.int/ska-oso-pdm-sbd/9.9"}
            }

        @app.post("/odd")
        def post(odd: Odd, gone: Gone, target: pdm.Target) -> None: ...

        assert {"Odd", "Gone"} <= schemas_of(app).keys()
