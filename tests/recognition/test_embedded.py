"""Documents found inside larger JSON values."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.recognition.embedded import embedded
from tests.samples import CORPUS, EXAMPLES, low, mid, parsed

COLLECTED = sorted(CORPUS.glob("*-*.json"))
LABEL = "https://schema.skao.int/ska-oso-pdm-sbd/0.1"
OTHER = "https://schema.skao.int/ska-oso-osd-validation/1.0"


def places(value: Any) -> list[tuple[Any, ...]]:
    return [path for path, _ in embedded(value)]


def parts(value: Any) -> Iterator[Any]:
    """Yield the objects and arrays below a value."""
    for part in value.values() if isinstance(value, dict) else value:
        if isinstance(part, (dict, list)):
            yield part
            yield from parts(part)


def without_label(document: dict[str, Any]) -> dict[str, Any]:
    return {key: part for key, part in document.items() if key != "interface"}


def test_a_document_itself_has_the_empty_path() -> None:
    document = mid()
    ((path, found),) = embedded(document)
    assert path == ()
    assert found is document


def test_documents_are_found_in_their_order() -> None:
    history = {"sbd_ref": "sbd-1", "current_status": "Draft", "metadata": {}}
    value = {
        "b": [mid(), 1, None, "text", [[low()]]],
        "a": {"sbd": mid(), "history": [history], "a/b": {"": low()}},
    }
    assert places(value) == [
        ("b", 0),
        ("b", 4, 0, 0),
        ("a", "sbd"),
        ("a", "history", 0),
        ("a", "a/b", ""),
    ]
    for path, document in embedded(value):
        there: Any = value
        for token in path:
            there = there[token]
        assert there is document


def test_a_label_of_this_model_makes_a_document() -> None:
    assert places([{"interface": LABEL}]) == [(0,)]
    assert places({"interface": LABEL, "sbd": mid()}) == [()]
    assert places({"interface": "https://schema.skao.int/ska-oso-pdm-other/9.0"}) == [()]


@pytest.mark.parametrize(
    "label",
    [
        "https://schema.skao.int/ska-oso-pdm-sbd",
        "https://schema.skao.int/ska-oso-pdm-sbd/",
        "https://schema.skao.int/ska-oso-pdm-sbd/one",
        "https://schema.skao.int/ska-oso-pdm-SBD/1.0",
        "http://schema.skatelescope.org/ska-oso-pmd-sbd/0.1",
        " https://schema.skao.int/ska-oso-pdm-sbd/1.0 ",
        "ska-oso-pdm-sbd/0.1",
    ],
)
def test_a_label_that_names_this_model_in_no_url_makes_a_document_too(label: str) -> None:
    assert places([{"interface": label}, {"body": {"interface": label, "x": 1}}]) == [
        (0,),
        (1, "body"),
    ]


def test_a_label_of_another_model_makes_none_and_may_hold_some() -> None:
    assert places({"interface": OTHER, "observing_command_input": mid()}) == [
        ("observing_command_input",)
    ]
    assert places({**mid(), "interface": OTHER}) == []


@pytest.mark.parametrize("label", [None, 1, ["x"], "", "sbd/0.1", "ska-oso-pdm"])
def test_any_other_label_leaves_it_to_the_content(label: Any) -> None:
    assert places({**mid(), "interface": label}) == [()]
    assert places({"interface": label, "sbd_id": "sbd-1"}) == []


@pytest.mark.parametrize(
    "value",
    [
        None,
        "text",
        1.5,
        [],
        {},
        {"name": "a block", "telescope": "ska_mid", "metadata": {"version": 1}},
        {"sbd_id": "sbd-1", "name": "a row of a table", "status": "Draft"},
        {"prsl_id": "prsl-1", "status": "draft", "cycle": "CYCLE_1"},
        {"eb_id": "eb-1", "max_length": 100, "context": {}, "beams": [], "scan_types": []},
        {"sdp_configuration": {"execution_block": {"eb_id": "eb-1", "beams": []}}},
        {"author": {"pis": [], "cois": []}},
        {"info": {"title": "a page"}},
        {"targets": [{"reference_coordinate": {"kind": "icrs", "ra_str": "", "dec_str": ""}}]},
    ],
    ids=repr,
)
def test_what_may_be_anything_is_no_document(value: Any) -> None:
    assert places(value) == []


def test_values_as_deep_as_can_be_read_are_searched() -> None:
    value: Any = mid()
    for _ in range(100):
        value = [{"data": value}]
    assert places(value) == [(0, "data") * 100]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
class TestExamples:
    def test_are_found_with_and_without_label(self, path: Path) -> None:
        document = parsed(path)
        assert places({"body": [document, without_label(document)]}) == [("body", 0), ("body", 1)]

    def test_hold_no_documents(self, path: Path) -> None:
        assert [part for part in parts(parsed(path)) if places(part)] == []


@pytest.mark.parametrize("path", COLLECTED, ids=lambda path: path.stem)
class TestCollectedDocuments:
    def test_are_found_in_wrappers(self, path: Path) -> None:
        if path.stem.startswith("sbd-pdm1_") and "0.0" not in registry.versions_of("sbd"):
            pytest.skip("no schema knows the keys of 2020 yet")
        document = parsed(path)
        wrapped = {"interface": OTHER, "items": [{"status": "ok", "data": document}, document]}
        assert places(wrapped) == [("items", 0, "data"), ("items", 1)]
        assert places(document) == [()]

    def test_hold_no_documents(self, path: Path) -> None:
        assert [part for part in parts(parsed(path)) if places(part)] == []
