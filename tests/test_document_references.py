"""References between documents, as the schemas name them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import ska_oso_pdm as pdm
from ska_oso_pdm import Reference
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.execution_block import OSOExecutionBlock
from ska_oso_pdm.project import ObservingBlock
from tests import rules
from tests.samples import CORPUS, EXAMPLES, parsed

URL = "https://schema.skao.int/ska-oso-pdm-{}/1.0"
SBD = {"interface": URL.format("sbd"), "sbd_id": "sbd-1", "ob_ref": "ob-1", "telescope": "ska_low"}
SBI = {
    "interface": URL.format("sbi"),
    "sbi_id": "sbi-1",
    "telescope": "ska_low",
    "sbd_ref": "sbd-1",
    "eb_ref": "eb-1",
    "activities": [{"activity_ref": "observe"}],
}
EB = {
    "interface": URL.format("eb"),
    "eb_id": "eb-1",
    "telescope": "ska_low",
    "sbd_ref": "sbd-1",
    "sbi_ref": "sbi-1",
    "request_responses": [{"request_args": {"kwargs": {"sbd_ref": "no reference"}}}],
}
PRJ = {
    "interface": URL.format("prj"),
    "prj_id": "prj-1",
    "prsl_ref": "prsl-1",
    "obs_blocks": [{"obs_block_id": "ob-0"}, {"obs_block_id": "ob-1", "sbd_ids": ["sbd-1"]}],
}
PRSL = {
    "interface": URL.format("prsl"),
    "prsl_id": "prsl-1",
    "cycle": "2026",
    "investigator_refs": ["user-1"],
    "proposal_info": {
        "title": "Globular clusters",
        "proposal_type": {"main_type": "standard_proposal"},
        "investigators": [{"user_id": "user-1", "status": "Accepted"}, {"status": "Pending"}],
    },
    "observation_info": {"result_details": [{"observation_set_ref": "set-1"}]},
}
PANEL = {
    "interface": URL.format("panel"),
    "panel_id": "panel-1",
    "name": "Galaxies",
    "proposals": [{"prsl_id": "prsl-1"}],
    "sci_reviewers": [{"reviewer_id": "user-2"}],
}
REVIEW = {
    "interface": URL.format("review"),
    "review_id": "review-1",
    "panel_id": "panel-1",
    "prsl_id": "prsl-1",
    "reviewer_id": "user-2",
    "review_type": {"kind": "Science Review", "conflict": {}},
}
DECISION = {
    "interface": URL.format("decision"),
    "decision_id": "decision-1",
    "panel_id": "panel-1",
    "prsl_id": "prsl-1",
    "excluded_from_decision": ["review-1"],
}
TOGETHER = {
    "sbd.json": SBD,
    "sbi.json": SBI,
    "eb.json": EB,
    "prj.json": PRJ,
    "prsl.json": PRSL,
    "panel.json": PANEL,
    "review.json": REVIEW,
    "decision.json": DECISION,
}


def found(document: Any) -> list[tuple[str, str, str]]:
    return [(each.path, each.entity, each.id) for each in pdm.references(document)]


def test_every_kind_of_document_names_its_others() -> None:
    assert found(SBD) == [("/ob_ref", "prj", "ob-1")]
    assert found(SBI) == [("/sbd_ref", "sbd", "sbd-1"), ("/eb_ref", "eb", "eb-1")]
    assert found(EB) == [("/sbd_ref", "sbd", "sbd-1"), ("/sbi_ref", "sbi", "sbi-1")]
    assert found(PRJ) == [
        ("/prsl_ref", "prsl", "prsl-1"),
        ("/obs_blocks/1/sbd_ids/0", "sbd", "sbd-1"),
    ]
    assert found(PRSL) == [
        ("/investigator_refs/0", "user", "user-1"),
        ("/proposal_info/investigators/0/user_id", "user", "user-1"),
    ]
    assert found(PANEL) == [
        ("/proposals/0/prsl_id", "prsl", "prsl-1"),
        ("/sci_reviewers/0/reviewer_id", "user", "user-2"),
    ]
    assert found(REVIEW) == [
        ("/panel_id", "panel", "panel-1"),
        ("/prsl_id", "prsl", "prsl-1"),
        ("/reviewer_id", "user", "user-2"),
    ]
    assert found(DECISION) == [
        ("/panel_id", "panel", "panel-1"),
        ("/prsl_id", "prsl", "prsl-1"),
        ("/excluded_from_decision/0", "review", "review-1"),
    ]


def test_a_reference_says_which_key_holds_the_identifier() -> None:
    assert list(pdm.references(SBD)) == [Reference("prj", "ob-1", "/ob_ref", "obs_block_id")]


def test_objects_text_and_documents_with_old_labels_are_taken() -> None:
    wanted = found(EB)
    assert found(json.dumps(EB)) == wanted
    assert found({**EB, "interface": "https://schema.skao.int/ska-oso-pdm-eb/0.1"}) == wanted
    without_label = {key: part for key, part in EB.items() if key != "interface"}
    assert found(without_label) == wanted
    assert found(OSOExecutionBlock.model_validate(EB)) == wanted


def test_null_and_empty_identifiers_point_at_nothing() -> None:
    assert found({**EB, "sbd_ref": None, "sbi_ref": ""}) == []


def test_what_does_not_fit_the_schema_is_passed_over() -> None:
    assert found({**REVIEW, "panel_id": 5, "prsl_id": ["x"], "review_type": {"kind": "x"}}) == [
        ("/reviewer_id", "user", "user-2")
    ]
    assert found({**PANEL, "proposals": {"prsl_id": "x"}, "sci_reviewers": ["x"]}) == []


def test_a_document_of_no_known_layout_is_refused() -> None:
    with pytest.raises(pdm.UnknownLayoutError):
        found({})


def test_documents_that_belong_together_have_no_dangling_reference() -> None:
    assert pdm.dangling_references(TOGETHER) == []
    assert pdm.dangling_references(TOGETHER.values()) == []


@pytest.mark.parametrize(
    ("missing", "lines"),
    [
        (
            "sbd.json",
            [
                "sbi.json: /sbd_ref: no sbd among these documents has the sbd_id 'sbd-1'",
                "eb.json: /sbd_ref: no sbd among these documents has the sbd_id 'sbd-1'",
                "prj.json: /obs_blocks/1/sbd_ids/0: "
                "no sbd among these documents has the sbd_id 'sbd-1'",
            ],
        ),
        (
            "prj.json",
            ["sbd.json: /ob_ref: no prj among these documents has the obs_block_id 'ob-1'"],
        ),
        (
            "review.json",
            [
                "decision.json: /excluded_from_decision/0: "
                "no review among these documents has the review_id 'review-1'"
            ],
        ),
    ],
)
def test_what_is_not_among_the_documents_is_reported(missing: str, lines: list[str]) -> None:
    rest = {name: document for name, document in TOGETHER.items() if name != missing}
    assert [str(dangling) for dangling in pdm.dangling_references(rest)] == lines


def test_documents_without_names_are_numbered() -> None:
    (dangling,) = pdm.dangling_references([PRSL, {**PRJ, "obs_blocks": []}, {**SBD}])
    assert dangling.document == 2
    assert dangling.reference.id == "ob-1"


def test_an_identifier_of_another_entity_does_not_count() -> None:
    other = {**PRJ, "prj_id": "ob-1", "obs_blocks": []}
    assert [each.reference.path for each in pdm.dangling_references([SBD, other, PRSL])] == [
        "/ob_ref"
    ]


@pytest.mark.parametrize("one", [json.dumps(SBD), b"{}", CORPUS, SBD])
def test_one_document_in_the_place_of_several_is_refused(one: Any) -> None:
    with pytest.raises(TypeError, match="give a list of documents"):
        pdm.dangling_references(one)


def test_a_part_of_a_document_is_refused() -> None:
    with pytest.raises(TypeError, match="ObservingBlock is a part of documents"):
        found(ObservingBlock(obs_block_id="ob-1"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_example_can_be_walked(path: Path) -> None:
    document = parsed(path)
    for reference in pdm.references(path):
        assert reference.path.split("/")[1] in document
    if path.parent.name in ("0.0", "0.1", "0.2", "0.3"):
        assert found(path) == []  # these schemas name no other documents


def test_annotations_name_entities_and_keys_that_exist() -> None:
    schemas = registry.schemas_of("1.0")
    keys = {
        (registry.parse_url(url).entity, name)  # type: ignore[union-attr]
        for url, schema in schemas.items()
        for _, node in rules.nodes(schema)
        for name in node.get("properties", {})
    }
    targets = {
        tuple(node["x-refers-to"].split("#"))
        for schema in schemas.values()
        for _, node in rules.nodes(schema)
        if "x-refers-to" in node
    }
    assert {entity for entity, _ in targets} == {
        "eb", "panel", "prj", "prsl", "review", "sbd", "sbi", "user",
    }  # fmt: skip
    assert {target for target in targets if target[0] != "user"} <= keys
    names = {
        node["x-names"]
        for schema in schemas.values()
        for _, node in rules.nodes(schema)
        if "x-names" in node
    }
    assert names <= {name for _, name in keys}


@pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the collected documents are not beside the checkout"
)
def test_collected_execution_blocks_and_instances_name_their_blocks() -> None:
    for path in sorted(CORPUS.glob("eb-pdm12*.json")):
        assert {each.entity for each in pdm.references(path)} == {"sbd", "sbi"}
    for path in sorted(CORPUS.glob("sbi-pdm12*.json")):
        assert {each.entity for each in pdm.references(path)} == {"sbd", "eb"}


def test_an_identifier_that_only_looks_alike_is_told_with_what_it_differs_in() -> None:
    named = {**SBD, "sbd_id": "Étoile"}
    spelt = ["E\u0301toile", "étoile", "Étoile ", "Etoile"]
    projects = [{**PRJ, "obs_blocks": [{"obs_block_id": "b", "sbd_ids": spelt}]}]
    found = pdm.dangling_references([{**named, "ob_ref": None}, {**projects[0], "prsl_ref": None}])
    says = [str(each).partition(" has the sbd_id ")[2] for each in found]
    assert says == [
        "'E\u0301toile', but 'Étoile', which differs only in "
        "the Unicode form: É is decomposed here and composed there",
        "'étoile', but 'Étoile', which differs only in case",
        "'Étoile ', but 'Étoile', which differs only in blanks: SPACE here and none there",
        "'Etoile'",
    ]
