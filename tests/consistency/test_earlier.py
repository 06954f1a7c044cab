"""Findings in earlier layouts: where the document has them, once, and none that is assumed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import ska_oso_pdm
from ska_oso_pdm.consistency.earlier import Origins
from ska_oso_pdm.consistency.identifiers_before_1_0 import LINKS, NAMED
from ska_oso_pdm.consistency.rule import select
from ska_oso_pdm.conversion import Conversion, convert
from ska_oso_pdm.pointers import pointer, tokens
from tests.samples import CORPUS, EXAMPLES, ROOT, parsed

FOLDER = ROOT / "tests" / "findings"
EARLIER = [path for path in EXAMPLES if path.parent.name != "1.0"]


def places(document: Any, path: str = "") -> Iterator[str]:
    """Yield the pointer of every part of a document."""
    yield path
    parts = document.items() if isinstance(document, dict) else ()
    for key, part in enumerate(document) if isinstance(document, list) else parts:
        yield from places(part, path + pointer([key]))


def converted(path: Path) -> Conversion | None:
    done = convert(path)
    return None if done.document is None else done


class TestOrigins:
    @pytest.mark.parametrize("path", EARLIER, ids=lambda path: f"{path.parent.name}/{path.stem}")
    def test_every_part_comes_from_a_part_of_the_old_document(self, path: Path) -> None:
        if done := converted(path):
            there = set(places(parsed(path)))
            origins = Origins(parsed(path), done)
            assert {origins.of(part) for part in places(done.document)} <= there

    @pytest.mark.skipif(not CORPUS.is_dir(), reason="the collected documents are not at hand")
    def test_so_do_those_of_collected_documents(self) -> None:
        count = 0
        for path in sorted(CORPUS.glob("sbd*.json")):
            if ska_oso_pdm.validate(path).valid and (done := converted(path)):
                there = set(places(parsed(path)))
                origins = Origins(parsed(path), done)
                assert {origins.of(part) for part in places(done.document)} <= there
                count += 1
        assert count > 50

    def test_scans_and_targets_of_2023_are_found_where_they_stood(self) -> None:
        path = FOLDER / "0.3" / "target-never-rises.json"
        done = converted(path)
        assert done
        origins = Origins(parsed(path), done)
        expected = {
            "": "",
            "/targets/0": "/targets/0",
            "/targets/0/reference_coordinate/dec_str": "/targets/0/reference_coordinate/dec",
            "/dish_allocations": "/scan_definitions/0",  # it has nothing but the scans
            "/dish_allocations/dish_ids": "/scan_definitions/0",
            "/dish_allocations/scan_sequence/1": "/scan_definitions/0",
            "/dish_allocations/scan_sequence/1/target_ref": "/scan_definitions/0/target",
            "/csp_configurations/0/midcbf/frequency_band": "/dish_configurations/0/receiver_band",
        }
        assert {part: origins.of(part) for part in expected} == expected


def test_what_went_to_two_places_is_told_once() -> None:
    found = ska_oso_pdm.findings(FOLDER / "0.3" / "target-never-rises.json")
    assert [(f.path, f.code) for f in found if f.severity != "note"] == [
        ("/targets/0/reference_coordinate/dec", "target-never-rises"),
        ("/scan_definitions/0/scan_duration", "scan-duration-zero"),
    ]
    assert {finding.line for finding in found if finding.severity != "note"} == {19, 31}


def test_a_block_that_nothing_converts_without_a_decision_has_its_own_findings_and_says_so() -> (
    None
):
    block = parsed(FOLDER / "0.2" / "undecided-fine.json")  # a position in FK5
    (undecided,) = convert(block).problems
    (told,) = ska_oso_pdm.findings(block)
    assert (told.code, told.severity, told.path) == ("not-judged", "note", undecided.path)
    assert told.message == (
        f"the rules of 1.0 were not tried, since upgrade is refused: {undecided.message}"
    )
    assert ska_oso_pdm.findings(block, severities={"not-judged": "off"}) == []
    block["scan_sequence"].append("nothing")
    codes = [finding.code for finding in ska_oso_pdm.findings(block)]
    assert codes == ["reference-dangling", "not-judged"]


@pytest.mark.parametrize("path", EARLIER, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_is_not_judged_is_told_where_and_only_where_conversion_is_refused(path: Path) -> None:
    codes = [finding.code for finding in ska_oso_pdm.findings(path)]
    assert codes.count("not-judged") == (convert(path).status == "refused")


@pytest.mark.parametrize("version", LINKS)
def test_a_layout_of_which_nothing_dangles_has_every_link_in_its_documents(version: str) -> None:
    document = parsed(FOLDER / version / "reference-dangling-fine.json")
    for link in LINKS[version]:
        for pattern in (*link.references, link.named):
            assert select(document, pattern), pattern


@pytest.mark.parametrize("version", NAMED)
def test_every_identifier_is_in_the_document_in_which_none_is_repeated(version: str) -> None:
    document = parsed(FOLDER / version / "id-repeated-fine.json")
    for scope in NAMED[version]:
        for pattern in scope.reads:
            assert select(document, pattern), pattern


@pytest.mark.parametrize("version", LINKS)
def test_every_link_is_looked_at(version: str) -> None:
    path = FOLDER / version / "reference-dangling-fine.json"
    for link in LINKS[version]:
        for reference in link.references:
            document = parsed(path)
            ((place, value),) = select(document, reference)
            home = document
            for token in place[:-1]:
                home = home[token]
            home[place[-1]] = f"{value} of another block"
            found = ska_oso_pdm.findings(json.dumps(document))
            dangling = [finding.path for finding in found if finding.code == "reference-dangling"]
            assert pointer(place) in dangling
            assert all(tokens(path)[-1] != "interface" for path in dangling)
