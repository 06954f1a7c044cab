"""What people are told of changes, as text and as a card: all of them, each once."""

from __future__ import annotations

import copy
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ska_oso_pdm.evolution import compare
from ska_oso_pdm.evolution.approvals import Approval
from ska_oso_pdm.evolution.card import card
from ska_oso_pdm.evolution.comparison import Against
from ska_oso_pdm.evolution.digest import digest
from ska_oso_pdm.evolution.impact import Impact, Item, row
from ska_oso_pdm.evolution.judge import SAFE, Verdict
from ska_oso_pdm.evolution.lines import lines
from tests.evolution.candidates import Schema, candidate

PAIRS = [("0.7", "1.0"), ("1.0", "0.7"), ("0.4", "0.5"), ("sbd/0.1", "sbd/0.2")]
COUNTED = re.compile(r"(minor|patch)  ([a-z-]+)  (\d+) changes, such as: ")
TOLD = re.compile(r"(minor|patch|major)  ([a-z-]+)  ([0-9a-f]{12})  ")
SAME = re.compile(r"  the same  ([0-9a-f]{12})  ")


@cache
def impact(old: str, new: str) -> Impact:
    return compare(old, new, also=())


def changes(found: Impact) -> list[dict[str, Any]]:
    """Give the changes as programs get them."""
    listed: list[dict[str, Any]] = row(found)["changes"]
    return listed


def told(text: list[str]) -> Iterator[str]:
    """Give the fingerprints that a text names."""
    for line in text:
        if match := TOLD.match(line) or SAME.match(line):
            yield match[match.lastindex or 0]


@pytest.mark.parametrize(("old", "new"), PAIRS)
class TestText:
    def test_has_each_change_once(self, old: str, new: str) -> None:
        found, text = changes(impact(old, new)), [*lines(impact(old, new))]
        names = [*told(text)]
        assert len(set(names)) == len(names)
        counted = Counter({m[2]: int(m[3]) for line in text if (m := COUNTED.match(line))})
        by_name = {one["fingerprint"]: one["code"] for one in found}
        assert counted + Counter(by_name[name] for name in names) == Counter(
            one["code"] for one in found
        )

    def test_folds_nothing_that_somebody_has_to_read(self, old: str, new: str) -> None:
        names = {*told([*lines(impact(old, new))])}
        for one in changes(impact(old, new)):
            outcomes = {one["backward"]["outcome"], one["forward"]["outcome"]}
            if outcomes != {"safe"} or one["asks"] == "major" or not one["settled"]:
                assert one["fingerprint"] in names

    def test_folds_more_than_three_of_a_kind_only(self, old: str, new: str) -> None:
        text = [*lines(impact(old, new))]
        numbers = [int(match[3]) for line in text if (match := COUNTED.match(line))]
        assert all(number > 3 for number in numbers)
        assert ("--details lists each of them" in text) == bool(numbers)

    def test_has_details_of_each_change(self, old: str, new: str) -> None:
        text = [*lines(impact(old, new), details=True)]
        headings = [match[3] for line in text if (match := TOLD.match(line))]
        assert headings == [one["fingerprint"] for one in changes(impact(old, new))]
        assert not any(COUNTED.match(line) or SAME.match(line) for line in text)


def test_the_same_of_two_entities_is_told_once_with_both_places() -> None:
    text = "\n".join(lines(impact("0.7", "1.0")))
    assert re.search(
        r'^major  type-changed  [0-9a-f]{12}  prj\n  "spectral_averaging" is a whole number now.*\n'
        r"  at schemas/0\.7/prj\.json:\d+:\d+ → schemas/1\.0/observation-set\.json:\d+:\d+\n"
        r"  documents of 0\.7: break, as .*\n  the step to 1\.0: .*\n"
        r"  the same  [0-9a-f]{12}  prsl  at schemas/0\.7/prsl\.json:\d+:\d+$",
        text,
        re.MULTILINE,
    )


def test_what_says_the_same_elsewhere_or_ends_otherwise_is_told_by_itself() -> None:
    found = impact("0.7", "1.0")
    items = {item.effect.fingerprint: item for item in found.items}
    first: Item | None = None
    for line in lines(found):
        if match := TOLD.match(line):
            first = items[match[3]]
        elif match := SAME.match(line):
            one = items[match[1]]
            assert first is not None
            assert one.effect.change.said == first.effect.change.said
            assert one.effect.backward.outcome == first.effect.backward.outcome
            assert one.effect.forward.outcome == first.effect.forward.outcome
            ours, theirs = one.handling, first.handling
            assert (ours is None) == (theirs is None)
            if ours and theirs and ours.done != "moved":
                assert ours == theirs
            ends = {(item.effect.change.old, item.effect.change.new) for item in (one, first)}
            assert len({old for old, _ in ends}) == 1 or len({new for _, new in ends}) == 1


