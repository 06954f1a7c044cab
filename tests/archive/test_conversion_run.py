"""Many files: shared by processes or not, a run does the same; one that was ended is resumed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ska_oso_pdm.archive.conversion_run import Run
from ska_oso_pdm.archive.order import Order
from ska_oso_pdm.archive.usual_stash import NAME
from ska_oso_pdm.cli import main
from ska_oso_pdm.migrations import Allowed
from tests.samples import EXAMPLES, ROOT, parsed

COUNT = 42
TESTS = ROOT / "tests"
CURRENT = next(path for path in EXAMPLES if path.match("1.0/sbd-mid*.json"))
(OLD,) = (path for path in EXAMPLES if path.match("0.7/sbd-mid.json"))
SETS_ASIDE = {**parsed(OLD), "what nobody knows": 1}
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _processes_pay(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start processes for few files too: two of them, for a part of a chunk each."""
    monkeypatch.setattr("ska_oso_pdm.archive.processes._PAYS_FROM", COUNT // 2)
    monkeypatch.setattr("ska_oso_pdm.archive.processes._CHUNK", (5, 5))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of blocks, of which the last one only has something that is set aside."""
    for number in range(COUNT):
        below = tmp_path / "blocks" / f"{number % 3}"
        below.mkdir(parents=True, exist_ok=True)
        shutil.copy(OLD if number % 7 == 0 else CURRENT, below / f"{number:03}.json")
    last = tmp_path / "blocks" / "z.json"
    last.write_text(json.dumps(SETS_ASIDE), encoding="utf-8")
    return tmp_path / "blocks"


def contents(folder: Path) -> dict[str, bytes]:
    """Give what is in all files below a folder, but for the stash."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != NAME)
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def upgraded(capsys: Capture, *options: str | Path, status: int = 0) -> tuple[list[Any], str]:
    """Upgrade; give the rows of the report, and what is told."""
    capsys.readouterr()
    assert main(["upgrade", "--report", "json", *map(str, options)]) == status
    printed = capsys.readouterr()
    return json.loads(printed.out), printed.err


@pytest.mark.parametrize("where", ["--in-place", "--output", "--dry-run"])
def test_several_processes_do_what_one_does(where: str, folder: Path, capsys: Capture) -> None:
    before, results = contents(folder), []
    for jobs in "1", "2":
        blocks = folder.parent / f"jobs {jobs}" / "blocks"
        shutil.copytree(folder, blocks)
        place = [where, str(blocks.parent / "new")] if where == "--output" else [where]
        rows, told = upgraded(capsys, *place, "--jobs", jobs, blocks)
        stash = "".join(sorted(path.read_text() for path in blocks.parent.rglob(NAME)))
        said = json.dumps([rows, told, sorted(stash.splitlines())])
        results.append((said.replace(str(blocks.parent), "HERE"), contents(blocks.parent)))
        if where == "--in-place":
            assert stash.count('"before"') == 1 + COUNT // 7  # all that have changed
            upgraded(capsys, "--in-place", "--restore", blocks / NAME, blocks)
            assert contents(blocks) == before
    assert results[0] == results[1]


def test_files_that_are_named_and_those_of_a_folder_share_a_run(
    folder: Path, capsys: Capture
) -> None:
    other = folder.parent / "other.json"
    other.write_text("[]", encoding="utf-8")  # no document: it is told of, since it is named
    (folder / "other.json").write_text("[]", encoding="utf-8")
    rows, _ = upgraded(capsys, "--dry-run", "--jobs", "2", folder, other, status=2)
    assert [row["file"] for row in rows if row["entity"] is None] == [str(other)]
    assert len(rows) == COUNT + 2


def test_a_run_that_was_ended_is_resumed(folder: Path, capsys: Capture) -> None:
    out = folder.parent / "new"
    whole, _ = upgraded(capsys, "--output", out, folder)
    expected = contents(out)
    for number in range(0, COUNT, 2):
        (out / f"{number % 3}" / f"{number:03}.json").unlink()
    kept = out / "1" / "001.json"
    kept.write_bytes(b"written by the run that was ended")
    rows, told = upgraded(capsys, "--output", out, "--resume", "--jobs", "2", folder)
    assert len(rows) == COUNT // 2
    assert rows == [row for row in whole if row in rows]
    assert told.startswith(f"{COUNT // 2 + 1} files are in {out} already, and left alone\n")
    assert contents(out) == {**expected, "1/001.json": kept.read_bytes()}
    rows, told = upgraded(capsys, "--output", out, "--resume", folder)
    assert (rows, told) == ([], f"{COUNT + 1} files are in {out} already, and left alone\n")


def test_what_was_refused_among_others_is_tried_again(tmp_path: Path, capsys: Capture) -> None:
    doubtful = parsed(TESTS / "findings" / "0.2" / "undecided-fine.json")
    blocks, out = tmp_path / "blocks", tmp_path / "new"
    blocks.mkdir()
    several = {"several": [parsed(OLD), doubtful], "fine": [parsed(OLD)], "alone": doubtful}
    for name, value in several.items():
        (blocks / f"{name}.json").write_text(json.dumps(value), encoding="utf-8")
    rows, _ = upgraded(capsys, "--output", out, blocks, status=1)
    assert [row["status"] for row in rows] == ["refused", "upgraded", "upgraded", "refused"]
    told = (
        f"1 file is in {out} already, and left alone\n1 file in {out} has documents that were "
        "refused, which are tried again\n"
    )
    edited = out / "several.json"
    edited.write_text(edited.read_text("utf-8").replace("sbd-", "sbd-edited-"), encoding="utf-8")
    before, fine = edited.read_bytes(), parsed(out / "fine.json")
    for options, status in ([], 1), (["--assume", "fk5"], 0):
        assert edited.read_bytes() == before
        rows, said = upgraded(capsys, "--output", out, "--resume", *options, blocks, status=status)
        found = [(row["file"], row["pointer"], row["status"]) for row in rows]
        end = "refused" if status else "upgraded"
        assert found == [
            (str(blocks / "alone.json"), "", end),
            (str(edited), "/0", "current"),
            (str(edited), "/1", end),
        ]
        assert said.startswith(told)
    assert parsed(out / "fine.json") == fine
    assert "sbd-edited-" in edited.read_text("utf-8")  # what was edited meanwhile stays
    rows, said = upgraded(capsys, "--output", out, "--resume", blocks)
    assert (rows, said) == ([], f"3 files are in {out} already, and left alone\n")


def test_in_place_a_run_that_was_ended_just_goes_on(folder: Path, capsys: Capture) -> None:
    upgraded(capsys, "--in-place", folder / "0")
    rows, _ = upgraded(capsys, "--in-place", "--resume", folder)
    assert len(rows) == COUNT + 1


def test_nothing_is_resumed_that_writes_no_files(folder: Path, capsys: Capture) -> None:
    assert main(["upgrade", "--resume", str(folder / "z.json")]) == 2
    assert capsys.readouterr().err == (
        "ska-oso-pdm upgrade: --resume goes on with files that were written; "
        "give --output DIR too\n"
    )


def test_no_document_is_read_before_it_is_asked_for(folder: Path) -> None:
    files = [str(folder / "z.json"), str(folder / "nothing.json")]
    run = Run(Order([str(folder)], None, Allowed(), dry_run=True), files, prints=False)
    outcomes: Iterator[Any] = run.outcomes()
    assert next(outcomes).status == 0
    assert next(outcomes).status == 2
    assert run.farewell == []
