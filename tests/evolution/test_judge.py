"""`ska-oso-pdm schema judge`, which CI asks about the version that is not frozen."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from codegen.staging import version_folders
from tests.evolution.candidates import renamed
from tests.samples import ROOT
from tests.trials import edit, run, started

REFUSED = (
    "refused: 0, 1.0 → 1.1: the newer version has no such key, and no migration step says what "
    "becomes of it; keep the document as it is until that step is written, or let it go with "
    "--allow-loss"
)


def pattern(schema: dict[str, Any]) -> dict[str, Any]:
    members: dict[str, Any] = schema["$defs"]["FivePointParameters"]["properties"]
    return members


def test_the_version_of_today_may_be_released() -> None:
    done = run(ROOT, "schema", "judge")
    assert (done.returncode, done.stderr) == (0, "")
    newest = re.escape(version_folders(ROOT / "schemas")[-1].name)
    said = rf".* → {newest}: (nothing differs|.*; {newest} says so)"
    assert re.fullmatch(said, done.stdout.splitlines()[-1])


def test_a_copy_may_be_released(tmp_path: Path) -> None:
    done = run(started(tmp_path, ("1.0", "1.1")), "schema", "judge")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "13 entities: 1.0 → 1.1: nothing differs\n"


def test_a_renamed_key_is_stopped(tmp_path: Path) -> None:
    project = started(tmp_path, ("1.0", "1.1"))
    edit(project / "schemas" / "1.1" / "target.json", renamed("offset_arcsec", "offset"))
    done = run(project, "schema", "judge")
    assert done.returncode == 1
    first, *rest = done.stderr.splitlines()
    assert first == (
        "2 changes, of which 2 break documents: a major version is asked for; 1.1 does not say so: "
        "call it 2.0, take back what breaks, or approve it with a reason"
    )
    for line in rest:
        assert re.fullmatch(
            r'[0-9a-f]{12}, the key "offset_arcsec" is called "offset" now: '
            + re.escape(f"{REFUSED}; say in the step what becomes of it, or approve it with a ")
            + r"reason in approved-changes\.toml",
            line,
        )
    assert len(rest) == 2


def test_a_major_version_without_a_step_is_stopped(tmp_path: Path) -> None:
    project = started(tmp_path, ("1.0", "2.0"))
    edit(project / "schemas" / "2.0" / "target.json", renamed("offset_arcsec", "offset"))
    done = run(project, "schema", "judge")
    assert done.returncode == 1
    assert "refused: there are no steps from prj 1.0 to prj 2.0" in done.stderr


@pytest.mark.parametrize(
    ("said", "change"),
    [
        ("the unit of ", {"x-unit": "arcmin"}),
        ("the default of ", {"default": 900}),
        ("maximum 100 is new", {"maximum": 100}),
    ],
)
def test_other_meaning_is_stopped_until_it_is_approved(
    said: str, change: dict[str, Any], tmp_path: Path
) -> None:
    project = started(tmp_path, ("1.0", "1.1"))
    edit(
        project / "schemas" / "1.1" / "target.json",
        lambda s: pattern(s)["offset_arcsec"].update(change),
    )
    done = run(project, "schema", "judge", "--format", "json")
    assert done.returncode == 1
    assert said in done.stderr
    rows = json.loads(done.stdout)["changes"]
    assert [row["settled"] for row in rows] == [False] * len(rows)
    text = "".join(
        f'[[approved]]\nold = "1.0"\nnew = "1.1"\nchange = "{row["fingerprint"]}"\n'
        'said = "the offset"\nreason = "nobody has used it"\n'
        for row in rows
    )
    (project / "schemas" / "approved-changes.toml").write_text(text, encoding="utf-8")
    done = run(project, "schema", "judge")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1].endswith("all are approved; 1.1 says so")


def test_an_optional_key_may_be_released(tmp_path: Path) -> None:
    project = started(tmp_path, ("1.0", "1.1"))
    field = {"description": "How fast.", "type": "number", "x-unit": "deg/s"}
    edit(project / "schemas" / "1.1" / "target.json", lambda s: pattern(s).update(speed=field))
    done = run(project, "schema", "judge")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == (
        "13 entities: 1.0 → 1.1: 1 change: a minor version is asked for; 1.1 says so"
    )


def test_a_version_that_there_is_not(tmp_path: Path) -> None:
    done = run(ROOT, "schema", "judge", "9.9")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "ska-oso-pdm schema judge: there is no version 9.9 with one before it; there are "
        f"{', '.join(folder.name for folder in version_folders(ROOT / 'schemas')[1:])}\n"
    )


def test_versions_that_are_still_written_are_judged_as_wholes(tmp_path: Path) -> None:
    project = started(tmp_path, ("1.0", "1.1"), ("1.1", "1.2"))
    for version, most in (("1.1", 1000), ("1.2", 2000)):  # 1.0 has no bound
        path = project / "schemas" / version / "target.json"
        edit(path, lambda s, most=most: pattern(s)["offset_arcsec"].update(maximum=most))
    done = run(project, "schema", "judge", "1.2", "--format", "json")
    found = json.loads(done.stdout)
    assert [found["backward"], found["forward"], found["asks"]] == ["safe", "breaks", "minor"]
    broken = {
        one["entity"]: one["backward"]["witness"]
        for one in found["still_written"]
        if (one["version"], one["backward"]["outcome"]) == ("1.0", "breaks")
    }
    assert sorted(broken) == ["prj", "prsl", "sbd"]
    assert '"offset_arcsec": 2001' in json.dumps(broken["sbd"])
    assert {one["forward"]["outcome"] for one in found["still_written"]} == {"safe"}
    text = run(project, "schema", "judge", "1.2").stdout
    assert f"sbd 1.0: documents break, as {json.dumps(broken['sbd'])}" in text