def fields(number: int, *, broken: bool = False) -> Any:
    """Give an edit that adds optional keys, and may require one of them."""

    def edit(schema: Schema) -> None:
        pattern = schema["$defs"]["FivePointParameters"]
        for index in range(number):
            pattern["properties"][f"new_{index}"] = {"description": "New.", "type": "number"}
        if broken:
            pattern["required"] = [*pattern.get("required", []), "new_0"]

    return edit


@pytest.mark.parametrize(
    "known",
    [
        lambda item: item._replace(is_settled=False),
        lambda item: with_effect(item, forward=Verdict("unknown", why="of a pattern")),
        lambda item: with_effect(item, backward=Verdict("breaks", {})),
        lambda item: with_effect(item, approval=Approval("0.7", "1.0", "0" * 12, "it", "agreed")),
    ],
)
def test_one_of_many_of_a_kind_is_told_if_somebody_has_to_read_it(
    known: Callable[[Item], Item],
) -> None:
    items = impact("0.7", "1.0").items
    index = next(i for i, one in enumerate(items) if one.effect.change.code == "class-moved")
    special = known(items[index])
    before, after = (
        digest(some, 3) for some in (items, [*items[:index], special, *items[index + 1 :]])
    )
    moved = [
        sum(len(alike) for alike in one.counted if alike[0].effect.change.code == "class-moved")
        for one in (before, after)
    ]
    assert moved[0] - moved[1] == 1
    assert [one.item for one in after.told if one.item is special] == [special]


def with_effect(item: Item, **parts: Any) -> Item:
    return item._replace(effect=item.effect._replace(**parts))


def changed(folder: Path, edit: Callable[[Schema], None]) -> Impact:
    """Compare scheduling blocks of a version that is edited in its targets with those of 1.0."""
    return compare("sbd/1.0", str(candidate(folder, {"target": edit}) / "sbd.json"))


def test_three_of_a_kind_are_told_and_four_are_counted(tmp_path: Path) -> None:
    three = [*lines(changed(tmp_path / "3", fields(3)))]
    assert sum("  key-added  " in line for line in three) == 3
    assert not any("such as" in line for line in three)
    four = [*lines(changed(tmp_path / "4", fields(4)))]
    assert four[0] == 'minor  key-added  4 changes, such as: the key "new_0" is new'
    assert four[2:4] == ["--details lists each of them", ""]


def test_what_is_told_is_not_counted_with_what_may_be_folded(tmp_path: Path) -> None:
    text = [*lines(changed(tmp_path, fields(4, broken=True)))]
    assert [line.split("  ")[1] for line in text if TOLD.match(line)] == [
        "required-key-added",
        *["key-added"] * 3,
    ]
    assert not any("such as" in line for line in text)


def test_readers_are_told_once(tmp_path: Path) -> None:
    text = [*lines(compare("1.0", str(candidate(tmp_path, {"target": fields(2)}))))]
    assert [line for line in text if "read by" in line] == [
        "documents of prj are read by ODA, OSO Services, ODT UI, PTT Services, PTT UI",
        "documents of prsl are read by ODA, OSO Services, ODT UI, PHT UI",
        "documents of sbd are read by ODA, OET, OSO Services, ODT UI, PTT Services, PTT UI, "
        "OST Services, OST UI",
    ]


@pytest.mark.parametrize("arguments", [[], ["--details"], ["--format", "markdown"]])
def test_a_terminal_without_unicode_gets_all_of_it(arguments: list[str]) -> None:
    plain = {"PATH": os.environ["PATH"], "LC_ALL": "C", "PYTHONUTF8": "0"}
    plain["PYTHONCOERCECLOCALE"] = "0"
    plain["PYTHONPATH"] = os.pathsep.join(sys.path)
    command = [sys.executable, "-m", "ska_oso_pdm", "schema", "diff", "sbd/0.1", "sbd/0.2"]
    done = subprocess.run([*command, *arguments], capture_output=True, env=plain, check=False)
    assert done.stderr == b""
    number = len(changes(impact("sbd/0.1", "sbd/0.2")))
    assert f"{number} change".encode() in done.stdout
    if "--format" not in arguments:
        assert done.stdout.isascii()


