"""The types of TypeScript: their names, and what is told in them, in all versions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from codegen.errors import CodegenError
from codegen.npm import read_schemas, roots, semver, sources, version_of, vocabulary, write_version
from codegen.typescript import Module, index
from tests.samples import ROOT

VERSIONS = read_schemas(ROOT / "schemas")
FILES = sources(ROOT)
MODULES = {
    (version, name): FILES[f"versions/{version}/{name}.ts"]
    for version, schemas in VERSIONS.items()
    for name in schemas
}
SBD = "https://schema.skao.int/ska-oso-pdm-sbd/1.0"


def declared(text: str) -> list[str]:
    return re.findall(r"^export (?:interface|type) (\w+)", text, re.MULTILINE)


def parts(schema: dict[str, Any]) -> list[dict[str, Any]]:
    own = [schema] if schema.keys() & {"type", "enum", "oneOf"} else []
    return [*own, *schema.get("$defs", {}).values()]


@pytest.mark.parametrize(("version", "name"), MODULES)
def test_each_part_is_a_type_by_its_title_and_no_name_is_numbered(version: str, name: str) -> None:
    names = declared(MODULES[version, name])
    assert names == [part["title"] for part in parts(VERSIONS[version][name])]
    assert len({*names}) == len(names)
    assert [name for name in names if name[-1].isdigit()] == []


@pytest.mark.parametrize("version", [v for v in VERSIONS if not v.startswith("0.")])
def test_the_index_of_a_version_has_each_name_once(version: str) -> None:
    files = re.findall(r'^export \* from "\./.*/(.*)\.js";$', FILES[f"versions/{version}.ts"], re.M)
    assert files == [*VERSIONS[version]]
    names = [name for file in files for name in declared(MODULES[version, file])]
    assert len({*names}) == len(names)


def test_two_parts_of_one_name_are_refused() -> None:
    schemas = {name: {"$defs": {"A": {"title": "Angle", "type": "number"}}} for name in "ab"}
    with pytest.raises(CodegenError, match=r"^schemas/1.0: a.json and b.json both have the title"):
        index("1.0", schemas)


def properties(schema: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for part in parts(schema):
        for key, member in part.get("properties", {}).items():
            yield part["title"], key, member


def units(schema: Any) -> Iterator[str]:
    """Yield the units in a schema, what it refers to apart: that tells its own."""
    if isinstance(schema, dict):
        yield from filter(None, [schema.get("x-unit")])
        for value in schema.values():
            yield from units(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from units(value)


def told(text: str) -> str:
    """Give a comment as one line, without the marks of the comment."""
    return re.sub(r"\s+(?:\* )?", " ", text)


@pytest.mark.parametrize(("version", "name"), MODULES)
def test_each_property_tells_meaning_unit_null_and_that_it_is_deprecated(
    version: str, name: str
) -> None:
    blocks = dict(
        re.findall(r"^export interface (\w+) \{\n(.*?)^\}", MODULES[version, name], re.M | re.S)
    )
    for title, key, member in properties(VERSIONS[version][name]):
        comment, mark = re.findall(
            rf'((?:^  /\*\*\n(?:   \*.*\n)*)?)^  "?{re.escape(key)}"?(\??): ', blocks[title], re.M
        )[0]
        line = told(comment)
        assert told(member.get("description", "").replace("*/", "*\\/")) in line
        assert all(f"Unit: {unit}." in line for unit in units(member)), (title, key)
        assert member.get("x-null-means", "") in line
        assert ("@deprecated" in line) == bool(member.get("deprecated"))
        part = next(part for part in parts(VERSIONS[version][name]) if part["title"] == title)
        assert (mark == "") == (key in part.get("required", ()))


def text_of(part: dict[str, Any]) -> str:
    return Module("sbd", {"$id": SBD, "$defs": {"A": part}}, {}).text()


def test_odd_names_and_comments_that_would_end_early_are_written_safely() -> None:
    member = {"type": "string", "description": "Ends */ early."}
    text = text_of({"title": "A", "type": "object", "properties": {"a-b": member}})
    assert '  /**\n   * Ends *\\/ early.\n   */\n  "a-b"?: string;' in text


@pytest.mark.parametrize(
    ("schema", "wanted"),
    [
        ({"type": ["string", "null"]}, "string | null"),
        ({"type": "array", "items": {"type": ["string", "null"]}}, "(string | null)[]"),
        ({"enum": ["a", "b"]}, '"a" | "b"'),
        (
            {"type": "object", "additionalProperties": {"type": "number"}},
            "{ [key: string]: number }",
        ),
        ({"type": "object", "additionalProperties": False}, "Record<string, never>"),
        ({"type": "object"}, "{ [key: string]: Json }"),
        ({"type": "integer", "maximum": 5}, "number"),
        (
            {
                "prefixItems": [{"type": "number"}, {"type": "string"}],
                "type": "array",
                "minItems": 1,
            }
            | {"items": False},
            "[number, (string)?]",
        ),
        ({"$ref": f"{SBD}#/$defs/B"}, "B"),
        ({"$ref": "https://schema.skao.int/ska-oso-pdm-eb/1.0#/$defs/B"}, "eb$.B"),
    ],
)
def test_types(schema: dict[str, Any], wanted: str) -> None:
    part = {"title": "A", "type": "object", "properties": {"a": schema}}
    assert f"  a?: {wanted};" in text_of(part)


def test_a_reference_that_leaves_the_model_is_refused() -> None:
    part = {"title": "A", "properties": {"a": {"$ref": "https://example.org/a"}}}
    with pytest.raises(CodegenError, match="^https://example.org/a: no reference to a schema"):
        text_of(part)


def test_bounds_begin_a_sentence() -> None:
    part = {"title": "A", "properties": {"a": {"type": "number", "maximum": 5}}}
    assert "   * At most 5." in text_of(part)


@pytest.mark.parametrize(
    ("version", "wanted"),
    [
        ("29.0.0", "29.0.0"),
        ("29.1.0rc1", "29.1.0-rc.1"),
        ("29.1.0a2", "29.1.0-alpha.2"),
        ("29.1.0b3.dev4", "29.1.0-beta.3.dev.4"),
        ("29.1.0.dev4", "29.1.0-dev.4"),
    ],
)
def test_versions_are_spelt_as_npm_spells_them(version: str, wanted: str) -> None:
    assert semver(version) == wanted


@pytest.mark.parametrize("version", ["29.0", "1!29.0.0", "29.0.0.post1"])
def test_a_version_that_npm_has_no_spelling_of_is_refused(version: str) -> None:
    with pytest.raises(CodegenError, match="npm has no spelling for the version"):
        semver(version)


def test_the_version_of_the_npm_package_is_that_of_the_python_package(tmp_path: Any) -> None:
    (tmp_path / "web/npm").mkdir(parents=True)
    names = ("package.json", "package-lock.json")
    for name in names:
        text = (ROOT / "web/npm" / name).read_text("utf-8")
        assert text.count(f'"version": "{version_of(ROOT)}"') == (
            1 if name == "package.json" else 2
        )
        (tmp_path / "web/npm" / name).write_text(text, "utf-8")
    (tmp_path / "pyproject.toml").write_text('[project]\nversion = "30.1.0rc2"\n', "utf-8")
    write_version(tmp_path)
    for name in names:
        old, new = ((root / "web/npm" / name).read_text("utf-8") for root in (ROOT, tmp_path))
        assert new == old.replace(version_of(ROOT), "30.1.0-rc.2")


def test_data_has_all_annotations_and_the_keys_of_all_documents() -> None:
    assert {"x-unit", "x-former-keys"} <= {*vocabulary(VERSIONS)}
    assert {name for text in FILES.values() for name in re.findall(r'"(x-[a-z-]+)":', text)} == {
        *vocabulary(VERSIONS)
    }
    assert [*roots(VERSIONS)["sbd"]] == [*VERSIONS]
    assert "sbd_id" in roots(VERSIONS)["sbd"]["1.0"]
    assert "target" not in roots(VERSIONS)
