"""What a version lacks before it is frozen is said, each with what to do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from codegen.readiness import main
from tests.samples import ROOT
from tests.trials import edit, started

Capture = pytest.CaptureFixture[str]

ENTITIES = (
    "decision, eb-status-history, eb, panel, prj-status-history, prj, prsl, prslacc, review, "
    "sbd-status-history, sbd, sbi-status-history, sbi"
)


@pytest.fixture
def project(tmp_path: Path, capsys: Capture) -> Path:
    """A repository in which two versions have just been started."""
    folder = started(tmp_path, ("1.0", "1.1"), ("1.1", "2.0"))
    shutil.copytree(ROOT / "docs", folder / "docs")
    capsys.readouterr()
    return folder


def test_the_newest_released_layout_lacks_nothing() -> None:
    assert main(["1.0"]) == 0


def test_a_copy_lacks_what_belongs_to_a_version(project: Path, capsys: Capture) -> None:
    assert main(["1.1"], project) == 1
    said = capsys.readouterr().err.splitlines()
    assert said == [
        f"readiness: schemas/markers.json does not list 1.1 of {ENTITIES}; list it in "
        '"versions" of each, and add markers of what only its documents have, if there is any',
        "readiness: tests/invalid/1.1 has no bad document; write one for each rule that is new, "
        "with the message that it should get",
        "readiness: docs/layouts.md has no line on 1.1; say since when, and what is new in it",
    ]
    # a minor version needs no step, and a copy no example


def test_what_differs_from_the_version_before_has_an_example(
    project: Path, capsys: Capture
) -> None:
    """In the schema of the entity itself, or in one that it refers to."""
    edit(project / "schemas" / "1.1" / "panel.json", lambda s: s.update(description="Other."))
    edit(project / "schemas" / "1.1" / "target.json", lambda s: s.update(description="Other."))
    assert main(["1.1"], project) == 1
    assert (
        "readiness: examples/1.1 has no example of panel, prj, prsl, sbd; write a valid document "
        "of each, in a file named after it: panel-….json"
    ) in capsys.readouterr().err.splitlines()
    (project / "examples" / "1.1").mkdir(exist_ok=True)
    for entity in ("panel", "prj", "prsl", "sbd"):
        (project / "examples" / "1.1" / f"{entity}-x.json").touch()
    assert main(["1.1"], project) == 1
    assert "has no example" not in capsys.readouterr().err


def test_a_major_version_needs_steps(project: Path, capsys: Capture) -> None:
    assert main(["2.0"], project) == 1
    assert (
        f"readiness: no migration step leads from 1.1 to 2.0 for {ENTITIES}; add a line for each "
        "to the table in migrations/steps: with its module, or with None where nothing of it has "
        "moved"
    ) in capsys.readouterr().err.splitlines()


def test_a_version_that_there_is_not(capsys: Capture) -> None:
    assert main(["9.9"]) == 1
    assert capsys.readouterr().err == "readiness: there is no version '9.9' in schemas/\n"