HARMFUL = [
    *("a|b", "_a_", "__b__", "<img src=x>", "</details>", "`c", "*d*", "[e](https://e.example)"),
    *("@all", "#1", "!2", "~f", "&amp;", "g\\|h", "i\\", "two\n\nlines", ":smile:", "$`x`$"),
]
"""Keys that mark up in Markdown, or that GitLab takes for people, issues and labels."""


def rendered(text: str) -> list[Any]:
    """Give what a reader of Markdown makes of a text, all within one another in a row."""
    markdown = pytest.importorskip("markdown_it", reason="comes with the extra cli")
    tokens = markdown.MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)
    return [part for token in tokens for part in (token, *(token.children or ()))]


class TestCard:
    @pytest.mark.parametrize(("old", "new"), PAIRS)
    def test_has_each_change_once(self, old: str, new: str) -> None:
        found, text = changes(impact(old, new)), card(impact(old, new))
        listed = Counter(re.findall(r"^(?:\| |- )`([a-z-]+)` ", text, re.MULTILINE))
        together = sum(len(names) - 1 for names in _rows_of(impact(old, new)))
        assert sum(listed.values()) + together == len(found)
        assert set(listed) == {one["code"] for one in found}

    def test_shows_what_breaks_before_anything_is_folded(self) -> None:
        text = card(impact("0.7", "1.0"))
        shown = text.partition("<details>")[0]
        assert len(shown.splitlines()) < 50
        rows = [line for line in text.splitlines() if re.search(r"\| (breaks|unknown) \|", line)]
        assert rows
        assert all(line in shown for line in rows)
        assert " | safe | safe | " not in shown
        assert text.count("<details>") == text.count("</details>") == 4

    def test_of_a_small_change_folds_documents_only(self, tmp_path: Path) -> None:
        text = card(changed(tmp_path, fields(4, broken=True)))
        assert re.findall("<summary>(.*)</summary>", text) == ["Documents that show it"]
        assert len(re.findall(r"^\| `", text, re.MULTILINE)) == 4

    def test_says_of_entities_that_are_alike_in_one_row_what_becomes_of_them(self) -> None:
        both = copy.copy(impact("0.7", "1.0"))
        broken = Verdict("breaks", {})
        both.against = [Against("0.6", one, broken, SAFE) for one in ("prj", "sbd")]
        both.against.append(Against("0.6", "prsl", SAFE, SAFE))
        rows = [line for line in card(both).splitlines() if "0.6" in line]
        assert rows == [
            "| documents of prj, sbd 0.6, by 1.0 | breaks |",
            "| documents of 1.0, by readers of prj, sbd, prsl 0.6 | safe |",
            "| documents of prsl 0.6, by 1.0 | safe |",
        ]

    def test_fits_into_a_comment(self) -> None:
        many = copy.copy(impact("0.7", "1.0"))
        many.items = [item for item in many.items for _ in range(60)]
        text = card(many)
        assert len(text) < 1_000_000
        assert re.search(r"\nAnd \d+ more; `--format json` has all of them\.\n", text)
        assert text.count("<details>") == text.count("</details>")

    def test_shows_names_as_they_are(self, tmp_path: Path) -> None:
        def edit(schema: Schema) -> None:
            for name in HARMFUL:
                field = {"description": "New.", "type": "number"}
                schema["$defs"]["FivePointParameters"]["properties"][name] = field
            schema["$defs"]["FivePointParameters"]["required"] = HARMFUL

        tokens = rendered(card(changed(tmp_path / "_a_ `b|c", edit)))
        marks = {token.type for token in tokens if token.type.endswith(("_open", "inline"))}
        assert marks <= {
            *("heading_open", "inline", "paragraph_open", "code_inline"),
            *("table_open", "thead_open", "tbody_open", "tr_open", "th_open", "td_open"),
        }
        assert "image" not in {token.type for token in tokens}
        html = "".join(token.content for token in tokens if token.type == "html_block")
        assert re.sub(r"\s", "", html) == (
            "<details><summary>Documentsthatshowit</summary></details>"
        )
        shown = "\n".join(
            "".join(part.content for part in token.children)
            for token in tokens
            if token.type == "inline"
        )
        for name in HARMFUL:
            assert f'the key "{" ".join(name.split())}" is new' in shown


def _rows_of(found: Impact) -> list[list[str]]:
    """Give the fingerprints of each change that the card tells with the same of others."""
    judged = [item for item in found.items if item.effect.bump != "patch"]
    return [
        [item.effect.fingerprint for item in (one.item, *one.same)]
        for one in digest(judged, 10).told
    ]
