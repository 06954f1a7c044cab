"""What `validate` and `upgrade` say of many files: a line of each, and one for each reason."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ska_oso_pdm.cli import main
from ska_oso_pdm.errors import printable
from ska_oso_pdm.migrations import ASSUMPTIONS
from ska_oso_pdm.phrases import show
from ska_oso_pdm.reports.details import KINDS, STANDING, Detail, place
from ska_oso_pdm.reports.reasons import Reasons
from tests.samples import CORPUS, ROOT, parsed

Capture = pytest.CaptureFixture[str]
EXAMPLES = ROOT / "examples"
LOW = EXAMPLES / "0.7" / "sbd-low.json"
MID = EXAMPLES / "0.1" / "sbd-mid.json"
TODAY = EXAMPLES / "1.0" / "sbd-mid-imaging.json"
INVALID = ROOT / "tests" / "invalid"
LINE = re.compile(
    r"  (?P<kind>[a-z ()]+?)(?: (?P<times>\d+) times)? in (?P<files>\d+) files?(?:, for example)?: "
)

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
).filter(lambda value: not str(value).startswith("--"))  # an option


def reasons(*told: tuple[str, str], kind: str = "error", code: str = "x") -> list[str]:
    """Give the lines about reasons, each of a file."""
    found = Reasons()
    for file, reason in told:
        found.add(file, [Detail("", kind, f"{file}:1:1", reason, code)])
    return [*found.lines()]


class TestReasons:
    @pytest.mark.parametrize(
        ("one", "other", "shared"),
        [
            ('"a" is not here', '"b" is not here', "… is not here"),
            ('"a" is no "unit"', '"b" is no "unit"', '… is no "unit"'),
            ("3 values, 0.1 → 0.2: odd", '"a", 0.1 → 0.2: odd', "…, 0.1 → 0.2: odd"),
            ("true is no text", "null is no text", "… is no text"),
            ("the value is no text", "false is no text", "… is no text"),
            ('"/a/0" is here', '"/b" is here', "… is here"),
            (f"{show('x' * 99)} (99 characters) is odd", '"x" is odd', "… is odd"),
            ('1 is odd; write "1"', '2 is odd; write "2"', "… is odd; write …"),
            ("-1.5e3 is below 0", "-2 is below 0", "… is below 0"),
            ("also at /a/0/b; go", "also at /a/11/b; go", "also at …; go"),
            ("says https://x.y/1.0, so", "says https://x.y/2.0, so", "says …, so"),
            ('write "a", "b", or "c"', 'write "d", "e", or "f"', "write …"),
            ('there are "a", "b" and 3 more', 'there are "a"', "there are …"),
            ('{"a": [1, "}"]} is odd', "[] is odd", "… is odd"),
            (f"{show({'k': 'x' * 99})} is odd", f"{show('y' * 99)} is odd", "… is odd"),
            (r'"say \"no\"" is odd', '"" is odd', "… is odd"),
        ],
    )
    def test_differ_by_more_than_values(self, one: str, other: str, shared: str) -> None:
        told = [("a", one), ("b", one), ("c", other)]
        assert reasons(*told) == [f"  error in 3 files: {shared} [x]; first at a:1:1"]

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("script a of version 0.1.0", "script a of version 0.2.0"),
            ("band 5a is odd", "band 5b is odd"),
            ('decide with "--assume fk5"', 'decide with "--assume angle-unit"'),
            ("the block has no scan", "the block has no target"),
        ],
    )
    def test_are_kept_apart(self, one: str, other: str) -> None:
        assert len(reasons(("a", one), ("a", other))) == 2

    @given(json_values, json_values)
    def test_know_every_value_that_messages_show(self, one: Any, other: Any) -> None:
        told = [
            ("a", f"{show(one)} is odd; correct it"),
            ("a", f"{show(other)} is odd; correct it"),
        ]
        [line] = reasons(*told)
        what = printable(show(one)) if show(one) == show(other) else "…"
        assert line == f"  error 2 times in 1 file: {what} is odd; correct it [x]; first at a:1:1"

    def test_keep_remedies_whole(self) -> None:
        few = [("a", f'"{n}" is odd; write "{"xyz"[n % 3]}"') for n in range(6)]
        assert reasons(*few) == [
            f'  error 2 times in 1 file: … is odd; write "{name}" [x]; first at a:1:1'
            for name in "xyz"
        ]

    def test_tell_one_remedy_of_many_as_an_example(self) -> None:
        many = [("a", f'"{n}" is odd; write one of "x", "{n + 1}"') for n in range(9)]
        assert reasons(*many) == [
            '  error 9 times in 1 file, for example: "0" is odd; write one of "x", "1" [x]; '
            "first at a:1:1"
        ]

    def test_tell_one_as_an_example_where_little_is_shared(self) -> None:
        told = [("a", f'says "{n}", but /{n} shows "x"; correct it') for n in range(9)]
        assert reasons(*told) == [
            '  error 9 times in 1 file, for example: says "0", but /0 shows "x"; correct it [x]; '
            "first at a:1:1"
        ]

    def test_count_what_is_told_and_the_files(self) -> None:
        assert reasons(("a", "odd"), ("a", "odd"), ("b", "odd")) == [
            "  error 3 times in 2 files: odd [x]; first at a:1:1"
        ]
        assert reasons(("a", "odd")) == ["  error in 1 file: odd [x]; at a:1:1"]

    def test_are_the_same_for_files_that_they_name(self) -> None:
        assert reasons(("a", "a is read-only"), ("b", "b is read-only")) == [
            "  error in 2 files: it is read-only [x]; first at a:1:1"
        ]

    def test_are_the_same_wherever_they_are_in_what_became_of_documents(self) -> None:
        where = "in the converted document"
        assert reasons(("a", f"{where}: odd"), ("b", f"{where}, at /x/0: odd")) == [
            "  error in 2 files: in the converted document: odd [x]; first at a:1:1"
        ]

    def test_come_by_kind_and_how_often(self) -> None:
        found = Reasons()
        for kind in reversed(KINDS):
            for file, reason in (("a", "rare"), ("a", "often"), ("b", "often")):
                found.add(file, [Detail("", kind, file, reason)])
        expected = [f"  {kind} in {n} file" for kind in KINDS for n in (2, 1)]
        assert [line.partition(":")[0].removesuffix("s") for line in found.lines()] == expected

    def test_what_a_terminal_would_obey_is_escaped(self) -> None:
        assert reasons(("\x1b[2J", "odd")) == [r"  error in 1 file: odd [x]; at \x1b[2J:1:1"]


@pytest.mark.parametrize(
    ("title", "path", "at", "expected"),
    [
        ("a.json", "/x/0", (3, 7), "a.json:3:7"),
        ("a.json#/1", "/x/0", (3, 7), "a.json:3:7"),
        ("a.json", "/x/0", (None, None), "a.json#/x/0"),
        ("a.json#/1", "/x/0", (None, None), "a.json#/1/x/0"),
        ("a.json", "", (None, None), "a.json"),
    ],
)
def test_a_place_can_be_opened(title: str, path: str, at: Any, expected: str) -> None:
    assert place(title, path, at) == expected


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A block of 0.7, a doubtful one of 0.1, one of today, two invalid ones, and no document."""
    for source, name in ((LOW, "low"), (MID, "mid"), (TODAY, "today")):
        shutil.copy(source, tmp_path / f"{name}.json")
    for name in ("0.1/telescope-unknown", "unreadable/empty"):
        shutil.copy(INVALID / f"{name}.json", tmp_path)
    odd = {**parsed(INVALID / "0.1/telescope-unknown.json"), "telescope": "ska_none"}
    (tmp_path / "telescope-none.json").write_text(json.dumps(odd), encoding="utf-8")
    return tmp_path


