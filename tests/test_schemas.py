"""The schemas themselves: metaschema, house rules, frozen bytes."""

from __future__ import annotations

import copy
import hashlib
import json
import re
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from astropy import units

from codegen import freeze
from ska_oso_pdm.catalogue import registry
from tests import descriptions, likes, rules

SCHEMAS = Path(__file__).parents[1] / "schemas"
FILES = sorted(path.relative_to(SCHEMAS).as_posix() for path in SCHEMAS.glob("*/*.json"))
RULES = [*rules.ALL, *descriptions.ALL]


def read(file: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((SCHEMAS / file).read_text(encoding="utf-8"))
    return schema


@pytest.mark.parametrize("file", FILES)
def test_schema_is_valid_by_the_metaschema(file: str) -> None:
    jsonschema.Draft202012Validator.check_schema(read(file))


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_schema_keeps_the_house_rule(rule: rules.Rule, file: str) -> None:
    assert list(rule(file, read(file))) == []


@pytest.mark.parametrize("file", FILES)
def test_units_are_astropy_spellings(file: str) -> None:
    for path, node in rules.nodes(read(file)):
        if "x-unit" in node:
            assert units.Unit(node["x-unit"]).to_string() == node["x-unit"], path


EXAMPLES = [
    (f"{read(file)['$id']}#{path}", node)
    for file in FILES
    for path, node in rules.nodes(read(file))
    if "examples" in node
]


@pytest.mark.parametrize(("url", "node"), EXAMPLES, ids=[url for url, _ in EXAMPLES])
def test_examples_are_valid_and_of_nobody(url: str, node: dict[str, Any]) -> None:
    reference = {"$ref": url.removesuffix("#")}
    judge = jsonschema_rs.Draft202012Validator(reference, retriever=registry.resolve)
    for example in node["examples"]:
        judge.validate(example)
        for address in re.findall(r"@[^ \"]*", json.dumps(example)):
            assert address == "@example.org"


def models() -> dict[str, list[str]]:
    """Give the files that are one model each: a folder, and before 1.0 a file by itself."""
    found: dict[str, list[str]] = {}
    for file in FILES:
        found.setdefault(file if file.startswith("0.") else file.partition("/")[0], []).append(file)
    return found


def titled(schema: dict[str, Any]) -> list[str]:
    return [schema["title"], *schema.get("$defs", {})]


@pytest.mark.parametrize("files", models().values(), ids=models())
def test_titles_are_unique_in_a_model(files: list[str]) -> None:
    titles = [title for file in files for title in titled(read(file))]
    assert sorted(titles) == sorted(set(titles))


def of_folder(version: str) -> list[tuple[str, dict[str, Any]]]:
    files = [file for file in FILES if file.startswith(f"{version}/")]
    return likes.properties_of(map(read, files))


COHERENT = sorted({file.partition("/")[0] for file in FILES if not file.startswith("0.")})


@pytest.mark.parametrize("version", COHERENT)
def test_properties_of_one_name_are_alike_or_differ_for_a_reason(version: str) -> None:
    assert likes.differing(of_folder(version)) <= likes.UNLIKE.keys()


def test_every_reason_for_being_unlike_is_needed() -> None:
    found = set[str]().union(*(likes.differing(of_folder(version)) for version in COHERENT))
    assert found == likes.UNLIKE.keys()


def test_a_list_that_may_be_null_in_one_of_two_objects_is_noticed() -> None:
    found = {"type": "array", "items": {"type": "string"}}
    pair = [("found", found), ("found", {"anyOf": [found, {"type": "null"}]})]
    assert likes.differing(pair) == {"found"}
    assert likes.differing([("found", found), ("found", {**found, "description": "X."})]) == set()


@pytest.mark.parametrize("file", FILES)
def test_references_lead_somewhere(file: str) -> None:
    for path, node in rules.nodes(read(file)):
        if "$ref" in node:
            url, _, fragment = node["$ref"].partition("#")
            entity, _, version = url.rpartition("ska-oso-pdm-")[2].partition("/")
            target = read(f"{version}/{entity}.json")
            assert not fragment or fragment.rpartition("/")[2] in target["$defs"], path


PLANTED: dict[str, Any] = {
    "known_keywords": ("/$defs/MetaData", {"if": True}),
    "identified_by_place": ("", {"$id": "https://schema.skao.int/ska-oso-pdm-sbd/0.2"}),
    "references_alone_and_absolute": ("/$defs/Planet/properties/target_name", {"title": "X"}),
    "objects_closed_and_titled": ("/$defs/Planet", {"additionalProperties": True}),
    "definitions_named_by_title": ("/$defs/Planet", {"title": "Planets"}),
    "described": ("/$defs/Planet/properties/kind", {"description": ""}),
    "required_names_exist": ("/$defs/Planet", {"required": ["kind", "name"]}),
    "unions_tagged": ("/$defs/Planet/properties/kind", {"const": "sidereal"}),
    "any_of_means_nullable": ("/properties/sbd_id", {"anyOf": [{"type": "string"}]}),
    "enums_of_strings_in_definitions": ("/$defs/ReceiverBand", {"enum": ["1", 2]}),
    "integers_bounded": ("/$defs/Channel/properties/count", {"maximum": 2**53}),
    "patterns_portable": ("/$defs/DateTime", {"pattern": r"^\d+$"}),
    "classes_escaped": ("/$defs/ICRSCoordinates/properties/dec_str", {"pattern": "^[+-]$"}),
    "tuples_closed": ("/$defs/ChannelPair", {"maxItems": 3}),
    "optional_means_nullable_or_default": ("/$defs/SiderealTarget", {"required": ["kind"]}),
    "defaults_harmless": ("/$defs/DriftScanTarget/properties/az", {"default": 0.0}),
    "former_keys_are_gone": ("/$defs/Planet", {"x-former-keys": {"kind": "leave it out"}}),
    "null_explained": ("/properties/sbd_id", {"x-null-means": "none"}),
    "source_told": ("/properties/sbd_id", {"x-source": "guessed"}),
    "examples_given": ("/$defs/Planet", {"examples": [{}]}),
    "references_name_their_document": ("/properties/sbd_id", {"x-refers-to": "sbd"}),
    "names_plain": ("/$defs/Planet/properties", {"targetName": {"type": "string"}}),
    "units_said": ("/$defs/AltAzCoordinates/properties/az", {"description": "Azimuth."}),
    "null_told": ("/properties/name", {"description": "Name; null where it has none."}),
    "more_than_the_name": ("/properties/tied_array_beams", {"description": "Tied-array beams."}),
}
OF_1_0 = {"classes_escaped", *(rule.__name__ for rule in descriptions.ALL)}
"""Rules that hold from 1.0 on; what breaks them is planted in a target of it."""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_house_rule_sees_what_breaks_it(rule: rules.Rule) -> None:
    pointer, change = PLANTED[rule.__name__]
    file = "1.0/target.json" if rule.__name__ in OF_1_0 else "0.1/sbd.json"
    schema = copy.deepcopy(read(file))
    node = schema
    for key in pointer.split("/")[1:]:
        node = node[key]
    node.update(change)
    assert list(rule(file, schema)) != []


def test_frozen_schemas_have_not_changed() -> None:
    assert list(freeze.changed_files(SCHEMAS)) == []


@pytest.mark.parametrize("version", "0.0 0.1 0.2 0.3 0.4 0.5 0.6 0.7 1.0".split())
def test_a_version_that_documents_have_is_frozen_with_all_its_files(version: str) -> None:
    files = {f"{version}/{path.name}" for path in (SCHEMAS / version).iterdir()}
    assert files, version
    assert files <= freeze.read_hashes(SCHEMAS).keys()


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    """A copy of the schemas with a frozen version 7.7."""
    shutil.copytree(SCHEMAS, tmp_path / "schemas")
    (tmp_path / "schemas" / "7.7").mkdir()
    (tmp_path / "schemas" / "7.7" / "sbd.json").write_bytes(b"{}")
    assert freeze.main(["7.7"], tmp_path / "schemas") == 0
    return tmp_path / "schemas"


def test_freezing_appends_a_line_that_sha256sum_reads(frozen: Path) -> None:
    lines = (frozen / "released.sha256").read_text().splitlines()
    assert lines[-1] == f"{hashlib.sha256(b'{}').hexdigest()}  7.7/sbd.json"
    assert lines[:-1] == (SCHEMAS / "released.sha256").read_text().splitlines()
    assert list(freeze.changed_files(frozen)) == []


def test_a_changed_byte_in_a_frozen_file_is_seen(frozen: Path) -> None:
    (frozen / "7.7" / "sbd.json").write_bytes(b"{} ")
    assert list(freeze.changed_files(frozen)) == [
        "schemas/7.7/sbd.json is frozen and has changed; make a new version instead"
    ]


def test_a_missing_and_an_added_file_are_seen(frozen: Path) -> None:
    (frozen / "7.7" / "sbd.json").rename(frozen / "7.7" / "sbi.json")
    assert list(freeze.changed_files(frozen)) == [
        "schemas/7.7/sbd.json is frozen and missing",
        "schemas/7.7/sbi.json was added to a frozen version",
    ]


def test_a_version_is_frozen_once(frozen: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert freeze.main(["7.7"], frozen) == 1
    assert freeze.main(["7.8"], frozen) == 1
    assert capsys.readouterr().err == (
        "freeze: version 7.7 is frozen already\nfreeze: there is no version '7.8' in schemas/\n"
    )
