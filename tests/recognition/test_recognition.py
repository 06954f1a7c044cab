"""What recognition says of documents: the collected ones, examples, ties, and anything at all."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

import ska_oso_pdm as pdm
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.recognition import layout, markers
from tests.samples import CORPUS, CURRENT, EXAMPLES, low, mid, parsed

URL = "https://schema.skao.int/ska-oso-pdm-{}/{}"
VERSIONS = {
    "sbd-pdm1": "0.0",
    "sbd-pdm8": "0.1",
    "sbd-pdm9": "0.2",
    "sbd-pdm10": "0.3",
    "sbd-pdm12": "0.4",
    "sbd-pdm15": "0.5",
    "sbd-pdm17": "0.6",
    "sbd-pdm19": "0.7",
    "sbd-pdm22": "1.0",
    "sbd-bare": "0.1",
    "prj-pdm9": "0.1",
    "prj-pdm12": "0.2",
    "prj-pdm17": "0.3",
    "prj-pdm18": "0.4",
    "prj-pdm22": "0.5",
    "prj-pdm25": "0.6",
    "prj-pdm26": "0.7",
    "prsl-pre": None,
    "prsl-pdm14": "0.1",
    "prsl-pdm16": "0.2",
    "prsl-pdm20": "0.3",
    "prsl-pdm23": "0.4",
    "prsl-pdm24": "0.5",
    "prsl-pdm25": "0.6",
    "prsl-pdm26": "0.7",
    "eb-pdm9": "0.1",
    "eb-pdm12": "1.0",
    "sbi-pdm9": "0.1",
    "sbi-pdm12": "1.0",
    "obs-prg-pdm9": "0.1",
    "review-pdm18.3": "0.1",
    "review-pdm18.5": "1.0",
    "decision-pdm18": "1.0",
}
"""Layouts by the first library version that wrote them, as the manifest names them."""

COLLECTED: list[dict[str, Any]] = parsed(CORPUS / "manifest.json") if CORPUS.is_dir() else []
BLOCK_VERSIONS = [version for version in registry.versions_of("sbd") if version != "0.0"]
LATER = BLOCK_VERSIONS[BLOCK_VERSIONS.index("1.0") + 1 :]
"""Versions of blocks after 1.0, which tie with it as long as no marker tells them apart."""


def of_collected(entry: dict[str, Any]) -> dict[str, Any]:
    document: dict[str, Any] = parsed(CORPUS / entry["file"])
    return document


def told(found: pdm.Recognition) -> tuple[Any, ...]:
    return found.entity, found.version, found.evidence, found.contradictions, found.ties


def at(document: Any, pointer: str) -> Any:
    for token in pointer.split("/")[1:]:
        name = token.replace("~1", "/").replace("~0", "~")
        document = document[int(name) if isinstance(document, list) else name]
    return document


needs_collected = pytest.mark.skipif(
    not COLLECTED, reason="the collected documents are not beside the checkout"
)


@needs_collected
class TestCollectedDocuments:
    def test_have_the_layout_that_their_history_says(self) -> None:
        for entry in COLLECTED:
            found = pdm.recognise(of_collected(entry))
            wanted = VERSIONS[entry["layout"]]
            assert found.entity == entry["entity"], entry["file"]
            if found.version != wanted:  # it fits a layout that has a schema too
                assert wanted in found.ties, entry["file"]
                assert SchemaId(entry["entity"], str(wanted)) not in registry.documents()
            assert found.declared == entry["declared_interface"], entry["file"]

    def test_evidence_and_contradictions_lead_to_what_is_there(self) -> None:
        for entry in COLLECTED:
            document = of_collected(entry)
            found = pdm.recognise(document)
            assert found.evidence, entry["file"]
            for pointer in (*found.evidence, *found.contradictions):
                at(document, pointer)

    def test_half_migrated_ones_have_contradictions_and_no_other_block_has(self) -> None:
        for entry in COLLECTED:
            found = pdm.recognise(of_collected(entry))
            if entry["mixed_markers"]:
                assert found.contradictions, entry["file"]
                assert found.confidence in ("likely", "tie"), entry["file"]
            elif entry["entity"] == "sbd":
                assert not found.contradictions, entry["file"]

    def test_label_and_library_version_decide_no_more_than_ties(self) -> None:
        for entry in COLLECTED:
            document = of_collected(entry)
            wanted = pdm.recognise(document)
            own = None if wanted.evidence != ["/interface"] else wanted.declared
            for label in (own, URL.format(entry["entity"], "0.5")):
                lying = {**document, "interface": label}
                if "pdm_version" in (document.get("metadata") or {}):
                    lying["metadata"] = {**document["metadata"], "pdm_version": "9.0.0"}
                found = pdm.recognise(lying)
                if entry["entity"] == "obs-prg" and label is None:
                    assert found.entity is None  # its only key is a name
                    continue
                assert found.entity == wanted.entity, entry["file"]
                assert found.version in {wanted.version, *wanted.ties}, entry["file"]

    def test_validation_judges_by_the_layout_or_names_it(self) -> None:
        for entry in COLLECTED:
            path = CORPUS / entry["file"]
            found, report = pdm.recognise(path), pdm.validate(path)
            if report.version:
                assert report.version in {found.version, *found.ties}, path.name
            else:
                (issue,) = report
                assert issue.code in ("earlier-layout", "not-this-model"), path.name
                assert issue.path == found.evidence[0], path.name


class TestTies:
    def test_of_a_low_block_of_2023(self) -> None:
        scan = {"scan_definition_id": "s", "target": "t", "target_beam_configurations": ["b"]}
        found = pdm.recognise({"scan_definitions": [scan], "mccs_allocation": {"station_ids": []}})
        assert (found.version, found.ties, found.confidence) == ("0.2", ["0.3"], "tie")

    def test_of_a_block_of_identity_and_metadata_alone(self) -> None:
        document = {"sbd_id": "sbd-1", "telescope": "ska_mid", "metadata": {"version": 1}}
        for version in BLOCK_VERSIONS:
            found = pdm.recognise({"interface": URL.format("sbd", version), **document})
            assert (found.entity, found.version, found.confidence) == ("sbd", version, "tie")
            assert sorted([version, *found.ties]) == BLOCK_VERSIONS
            assert (found.evidence, found.reason) == (["/interface"], "")
        assert pdm.recognise(document).entity is None

    def test_of_a_block_with_icrs_and_scans_in_its_allocation(self) -> None:
        coordinate = {"kind": "icrs", "ra_str": "05:23:34.6", "dec_str": "-69:45:22.0"}
        document = {
            "targets": [{"target_id": "t", "reference_coordinate": coordinate}],
            "dish_allocations": {"scan_sequence": [{"target_ref": "t"}]},
        }
        found = pdm.recognise(document)
        assert (found.version, found.ties) == ("1.0", ["0.7", *LATER])
        found = pdm.recognise({**document, "ob_ref": "ob-1"})
        confidence = "tie" if LATER else "certain"
        assert (found.version, found.ties, found.confidence) == ("1.0", LATER, confidence)

    def test_are_judged_by_the_label_or_the_newest_with_a_schema(self) -> None:
        project = {"prj_id": "prj-1", "obs_blocks": [{"obs_block_id": "ob-1"}]}
        found = pdm.recognise(project)
        assert (found.version, found.ties[1]) == (CURRENT, "0.3")
        assert pdm.validate(project).version == CURRENT
        block = {"sbd_id": "sbd-1", "telescope": "ska_mid"}
        for version in ("0.1", "1.0"):
            report = pdm.validate({"interface": URL.format("sbd", version), **block})
            assert (report.version, [issue.code for issue in report]) == (version, [])


class TestWhatIsNotOurs:
    @pytest.mark.parametrize("value", [[], [1], {}, {"a": 1}, {"interface": "https://x.org/a"}])
    def test_has_no_entity(self, value: Any) -> None:
        found = pdm.recognise(value if isinstance(value, dict) else json.dumps(value))
        assert (found.entity, found.version, found.confidence) == (None, None, "none")
        assert (found.evidence, found.contradictions, found.ties) == ([], {}, [])
        assert found.reason

    def test_shapes_from_before_the_model_have_an_entity_and_no_version(self) -> None:
        document = {"prsl_id": "p", "investigators": ["u"], "proposal_info": {"cycle": "1"}}
        found = pdm.recognise(document)
        assert (found.entity, found.version, found.confidence) == ("prsl", None, "none")
        assert found.reason == (
            "a shape of the proposal service from before it used the data model; "
            "not a document of this data model"
        )
        (issue,) = pdm.validate(document)
        assert str(issue) == (
            "/investigators: this key shows a shape of the proposal service from before it used "
            "the data model, which is no document of this data model; write it anew "
            "[not-this-model]"
        )

    @pytest.mark.parametrize(
        "part",
        [
            {"cycle": "1"},
            {"targets": []},
            {"science_programmes": []},
            {"science_goals": []},
            {"observation_set": []},
            {"documents": []},
            {"investigator": []},
            {"investigators": [{"first_name": "A"}]},
            {"investigators": [{"given_name": "A"}, {"last_name": "B"}]},
            {"proposal_type": {"sub_type": "Long term proposal"}},
            {"proposal_type": {"type": "Standard Proposal"}},
        ],
        ids=str,
    )
    def test_proposals_of_early_2024_are_known_by_each_of_their_keys(self, part: Any) -> None:
        document = {"prsl_id": "p", "status": "draft", "proposal_info": {"title": "t", **part}}
        assert pdm.recognise(document).version is None
        assert [issue.code for issue in pdm.validate(document)] == ["not-this-model"]
        later = {**document, "observation_info": {}}
        assert pdm.recognise(later).version is not None

    def test_proposals_of_2025_with_what_they_are_about_alone_are_ours(self) -> None:
        about = {"title": "t", "proposal_type": {"main_type": "m", "sub_type": ["s"]}}
        people = [{"given_name": "A", "investigator_id": "1"}]
        document = {"prsl_id": "p", "proposal_info": {**about, "investigators": people}}
        assert pdm.recognise(document).version is not None


class TestSmallEntitiesBefore10:
    def test_an_execution_block_with_arguments_as_text(self) -> None:
        block = {"eb_id": "eb-1", "telescope": "ska_mid", "sbd_ref": "sbd-1"}
        for text, version in (("{'args': []}", "0.1"), ({"args": []}, "1.0"), (None, "1.0")):
            requests = [{"request": "scan"}, {"request_args": text}]
            found = pdm.recognise({**block, "request_responses": requests})
            assert (found.entity, found.version) == ("eb", version)

    def test_a_review_with_a_rank_of_its_own(self) -> None:
        review = {"review_id": "r", "reviewer_id": "u", "prsl_id": "p", "rank": 3}
        assert pdm.recognise(review).version == "0.1"
        assert pdm.recognise({**review, "review_type": {"kind": "x"}}).version == "1.0"

    def test_an_entity_that_is_gone_says_what_to_do(self) -> None:
        document = {"interface": URL.format("obs-prg", "0.1"), "obs_prg_id": "o", "telescope": "x"}
        (issue,) = pdm.validate(document)
        assert str(issue) == (
            "/obs_prg_id: this key shows layout 0.1 of obs-prg, which the model has no longer: "
            "since 2024 projects have observing blocks in its place; describe it as one, in "
            '"obs_blocks" of its project, and keep this document for the record [earlier-layout]'
        )


class TestLabels:
    def test_that_lie_are_corrected_to_what_the_content_shows(self) -> None:
        for version in ("0.1", "1.0"):
            other = {"0.1": "1.0", "1.0": "0.1"}[version]
            for path in (path for path in EXAMPLES if path.match(f"{version}/sbd-*")):
                document = {**parsed(path), "interface": URL.format("sbd", other)}
                if other in pdm.recognise(document).ties:
                    continue
                report = pdm.validate(document)
                assert (report.version, report[0].code) == (version, "label-wrong"), path.name

    def test_of_today_stand_against_one_stray_key(self) -> None:
        document = parsed(Path(__file__).parents[2] / "examples/1.0/sbd-mid-imaging.json")
        report = pdm.validate({**document, "scan_sequence": []})
        assert (report.version, [issue.code for issue in report]) == ("1.0", ["unknown-key"])

    def test_of_an_earlier_layout_without_a_schema_do_not_hide_it(self) -> None:
        (issue,) = pdm.validate({"interface": URL.format("prsl", "0.1"), "info": {}, "cycle": "1"})
        assert str(issue) == (
            "/info: this key shows layout 0.1 of prsl, of which there is no schema to judge it by; "
            f'take it to {CURRENT} with "ska-oso-pdm upgrade" or ska_oso_pdm.convert() '
            "[earlier-layout]"
        )


class TestMarkers:
    """The data itself: names and versions that rows use exist, and nothing is left over."""

    @pytest.mark.parametrize("entity", markers.entities())
    def test_rows_and_markers_go_together(self, entity: str) -> None:
        data = markers.entities()[entity]
        assert set(data) <= {"versions", "refused", "gone", "own", "markers", "rows"}
        used = {
            name
            for row in data["rows"]
            for part in ("all", "any", "none")
            for name in row.get(part, ())
        }
        assert used <= set(data["markers"])
        for name, marker in data["markers"].items():
            assert name in used or "first" in marker or "last" in marker, name
        given = {row["version"] for row in data["rows"]} - {None}
        assert given <= set(data["versions"])
        # Of a version after 1.0 no key may be new: then its label decides.
        assert set(data["versions"]) - given <= set(LATER)
        assert set(data.get("refused", ())) <= given

    @pytest.mark.parametrize("entity", markers.entities())
    def test_markers_have_known_members(self, entity: str) -> None:
        data = markers.entities()[entity]
        known = {
            "at",
            "type",
            "kinds",
            "values",
            "without",
            "beside",
            "not_beside",
            "first",
            "last",
            "weak",
        }
        for marker in (*data["own"], *data["markers"].values()):
            assert set(marker) <= known
            assert all(path.startswith("/") for path in marker["at"])
            assert marker.get("type", "object") in ("object", "array", "string", "number")
            assert {marker[key] for key in ("first", "last") if key in marker} <= set(
                data["versions"]
            )

    def test_every_schema_of_documents_has_its_entity_and_version(self) -> None:
        for known in registry.documents():
            assert (
                registry.is_draft(known)
                or known.version in markers.entities()[known.entity]["versions"]
            )

    def test_examples_have_nothing_that_their_layout_does_not_know(self) -> None:
        for path in EXAMPLES:
            document = parsed(path)
            known = registry.parse_url(document["interface"])
            assert known is not None
            found = layout.contradictions(document, known)
            assert found == [], path.name


class TestAnything:
    """Documents are untrusted: whatever they hold, recognition gives an answer."""

    VALUES = (None, True, 0, -1.5, 10**400, "", "icrs", "*", [], {}, [[]], {"kind": []}, [None, 1])

    def keys(self) -> list[str]:
        paths = (
            path
            for data in markers.entities().values()
            for marker in (*data["own"], *data["markers"].values())
            for path in marker["at"]
        )
        return sorted({step for path in paths for step in path.split("/")[1:]} | {"kind", "a/b~"})

    def value(self, chance: random.Random, keys: list[str], depth: int) -> Any:
        if depth == 0 or chance.random() < 0.2:
            return chance.choice(self.VALUES)
        parts = [self.value(chance, keys, depth - 1) for _ in range(chance.randrange(5))]
        return parts if chance.random() < 0.4 else {chance.choice(keys): part for part in parts}

    def changed(self, chance: random.Random, value: Any) -> Any:
        """Copy a document with some of its values replaced by others."""
        if chance.random() < 0.03:
            return chance.choice(self.VALUES)
        if isinstance(value, dict):
            return {key: self.changed(chance, part) for key, part in value.items()}
        if isinstance(value, list):
            return [self.changed(chance, part) for part in value]
        return value

    def answered(self, value: Any) -> None:
        found = (
            pdm.recognise(value) if isinstance(value, dict) else pdm.recognise(json.dumps(value))
        )
        assert found.confidence in ("certain", "likely", "tie", "none")
        assert found.entity is not None or found.version is None
        if found.version and not registry.is_in_the_making(found.version):
            assert found.version in markers.entities()[found.entity]["versions"]
        for pointer in (*found.evidence, *found.contradictions):
            at(value, pointer)
        repr(found)

    def test_random_values(self) -> None:
        chance, keys = random.Random(5), self.keys()
        for _ in range(3000):
            self.answered({chance.choice(keys): self.value(chance, keys, 5) for _ in range(6)})

    @pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
    def test_documents_with_some_values_replaced(self, path: Path) -> None:
        chance, document = random.Random(path.stem), parsed(path)
        for _ in range(30):
            changed = self.changed(chance, document)
            if isinstance(changed, dict):
                self.answered(changed)

    def test_deep_and_long_values(self) -> None:
        deep: Any = {}
        for _ in range(100_000):
            deep = {"sbd_id": "s", "targets": [deep]}
        assert pdm.recognise(deep).entity == "sbd"
        long = {**mid(), "targets": [[]] * 100_000, "activities": {str(i): i for i in range(10**5)}}
        assert pdm.recognise(long).version == "0.1"
        while deep:  # taken apart from the top: freeing it whole would recurse
            (deep,) = deep["targets"]

    def test_nothing_is_changed(self) -> None:
        document = low()
        before = json.dumps(document)
        told(pdm.recognise(document))
        assert json.dumps(document) == before