def printed(capsys: Capture, *arguments: object) -> tuple[list[str], list[str]]:
    main([*map(str, arguments)])
    out, err = capsys.readouterr()
    return out.splitlines(), err.splitlines()


def told(lines: list[str]) -> Counter[str]:
    """Count what the lines about reasons tell, by kind."""
    counts: Counter[str] = Counter()
    for line in lines:
        if found := LINE.match(line):
            counts[found["kind"]] += int(found["times"] or found["files"])
    return counts


class TestValidate:
    def test_says_of_each_file_what_it_is_and_then_why(self, folder: Path, capsys: Capture) -> None:
        lines, errors = printed(capsys, "validate", folder)
        unknown = folder / "telescope-none.json"
        assert lines == [
            f"{folder}/empty.json: not judged [empty]",
            f"{folder}/low.json: valid sbd 0.7",
            f"{folder}/mid.json: valid sbd 0.1",
            f"{unknown}: invalid sbd 0.1 [not-allowed]",
            f"{folder}/telescope-unknown.json: invalid sbd 0.1 [not-allowed]",
            f"{folder}/today.json: valid sbd 1.0",
            "",
            '  error in 2 files: … is not allowed here; write one of "ska_mid", "ska_low", '
            f'"MeerKAT" [not-allowed]; first at {_first(unknown, "telescope")}',
            "  error in 1 file: empty; a document is a JSON object [empty]; "
            f"at {folder}/empty.json",
        ]
        assert errors == [
            "6 files: 3 valid, 2 invalid, 1 not judged",
            f"each problem at its place: ska-oso-pdm validate --details {folder}",
        ]

    def test_all_places_are_told_of_one_file_and_on_request(
        self, folder: Path, capsys: Capture
    ) -> None:
        files = sorted(folder.iterdir())
        single = [line for file in files for line in printed(capsys, "validate", file)[0]]
        assert printed(capsys, "validate", "--details", folder)[0] == single
        assert not told(single)

    def test_what_comes_next_runs(self, folder: Path, capsys: Capture) -> None:
        for name in ("empty", "telescope-unknown", "telescope-none"):
            (folder / f"{name}.json").unlink()
        _, [_, first] = printed(capsys, "validate", folder)
        assert first == (
            "what does not go together in valid documents: "
            f"ska-oso-pdm validate --findings {folder}"
        )
        _, [_, second] = printed(capsys, *shlex.split(first.partition(": ")[2])[1:])
        assert second == (
            "what becomes of earlier layouts in the newest one: "
            f"ska-oso-pdm upgrade --dry-run {folder}"
        )
        for name in ("low", "mid"):
            (folder / f"{name}.json").unlink()
        shutil.copy(folder / "today.json", folder / "again.json")
        assert len(printed(capsys, "validate", "--findings", folder)[1]) == 1

    @pytest.mark.skipif(not CORPUS.is_dir(), reason="the collected documents are not here")
    def test_no_problem_of_collected_documents_vanishes(self, capsys: Capture) -> None:
        lines, _ = printed(capsys, "validate", "--findings", CORPUS)
        main(["validate", "--findings", "--format", "json", str(CORPUS)])
        rows = json.loads(capsys.readouterr().out)
        expected = Counter(issue["severity"] for row in rows for issue in row["issues"])
        expected.update(f"finding ({f['severity']})" for row in rows for f in row["findings"])
        assert told(lines) == expected
        assert len(lines) < len(rows) + 100


