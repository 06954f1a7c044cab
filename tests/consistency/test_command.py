"""`ska-oso-pdm validate --findings`: lines, rows, exit status, many files."""

from __future__ import annotations

import io
import json
import shutil
import sys
from pathlib import Path

import pytest

from ska_oso_pdm.cli import main
from tests.samples import ROOT

FINDING = ROOT / "tests" / "findings" / "1.0" / "lst-range-empty.json"
INVALID = ROOT / "tests" / "invalid" / "1.0" / "kind-sso.json"
UNREADABLE = ROOT / "tests" / "invalid" / "unreadable" / "empty.json"
LINE = (
    "4:12: /observing_constraints/lst: finding (warning): starts and ends at 2 hourangle, so that "
    "no time is left; correct one of the two, or leave the range out [lst-range-empty]"
)
LACKS = (
    "1:1: finding (note): no scan is to be observed; put the scans into their allocation [no-scans]"
)
Capture = pytest.CaptureFixture[str]


def test_findings_are_shown_only_when_they_are_asked_for(capsys: Capture) -> None:
    assert main(["validate", str(FINDING)]) == 0
    assert capsys.readouterr().out == f"{FINDING}: valid sbd 1.0\n"
    assert main(["validate", "--findings", str(FINDING)]) == 0
    assert capsys.readouterr().out == (
        f"{FINDING}: valid sbd 1.0\n{FINDING}:{LINE}\n{FINDING}:{LACKS}\n"
    )


@pytest.mark.parametrize(("file", "status"), [(INVALID, 1), (UNREADABLE, 2)])
def test_a_bad_file_has_its_problems_only(file: Path, status: int, capsys: Capture) -> None:
    assert main(["validate", str(file)]) == status
    problems = capsys.readouterr().out
    assert main(["validate", "--findings", str(file)]) == status
    assert capsys.readouterr().out == problems


def test_json_rows_have_findings_only_when_they_are_asked_for(capsys: Capture) -> None:
    files = [str(FINDING), str(INVALID)]
    assert main(["validate", "--format", "json", *files]) == 1
    rows = json.loads(capsys.readouterr().out)
    assert ["findings" in row for row in rows] == [False, False]
    assert main(["validate", "--format", "json", "--findings", *files]) == 1
    found, invalid = json.loads(capsys.readouterr().out)
    assert invalid == {**rows[1], "findings": []}
    finding, lacks = found.pop("findings")
    assert (lacks["path"], lacks["code"], lacks["severity"]) == ("", "no-scans", "note")
    assert found == rows[0]
    assert finding == {
        "path": "/observing_constraints/lst",
        "line": 4,
        "column": 12,
        "code": "lst-range-empty",
        "severity": "warning",
        "message": LINE.partition("(warning): ")[2].removesuffix(" [lst-range-empty]"),
        "reads": ["/observing_constraints/lst/start", "/observing_constraints/lst/end"],
    }


def test_standard_input_is_read_once(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    stream = io.TextIOWrapper(io.BytesIO(FINDING.read_bytes()))
    monkeypatch.setattr(sys, "stdin", stream)
    assert main(["validate", "--findings", "-"]) == 0
    assert capsys.readouterr().out == (f"<stdin>: valid sbd 1.0\n<stdin>:{LINE}\n<stdin>:{LACKS}\n")


def test_many_files_are_judged_alike_in_several_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    for index, file in enumerate((FINDING, INVALID, UNREADABLE) * 4):
        shutil.copyfile(file, tmp_path / f"{index:02}.json")
    arguments = ["validate", "--findings", "--format", "json", str(tmp_path)]
    assert main([*arguments, "--jobs", "1"]) == 2
    alone = capsys.readouterr().out
    monkeypatch.setattr("ska_oso_pdm.archive.processes._PAYS_FROM", 2)
    monkeypatch.setattr("ska_oso_pdm.archive.processes._CHUNK", (2, 4))
    assert main([*arguments, "--jobs", "2"]) == 2
    assert capsys.readouterr().out == alone
    assert alone.count('"lst-range-empty"') == 4


def test_control_characters_of_a_document_are_escaped(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "block.json"
    target = {"target_id": "\x1b[2J", "reference_coordinate": {"kind": "altaz", "az": 0, "el": 45}}
    block = {"interface": "https://schema.skao.int/ska-oso-pdm-sbd/1.0", "targets": [target] * 2}
    file.write_text(json.dumps(block), encoding="utf-8")
    main(["validate", "--findings", str(file)])
    printed = capsys.readouterr().out
    assert "\x1b" not in printed
    assert '"\\u001b[2J" is also the "target_id" of /targets/0' in printed
