"""The next command: as it is to be typed, with all options, however many files there are."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ska_oso_pdm.cli import main
from tests.samples import EXAMPLES, ROOT

OLD = ROOT / "examples" / "0.7" / "sbd-low.json"
GOOD = next(path for path in EXAMPLES if path.match("1.0/sbd-mid-imaging.json"))
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of more files than a line of people has room for."""
    monkeypatch.chdir(tmp_path)
    names = [f"{number}-{'a long name ' * 4}.json" for number in range(8)]
    for name in names:
        shutil.copy(OLD, name)
    return names


def told(capsys: Capture, *arguments: str) -> str:
    capsys.readouterr()
    main([*arguments])
    return capsys.readouterr().err.splitlines()[-1]


def test_options_stay_where_files_are_too_many(files: list[str], capsys: Capture) -> None:
    options = ["--dry-run", "--to", "1.0", "--stash", "a stash"]
    assert told(capsys, "upgrade", *options, *files) == (
        "write what can be converted: ska-oso-pdm upgrade --in-place --to 1.0 --stash 'a stash' … "
        "with the same files"
    )


def test_nothing_is_taken_for_a_file_that_may_be_the_value_of_an_option(
    files: list[str], capsys: Capture
) -> None:
    shutil.copy(OLD, "1.0")
    assert told(capsys, "upgrade", "--dry-run", "--to", "1.0", "1.0", *files) == (
        "write what can be converted: ska-oso-pdm upgrade --in-place … with the same other options "
        "and files"
    )


def test_a_name_that_cannot_be_typed_is_left_out(tmp_path: Path, capsys: Capture) -> None:
    folder = tmp_path / "of two\nlines"
    folder.mkdir()
    shutil.copy(GOOD, folder / "a.json")
    shutil.copy(GOOD, folder / "b.json")
    assert told(capsys, "validate", str(folder)) == (
        "what does not go together in valid documents: ska-oso-pdm validate --findings … with the "
        "same files"
    )


def test_what_is_refused_is_tried_again_and_the_rest_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in "a.json", "b.json":
        shutil.copy(ROOT / "tests" / "findings" / "0.2" / "undecided-fine.json", name)
    said = "2 of 2 refused documents would be decided by this, if it is true of them: "
    resumed = told(capsys, "upgrade", "--output", "new", "--resume", "a.json", "b.json")
    assert resumed == f"{said}ska-oso-pdm upgrade --assume fk5 --output new --resume a.json b.json"
    first = told(capsys, "upgrade", "--output", "new", "a.json", "b.json")
    assert first == f"{said}ska-oso-pdm upgrade --resume --assume fk5 --output new a.json b.json"
    assert main(first.partition(said)[2].split()[1:]) == 0


def test_of_one_file_with_documents_inside_nothing_is_offered(
    tmp_path: Path, capsys: Capture
) -> None:
    file = tmp_path / "list.json"
    text = GOOD.read_text(encoding="utf-8")
    file.write_text(f"[{text}, {text}]", encoding="utf-8")
    last = told(capsys, "validate", "--inside", str(file))
    assert last == "2 documents: 2 valid, 0 invalid, 0 not judged"