class TestUpgrade:
    def test_says_of_each_document_what_came_of_it_and_then_why(
        self, folder: Path, capsys: Capture
    ) -> None:
        lines, errors = printed(capsys, "upgrade", "--dry-run", folder)
        said = [line for line in lines if line and line[0] != " "]
        assert [line.partition(": ")[0] for line in said] == sorted(map(str, folder.iterdir()))
        assert said[0] == f"{folder}/empty.json: not read"
        assert said[2] == f"{folder}/mid.json: refused, sbd 0.1 → 1.0"
        empty = "  not read in 1 file: empty; a document is a JSON object [empty]; at"
        assert f"{empty} {folder}/empty.json" in lines
        assert [*told(lines)] == [kind for kind in KINDS if kind in told(lines)]
        assert errors == [
            "6 documents: 1 current, 1 not read, 3 refused, 1 upgraded",
            f"write what can be converted: ska-oso-pdm upgrade --in-place {folder}",
        ]

    def test_all_places_are_told_of_one_file_and_on_request(
        self, folder: Path, capsys: Capture
    ) -> None:
        single = [
            line
            for file in sorted(folder.iterdir())
            for line in printed(capsys, "upgrade", "--dry-run", file)[0]
        ]
        assert printed(capsys, "upgrade", "--dry-run", "--details", folder)[0] == single

    def test_assumptions_that_decide_most_come_next(self, tmp_path: Path, capsys: Capture) -> None:
        block = parsed(MID)
        for name in ("a", "b c"):
            (tmp_path / f"{name}.json").write_text(json.dumps(block), encoding="utf-8")
        files = [f"{tmp_path}/a.json", f"{tmp_path}/b c.json"]
        for _ in range(len(ASSUMPTIONS)):
            _, errors = printed(capsys, "upgrade", "--dry-run", *files)
            if not (found := re.search(r"would be decided by this.*?: (.*)", errors[-1])):
                break
            _, *words = shlex.split(found[1])
            assert words[-2:] == files
            assert words[1] == "--assume"
            after, _ = printed(capsys, *words)
            assert f"{files[0]}: refused" not in " ".join(after)
            return
        pytest.fail(f"no assumption was offered: {errors}")

    @pytest.mark.skipif(not CORPUS.is_dir(), reason="the collected documents are not here")
    def test_no_value_of_collected_documents_vanishes(self, capsys: Capture) -> None:
        lines, _ = printed(capsys, "upgrade", "--dry-run", CORPUS)
        full, _ = printed(capsys, "upgrade", "--dry-run", "--details", CORPUS)
        expected: Counter[str] = Counter()
        for line in full:
            if found := re.match(r"  (repaired|made|read|set aside|lost|label|incomplete): ", line):
                values = re.match(r"(\d+) values (?:below|of)", line[found.end() :])
                kind = found[1].replace("read", "read as published")
                expected[kind] += int(values[1]) if values else 1
            elif line.startswith("  "):
                expected["warning" if ": warning: " in line else "refused"] += 1
        counts = told(lines)
        counts["refused"] = sum(counts.pop(word, 0) for word in STANDING)
        assert counts == expected
        assert len(lines) < len(full) / 5
        main(["upgrade", "--dry-run", "--report", "json", str(CORPUS)])
        rows = json.loads(capsys.readouterr().out)
        assert expected["set aside"] == sum(
            len(row["set_aside"]) for row in rows if row["status"] != "refused"
        )


def _first(file: Path, key: str) -> str:
    """Name the place of the value of a key in a file of one line."""
    before = file.read_text(encoding="utf-8").index(f'"{key}": ') + len(f'"{key}": ')
    return f"{file}:1:{before + 1}"
