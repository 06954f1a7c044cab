"""`validate --inside`: documents in lists, wrappers and bodies of requests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ska_oso_pdm import Issue
from ska_oso_pdm.cli import main
from ska_oso_pdm.pointers import pointer
from ska_oso_pdm.recognition.embedded import embedded
from tests.samples import CORPUS, EXAMPLES, ROOT, parsed

GOOD = parsed(next(path for path in EXAMPLES if path.match("1.0/sbd-mid-imaging.json")))
BAD = {**GOOD, "targets": [{**GOOD["targets"][0], "name": 7}]}
ODD = parsed(ROOT / "tests" / "findings" / "1.0" / "lst-range-empty.json")
Capture = pytest.CaptureFixture[str]


def printed(capsys: Capture, *options: str | Path, status: int = 0) -> tuple[list[str], str]:
    capsys.readouterr()
    assert main(["validate", *map(str, options)]) == status
    found = capsys.readouterr()
    return found.out.splitlines(), found.err


def rows(capsys: Capture, *options: str | Path, status: int = 0) -> list[Any]:
    return list(
        json.loads("\n".join(printed(capsys, "--format", "json", *options, status=status)[0]))
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "requests.json"
    value = {"requests": [{"body": GOOD}, {"body": BAD}], "more": {"a/b": ODD}}
    path.write_text(json.dumps(value, indent=1), encoding="utf-8")
    return path


def test_each_document_has_its_verdict_and_its_place_in_the_file(
    file: Path, capsys: Capture
) -> None:
    lines, told = printed(capsys, "--inside", file, status=1)
    text = file.read_text(encoding="utf-8").splitlines()
    line = next(number for number, row in enumerate(text, 1) if '"name": 7' in row)
    column = text[line - 1].index("7") + 1
    where = f"{file}:{line}:{column}: /requests/1/body/targets/0/name"
    assert lines == [
        f"{file}#/requests/0/body: valid sbd 1.0",
        f'{where}: 7 is not text; write "7" in quotes [wrong-type]',
        f"{file}#/more/a~1b: valid sbd 1.0",
    ]
    assert told.startswith("3 documents: 2 valid, 1 invalid, 0 not judged\n")


def test_findings_stand_at_their_places_too(file: Path, capsys: Capture) -> None:
    found = rows(capsys, "--inside", "--findings", file, status=1)
    assert [row["pointer"] for row in found] == [
        "/requests/0/body",
        "/requests/1/body",
        "/more/a~1b",
    ]
    (finding, *_) = found[2]["findings"]
    alone = json.loads(json.dumps(ODD))
    assert finding["code"] == "lst-range-empty"
    assert finding["path"].startswith("/more/a~1b/observing_constraints")
    place: Any = json.loads(file.read_text(encoding="utf-8"))["more"]["a/b"]
    assert place == alone
    assert finding["line"] > 1


def test_without_the_option_it_is_named(file: Path, capsys: Capture) -> None:
    (why, hint), _ = printed(capsys, file, status=2)
    assert why.startswith(f'{file}:1:1: is not of this data model: it has no "interface"')
    assert hint == (
        f"{file}: warning: 3 documents inside: --inside judges what is inside of files "
        "[documents-inside]"
    )
    file.write_text(f"[{json.dumps(GOOD)}]", encoding="utf-8")
    (_, hint), _ = printed(capsys, file, status=2)
    assert ": warning: 1 document inside: " in hint
    file.write_text('[{"a": 1}]', encoding="utf-8")
    assert len(printed(capsys, file, status=2)[0]) == 1
    assert len(printed(capsys, "--inside", file, status=2)[0]) == 1


def test_of_many_files_it_comes_next(file: Path, capsys: Capture) -> None:
    other = file.with_name("block.json")
    other.write_text(json.dumps(BAD), encoding="utf-8")
    _, told = printed(capsys, file.parent, status=2)
    assert told.splitlines()[-1] == (
        f"the documents inside of files too: ska-oso-pdm validate --inside {file.parent}"
    )
    _, told = printed(capsys, "--inside", file.parent, status=1)
    assert told.splitlines() == [
        "4 documents: 2 valid, 2 invalid, 0 not judged",
        f"each problem at its place: ska-oso-pdm validate --details --inside {file.parent}",
    ]


def test_a_document_is_judged_as_ever(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "block.json"
    path.write_text(json.dumps(BAD), encoding="utf-8")
    assert printed(capsys, "--inside", path, status=1) == printed(capsys, path, status=1)
    (row,), (inside,) = rows(capsys, path, status=1), rows(capsys, "--inside", path, status=1)
    assert inside == {**row, "pointer": ""}


def test_what_is_judged_inside_is_what_identify_finds(tmp_path: Path, capsys: Capture) -> None:
    value = [parsed(path) for path in EXAMPLES] + [[{"wrapped": GOOD}], "text", None]
    path = tmp_path / "list.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    found = rows(capsys, "--inside", path)
    assert [row["pointer"] for row in found] == [pointer(place) for place, _ in embedded(value)]
    assert len(found) == len(EXAMPLES) + 1
    assert all(row["valid"] for row in found)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the collected documents are not at hand")
def test_in_a_list_documents_get_the_verdicts_that_they_get_alone(
    tmp_path: Path, capsys: Capture
) -> None:
    files = [path for path in sorted(CORPUS.glob("*.json")) if path.name != "manifest.json"]
    value = {"all": [parsed(path) for path in files]}
    both = tmp_path / "all.json"
    both.write_text(json.dumps(value), encoding="utf-8")
    alone = {f"/all/{n}": row for n, row in enumerate(rows(capsys, *files, status=2))}
    inside = rows(capsys, "--inside", both, status=2)
    assert len(inside) > 160
    for row in inside:
        expected = alone[row["pointer"]]
        assert {**row, "file": "", "issues": ""}.items() >= {
            **expected,
            "file": "",
            "issues": "",
        }.items()
        assert [(i["path"], i["code"]) for i in row["issues"]] == [
            (row["pointer"] + i["path"], i["code"]) for i in expected["issues"]
        ]


def test_an_issue_moves_with_its_document() -> None:
    issue = Issue("/name", "wrong-type", lambda: "said late", place=(1, 2))
    moved = issue.within("/a", {"/a/name": (7, 8)}.get)
    assert (moved.path, moved.place, moved.message) == ("/a/name", (7, 8), "said late")
    assert (issue.path, issue.place) == ("/name", (1, 2))
