"""Judging documents: labels, several versions side by side, wording of what is rare."""

from __future__ import annotations

import json
import pickle
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import ska_oso_pdm
from ska_oso_pdm import validation
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.phrases import nearest, show
from ska_oso_pdm.recognition import layout
from tests.samples import ROOT, low, mid

URL = "https://schema.skao.int/ska-oso-pdm-sbd/0.1"


def forget() -> None:
    for function in (
        registry.schema_folder,
        registry._files,
        registry.schema_for,
        registry.class_for,
        registry.documents,
        registry._schema_of_generated,
        validation._judge,
    ):
        function.cache_clear()


@pytest.fixture
def two_versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A second version, 0.8, with the schema of 0.1, and a part that is no document."""
    schemas = tmp_path / "schemas"
    shutil.copytree(ROOT / "schemas", schemas)
    text = (schemas / "0.1" / "sbd.json").read_text(encoding="utf-8")
    (schemas / "0.8").mkdir()
    (schemas / "0.8" / "sbd.json").write_text(text.replace("sbd/0.1", "sbd/0.8"), encoding="utf-8")
    part = {"$id": f"{registry.BASE_URL}target/0.8", "$defs": {}}
    (schemas / "0.8" / "target.json").write_text(json.dumps(part), encoding="utf-8")
    forget()
    monkeypatch.setattr(registry, "schema_folder", lambda: str(schemas))
    yield
    monkeypatch.undo()
    forget()


@pytest.mark.usefixtures("two_versions")
class TestSeveralVersions:
    def test_the_content_decides_and_a_wrong_label_is_a_finding(self) -> None:
        document = {**mid(), "interface": URL.replace("0.1", "0.8")}
        report = ska_oso_pdm.validate(json.dumps(document))
        assert (report.valid, report.entity, report.version) == (True, "sbd", "0.1")
        assert [str(issue) for issue in report] == [
            f'1:15: /interface: warning: says "{URL.replace("0.1", "0.8")}", but '
            f"/field_configurations shows {URL}; correct the label [label-wrong]"
        ]
        assert json.loads(ska_oso_pdm.dumps(ska_oso_pdm.load(document))) == mid()

    def test_the_label_decides_where_the_content_shows_nothing(self) -> None:
        document = {"interface": URL.replace("0.1", "0.8"), "sbd_id": "s"}
        report = ska_oso_pdm.validate(document)
        assert (report.valid, report.version, list(report)) == (True, "0.8", [])

    def test_parts_are_no_documents(self) -> None:
        report = ska_oso_pdm.validate({"interface": f"{registry.BASE_URL}target/0.8"})
        assert not report.judged

    def test_versions_are_sorted_as_numbers(self) -> None:
        assert registry.versions_of("sbd")[-2:] == ["0.8", "1.0"]
        assert sorted(["1.10", "1.9", "0.7"], key=registry.version_key) == ["0.7", "1.9", "1.10"]


@pytest.mark.parametrize("document", [mid(), low()])
def test_each_marker_alone_shows_the_layout(document: dict[str, Any]) -> None:
    found = layout.recognise(document)
    assert found is not None
    for place in layout.evidence(document, found):
        alone: Any = document
        for key in place:
            alone = alone[key]
        for key in reversed(place):
            alone = {key: alone} if isinstance(key, str) else [alone]
        assert layout.recognise(alone) == ("sbd", "0.1")


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"field_configurations": 5},
        {"scan_definitions": 5},
        {"activities": [1]},
    ],
)
def test_nothing_is_recognised_where_nothing_shows(document: dict[str, Any]) -> None:
    assert layout.recognise(document) is None


def test_validating_never_changes_a_document() -> None:
    document = mid()
    del document["interface"]
    document["x"] = 1
    before = json.dumps(document)
    ska_oso_pdm.validate(document)
    assert json.dumps(document) == before


def test_a_report_is_a_list_of_issues_with_data() -> None:
    document = json.dumps({**mid(), "telescope": "mid"}, indent=1)
    (issue,) = ska_oso_pdm.validate(document)
    assert (issue.path, issue.code, issue.severity) == ("/telescope", "not-allowed", "error")
    assert (issue.line, issue.column) == (4, 15)
    assert repr(issue) == (
        'Issue(\'4:15: /telescope: "mid" is not allowed here; '
        'write one of "ska_mid", "ska_low", "MeerKAT" [not-allowed]\')'
    )
    (issue,) = ska_oso_pdm.validate({**mid(), "telescope": "mid"})
    assert (issue.line, issue.column) == (None, None)


def test_an_exception_shows_twenty_problems_and_counts_the_rest() -> None:
    document = mid()
    document["scan_sequence"] = [None] * 23
    with pytest.raises(ska_oso_pdm.InvalidDocumentError) as caught:
        ska_oso_pdm.load(document, "block.json")
    lines = str(caught.value).splitlines()
    assert len(lines) == 21
    assert lines[0] == "block.json: /scan_sequence/0: null is not text [wrong-type]"
    assert lines[-1] == "block.json: and 3 more problems"
    assert len(caught.value.issues) == 23


def test_problems_can_go_to_another_process() -> None:
    with pytest.raises(ska_oso_pdm.InvalidDocumentError) as caught:
        ska_oso_pdm.load(json.dumps({**mid(), "telescope": 5}), "block.json")
    again = pickle.loads(pickle.dumps(caught.value))
    assert type(again) is ska_oso_pdm.InvalidDocumentError
    assert str(again) == str(caught.value)
    assert again.issues == caught.value.issues
    assert len({*again.issues, *caught.value.issues}) == 1


def test_long_values_are_cut() -> None:
    assert show("x" * 100) == '"' + "x" * 58 + "…"
    assert show({"a": [1, "é"]}) == '{"a": [1, "é"]}'


@pytest.mark.parametrize(
    ("name", "close"),
    [
        ("Sidereal", "sidereal"),
        ("ra_str", None),
        ("sidreal", "sidereal"),
        ("driftScan", "driftscan"),
        ("x", None),
        (5, None),
    ],
)
def test_the_nearest_name_is_found(name: Any, close: str | None) -> None:
    assert nearest(name, ["sidereal", "driftscan", "ra"]) == close


def test_registry_follows_the_one_rule() -> None:
    identifier = registry.parse_url(URL)
    assert identifier == SchemaId("sbd", "0.1")
    assert identifier.url == URL
    assert registry.schema_for(identifier)["$id"] == URL
    cls = registry.class_for(identifier)
    assert cls.__module__ == "ska_oso_pdm.generated.v0_1.sbd"
    assert registry.schema_of_class(cls) == (identifier, URL)
    examples = [path.name for path in (ROOT / "examples" / "0.1").iterdir()]
    assert all(name.startswith("sbd-") for name in examples)


@pytest.mark.parametrize(
    "url", ["", URL + "/", URL + "\n", URL.upper(), " " + URL, URL + "#", URL.replace("s:", ":")]
)
def test_nothing_else_is_a_url_of_the_model(url: str) -> None:
    assert registry.parse_url(url) is None


def test_a_missing_schema_is_answered_with_the_known_ones() -> None:
    message = f"^there is no schema {registry.BASE_URL}sbd/9.9; there are: .*{URL}, "
    with pytest.raises(ska_oso_pdm.SchemaNotFoundError, match=message):
        registry.schema_for(SchemaId("sbd", "9.9"))


@pytest.mark.parametrize("version", ["1.99999", "99999.1", "1." + "9" * 5000])
def test_a_version_of_very_many_digits_is_none(version: str) -> None:
    document = {**low(), "interface": f"{registry.BASE_URL}sbd/{version}"}
    (issue,) = ska_oso_pdm.validate(document)
    assert (issue.path, issue.code, issue.severity) == ("/interface", "unknown-interface", "error")
