"""The published schemas as components of OpenAPI 3.1.

`tests/component-names.txt` lists their names, by which services and their clients know them. After
a decision to change it, run `python -m tests.test_openapi` and commit what it writes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from ska_oso_pdm import SchemaNotFoundError, openapi
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.registry import SchemaId
from tests.samples import CURRENT, ROOT

VERSIONS = list(dict.fromkeys(identifier.version for identifier in registry.documents()))
SNAPSHOT = Path(__file__).with_name("component-names.txt")
PLACE = "#/components/schemas/"


def names() -> str:
    """Those of versions in the making are not decided yet."""
    decided = [version for version in VERSIONS if not registry.is_in_the_making(version)]
    return "".join(f"{version}: {' '.join(openapi.components(version))}\n" for version in decided)


def sources(version: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every schema and every part of one, with its component's name."""
    for url, schema in registry.schemas_of(version).items():
        identifier = registry.parse_url(url)
        assert identifier
        for part in (schema, *schema.get("$defs", {}).values()):
            if part is not schema or "type" in schema:
                yield openapi.component_name(identifier, part["title"]), part


def references(node: Any) -> list[str]:
    return re.findall(r'"(#/[^"]*)"', json.dumps(node))


def judge(schemas: dict[str, Any], start: str) -> jsonschema_rs.Draft202012Validator:
    """Make a validator that begins at a URL, or at a place in the one schema without URL."""
    return jsonschema_rs.Draft202012Validator(
        {"$ref": start},
        registry=jsonschema_rs.Registry(list(schemas.items()), draft=jsonschema_rs.Draft202012),
    )


def documents(version: str) -> list[tuple[str, Any]]:
    """Give the texts of the examples, and of those bad ones that are JSON.

    For a version from 1.0 on those of the versions before are good too, under its label.
    """
    found = []
    homes = [home for home in VERSIONS[: VERSIONS.index(version)] if not home.startswith("0.")]
    for home in (*homes, version):
        for folder in ("examples", "tests/invalid"):
            for path in sorted(ROOT.glob(f"{folder}/{home}/*.json")):
                text = path.read_text(encoding="utf-8")
                found.append((path.name, json.loads(text.replace(f'/{home}"', f'/{version}"'))))
    return found


