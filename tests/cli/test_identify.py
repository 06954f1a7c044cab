"""`ska-oso-pdm identify`: what its table and its rows say."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from ska_oso_pdm.cli import main
from tests.samples import mid
from tests.test_imports import loaded_after

URL = "https://schema.skao.int/ska-oso-pdm-{}/{}"
LOW_OF_2023 = {
    "interface": URL.format("sbd", "0.1"),
    "sbd_id": "sbd-1",
    "scan_definitions": [{"target": "t", "target_beam_configurations": ["b"]}],
}
HALF = {**LOW_OF_2023, "csp_configurations": [{"cbf": {"fsps": []}}]}
BARE = {"interface": URL.format("sbd", "0.1"), "sbd_id": "sbd-1", "metadata": {}}
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(name: str, value: Any) -> str:
    Path(name).write_text(json.dumps(value), encoding="utf-8")
    return name


def test_the_table_says_what_is_declared_what_is_there_and_why(capsys: Capture) -> None:
    body = {"command": "add", "sbds": [mid(), HALF]}
    proposal = {"prsl_id": "p", "proposal_id": "p", "proposal_info": {"cycle": "1"}}
    files = [
        write("a.json", LOW_OF_2023),
        write("b.json", body),
        write("c.json", BARE),
        write("d.json", proposal),
        write("e.json", [{"interface": "https://example.org/x"}]),
    ]
    assert main(["identify", *files]) == 1
    shown = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    before = (
        "a shape of the proposal service from before it used the data model; "
        "not a document of this data model"
    )
    assert shown == [
        "file declared real confidence why",
        "a.json sbd 0.1 sbd 0.2 tie /scan_definitions/0/target; fits 0.3 as well",
        "b.json#/sbds/0 sbd 0.1 sbd 0.1 certain /field_configurations, "
        "/scan_definitions/0/field_configuration",
        "b.json#/sbds/1 sbd 0.1 sbd 0.2 tie /scan_definitions/0/target; fits 0.3 as well; "
        "but /csp_configurations/0/cbf/fsps is of 0.4 to 0.6",
        "c.json sbd 0.1 sbd 0.1 tie /interface; fits 0.2 to 1.0 as well",
        f"d.json - prsl - none {before}",
        "e.json - - - none no document of this data model in it",
    ]


def test_columns_are_aligned(capsys: Capture) -> None:
    assert main(["identify", write("a.json", BARE), write("longer.json", mid())]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len({line.index("sbd 0.1") for line in lines[1:]}) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_columns_fit_what_is_seen_of_names(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding, errors="backslashreplace")
    monkeypatch.setattr(sys, "stdout", out)
    names = ["a.json", "a\x1b[2J.json", "\u202eb.json", "Étoile.json", "星星.json", "e\u0301.json"]
    assert main(["identify", *(write(name, mid()) for name in names if _can_be(name))]) == 0
    out.seek(0)
    lines = out.read().splitlines()
    starts = {_columns(line[: line.index("sbd 0.1")]) for line in lines[1:]}
    assert len(starts) == 1
    assert {_columns(lines[0][: lines[0].index("declared")])} == starts


def _can_be(name: str) -> bool:
    """Tell whether a file can have a name, which the locale decides."""
    try:
        return bool(os.fsencode(name))
    except UnicodeEncodeError:
        return False


def _columns(text: str) -> int:
    """Count columns, of the characters above."""
    return len(text) + text.count("星") - text.count("\u0301")


def test_rows_of_json_have_these_keys(capsys: Capture) -> None:
    files = [write("a.json", [HALF, BARE]), write("b.json", 1)]
    assert main(["identify", "--format", "json", *files]) == 1
    label = URL.format("sbd", "0.1")
    empty = {"confidence": "none", "ties": [], "evidence": [], "contradictions": []}
    assert json.loads(capsys.readouterr().out) == [
        {
            "file": "a.json",
            "pointer": "/0",
            "entity": "sbd",
            "declared": label,
            "version": "0.2",
            "confidence": "tie",
            "ties": ["0.3"],
            "evidence": ["/scan_definitions/0/target"],
            "contradictions": ["/csp_configurations/0/cbf/fsps"],
        },
        {
            **{"file": "a.json", "pointer": "/1", "entity": "sbd", "declared": label},
            **{"version": "0.1", "confidence": "tie", "evidence": ["/interface"]},
            **{"ties": ["0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "1.0"], "contradictions": []},
        },
        {
            "file": "b.json",
            "pointer": "",
            "entity": None,
            "declared": None,
            "version": None,
            **empty,
        },
    ]


def test_what_cannot_be_read_is_said_and_the_rest_is_shown(capsys: Capture) -> None:
    Path("bad.json").write_text("{", encoding="utf-8")
    assert main(["identify", "nope.json", write("a.json", mid()), "bad.json"]) == 2
    printed = capsys.readouterr()
    assert len(printed.out.splitlines()) == 2
    missing, broken = printed.err.splitlines()
    assert missing == "nope.json: no such file; check the path [not-found]"
    assert broken.startswith("bad.json:1:1: not JSON: ")
    assert main(["identify", "--format", "json", "nope.json"]) == 2
    assert json.loads(capsys.readouterr().out) == []


def test_folders_and_standard_input(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("below").mkdir()
    write("below/a.json", mid())
    stdin = io.TextIOWrapper(io.BytesIO(json.dumps(mid()).encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert main(["identify", "--format", "json", ".", "-"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["file"] for row in rows] == ["./below/a.json", "<stdin>"]


def test_control_characters_and_long_labels_do_not_reach_the_terminal(capsys: Capture) -> None:
    document = {**mid(), "interface": "\x1b]0;title\x07" + 500 * "x"}
    assert main(["identify", write("a.json", document)]) == 0
    printed = capsys.readouterr().out
    assert "\x1b" not in printed
    assert "\\x1b]0;title\\x07" in printed
    assert len(printed.splitlines()[1]) < 250


def test_identifying_needs_neither_pydantic_nor_the_validator() -> None:
    path = Path(__file__).parents[2] / "examples/0.1/sbd-mid.json"
    code = f"from ska_oso_pdm.cli import main; main(['identify', {str(path)!r}])"
    assert not loaded_after(code) & {"astropy", "pydantic", "pydantic_core", "jsonschema_rs"}
