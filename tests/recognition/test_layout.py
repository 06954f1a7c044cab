"""Which entity and layout a document has, by its content."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import ska_oso_pdm as pdm
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.recognition import layout
from tests.samples import CURRENT, EXAMPLES, parsed

URL = "https://schema.skao.int/ska-oso-pdm-{}/{}"
TODAY = [path for path in EXAMPLES if not path.parent.name.startswith("0.")]
ICRS = {"kind": "icrs", "ra_str": "05:23:34.6", "dec_str": "-69:45:22.0"}
BLOCK = {"targets": [{"reference_coordinate": ICRS}]}


def without_label(document: dict[str, Any]) -> dict[str, Any]:
    return {key: part for key, part in document.items() if key != "interface"}


@pytest.mark.parametrize("path", TODAY, ids=lambda path: path.stem)
class TestExamples:
    def test_are_recognised_without_their_label(self, path: Path) -> None:
        document = parsed(path)
        known = registry.parse_url(document["interface"])
        assert known is not None
        found = pdm.recognise(without_label(document))
        assert found.entity == known.entity
        assert known.version in {found.version, *found.ties}  # a draft fits earlier layouts too
        (found,) = pdm.validate(without_label(document))
        assert (found.code, found.severity) == ("label-missing", "warning")

    def test_are_recognised_with_the_label_of_2022(self, path: Path) -> None:
        document = parsed(path)
        known = registry.parse_url(document["interface"])
        assert known is not None
        old = {**document, "interface": URL.format(known.entity, "0.1")}
        report = pdm.validate(old)
        assert [found.code for found in report] == ["label-wrong"]
        assert report.entity == known.entity
        # What a version in the making allows too fits several.
        others = {report.version, *pdm.recognise(old).ties} if known.version != CURRENT else set()
        assert report.version == known.version or known.version in others

    def test_are_not_taken_for_something_else_by_a_stray_key(self, path: Path) -> None:
        document = parsed(path)
        known = registry.parse_url(document["interface"])
        assert known is not None
        for key in ("info", "expiry_date", "recommendation", "conflict", "note", "obs_programmes"):
            if key not in document and key not in layout.former_keys(known.entity):
                report = pdm.validate({**document, key: "stray"})
                assert [found.code for found in report] == ["unknown-key"], key
                assert report.entity == known.entity

    def test_evidence_leads_to_what_is_there(self, path: Path) -> None:
        document = without_label(parsed(path))
        found = layout.recognise(document)
        assert found is not None
        places = layout.evidence(document, found)
        assert places
        assert all(place[0] in document for place in places)


@pytest.mark.parametrize(
    ("document", "labelled", "expected"),
    [
        ({"eb_id": "eb-1"}, None, SchemaId("eb", "1.0")),
        ({"telescope": "ska_mid"}, "eb", None),
        ({"eb_id": "eb-1", "sbd_id": "sbd-1"}, None, SchemaId("eb", "0.1")),
        ({"sbi_id": "sbi-1", "executed_on": "2022"}, None, SchemaId("sbi", "0.1")),
        ({"prj_id": "prj-1", "telescope": "ska_mid"}, None, SchemaId("prj", "0.2")),
        ({"obs_programmes": []}, None, SchemaId("prj", "0.1")),
        ({"info": {}}, None, SchemaId("prsl", "0.1")),
        ({"review_id": "review-1", "conflict": {}}, None, SchemaId("review", "0.1")),
        ({"panel_id": "panel-1", "name": "Galaxies"}, None, SchemaId("panel", "1.0")),
        ({"panel_id": "p", "prsl_id": "q", "decision_id": "d"}, None, SchemaId("decision", "1.0")),
        (
            {"sbd_ref": "sbd-1", "current_status": "Draft"},
            None,
            SchemaId("sbd-status-history", "1.0"),
        ),
        ({"eb_ref": "eb-1", "previous_status": None}, None, SchemaId("eb-status-history", "1.0")),
        ({**BLOCK, "info": {}}, None, SchemaId("sbd", "1.0")),
        ({**BLOCK, "info": {}}, "sbd", SchemaId("sbd", "1.0")),
        ({"name": "x", "info": {}}, "sbd", SchemaId("sbd", "1.0")),
        ({"eb_id": "eb-1", "request_responses": []}, "sbd", SchemaId("eb", "1.0")),
        ({"eb_id": "eb-1", **BLOCK}, "eb", SchemaId("eb", "1.0")),
        (BLOCK, "eb", SchemaId("sbd", "1.0")),
        ({}, None, None),
        ({"name": "x", "telescope": "ska_mid"}, None, None),
        ({"name": "x", "prsl_ref": "prsl-1", "purpose": "Science"}, None, SchemaId("prj", "1.0")),
        ({"telescope": "ska_mid", "sbd_ref": "s", "sbi_ref": "i"}, None, SchemaId("eb", "1.0")),
        ({"telescope": "ska_mid", "sbd_ref": "s", "activities": []}, None, SchemaId("sbi", "1.0")),
        (
            {"sbi_ref": "i", "current_status": "Created"},
            None,
            SchemaId("sbi-status-history", "1.0"),
        ),
        ({"metadata": {}}, "prsl", None),
    ],
)
def test_what_shows_an_entity(
    document: dict[str, Any], labelled: str | None, expected: SchemaId | None
) -> None:
    assert layout.recognise(document, labelled) == expected
