"""Reviews of July 2025 in 1.0: somebody has to say of which kind they are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ska_oso_pdm import convert
from ska_oso_pdm.cli import main
from ska_oso_pdm.errors import WrongAssumptionError
from ska_oso_pdm.migrations import Allowed
from tests.migrations import aged
from tests.migrations.accounts import assert_accounted
from tests.samples import CORPUS, parsed

Json = dict[str, Any]
REASON = "my sister is an investigator"
REVIEW: Json = {
    "review_id": "review-1",
    "prsl_id": "prsl-1",
    "reviewer_id": "user-1",
    "rank": 5,
    "conflict": {"has_conflict": True, "reason": REASON},
    "comments": "clear",
    "status": "In Progress",
}


def upgraded(review: Json, **assumed: str) -> Any:
    options = {name.replace("_", "-"): value for name, value in assumed.items()}
    done = convert(review, allowed=Allowed(options))
    assert_accounted(review, done._migration)
    return done


def test_nobody_guesses_the_kind() -> None:
    for allowed in (None, Allowed({"all": ""})):
        (problem,) = convert(REVIEW, allowed=allowed).problems
        assert str(problem) == (
            "3 values, 0.1 → 1.0: 0.1 does not say whether the review is of the science or "
            'technical; decide with "--assume review-kind=…", which kind of review it is that does '
            "not say it, `science` or `technical` [doubtful]"
        )


def test_no_loss_helps_a_review_without_kind() -> None:
    done = upgraded(REVIEW)
    assert done.document is None
    assert convert(REVIEW, allowed=Allowed(loss=True)).document is None


def test_of_the_science() -> None:
    done = upgraded(REVIEW, review_kind="science")
    kept = {key: part for key, part in REVIEW.items() if key not in ("rank", "conflict")}
    assert done.document == {
        "interface": aged.URL.format("review").replace("0.1", "1.0"),
        **kept,
        "review_type": {
            "kind": "Science Review",
            "rank": 5,
            "conflict": {"has_conflict": True, "reason": REASON},
        },
    }
    assert [(e.path, e.value) for e in done.defaulted] == [
        ("/interface", done.document["interface"]),
        ("/review_type/kind", "Science Review"),
    ]


def test_a_technical_one_has_neither_rank_nor_conflict() -> None:
    done = upgraded(REVIEW, review_kind="technical")
    assert done.document["review_type"] == {"kind": "Technical Review"}
    assert {(e.path, e.reason) for e in done.set_aside} == {
        ("/rank", "a technical review has neither rank nor conflict"),
        ("/conflict/has_conflict", "a technical review has neither rank nor conflict"),
        ("/conflict/reason", "a technical review has neither rank nor conflict"),
    }


@pytest.mark.parametrize("said", ["Technical Review", "technical review", "technical"])
def test_that_says_its_kind_is_of_that_one(said: str) -> None:
    stated = {**REVIEW, "review_type": said}
    for assumed in ({}, {"review_kind": "science"}):
        done = upgraded(stated, **assumed)
        assert done.document["review_type"] == {"kind": "Technical Review"}
        assert [(e.path, e.value) for e in done.repaired] == [("/review_type", said)]


def test_that_says_no_kind_that_there_is_is_refused() -> None:
    done = upgraded({**REVIEW, "review_type": "panel"}, review_kind="science")
    assert [str(problem) for problem in done.problems] == [
        '/review_type: (personal), 0.1 → 1.0: it names neither a "Science Review" nor a "Technical '
        'Review"; nothing decides it; correct it, or let it go with --allow-loss [doubtful]'
    ]


class TestFlatPartsOf1_0:
    TYPE: Json = {"kind": "Science Review", "rank": 9, "conflict": {"has_conflict": False}}
    REVIEW: Json = {**{k: REVIEW[k] for k in ("review_id", "prsl_id", "reviewer_id")}, "rank": 9}

    def test_that_say_the_same_are_one(self) -> None:
        done = upgraded({**self.REVIEW, "review_type": self.TYPE})
        assert done.document["review_type"] == self.TYPE
        assert "rank" not in done.document
        assert not done.set_aside
        assert [(e.path, e.reason) for e in done.repaired] == [
            ("/rank", '"rank" belongs into "review_type", which says the same')
        ]

    def test_that_nothing_else_says_are_put_there(self) -> None:
        kind = {key: part for key, part in self.TYPE.items() if key != "rank"}
        done = upgraded({**self.REVIEW, "review_type": kind})
        assert done.document["review_type"] == self.TYPE
        assert [e.reason for e in done.repaired] == ['"rank" belongs into "review_type"']

    def test_that_say_otherwise_are_set_aside_for_that_reason(self) -> None:
        done = upgraded({**self.REVIEW, "rank": 8, "review_type": self.TYPE})
        assert done.document["review_type"] == self.TYPE
        assert [(e.path, e.value, e.reason, e.needed) for e in done.set_aside] == [
            ("/rank", 8, 'it is left over from 0.1, and "review_type" says another "rank"', True)
        ]


def test_there_are_two_kinds() -> None:
    with pytest.raises(WrongAssumptionError) as caught:
        convert(REVIEW, allowed=Allowed({"review-kind": "panel"}))
    assert str(caught.value) == (
        'the assumption "review-kind" has no value "panel"; there are science and technical'
    )


def test_what_science_needs_is_not_invented() -> None:
    done = convert({**REVIEW, "conflict": None}, allowed=Allowed({"review-kind": "science"}))
    assert done.document is None
    ranked = {key: part for key, part in REVIEW.items() if key != "conflict"}
    done = convert(ranked, allowed=Allowed({"review-kind": "science"}))
    assert ['lacks the key "conflict"' in str(problem) for problem in done.problems] == [True]


def test_why_a_reviewer_has_a_conflict_is_repeated_nowhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lone = {**REVIEW, "conflict": {"reason": REASON}}
    del lone["rank"]
    for review in (REVIEW, lone):
        file = tmp_path / "review.json"
        file.write_text(json.dumps(review), encoding="utf-8")
        for command in (
            ["upgrade", "--dry-run"],
            ["upgrade", "--dry-run", "--assume", "review-kind=technical"],
            ["upgrade", "--dry-run", "--no-stash", "--assume", "review-kind=technical"],
            ["upgrade", "--dry-run", "--report", "json", "--assume", "review-kind=technical"],
            ["validate"],
            ["show"],
        ):
            main([*command, str(file)])
            printed = "".join(capsys.readouterr())
            assert "review" in printed
            assert REASON not in printed
            assert "user-1" not in printed


def test_as_an_independent_reading_of_made_and_collected_reviews_says() -> None:
    reviews = list(aged.documents("review", "0.1", 40))
    reviews += [parsed(path) for path in sorted(CORPUS.glob("review-pdm18.3_*.json"))]
    converted = 0
    for old in reviews:
        new = upgraded(old, review_kind="science").document
        if new is None:
            assert old["status"] not in ("To Do", "In Progress", "Reviewed")
            continue
        converted += 1
        for key in ("review_id", "prsl_id", "reviewer_id", "panel_id", "cycle", "comments"):
            assert new.get(key) == old.get(key)
        assert new.get("status") == old.get("status")
        for key in ("rank", "conflict", "excluded_from_decision"):
            assert new["review_type"].get(key) == old.get(key)
            assert key not in new
    assert converted >= len(reviews) - 1
