"""Proposals of 0.1 to 0.6 in 0.7: rule by rule, and the collected ones read independently."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from ska_oso_pdm.migrations import Defaulted
from tests.migrations.programmes import assert_same_programmes
from tests.migrations.steps import doubts, set_aside
from tests.migrations.straight import (
    assert_broken_are_accounted,
    before_0_7,
    problems,
    read,
    reread,
    taken,
)

COLLECTED = before_0_7("prsl")
LEAST_PRODUCTS = {"pdm25": 1}
"""How many data products of the collected proposals are whole, at least, by their library.

Those of earlier ones have "WEIGHTING" for a weighting, or a size without unit.
"""
PEOPLE = ("given_name", "family_name", "email", "organization", "for_phd", "principal_investigator")


def up(document: dict[str, Any], **allowed: Any) -> Any:
    return taken("prsl", document, **allowed)


def proposal(**information: Any) -> dict[str, Any]:
    kind = {"main_type": "standard_proposal"}
    return {"cycle": "C", "info": {"title": "T", "proposal_type": kind, **information}}


def people(done: Any) -> Any:
    return done.document["proposal_info"]["investigators"]


class TestInformation:
    def test_is_divided_at_its_place(self) -> None:
        document = proposal(
            abstract="A", science_category="S", investigators=[], targets=[], documents=[]
        )
        done = up({**document, "metadata": {"version": 1}})
        assert list(done.document) == ["cycle", "proposal_info", "observation_info", "metadata"]
        assert list(done.document["proposal_info"]) == [
            *("title", "proposal_type", "abstract", "science_category", "investigators")
        ]
        assert done.document["observation_info"] == {"targets": [], "documents": []}
        assert problems("prsl", done.document) == []

    def test_of_0_7_stays(self) -> None:
        document = {
            "cycle": "C",
            "proposal_info": {"title": "T", "proposal_type": {"main_type": "standard_proposal"}},
            "observation_info": {"targets": []},
        }
        assert up(document).document == document

    def test_that_says_nothing_of_observations_has_an_empty_part(self) -> None:
        done = up(proposal())
        assert done.document["observation_info"] == {}
        reason = "0.7 requires it, and nothing says what is to be observed"
        assert done.defaulted == [Defaulted(("observation_info",), {}, reason)]
        assert problems("prsl", done.document) == []

    def test_in_both_forms_is_refused_where_they_differ(self) -> None:
        document = proposal() | {"proposal_info": {"title": "another"}}
        reason = '"title" belongs where "title" is there with another value; keep one'
        assert doubts(up(document)) == [("info/title", "", reason)]

    @pytest.mark.parametrize("information", ["text", 5, ["T"]])
    def test_of_another_form_is_refused(self, information: Any) -> None:
        done = up({"cycle": "C", "info": information})
        reason = "an object belongs here, which says what is proposed"
        assert {found for _, _, found in doubts(done)} == {reason}

    def test_in_both_forms_is_one_where_they_agree(self) -> None:
        document = proposal() | {"proposal_info": {"title": "T"}}
        done = up(document)
        assert not done.doubts
        assert done.document["proposal_info"]["title"] == "T"

    @pytest.mark.parametrize("kinds", ["target_of_opportunity", ["target_of_opportunity"]])
    def test_names_attributes_by_their_new_name(self, kinds: Any) -> None:
        document = proposal()
        document["info"]["proposal_type"]["sub_type"] = kinds
        kind = up(document).document["proposal_info"]["proposal_type"]
        assert kind == {"main_type": "standard_proposal", "attributes": ["target_of_opportunity"]}

    def test_sets_links_of_documents_aside(self) -> None:
        document = {"document_id": "d", "link": "https://example.org/d.pdf", "type": "science"}
        done = up(proposal(documents=[document]))
        reason = "a document says whether it was uploaded only"
        assert set_aside(done) == [
            ("info/documents/0/link", reason),
            ("info/documents/0/type", reason),
        ]
        assert done.document["observation_info"]["documents"] == [{"document_id": "d"}]


class TestPeople:
    def test_have_their_identifier_as_account(self) -> None:
        done = up(proposal(investigators=[{"investigator_id": "i-1", "status": "Pending"}]))
        assert people(done) == [{"user_id": "i-1", "status": "Pending"}]
        (read_as,) = done.read_as
        assert read_as.place == ("info", "investigators", 0, "investigator_id")
        assert "i-1" not in read_as.reason

    def test_with_two_identifiers_are_refused_without_naming_them(self) -> None:
        both = {"investigator_id": "i-1", "user_id": "u-1", "status": ""}
        reason = '"investigator_id" is now "user_id", which is there too with another value; keep '
        place = "info/investigators/0/investigator_id"
        assert doubts(up(proposal(investigators=[both]))) == [(place, "", reason + "one")]

    def test_of_0_1_have_no_status(self) -> None:
        done = up(proposal(investigators=[{"user_id": "u-1"}]))
        assert people(done) == [{"user_id": "u-1", "status": ""}]
        place = ("proposal_info", "investigators", 0, "status")
        assert Defaulted(place, "", "0.7 requires it, and nothing says it") in done.defaulted
        assert problems("prsl", done.document) == []

    def test_may_have_no_address(self) -> None:
        done = up(proposal(investigators=[{"user_id": "u-1", "status": "", "email": ""}]))
        assert people(done) == [{"user_id": "u-1", "status": ""}]
        reason = "empty text is no address"
        assert ("info/investigators/0/email", reason) in set_aside(done, needed=False)


@pytest.mark.skipif(not COLLECTED, reason="the collected documents are not beside the checkout")
class TestCollected:
    @pytest.mark.parametrize("path", COLLECTED, ids=lambda path: path.stem)
    def test_become_valid_and_mean_the_same(self, path: Path) -> None:
        old = read(path)
        done = up(json.loads(path.read_text(encoding="utf-8")))
        assert not done.doubts
        assert problems("prsl", done.document) == []
        new = reread(done.document)
        for key in ("prsl_id", "status", "cycle", "investigator_refs", "submitted_by"):
            assert new.get(key) == old.get(key)
        about = old.get("info") or old["proposal_info"]
        told = new["proposal_info"]
        for key in ("title", "abstract", "science_category"):
            assert told.get(key) == about.get(key)
        kind = dict(about["proposal_type"])
        kinds = kind.pop("sub_type", kind.pop("attributes", None))
        kind |= (
            {} if kinds is None else {"attributes": [kinds] if isinstance(kinds, str) else kinds}
        )
        assert told["proposal_type"] == kind
        before, after = about.get("investigators", []), told.get("investigators", [])
        assert [person["user_id"] for person in after] == [
            person.get("user_id", person.get("investigator_id")) for person in before
        ]
        for key in PEOPLE:
            assert [person.get(key) for person in after] == [person.get(key) for person in before]
        assert_same_programmes(old.get("info") or old["observation_info"], new["observation_info"])

    def test_are_not_all_without_products(self) -> None:
        found: Counter[str] = Counter()
        for path in COLLECTED:
            done = up(json.loads(path.read_text(encoding="utf-8")))
            products = done.document["observation_info"].get("data_product_sdps", [])
            found[path.name.split("-")[1].split("_")[0]] += len(products)
        assert all(found[library] >= least for library, least in LEAST_PRODUCTS.items()), found

    @pytest.mark.parametrize("path", COLLECTED, ids=lambda path: path.stem)
    def test_broken_ones_have_an_account_or_are_refused(self, path: Path) -> None:
        for done in assert_broken_are_accounted("prsl", path, COLLECTED):
            for entry in [*done.read_as, *done.repaired, *done.lost, *done.doubts]:
                assert "Bennet" not in entry.reason
