"""Trials of versions start from what is listed, whatever versions are in the making."""

from __future__ import annotations

from pathlib import Path

import pytest

from codegen.staging import version_folders
from tests import trials
from tests.samples import CURRENT


@pytest.mark.parametrize("in_the_making", [[("1.0", "1.1")], [("1.0", "1.1"), ("1.1", "2.0")]])
def test_versions_in_the_making_stay_out_whole(
    in_the_making: list[tuple[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = trials.started(tmp_path / "before")
    begun = trials.started(tmp_path / "begun", *in_the_making)
    monkeypatch.setattr(trials, "ROOT", begun)
    again = trials.started(tmp_path / "again")
    known = [folder.name for folder in version_folders(again / "schemas")]
    assert known[-1] == CURRENT
    table = "codegen/mixins.toml"
    assert (again / table).read_text("utf-8") == (before / table).read_text("utf-8")