class TestComponents:
    @pytest.mark.parametrize("version", VERSIONS)
    def test_what_is_deprecated_says_so(self, version: str) -> None:
        parts, count = openapi.components(version), 0
        for name, schema in sources(version):
            for key, member in schema.get("properties", {}).items():
                told = parts[name]["properties"][key].get("deprecated", False)
                assert told == member.get("deprecated", False), (name, key)
                count += told
        assert (count > 0) == (not version.startswith("0."))

    def test_names_are_those_that_were_decided(self) -> None:
        assert names().splitlines() == SNAPSHOT.read_text(encoding="utf-8").splitlines()

    @pytest.mark.parametrize("version", VERSIONS)
    def test_each_is_its_source_but_for_references(self, version: str) -> None:
        components = openapi.components(version)
        expected = dict(sources(version))
        assert list(components) == sorted(expected)
        for name, source in expected.items():
            component = _sourced(components[name], version)
            assert component == {
                key: part for key, part in source.items() if key not in ("$schema", "$id", "$defs")
            }

    @pytest.mark.parametrize("version", VERSIONS)
    def test_names_keep_to_what_openapi_allows(self, version: str) -> None:
        for name in openapi.components(version):
            assert re.fullmatch(r"[A-Za-z0-9._-]+", name)

    @pytest.mark.parametrize("version", VERSIONS)
    def test_references_lead_to_components(self, version: str) -> None:
        components = openapi.components(version)
        found = references(components)
        assert found
        assert {reference.removeprefix(PLACE) for reference in found} <= set(components)

    @pytest.mark.parametrize("identifier", registry.documents(), ids=lambda known: known.url)
    def test_documents_are_judged_as_by_the_source(self, identifier: SchemaId) -> None:
        name = openapi.component_name(identifier, registry.schema_for(identifier)["title"])
        document = openapi.document(identifier.version)
        ours = judge({"urn:api": document}, f"urn:api{PLACE}{name}")
        source = judge(registry.schemas_of(identifier.version), identifier.url)
        verdicts = set()
        for file, instance in documents(identifier.version):
            expected = [
                (error.instance_path, error.message) for error in source.iter_errors(instance)
            ]
            found = [(error.instance_path, error.message) for error in ours.iter_errors(instance)]
            assert found == expected, file
            verdicts.add(bool(expected))
        assert verdicts == {True, False}

    @pytest.mark.parametrize("version", VERSIONS)
    def test_each_is_a_json_schema_by_itself(self, version: str) -> None:
        document = openapi.document(version)
        for name in document["components"]["schemas"]:
            assert not judge({"urn:api": document}, f"urn:api{PLACE}{name}").is_valid(None)

    def test_a_union_says_by_which_tag_it_is_told_apart(self) -> None:
        kinds = openapi.components()["Coordinates"]
        assert kinds["discriminator"] == {
            "propertyName": "kind",
            "mapping": {
                "icrs": "#/components/schemas/ICRSCoordinates",
                "galactic": "#/components/schemas/GalacticCoordinates",
                "altaz": "#/components/schemas/AltAzCoordinates",
                "special": "#/components/schemas/SpecialCoordinates",
                "tle": "#/components/schemas/TLECoordinates",
            },
        }
        scripts = openapi.components("0.1")["PythonProcedure-0.1"]
        assert scripts["discriminator"]["propertyName"] == "procedure_type"
        assert {branch["$ref"] for branch in scripts["oneOf"]} == set(
            scripts["discriminator"]["mapping"].values()
        )

    @pytest.mark.parametrize("version", VERSIONS)
    def test_every_union_has_a_discriminator(self, version: str) -> None:
        unions = [part for part in openapi.components(version).values() if "oneOf" in part]
        assert unions
        assert all("discriminator" in part for part in unions)

    def test_without_a_version_it_is_the_newest(self) -> None:
        assert openapi.components() == openapi.components(CURRENT)
        assert "SBDefinition" in openapi.components()

    def test_of_one_entity_it_is_what_that_refers_to(self) -> None:
        some = openapi.components(CURRENT, entity="constraints")
        assert sorted(some) == [
            "AltitudeConstraint",
            "Angle",
            "AngleUnit",
            "AngularSeparationConstraint",
            "LSTConstraint",
            "ObservingConstraints",
        ]
        everything = openapi.components(CURRENT)
        assert some == {name: everything[name] for name in some}

    def test_changing_what_it_gave_changes_nothing_else(self) -> None:
        openapi.components()["Target"]["properties"].clear()
        assert openapi.components()["Target"]["properties"]

    def test_an_unknown_version_is_answered_with_the_known_ones(self) -> None:
        with pytest.raises(SchemaNotFoundError) as caught:
            openapi.components("9.9")
        known = ", ".join(VERSIONS)
        assert str(caught.value) == f"there is no version '9.9' of the schemas; there are: {known}"

    def test_an_unknown_entity_is_answered_with_the_known_ones(self) -> None:
        with pytest.raises(SchemaNotFoundError) as caught:
            openapi.components("0.1", entity="nope")
        assert str(caught.value).startswith(
            "there is no schema https://schema.skao.int/ska-oso-pdm-nope/0.1; there are: "
        )


class TestDocument:
    @pytest.mark.parametrize("version", VERSIONS)
    def test_it_is_valid_by_an_openapi_validator(self, version: str) -> None:
        document = openapi.document(version)
        assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []
        document["components"]["schemas"]["Not a name"] = {}
        assert list(OpenAPIV31SpecValidator(document).iter_errors())

    def test_it_has_components_and_no_paths(self) -> None:
        assert openapi.document("1.0", entity="telescope") == {
            "openapi": "3.1.0",
            "info": {"title": "SKA Project Data Model", "version": "1.0"},
            "paths": {},
            "components": {"schemas": openapi.components("1.0", entity="telescope")},
        }
        assert openapi.document()["info"]["version"] == CURRENT


def _sourced(node: Any, version: str) -> Any:
    """Undo what makes a component of a schema."""
    if isinstance(node, list):
        return [_sourced(part, version) for part in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        name = node["$ref"].removeprefix(PLACE)
        return {**node, "$ref": _url(name, version)}
    return {
        key: _sourced(part, version)
        for key, part in node.items()
        if key != "discriminator" or "oneOf" not in node
    }


def _url(name: str, version: str) -> str:
    """Find the URL of the part that has a component's name."""
    for url, schema in registry.schemas_of(version).items():
        identifier = registry.parse_url(url)
        assert identifier
        if name == openapi.component_name(identifier, schema["title"]):
            return url
        for title in schema.get("$defs", ()):
            if name == openapi.component_name(identifier, title):
                return f"{url}#/$defs/{title}"
    raise AssertionError(name)


if __name__ == "__main__":
    SNAPSHOT.write_text(names(), encoding="utf-8")
