"""`ska-oso-pdm upgrade`: documents go to another layout, in their files."""

from __future__ import annotations

import errno
import io
import json
import os
import shlex
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import ska_oso_pdm as pdm
from ska_oso_pdm.archive import file_writer
from ska_oso_pdm.archive.conversion_job import Job
from ska_oso_pdm.archive.conversion_run import Run
from ska_oso_pdm.archive.order import Order
from ska_oso_pdm.archive.usual_stash import NAME
from ska_oso_pdm.cli import main
from tests.samples import ROOT, parsed

Capture = pytest.CaptureFixture[str]
EXAMPLES = ROOT / "examples"
LOW = EXAMPLES / "0.7" / "sbd-low.json"
MID = EXAMPLES / "0.1" / "sbd-mid.json"
TODAY = EXAMPLES / "1.0" / "sbd-mid-imaging.json"
KEYS = [
    "file",
    "pointer",
    "entity",
    "from",
    "to",
    "status",
    "incomplete",
    "mapped",
    "defaulted",
    "read_as",
    "set_aside",
    "lost",
    "problems",
]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with a block of 0.7, one of 0.1 that is doubtful, and one of today."""
    for source, name in ((LOW, "low.json"), (MID, "mid.json"), (TODAY, "today.json")):
        shutil.copy(source, tmp_path / name)
    return tmp_path


def report(capsys: Capture, *arguments: object, status: int = 0) -> list[dict[str, Any]]:
    assert main(["upgrade", "--report", "json", *map(str, arguments)]) == status
    rows: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return rows


class TestReport:
    def test_has_a_row_for_each_document(self, files: Path, capsys: Capture) -> None:
        rows = report(capsys, "--dry-run", files, status=1)
        assert [list(row) for row in rows] == [KEYS] * 3
        found = [(row["entity"], row["from"], row["to"], row["status"]) for row in rows]
        assert found == [
            ("sbd", "0.7", "1.0", "upgraded"),
            ("sbd", "0.1", "1.0", "refused"),
            ("sbd", "1.0", "1.0", "current"),
        ]
        assert {tuple(part) for row in rows for part in row["mapped"]} == {("path", "to")}
        others = [part for row in rows for name in KEYS[8:12] for part in row[name]]
        assert {tuple(part) for part in others} == {("path", "value", "reason")}
        (doubt, *_) = rows[1]["problems"]
        assert (doubt["path"], doubt["line"], doubt["column"]) == ("/activities/goodbye", 50, 16)
        assert (doubt["code"], doubt["severity"]) == ("doubtful", "error")

    @pytest.mark.parametrize("name", ["ndjson", "run.ndjson", "run.json"])
    def test_has_the_same_rows_as_lines_and_in_a_file(
        self, name: str, files: Path, tmp_path: Path, capsys: Capture
    ) -> None:
        expected = report(capsys, "--dry-run", files, status=1)
        main(["upgrade", "--dry-run", str(files)])
        text = capsys.readouterr()
        path = tmp_path / "reports" / name
        path.parent.mkdir()
        chosen = str(path) if "." in name else name
        assert main(["upgrade", "--report", chosen, "--dry-run", str(files)]) == 1
        printed = capsys.readouterr()
        if "." in name:
            assert printed.out == text.out
            assert printed.err.splitlines() == text.err.splitlines()[:1]  # not twice in one file
        written = path.read_text(encoding="utf-8") if "." in name else printed.out
        rows = json.loads(written) if name.endswith(".json") else map(json.loads, _lines(written))
        assert [*rows] == expected

    def test_of_a_run_that_is_stopped_has_what_was_done(
        self, files: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        done, do = [], Job.do

        def stopped(job: Job, file: str) -> Any:
            if len(done) == 2:
                raise KeyboardInterrupt
            done.append(file)
            return do(job, file)

        monkeypatch.setattr(Job, "do", stopped)
        path = tmp_path / "run.ndjson"
        assert main(["upgrade", "--report", str(path), "--dry-run", str(files)]) == 130
        rows = [json.loads(line) for line in _lines(path.read_text(encoding="utf-8"))]
        assert [row["file"] for row in rows] == done

    def test_replaces_no_file(self, files: Path, capsys: Capture) -> None:
        for path in (files / "low.json", files / "nowhere" / "run.json"):
            before = path.read_bytes() if path.exists() else None
            assert main(["upgrade", "--report", str(path), "--in-place", str(files)]) == 2
            said = capsys.readouterr().err
            why = "cannot be written: No such file or directory; check where it goes"
            assert said == "ska-oso-pdm upgrade: " + (
                f"{path} would be the report and is to be read; name another report\n"
                if before
                else f"--report {path} {why}\n"
            )
            assert before is None or path.read_bytes() == before
        assert {file.name for file in files.iterdir()} == {"low.json", "mid.json", "today.json"}
        assert main(["upgrade", "--dry-run", "--report", str(files / "mid.json"), str(LOW)]) == 2
        assert capsys.readouterr().err == (
            f"ska-oso-pdm upgrade: --report {files / 'mid.json'}: is there already; name a new "
            "file\n"
        )

    @pytest.mark.parametrize(
        ("options", "said"),
        [
            (
                ["--output", "new", "--report", "new/low.json", "low.json"],
                "low.json would become new/low.json, which is the report; name another",
            ),
            (
                ["--output", "new", "--report", f"new/{NAME}", "low.json"],
                f"new/{NAME} would be the report and the stash; name another report",
            ),
            (
                ["--in-place", "--report", f"./{NAME}", "low.json"],
                f"./{NAME} would be the report and the stash; name another report",
            ),
            (
                ["--in-place", "--report", "a.ndjson", "--stash", "./a.ndjson", "low.json"],
                "a.ndjson would be the report and the stash; name another report",
            ),
            (
                ["--dry-run", "--report", "nothing.json", "nothing.json"],
                "nothing.json would be the report and is to be read; name another report",
            ),
        ],
    )
    def test_is_no_other_file_of_the_run(
        self,
        files: Path,
        options: list[str],
        said: str,
        capsys: Capture,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.chdir(files)
        (files / "new").mkdir()
        before = sorted(files.rglob("*"))
        assert main(["upgrade", *options]) == 2
        assert capsys.readouterr().err == f"ska-oso-pdm upgrade: {said}\n"
        assert sorted(files.rglob("*")) == before

    def test_has_a_form_or_a_file_with_its_ending(self, capsys: Capture) -> None:
        with pytest.raises(SystemExit):
            main(["upgrade", "--report", "yaml", str(LOW)])
        assert capsys.readouterr().err.endswith(
            "argument --report: 'yaml' is none of text, json, ndjson, and no file that ends in "
            ".json or .ndjson\n"
        )

    def test_is_empty_where_a_folder_has_no_documents(
        self, tmp_path: Path, capsys: Capture
    ) -> None:
        (tmp_path / "package.json").write_text('{"name": "x"}', encoding="utf-8")
        assert report(capsys, "--dry-run", tmp_path) == []

    def test_says_what_a_named_file_is(self, tmp_path: Path, capsys: Capture) -> None:
        file = tmp_path / "package.json"
        file.write_text('{"name": "x"}', encoding="utf-8")
        (row,) = report(capsys, "--dry-run", file, status=2)
        assert (row["entity"], row["status"]) == (None, "refused")
        assert row["problems"][0]["code"] == "no-interface"

    def test_tells_repairs(self, files: Path, capsys: Capture) -> None:
        file = files / "today.json"
        file.write_text(file.read_text("utf-8").replace('"ra_str"', '"ra"'), encoding="utf-8")
        (row,) = report(capsys, "--dry-run", file)
        assert row["status"] == "repaired"
        assert {problem["code"] for problem in row["problems"]} == {"repaired"}
        assert row["problems"][0]["line"]


def _lines(text: str) -> list[str]:
    assert text.endswith("\n")
    return text.removesuffix("\n").split("\n")


class TestText:
    def test_of_a_single_file_the_new_text_is_printed(self, capsys: Capture) -> None:
        assert main(["upgrade", str(LOW), "--allow-loss", "--assume", "beam=1"]) == 0
        printed = capsys.readouterr()
        assert pdm.validate(printed.out) == []
        assert printed.err.splitlines()[0].startswith(f"{LOW}: upgraded, sbd 0.7 → 1.0: ")
        assert "  label: " in printed.err

    def test_of_a_refused_one_no_text_is_printed(self, capsys: Capture) -> None:
        assert main(["upgrade", str(MID)]) == 1
        printed = capsys.readouterr()
        assert printed.out == ""  # the old text would pass for the new one
        lines = (ROOT / "tests/doubts.txt").read_text("utf-8").splitlines()
        assert printed.err == "".join(
            f"{line}\n" for line in [f"{MID}: refused, sbd 0.1 → 1.0", *(f"  {x}" for x in lines)]
        )

    def test_with_one_that_is_converted_a_refused_one_is_printed_as_it_was(
        self, tmp_path: Path, capsys: Capture
    ) -> None:
        file = tmp_path / "list.json"
        file.write_text(json.dumps([parsed(LOW), parsed(MID)]), encoding="utf-8")
        assert main(["upgrade", "--stash", str(tmp_path / "stash"), str(file)]) == 1
        new = json.loads(capsys.readouterr().out)
        assert new == [pdm.convert(LOW).document, parsed(MID)]

    def test_what_is_no_document_counts_by_itself(
        self, files: Path, tmp_path: Path, capsys: Capture
    ) -> None:
        (files / "bad.json").write_text("{", encoding="utf-8")
        (files / "far.json").write_text('{"interface": "ska-oso-pdm-sbd/x"}', encoding="utf-8")
        (files / "other.json").write_text('{"name": "x"}', encoding="utf-8")
        out = tmp_path / "out"
        (out / "low.json").mkdir(parents=True)
        assert main(["upgrade", "--output", str(out), str(files)]) == 2
        printed = capsys.readouterr()
        names = {line.partition(": ")[0]: line.partition(": ")[2] for line in _lines(printed.out)}
        assert names[str(files / "bad.json")] == "not read"
        assert names[str(files / "far.json")] == "not converted"
        assert names[str(files / "low.json")] == "not written"
        assert str(files / "other.json") not in names
        assert "5 documents: 1 current, 1 not converted, 1 not read, 1 not written, " in printed.err
        assert not (out / "far.json").exists()

    def test_line_reason_tally_and_head_have_one_word(
        self, tmp_path: Path, capsys: Capture
    ) -> None:
        text = TODAY.read_text(encoding="utf-8")
        label = parsed(TODAY)["interface"]
        slips = (
            f"{label}/",
            f" {label}",
            label.replace("1.0", "v1"),
            label.replace("1.0", "1.0.0"),
        )
        for number, slip in enumerate((*slips, label.replace("1.0", "7.0"), "https://x.org/y")):
            (tmp_path / f"{number}.json").write_text(text.replace(label, slip), encoding="utf-8")
        (tmp_path / "other.json").write_text('{"name": 1}', encoding="utf-8")
        (tmp_path / "array.json").write_text("[1]", encoding="utf-8")
        (tmp_path / "twice.json").write_text('{"a": 1, "a": 2}', encoding="utf-8")
        shutil.copy(MID, tmp_path)
        words = {"twice": "not read", MID.stem: "refused"}
        files = sorted(map(str, tmp_path.iterdir()))
        assert main(["upgrade", "--dry-run", *files]) == 2
        printed = capsys.readouterr()
        lines = [line for line in printed.out.splitlines() if line]
        reasons = Counter(line.split(" in ")[0].strip() for line in lines if line[0] == " ")
        tally = printed.err.splitlines()[0]
        found = Counter[str]()
        for file, line in zip(files, lines):
            word = words.get(Path(file).stem, "not converted")
            assert line.removeprefix(f"{file}: ").startswith(word)
            assert any(reason.startswith(word) for reason in reasons)
            found[word] += 1
            main(["upgrade", "--dry-run", file])
            head = capsys.readouterr().out.splitlines()[0]
            assert head.startswith(f"{file}:1:" if word == "not read" else f"{file}: {word}")
        assert tally == "10 documents: 8 not converted, 1 not read, 1 refused"
        assert found == Counter({"not converted": 8, "not read": 1, "refused": 1})

    def test_several_files_are_counted(self, files: Path, capsys: Capture) -> None:
        assert main(["upgrade", "--dry-run", str(files)]) == 1
        first, _ = capsys.readouterr().err.splitlines()
        assert first == "3 documents: 1 current, 1 refused, 1 upgraded"


class TestFiles:
    def test_in_place(self, files: Path, capsys: Capture) -> None:
        before = {file.name: file.read_bytes() for file in files.iterdir()}
        assert main(["upgrade", "--in-place", str(files)]) == 1
        assert pdm.recognise(files / "low.json").version == "1.0"
        assert pdm.validate(files / "low.json") == []
        for name in ("mid.json", "today.json"):  # refused, and current: not touched
            assert (files / name).read_bytes() == before[name]
        assert {file.name for file in files.iterdir()} == {*before, NAME}

    def test_dry_run_writes_nothing(self, files: Path, capsys: Capture) -> None:
        before = {file: file.read_bytes() for file in files.iterdir()}
        stash = files.parent / "stash.json"
        arguments = ["--dry-run", "--in-place", "--allow-loss", "--stash", str(stash)]
        assert main(["upgrade", *arguments, str(files)]) == 0
        assert {file: file.read_bytes() for file in files.iterdir()} == before
        assert not stash.exists()

    def test_into_a_folder(self, files: Path, tmp_path: Path, capsys: Capture) -> None:
        (files / "deeper").mkdir()
        deep = shutil.copy(files / "low.json", files / "deeper")
        out = tmp_path / "out"
        assert main(["upgrade", "--output", str(out), str(deep), str(files / "low.json")]) == 2
        assert capsys.readouterr().err == (
            f"ska-oso-pdm upgrade: {files / 'low.json'} and {deep} would both become "
            f"{out / 'low.json'}\n"
        )
        assert not out.exists()
        assert main(["upgrade", "--output", str(out), str(files)]) == 1
        assert pdm.recognise(out / "deeper" / "low.json").version == "1.0"
        assert (out / "today.json").read_bytes() == TODAY.read_bytes()
        assert not (out / "mid.json").exists()  # refused

    def test_what_is_in_the_folder_already_is_told(self, files: Path, capsys: Capture) -> None:
        out = files.parent / f"{files.name}-out"
        assert main(["upgrade", "--output", str(out), str(files)]) == 1
        assert "already" not in capsys.readouterr().err
        assert main(["upgrade", "--output", str(out), str(files)]) == 1
        assert capsys.readouterr().err.splitlines()[0] == (
            f"2 files of the same name are in {out} already, and what is written replaces them; "
            "--resume leaves them alone"
        )
        before = {file: file.read_bytes() for file in out.iterdir()}
        assert main(["upgrade", "--dry-run", "--output", str(out), str(files)]) == 1
        assert capsys.readouterr().err.splitlines()[0] == (
            f"2 files of the same name are in {out} already, and what would be written would "
            "replace them; --resume leaves them alone"
        )
        assert {file: file.read_bytes() for file in out.iterdir()} == before
        assert main(["upgrade", "--output", str(files), str(files / "today.json")]) == 0
        assert "already" not in capsys.readouterr().err  # it is written into its own place

    @pytest.mark.parametrize("name", ["low.json", "today.json"])
    def test_one_that_cannot_be_written_does_not_stop_the_others(
        self, name: str, files: Path, capsys: Capture
    ) -> None:
        out = files.parent / f"{files.name}-out"
        (out / name).mkdir(parents=True)
        rows = report(capsys, "--output", out, files, status=2)
        assert len(rows) == 3
        (row,) = (row for row in rows if row["file"] == str(files / name))
        assert (row["status"], row["entity"]) == ("refused", None)
        (problem,) = row["problems"]
        assert (problem["code"], problem["message"]) == (
            "not-writable",
            f"{out / name} cannot be written: Is a directory; "
            "check the path, its permissions and the room on the disk",
        )
        others = {"low.json", "today.json"} - {name}
        assert all((out / other).is_file() for other in others)

    def test_one_that_cannot_be_written_is_said(self, files: Path, capsys: Capture) -> None:
        out = files.parent / f"{files.name}-out"
        (out / "low.json").mkdir(parents=True)
        assert main(["upgrade", "--output", str(out), str(files / "low.json")]) == 2
        assert capsys.readouterr().out == (
            f"{files / 'low.json'}: {out / 'low.json'} cannot be written: Is a directory; "
            "check the path, its permissions and the room on the disk [not-writable]\n"
        )

    @pytest.mark.parametrize("form", ["text", "json"])
    def test_a_reader_that_has_seen_enough_is_no_error(self, form: str, files: Path) -> None:
        command = [sys.executable, "-m", "ska_oso_pdm", "upgrade", "--dry-run", "--report", form]
        reader, writer = os.pipe()
        os.close(reader)
        many = [str(MID)] * 40
        done = subprocess.run([*command, *many], stdout=writer, stderr=subprocess.PIPE, check=False)
        os.close(writer)
        assert done.stderr == b""

    def test_keeps_a_byte_order_mark(self, files: Path) -> None:
        for name in ("low.json", "today.json"):
            file = files / name
            file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
        out = files / "out"
        assert main(["upgrade", "--output", str(out), str(files / "today.json")]) == 0
        assert (out / "today.json").read_bytes() == (files / "today.json").read_bytes()
        assert main(["upgrade", "--in-place", str(files / "low.json")]) == 0
        data = (files / "low.json").read_bytes()
        assert data.startswith(b"\xef\xbb\xbf{")
        assert pdm.recognise(data).version == "1.0"

    @pytest.mark.parametrize("indent", [1, 2, 4, "\t", None])
    @pytest.mark.parametrize("end", ["", "\n", "\n\n"])
    def test_keeps_the_form_of_the_file(self, indent: Any, end: str, tmp_path: Path) -> None:
        document = parsed(LOW)
        document = {key: document[key] for key in sorted(document)}
        file = tmp_path / "block.json"
        file.write_text(json.dumps(document, indent=indent) + end, encoding="utf-8")
        assert main(["upgrade", "--in-place", str(file)]) == 0
        text = file.read_text("utf-8")
        new = json.loads(text)
        assert text == json.dumps(new, indent=indent) + end
        assert list(new) == [key for key in document if key in new]

    def test_finds_documents_inside_larger_files(self, tmp_path: Path, capsys: Capture) -> None:
        low, today = parsed(LOW), parsed(TODAY)
        body = {"observing_command_input": {"sbd": low}, "others": [1, today, {"a": [low]}]}
        file = tmp_path / "body.json"
        file.write_text(json.dumps(body, indent=2), encoding="utf-8")
        rows = report(capsys, "--in-place", file)
        assert [(row["pointer"], row["status"]) for row in rows] == [
            ("/observing_command_input/sbd", "upgraded"),
            ("/others/1", "current"),
            ("/others/2/a/0", "upgraded"),
        ]
        new = pdm.convert(low).document
        assert parsed(file) == {
            "observing_command_input": {"sbd": new},
            "others": [1, today, {"a": [new]}],
        }

    def test_problems_of_embedded_documents_have_their_line(
        self, tmp_path: Path, capsys: Capture
    ) -> None:
        file = tmp_path / "list.json"
        file.write_text("[0,\n" + MID.read_text("utf-8") + "]", encoding="utf-8")
        (row,) = report(capsys, "--in-place", file, status=1)
        assert row["pointer"] == "/1"
        assert (row["problems"][0]["path"], row["problems"][0]["line"]) == (
            "/activities/goodbye",
            51,
        )

    def test_standard_input(self, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
        import io
        import sys

        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LOW.read_bytes())))
        assert main(["upgrade", "--allow-loss", "-"]) == 0
        assert pdm.recognise(capsys.readouterr().out).version == "1.0"


class TestUsualStash:
    """Where files are written, what is set aside goes into a stash by itself."""

    def test_lies_in_the_topmost_folder_and_gives_everything_back(
        self, files: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(files)
        (files / "deeper").mkdir()
        shutil.copy(LOW, files / "deeper" / "a.json")
        before = {file: file.read_bytes() for file in files.rglob("*.json")}
        assert main(["upgrade", "--in-place", "deeper", "."]) == 1
        stash = files / NAME
        way = f"ska-oso-pdm upgrade --in-place --restore {stash} deeper ."
        assert capsys.readouterr().err.endswith(
            f"\noriginals are kept in {stash}; get them back with: {way}\n"
        )
        assert main(way.split(" ")[1:]) == 0
        assert {file: file.read_bytes() for file in files.rglob("*.json")} == before

    def test_a_second_run_changes_nothing(self, files: Path, capsys: Capture) -> None:
        assert main(["upgrade", "--in-place", str(files)]) == 1
        after = {file: file.read_bytes() for file in files.iterdir()}
        capsys.readouterr()
        assert main(["upgrade", "--in-place", str(files)]) == 1
        assert {file: file.read_bytes() for file in files.iterdir()} == after
        assert "originals" not in capsys.readouterr().err

    def test_lies_in_the_output_folder(self, files: Path, tmp_path: Path, capsys: Capture) -> None:
        out = tmp_path / "new" / "blocks"
        assert main(["upgrade", "--output", str(out), str(files / "low.json")]) == 0
        assert {file.name for file in out.iterdir()} == {"low.json", NAME}
        way = f"--restore {out / NAME} {out}\n"
        assert capsys.readouterr().err.endswith(way)
        assert main(["upgrade", "--in-place", *way.split()]) == 0
        assert (out / "low.json").read_bytes() == LOW.read_bytes()

    def test_is_not_made_where_nothing_is_set_aside(self, tmp_path: Path, capsys: Capture) -> None:
        for name in ("a", "b"):
            document = {**parsed(TODAY), "interface": pdm.SBDefinition().interface[:-3] + "0.1"}
            (tmp_path / f"{name}.json").write_text(json.dumps(document), encoding="utf-8")
        assert main(["upgrade", "--in-place", str(tmp_path)]) == 0
        assert {file.name for file in tmp_path.iterdir()} == {"a.json", "b.json"}
        assert "originals" not in capsys.readouterr().err

    def test_keeps_all_that_changes_where_a_later_file_needs_it(
        self, tmp_path: Path, capsys: Capture
    ) -> None:
        document = {**parsed(TODAY), "interface": pdm.SBDefinition().interface[:-3] + "0.1"}
        (tmp_path / "a.json").write_text(json.dumps(document), encoding="utf-8")
        shutil.copy(LOW, tmp_path / "b.json")
        before = {file: file.read_bytes() for file in tmp_path.iterdir()}
        assert main(["upgrade", "--in-place", str(tmp_path)]) == 0
        restore = ["--restore", str(tmp_path / NAME)]
        assert main(["upgrade", "--in-place", *restore, str(tmp_path)]) == 0
        assert {file: file.read_bytes() for file in before} == before

    def test_is_no_other_file(self, files: Path, capsys: Capture) -> None:
        (files / NAME).write_text("precious", encoding="utf-8")
        assert main(["upgrade", "--in-place", str(files)]) == 2
        assert (files / NAME).read_text(encoding="utf-8") == "precious"
        assert (files / "low.json").read_bytes() == LOW.read_bytes()
        assert "this is no stash; name one that upgrade --stash has" in capsys.readouterr().out

    @pytest.mark.parametrize(
        ("arguments", "keep"),
        [
            (["--no-stash", "--in-place"], "leave out --no-stash to keep it"),
            (["--no-stash"], "keep it with --stash FILE in the place of --no-stash"),
            ([], "keep it with --stash FILE"),
        ],
    )
    def test_without_it_nothing_is_let_go_unasked(
        self, files: Path, arguments: list[str], keep: str, capsys: Capture
    ) -> None:
        file = files / "low.json"
        assert main(["upgrade", *arguments, str(file)]) == 1
        printed = capsys.readouterr()
        assert f"; {keep}, or let it go with --allow-loss [set-aside]" in printed.out + printed.err
        assert file.read_bytes() == LOW.read_bytes()
        assert main(["upgrade", *arguments, "--allow-loss", str(file)]) == 0
        assert {found.name for found in files.iterdir()} == {"low.json", "mid.json", "today.json"}

    def test_standard_input_is_not_replaced(self, files: Path, capsys: Capture) -> None:
        for names in (["-"], [str(files / "low.json"), "-"]):
            assert main(["upgrade", "--in-place", *names]) == 2
            assert capsys.readouterr().err == (
                'ska-oso-pdm upgrade: "-" is standard input, which cannot be replaced; '
                "convert it without --in-place\n"
            )
        assert (files / "low.json").read_bytes() == LOW.read_bytes()

    def test_that_cannot_be_made_may_have_another_name(
        self, files: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: object) -> None:
            raise PermissionError(errno.EACCES, "Permission denied")

        monkeypatch.setattr(file_writer, "keep", refuse)
        file = files / "low.json"
        assert main(["upgrade", "--in-place", str(file)]) == 2
        assert capsys.readouterr().out == (
            f"{file}: {files / NAME} cannot be written: Permission denied; check the path, its "
            "permissions and the room on the disk, or name another stash with --stash FILE "
            "[not-writable]\n"
        )
        assert file.read_bytes() == LOW.read_bytes()

    def test_keeps_what_standard_input_sets_aside_after_other_files(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
    ) -> None:
        document = {**parsed(TODAY), "interface": pdm.SBDefinition().interface[:-3] + "0.1"}
        (tmp_path / "a.json").write_text(json.dumps(document), encoding="utf-8")
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LOW.read_bytes())))
        out = tmp_path / "out"
        assert main(["upgrade", "--output", str(out), str(tmp_path / "a.json"), "-"]) == 0
        assert {file.name for file in out.iterdir()} == {"a.json", "stdin.json", NAME}

    def test_keeps_what_a_file_sets_aside_that_was_changed_meanwhile(self, tmp_path: Path) -> None:
        document = {**parsed(TODAY), "interface": pdm.SBDefinition().interface[:-3] + "0.1"}
        names = [str(tmp_path / f"{name}.json") for name in "ab"]
        for name in names:
            Path(name).write_text(json.dumps(document), encoding="utf-8")
        run = Run(Order(names, None, pdm.Allowed(), in_place=True), names, prints=False)
        outcomes = run.outcomes()
        next(outcomes)
        shutil.copy(LOW, names[1])
        assert len([*outcomes]) == 1
        assert (tmp_path / NAME).read_bytes().count(b"\n") == 3
        assert len(run.farewell) == 1

    @pytest.mark.parametrize("name", ["b?/*.json", "**/*.json"])
    def test_lies_beside_the_files_of_a_pattern(
        self, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "b1").mkdir()
        shutil.copy(LOW, tmp_path / "b1" / "a.json")
        monkeypatch.chdir(tmp_path)
        assert main(["upgrade", "--in-place", name]) == 0
        found = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")}
        assert found == {"b1", "b1/a.json", f"b1/{NAME}"}

    def test_says_a_command_that_runs_for_files_with_odd_names(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
    ) -> None:
        monkeypatch.chdir(tmp_path)
        names = ["-x.json", "a b.json"]
        for name in names:
            shutil.copy(LOW, name)
        assert main(["upgrade", "--in-place", "--", *names]) == 0
        way = capsys.readouterr().err.partition("get them back with: ")[2]
        assert main(shlex.split(way)[1:]) == 0
        assert {Path(name).read_bytes() for name in names} == {LOW.read_bytes()}

    @pytest.mark.parametrize(
        ("name", "way"),
        [
            ("of\nlines", "--restore … with this stash and the same files"),
            ("x" * 200, "--restore {} … with the same files"),
        ],
    )
    def test_says_no_command_that_nobody_can_type(
        self, name: str, way: str, tmp_path: Path, capsys: Capture
    ) -> None:
        folder = tmp_path / name
        folder.mkdir()
        shutil.copy(LOW, folder / "a.json")
        assert main(["upgrade", "--in-place", str(folder)]) == 0
        told = capsys.readouterr().err.splitlines()[-1]
        stash = str(folder / NAME).replace("\n", "\\n")
        assert told == (
            f"originals are kept in {stash}; get them back with: "
            f"ska-oso-pdm upgrade --in-place {way.format(stash)}"
        )

    def test_keeps_what_was_read_otherwise(self, tmp_path: Path, capsys: Capture) -> None:
        file = tmp_path / "a.json"
        dishes = {"receptor_ids": ["0001"]}
        block = {"telescope": "ska_mid", "dish_allocations": dishes, "activities": {}}
        scan = {"scan_definition_id": "s", "scan_duration_ms": 5}
        block |= {"scan_definitions": [scan], "scan_sequence": ["s"]}
        file.write_text(json.dumps(block), encoding="utf-8")
        assert main(["upgrade", "--in-place", str(file)]) == 0
        assert "SKA001" in file.read_text(encoding="utf-8")
        assert (tmp_path / NAME).is_file()

    def test_cannot_be_named_and_forbidden(self, capsys: Capture) -> None:
        with pytest.raises(SystemExit):
            main(["upgrade", "--stash", "x", "--no-stash", str(LOW)])
        assert "not allowed with argument" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([LOW, MID], "several files need --in-place, --output DIR or --dry-run"),
        (["--assume", "nonsense", LOW], 'the assumption "nonsense" is none; there are '),
        (["--assume", "beam", LOW], 'the assumption "beam" needs a value: '),
    ],
)
def test_misuse_is_said(arguments: list[Any], message: str, capsys: Capture) -> None:
    assert main(["upgrade", *map(str, arguments)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(f"ska-oso-pdm upgrade: {message}")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--to", "3.0", LOW], '  1:1: there is no version "3.0" of sbd; there are 0.0, 0.1, '),
        (["nope.json"], "nope.json: no such file; check the path [not-found]"),
        (["--dry-run", EXAMPLES / "nope"], f"{EXAMPLES / 'nope'}: no such file"),
    ],
)
def test_what_cannot_be_converted_is_said(arguments: list[Any], line: str, capsys: Capture) -> None:
    assert main(["upgrade", *map(str, arguments)]) == 2
    printed = capsys.readouterr()
    assert any(found.startswith(line) for found in (printed.err + printed.out).splitlines())
    assert "Traceback" not in printed.err
