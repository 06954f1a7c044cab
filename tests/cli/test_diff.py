"""`ska-oso-pdm diff`: dropping in two documents and the text expected adds a test.

`<name>.a.json` and `<name>.b.json` are the documents, and `<name>.txt` is what is printed.
"""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

import ska_oso_pdm
from ska_oso_pdm.cli import main
from tests.samples import ROOT

FOLDER = Path(__file__).parent / "differences"
EXPECTED = sorted(FOLDER.glob("*.txt"))
MID = str(ROOT / "examples/1.0/sbd-mid-imaging.json")
Capture = pytest.CaptureFixture[str]
CASES = pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: path.stem)


def pair(expected: Path) -> list[str]:
    return [str(expected.with_suffix(f".{side}.json")) for side in "ab"]


@CASES
def test_two_documents_get_their_text(expected: Path, capsys: Capture) -> None:
    status = main(["diff", *pair(expected)])
    printed = capsys.readouterr()
    assert printed.out == expected.read_text("utf-8")
    assert printed.err == ""
    assert status == (1 if printed.out else 0)


@CASES
def test_json_has_the_same_rows(expected: Path, capsys: Capture) -> None:
    status = main(["diff", "--format", "json", *pair(expected)])
    printed = capsys.readouterr().out
    rows = json.loads(printed)
    found = ska_oso_pdm.diff(*map(Path, pair(expected)))
    assert status == bool(found)
    assert [(row["kind"], row["pointer_a"], row["pointer_b"]) for row in rows] == [
        (difference.kind, difference.pointer_a, difference.pointer_b) for difference in found
    ]
    for row, difference in zip(rows, found, strict=True):
        assert list(row) == ["pointer_a", "pointer_b", "kind", "a", "b"]
        hidden = difference.hidden
        assert row["a"] == (None if hidden else difference.a)
        assert row["b"] == (None if hidden else difference.b)


def test_every_text_has_its_documents() -> None:
    files = {Path(name) for expected in EXPECTED for name in pair(expected)}
    assert files == set(FOLDER.glob("*.json"))


def test_metadata_and_label_are_left_out_on_request(capsys: Capture) -> None:
    (expected,) = (path for path in EXPECTED if path.stem == "edited-block")
    main(["diff", "--ignore-metadata", *pair(expected)])
    lines = expected.read_text("utf-8").splitlines()
    assert capsys.readouterr().out.splitlines() == [
        line for line in lines if not line.startswith("/metadata")
    ]


def test_one_document_may_come_from_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    data = Path(MID).read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert main(["diff", "-", MID]) == 0
    assert main(["diff", "-", "-"]) == 2
    assert capsys.readouterr().err == (
        "ska-oso-pdm: standard input holds one document; name a file for the other one\n"
    )


@pytest.mark.parametrize(
    ("other", "message"),
    [
        ("nope.json", "nope.json: no such file; check the path [not-found]\n"),
        (
            str(ROOT / "examples/1.0/eb-mid.json"),
            f"{ROOT / 'examples/1.0/eb-mid.json'}: is of eb, and {MID} of sbd; "
            "give two documents of one entity [other-entity]\n",
        ),
    ],
)
def test_what_cannot_be_compared_is_said(other: str, message: str, capsys: Capture) -> None:
    for form in ("text", "json"):
        assert main(["diff", "--format", form, MID, other]) == 2
        printed = capsys.readouterr()
        assert (printed.out, printed.err) == ("", message)


OLD = str(ROOT / "examples/0.6/sbd-mid.json")


def test_other_layouts_are_compared_after_an_upgrade(capsys: Capture) -> None:
    assert main(["diff", OLD, OLD]) == 0
    assert main(["diff", "--ignore-metadata", "--allow-loss", OLD, MID]) == 1
    printed = capsys.readouterr()
    assert printed.err == (
        f"{OLD}: 108 values of sbd 0.6 have no place in 1.0; they are not compared\n"
    )
    assert "/observing_constraints" in printed.out
    assert "scan_definitions" not in printed.out


def test_what_the_upgrade_doubts_is_said(capsys: Capture) -> None:
    assert main(["diff", str(ROOT / "examples/0.1/sbd-mid.json"), MID]) == 2
    assert "--allow-loss [doubtful]" in capsys.readouterr().err


def test_a_wrong_assumption_is_a_usage_error(capsys: Capture) -> None:
    assert main(["diff", "--assume", "nonsense", OLD, MID]) == 2
    assert 'the assumption "nonsense" is none; there are ' in capsys.readouterr().err
