"""`ska-oso-pdm references`: what documents refer to, and which of it is not there."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

import ska_oso_pdm as pdm
from ska_oso_pdm.cli import main
from ska_oso_pdm.document_references import USER
from tests.samples import CORPUS, EXAMPLES, ROOT, parsed
from tests.test_document_references import EB, PRJ, PRSL, REVIEW, SBD, SBI
from tests.test_imports import loaded_after

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(name: str, value: Any) -> str:
    Path(name).write_text(json.dumps(value), encoding="utf-8")
    return name


def printed(capsys: Capture, *arguments: str, status: int = 0) -> tuple[list[str], list[str]]:
    assert main(["references", *arguments]) == status
    out, err = capsys.readouterr()
    return out.splitlines(), err.splitlines()


def rows(capsys: Capture, *arguments: str, status: int = 0) -> Any:
    assert main(["references", "--format", "json", *arguments]) == status
    return json.loads(capsys.readouterr().out)


def test_the_table_says_where_and_to_what(capsys: Capture) -> None:
    out, err = printed(capsys, write("eb.json", EB), write("list.json", [SBI, SBD]))
    assert out == [
        "file          entity  key           identifier  path",
        "eb.json       sbd     sbd_id        sbd-1       /sbd_ref",
        "eb.json       sbi     sbi_id        sbi-1       /sbi_ref",
        "list.json#/0  sbd     sbd_id        sbd-1       /sbd_ref",
        "list.json#/0  eb      eb_id         eb-1        /eb_ref",
        "list.json#/1  prj     obs_block_id  ob-1        /ob_ref",
    ]
    assert err == ["3 documents: 5 references"]


def test_rows_lead_into_the_file(capsys: Capture) -> None:
    assert rows(capsys, write("wrapped.json", {"body": SBD})) == [
        {
            "file": "wrapped.json",
            "pointer": "/body",
            "path": "/body/ob_ref",
            "entity": "prj",
            "key": "obs_block_id",
            "id": "ob-1",
        }
    ]


@pytest.mark.parametrize("document", [PRSL, REVIEW], ids=["prsl", "review"])
def test_nobody_is_named(document: dict[str, Any], capsys: Capture) -> None:
    file = write("a.json", document)
    found = [reference for reference in pdm.references(document) if reference.entity == USER]
    assert found
    told = "\n".join(printed(capsys, file)[0])
    assert told.count("(personal)") == len(found)
    assert not any(reference.id in told for reference in found)
    null = [row["path"] for row in rows(capsys, file) if row["id"] is None]
    assert null == [reference.path for reference in found]


def test_what_is_missing_is_listed_and_the_status_says_so(capsys: Capture) -> None:
    files = [write("sbi.json", SBI), write("eb.json", EB)]
    out, err = printed(capsys, "--dangling", *files, status=1)
    message = "no sbd among these documents has the sbd_id 'sbd-1'"
    assert out == [f"sbi.json: /sbd_ref: {message}", f"eb.json: /sbd_ref: {message}"]
    assert err == ["2 documents: 4 references, 2 missing"]
    [row, _] = rows(capsys, "--dangling", *files, status=1)
    assert (row["file"], row["path"], row["lookalike"]) == ("sbi.json", "/sbd_ref", None)
    files += [write("sbd.json", SBD), write("prj.json", {**PRJ, "prsl_ref": "PRSL-1"})]
    files += [write("prsl.json", PRSL)]
    found = rows(capsys, "--dangling", *files, status=1)
    assert ("PRSL-1", "prsl-1") in [(row["id"], row["lookalike"]) for row in found]
    assert [row["id"] for row in rows(capsys, "--dangling", *files[:4], status=1)] == ["PRSL-1"]
    assert printed(
        capsys, "--dangling", *files[:3], write("prj.json", {**PRJ, "prsl_ref": ""})
    ) == (
        [],
        ["4 documents: 6 references, 0 missing"],
    )


def test_of_what_cannot_be_read_it_is_told_why_and_the_others_are_listed(capsys: Capture) -> None:
    Path("broken.json").write_text("{", encoding="utf-8")
    other = write("other.json", {"interface": "https://example.org/x"})
    out, err = printed(
        capsys, "broken.json", other, write("none.json", [1]), write("sbd.json", SBD), status=2
    )
    assert out[1:] == ["sbd.json  prj     obs_block_id  ob-1        /ob_ref"]
    assert err[0].startswith("broken.json:1:1: not JSON: ")
    assert err[1].startswith("other.json:1:15: ")
    assert err[2:] == [
        "none.json: no document of this data model in it [not-an-object]",
        "1 document: 1 reference, 1 not read, 2 not listed",
    ]


def test_json_in_a_folder_that_is_plainly_no_document_is_passed_over(capsys: Capture) -> None:
    Path("below").mkdir()
    write("below/sbd.json", SBD)
    for name, value in {"package": {"hello": 1}, "list": [1], "text": "x"}.items():
        write(f"below/{name}.json", value)
    said = "1 document: 1 reference"
    for name in "below", "below/*.json":
        assert printed(capsys, name)[1] == [said]
        assert printed(capsys, "--dangling", name, status=1)[1] == [f"{said}, 1 missing"]
        assert main(["upgrade", "--dry-run", name]) == 0  # which passes it over too
        assert "package.json" not in "".join(capsys.readouterr())
    _, err = printed(capsys, "below", write("named.json", {"hello": 1}), status=2)
    assert err[-1] == f"{said}, 1 not listed"
    Path("below/broken.json").write_text("{", encoding="utf-8")
    write("below/slip.json", {**SBD, "interface": f"{SBD['interface']}/"})
    _, err = printed(capsys, "--dangling", "below", status=2)
    assert err[-1] == f"{said}, 1 missing, 1 not read, 1 not listed"


def test_an_invalid_document_is_read_as_far_as_it_goes(capsys: Capture) -> None:
    document = {**EB, "sbi_ref": 7, "telescope": "none"}
    assert [row["path"] for row in rows(capsys, write("eb.json", document))] == ["/sbd_ref"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(SBD).encode())))
    assert [row["file"] for row in rows(capsys, "-")] == ["<stdin>"]


def test_all_layouts_are_read_as_in_python(capsys: Capture) -> None:
    found = rows(capsys, *map(str, EXAMPLES))
    expected = [(str(path), each) for path in EXAMPLES for each in pdm.references(path)]
    assert {each.entity for _, each in expected} > {"sbd", "sbi", "eb", "prj", "prsl", USER}
    assert [(row["file"], row["path"], row["entity"], row["key"]) for row in found] == [
        (file, each.path, each.entity, each.key) for file, each in expected
    ]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the collected documents are not here")
def test_of_the_collected_folder_all_is_read_that_python_reads(capsys: Capture) -> None:
    expected = []
    for path in sorted(CORPUS.glob("*.json")):
        if isinstance(parsed(path), dict):
            try:
                expected += [(str(path), each.path) for each in pdm.references(path)]
            except pdm.PdmError:
                continue
    found = rows(capsys, str(CORPUS), status=2)
    assert [(row["file"], row["path"]) for row in found] == expected


def test_listing_needs_neither_pydantic_nor_astropy() -> None:
    path = ROOT / "examples/1.0/eb-mid.json"
    code = f"from ska_oso_pdm.cli import main; main(['references', {str(path)!r}])"
    assert not loaded_after(code) & {"astropy", "pydantic", "pydantic_core"}
