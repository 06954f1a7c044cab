"""Projects of 0.1 to 0.6 in 0.7: rule by rule, and the collected ones read independently."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ska_oso_pdm import convert
from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.migrations import Defaulted, Mapped, Removed
from tests.migrations.programmes import assert_same_programmes
from tests.migrations.steps import doubts, lost, set_aside
from tests.migrations.straight import (
    assert_broken_are_accounted,
    before_0_7,
    problems,
    read,
    reread,
    taken,
)

COLLECTED = before_0_7("prj")
AFTER = "0.1 → 0.7"


def up(document: dict[str, Any], **allowed: Any) -> Any:
    return taken("prj", document, **allowed)


class TestBlocks:
    def test_of_0_1_were_programmes_without_identifiers(self) -> None:
        document = {"obs_programmes": [{"name": "P", "sbd_ids": ["sbd-1"]}, {"name": "Q"}]}
        done = up(document)
        identifiers = [block.pop("obs_block_id") for block in done.document["obs_blocks"]]
        assert done.document == {"obs_blocks": document["obs_programmes"]}
        reason = "0.7 requires it, and 0.1 has none; made from the content"
        assert done.defaulted == [
            Defaulted(("obs_blocks", number, "obs_block_id"), identifier, reason)
            for number, identifier in enumerate(identifiers)
        ]
        assert Mapped(("obs_programmes", 0, "sbd_ids", 0), (("obs_blocks", 0, "sbd_ids", 0),)) in (
            done.mapped
        )
        assert up(document).document == up(document).document
        assert problems("prj", up(document).document) == []

    def test_that_are_alike_get_identifiers_of_their_own(self) -> None:
        done = up({"obs_programmes": [{"name": "P"}, {"name": "P"}, {"name": "P"}]})
        assert len({block["obs_block_id"] for block in done.document["obs_blocks"]}) == 3

    def test_that_have_identifiers_keep_them(self) -> None:
        document = {"obs_blocks": [{"obs_block_id": "ob-1", "name": "B", "sbd_ids": []}]}
        done = up(document)
        assert done.document == document
        assert done.defaulted == []

    def test_under_both_names_are_refused_where_they_differ(self) -> None:
        document = {"obs_programmes": [{"name": "P"}], "obs_blocks": [{"obs_block_id": "ob-1"}]}
        reason = '"obs_programmes" is now "obs_blocks", which is there too with another value; '
        assert doubts(up(document)) == [("obs_programmes/0/name", "", reason + "keep one")]


class TestWhatHasNoPlace:
    def test_the_telescope_is_set_aside(self) -> None:
        done = up({"telescope": "ska_mid", "obs_blocks": []})
        assert set_aside(done) == [("telescope", "0.7 has no place for the telescope of a project")]
        assert done.document == {"obs_blocks": []}

    def test_information_beside_science_programmes_is_set_aside(self) -> None:
        blocks = [{"obs_block_id": "ob-1", "science_programmes": [{"targets": []}]}]
        done = up({"info": {"title": "T"}, "obs_blocks": blocks})
        reason = "the science programmes of the observing blocks say what is observed"
        assert set_aside(done) == [("info/title", reason)]

    def test_information_of_no_block_is_refused(self) -> None:
        document = {"info": {"title": "T"}, "obs_blocks": [{"obs_block_id": "ob-1"}]}
        reason = (
            "0.7 has it as a science programme of an observing block, and nothing says of which; "
            'move it into "science_programmes" of its block'
        )
        assert doubts(up(document)) == [("info/title", "", reason)]
        assert lost(up(document, loss=True)) == [("info/title", reason)]

    @pytest.mark.parametrize("label", [None, "0.1", "0.4", "0.7"])
    @pytest.mark.parametrize("beside", [{}, {"prsl_ref": "prsl-1"}, {"purpose": "Science"}])
    def test_information_of_no_block_shows_its_layout(self, label: str, beside: Any) -> None:
        url = {} if label is None else {"interface": SchemaId("prj", label).url}
        blocks = [{"obs_block_id": "ob-1"}]
        information = {"targets": [], "observation_sets": []}
        document = {**url, "prj_id": "prj-1", **beside, "obs_blocks": blocks}
        done = convert({**document, "info": information})
        assert (done.start, done.status, done.set_aside) == ("0.4", "refused", [])
        (found,) = done.problems
        assert found.path == "/info"
        assert 'move it into "science_programmes" of its block' in found.message
        blocks = [{**blocks[0], "science_programmes": [information]}]
        moved = convert({**document, "obs_blocks": blocks})
        assert moved.document is not None
        assert (moved.document["obs_blocks"], moved.set_aside) == (blocks, [])

    def test_what_archives_add_stays(self) -> None:
        assert up({"status": "Draft"}).document == {"status": "Draft"}


class TestInstants:
    def test_with_blanks_are_closed_up(self) -> None:
        text = "2022-09-23T15: 43: 53.971548Z"
        done = up({"metadata": {"version": 1, "created_on": text}})
        assert done.document["metadata"]["created_on"] == "2022-09-23T15:43:53.971548Z"
        place = ("metadata", "created_on")
        assert done.repaired == [Removed(place, text, "an instant has no blanks inside", AFTER)]

    @pytest.mark.parametrize(
        "text",
        ["Thu Aug 15 2024", "2022-02-30T00:00:00Z", "2022-09-23", "0000-01-01T00:00:00", 5],
    )
    def test_that_are_none_are_set_aside(self, text: Any) -> None:
        done = up({"metadata": {"last_modified_on": text}})
        reason = "it is no instant such as 2022-09-23T15:43:53Z"
        assert set_aside(done) == [("metadata/last_modified_on", reason)]

    @pytest.mark.parametrize(
        "text", ["2022-03-28T15:43:53.971548+00:00", "2022-03-28T15:43:53", "2022-03-28T15:43:53Z"]
    )
    def test_stay_as_they_are(self, text: str) -> None:
        assert up({"metadata": {"created_on": text}}).document["metadata"] == {"created_on": text}


@pytest.mark.skipif(not COLLECTED, reason="the collected documents are not beside the checkout")
class TestCollected:
    @pytest.mark.parametrize("path", COLLECTED, ids=lambda path: path.stem)
    def test_become_valid_and_mean_the_same(self, path: Path) -> None:
        old = read(path)
        done = up(json.loads(path.read_text(encoding="utf-8")))
        assert not done.doubts
        assert problems("prj", done.document) == []
        new = reread(done.document)
        for key in ("prj_id", "name", "prsl_ref", "author", "status"):
            assert new.get(key) == old.get(key)
        before = old.get("obs_blocks", old.get("obs_programmes", []))
        after = new.get("obs_blocks", [])
        assert [b.get("sbd_ids") for b in after] == [b.get("sbd_ids") for b in before]
        assert [b.get("name") for b in after] == [b.get("name") for b in before]
        for one, other in zip(before, after, strict=True):
            assert one.get("obs_block_id", other["obs_block_id"]) == other["obs_block_id"]
            pairs = (one.get("science_programmes", []), other.get("science_programmes", []))
            for programmes in zip(*pairs, strict=True):
                assert_same_programmes(*programmes)

    @pytest.mark.parametrize("path", COLLECTED, ids=lambda path: path.stem)
    def test_broken_ones_have_an_account_or_are_refused(self, path: Path) -> None:
        assert assert_broken_are_accounted("prj", path, COLLECTED)
