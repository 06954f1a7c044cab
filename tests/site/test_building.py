"""What a build removes before it begins."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("sphinx", reason="the site is built by Sphinx")


@pytest.mark.parametrize("name", ["", "notes.txt"], ids=["folder", "file"])
def test_a_folder_of_others_is_not_emptied(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from web.site.__main__ import main

    kept = tmp_path / "notes.txt"
    kept.write_text("mine")
    assert main([str(tmp_path / name)]) == 2
    assert kept.read_text() == "mine"
    assert [*tmp_path.iterdir()] == [kept]
    refusal = "has files that are no site; name a folder that may be emptied"
    assert capsys.readouterr().out == f"{tmp_path / name} {refusal}\n"
