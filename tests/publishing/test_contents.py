"""What is published for machines, from the package alone."""

from __future__ import annotations

import hashlib
import json
import re

import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator

from ska_oso_pdm import openapi
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.for_jsonschema import schemas_registry
from ska_oso_pdm.cli import main
from ska_oso_pdm.publishing.contents import INDEX, published
from ska_oso_pdm.publishing.file import JSON, SCHEMA
from tests.samples import ROOT

FILES = published()
SCHEMAS = sorted((ROOT / "schemas").glob("*/*.json"))
NAMES = {path: f"ska-oso-pdm-{path.stem}/{path.parent.name}" for path in SCHEMAS}


@pytest.mark.parametrize("path", SCHEMAS, ids=NAMES.get)
def test_each_schema_is_at_the_path_of_its_id_to_the_byte(path) -> None:
    name = NAMES[path]
    assert json.loads(path.read_bytes())["$id"] == f"https://schema.skao.int/{name}"
    for published_path in (name, f"{name}.json"):
        assert FILES[published_path].make() == path.read_bytes()
        assert FILES[published_path].media_type == SCHEMA
        assert FILES[published_path].frozen


def test_a_bundle_is_what_the_command_prints(capfdbinary) -> None:
    for identifier in registry.documents():
        assert main(["schema", "bundle", "/".join(identifier)]) == 0
        path = f"ska-oso-pdm-{identifier.entity}/{identifier.version}.bundle.json"
        assert FILES[path].make() == capfdbinary.readouterr().out


def test_components_are_what_the_package_gives() -> None:
    versions = {path.parent.name for path in SCHEMAS}
    for version in versions:
        text = FILES[f"data/openapi-{version}.json"].make()
        assert json.loads(text) == openapi.document(version)


def test_all_sentences_and_tables_of_the_package_are_published() -> None:
    package = ROOT / "src" / "ska_oso_pdm"
    there = {file.make() for path, file in FILES.items() if path.startswith("data/")}
    tables = {path for path in package.rglob("*.json") if path.parent.name != "publishing"}
    assert len(tables) > 7
    assert [path for path in tables if path.read_bytes() not in there] == []
    for name in ("markers.json", "released.sha256"):
        assert FILES[f"data/{name}"].make() == (ROOT / "schemas" / name).read_bytes()


def test_all_json_is_json_and_nothing_is_there_twice() -> None:
    for path, file in FILES.items():
        assert not re.search(r"(^|/)\.|//|^/|[^a-z0-9./_-]", path), path
        if file.media_type in {JSON, SCHEMA}:
            json.loads(file.make())


def test_every_schema_is_one() -> None:
    for path, file in FILES.items():
        if file.media_type == SCHEMA:
            assert jsonschema_rs.meta.is_valid(json.loads(file.make())), path


def test_the_index_lists_all_but_itself_with_their_hashes() -> None:
    rows = json.loads(FILES[INDEX].make())["files"]
    assert [row["path"] for row in rows] == [path for path in FILES if path != INDEX]
    for row in rows:
        file = FILES[row["path"]]
        assert row["media_type"] == file.media_type
        assert row["about"] == file.about
        told = row.get("sha256", "follows the server")
        real = hashlib.sha256(file.make()).hexdigest()
        assert told == ("follows the server" if file.follows_base else real)


def test_only_what_is_released_is_called_frozen() -> None:
    released = FILES["data/released.sha256"].make().decode()
    for file in FILES.values():
        digest = hashlib.sha256(file.make()).hexdigest()
        assert file.frozen == (digest in released), file.path


def test_a_bundle_says_what_its_schema_says() -> None:
    registry_of_all = schemas_registry()
    for path in (ROOT / "examples" / "1.0").glob("*.json"):
        document = json.loads(path.read_bytes())
        place = document["interface"].removeprefix("https://schema.skao.int/")
        bundle = json.loads(FILES[f"{place}.bundle.json"].make())
        assert "https://" not in json.dumps(re.findall(r'"\$ref": "([^"]*)"', json.dumps(bundle)))
        Draft202012Validator(bundle).validate(document)
        wrong = {**document, "unheard_of": 1}
        assert not Draft202012Validator(bundle).is_valid(wrong)
        named = {"$ref": document["interface"]}
        assert not Draft202012Validator(named, registry=registry_of_all).is_valid(wrong)
