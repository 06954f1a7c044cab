"""What a version lacks before it is frozen is said, each with what to do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from codegen.readiness import main
from tests.samples import ROOT
from tests.trials import started

Capture = pytest.CaptureFixture[str]


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
    assert ("readiness: schemas/markers.json does not list 1.1 of sbd; list it, with marks") in said
    assert "readiness: examples/1.1/sbd-….json is missing; write a valid document" in said
    assert said[-2:] == [
        "readiness: tests/invalid/1.1 has no bad document; write one for each rule that is new, "
        "with the message that it should get",
        "readiness: docs/layouts.md has no line on 1.1; say since when, and what is new in it",
    ]
    assert not any("migration step" in line for line in said)  # a minor version needs none


def test_a_major_version_needs_steps(project: Path, capsys: Capture) -> None:
    assert main(["2.0"], project) == 1
    assert (
        "readiness: no migration step leads from sbd 1.1 to 2.0; write a module of "
        "migrations/steps, and its line in the table there"
    ) in capsys.readouterr().err.splitlines()


def test_a_version_that_there_is_not(capsys: Capture) -> None:
    assert main(["9.9"]) == 1
    assert capsys.readouterr().err == "readiness: there is no version '9.9' in schemas/\n"
