"""The command line, run as a process or in this one."""

from __future__ import annotations

import fcntl
import io
import json
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path
from typing import Any

import pytest

from ska_oso_pdm import openapi
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.cli import main
from tests.samples import ROOT, low, mid, parsed

LOW, MID = (str(ROOT / "examples" / "0.1" / f"sbd-{name}.json") for name in ("low", "mid"))
INVALID = str(ROOT / "tests/invalid/0.1/telescope-unknown.json")
UNREADABLE = str(ROOT / "tests/invalid/unreadable/empty.json")
Capture = pytest.CaptureFixture[str]


def run(*arguments: str, stdin: bytes = b"", cwd: Path | None = None) -> tuple[int, str, str]:
    """Run the command in a process; give status, output and errors."""
    done = subprocess.run(
        [sys.executable, "-m", "ska_oso_pdm", *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        cwd=cwd,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch) -> Any:
    def give(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    return give


class TestHelp:
    @pytest.mark.parametrize(
        "command",
        [
            [],
            ["validate"],
            ["identify"],
            ["show"],
            ["references"],
            ["upgrade"],
            ["diff"],
            ["schema"],
        ],
    )
    def test_teaches(self, command: list[str], capsys: Capture) -> None:
        with pytest.raises(SystemExit) as caught:
            main([*command, "--help"])
        assert caught.value.code == 0
        printed = capsys.readouterr().out
        assert "ska-oso-pdm" in printed
        if command != ["schema"]:
            assert "exit status: 0" in printed
        if command:
            assert f"  ska-oso-pdm {command[0]}" in printed  # an example to copy

    def test_version(self, capsys: Capture) -> None:
        with pytest.raises(SystemExit):
            main(["--version"])
        assert re.fullmatch(r"ska-oso-pdm \d+\.\d+\.\d+.*\n", capsys.readouterr().out)

    def test_no_command_is_a_usage_error(self, capsys: Capture) -> None:
        with pytest.raises(SystemExit) as caught:
            main([])
        assert caught.value.code == 2
        assert "the following arguments are required: COMMAND" in capsys.readouterr().err


class TestValidate:
    @pytest.mark.parametrize(
        ("files", "status"),
        [
            ([MID, LOW], 0),
            ([MID, INVALID], 1),
            ([INVALID, UNREADABLE, MID], 2),
            ([UNREADABLE], 2),
        ],
    )
    @pytest.mark.parametrize("form", ["text", "json"])
    def test_the_highest_status_wins(
        self, files: list[str], status: int, form: str, capsys: Capture
    ) -> None:
        assert main(["validate", "--format", form, *files]) == status

    def test_text_names_valid_files_and_counts(self, capsys: Capture) -> None:
        main(["validate", MID, UNREADABLE])
        printed = capsys.readouterr()
        assert printed.out == (
            f"{MID}: valid sbd 0.1\n"
            f"{UNREADABLE}: not judged [empty]\n\n"
            f"  error in 1 file: empty; a document is a JSON object [empty]; at {UNREADABLE}\n"
        )
        assert printed.err == (
            "2 files: 1 valid, 0 invalid, 1 not judged\n"
            f"each problem at its place: ska-oso-pdm validate --details {MID} {UNREADABLE}\n"
        )

    def test_json_has_one_row_per_file(self, capsys: Capture) -> None:
        main(["validate", "--format", "json", MID, UNREADABLE, "missing.json"])
        rows = json.loads(capsys.readouterr().out)
        assert rows == [
            {"file": MID, "entity": "sbd", "version": "0.1", "valid": True, "issues": []},
            {
                "file": UNREADABLE,
                "entity": None,
                "version": None,
                "valid": False,
                "issues": [
                    {
                        "path": "",
                        "line": None,
                        "column": None,
                        "code": "empty",
                        "severity": "error",
                        "message": "empty; a document is a JSON object",
                    }
                ],
            },
            {
                "file": "missing.json",
                "entity": None,
                "version": None,
                "valid": False,
                "issues": [
                    {
                        "path": "",
                        "line": None,
                        "column": None,
                        "code": "not-found",
                        "severity": "error",
                        "message": "no such file; check the path",
                    }
                ],
            },
        ]

    def test_folders_and_patterns_are_expanded(self, tmp_path: Path, capsys: Capture) -> None:
        (tmp_path / "a" / "b").mkdir(parents=True)
        for name in ("a/1.json", "a/b/2.json", "a/notes.txt"):
            (tmp_path / name).write_text(json.dumps(mid()))
        for given in (str(tmp_path), str(tmp_path / "**" / "*.json")):
            assert main(["validate", "--format", "json", given]) == 0
            rows = json.loads(capsys.readouterr().out)
            assert [Path(row["file"]).name for row in rows] == ["1.json", "2.json"]

    def test_a_folder_without_documents_and_a_pattern_without_match(
        self, tmp_path: Path, capsys: Capture
    ) -> None:
        pattern = str(tmp_path / "*.json")
        assert main(["validate", "--details", str(tmp_path), pattern]) == 2
        assert capsys.readouterr().out == (
            f"{tmp_path}: is a directory without a .json file; check the path [is-a-directory]\n"
            f"{pattern}: no such file; check the path [not-found]\n"
        )

    def test_a_file_whose_name_is_a_pattern_is_that_file(
        self, tmp_path: Path, capsys: Capture
    ) -> None:
        file = tmp_path / "block[1].json"
        file.write_text(json.dumps(mid()))
        assert main(["validate", str(file)]) == 0

    def test_standard_input(self, stdin: Any, capsys: Capture) -> None:
        stdin(json.dumps(low()).encode())
        assert main(["validate", "-"]) == 0
        assert capsys.readouterr().out == "<stdin>: valid sbd 0.1\n"
        stdin(b"{")
        assert main(["validate", "-", "--format", "json"]) == 2
        assert json.loads(capsys.readouterr().out)[0]["file"] == "<stdin>"

    def test_findings_about_the_label_leave_a_document_valid(
        self, stdin: Any, capsys: Capture
    ) -> None:
        document = mid()
        del document["interface"]
        stdin(json.dumps(document).encode())
        assert main(["validate", "-"]) == 0
        assert capsys.readouterr().out == (
            '<stdin>:1:1: warning: has no "interface"; by its content it is '
            "https://schema.skao.int/ska-oso-pdm-sbd/0.1: add that [label-missing]\n"
            "<stdin>: valid sbd 0.1\n"
        )

    def test_control_characters_in_file_names_are_escaped(
        self, tmp_path: Path, capsys: Capture
    ) -> None:
        file = tmp_path / "\x1b[2J.json"
        file.write_text("{")
        main(["validate", str(file)])
        assert "\x1b" not in capsys.readouterr().out

    def test_many_files_are_shared_by_processes(self, tmp_path: Path) -> None:
        for i in range(250):
            document = mid() if i % 10 else {**mid(), "telescope": i}
            (tmp_path / f"{i:03}.json").write_text(json.dumps(document))
        results = [
            run("validate", "--jobs", jobs, "--format", "json", str(tmp_path)) for jobs in "12"
        ]
        assert results[0] == results[1]
        status, printed, _ = results[0]
        rows = json.loads(printed)
        assert status == 1
        assert [row["valid"] for row in rows] == [i % 10 != 0 for i in range(250)]

    @pytest.mark.parametrize("jobs", ["0", "-1", "two"])
    def test_a_wrong_number_of_jobs_is_a_usage_error(self, jobs: str, capsys: Capture) -> None:
        with pytest.raises(SystemExit) as caught:
            main(["validate", f"--jobs={jobs}", MID])
        assert caught.value.code == 2
        expected = f"argument --jobs: {jobs!r} is not a number of processes, 1 or more"
        assert expected in capsys.readouterr().err

    def test_a_bar_is_shown_on_a_terminal_when_there_is_much_to_do(self, tmp_path: Path) -> None:
        for i in range(60):
            (tmp_path / f"{i:02}.json").write_text(json.dumps(mid()))
        leader, follower = pty.openpty()
        fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        command = [sys.executable, "-m", "ska_oso_pdm", "validate", str(tmp_path)]
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=follower, check=True)
        os.close(follower)
        shown = os.read(leader, 65536)
        os.close(leader)
        assert b"/60" in shown


class TestShow:
    def test_summarises_a_mid_block(self, capsys: Capture) -> None:
        assert main(["show", MID]) == 0
        expected = (Path(__file__).parent / "show-mid.txt").read_text(encoding="utf-8")
        assert capsys.readouterr().out == expected

    def test_summarises_a_low_block(self, capsys: Capture) -> None:
        assert main(["show", LOW]) == 0
        expected = (Path(__file__).parent / "show-low.txt").read_text(encoding="utf-8")
        assert capsys.readouterr().out == expected

    def test_shows_what_dangles_and_what_is_unknown(self, stdin: Any, capsys: Capture) -> None:
        document = {**mid(), "note": 1, "scan_sequence": ["science", "nope"]}
        document["metadata"] = None
        stdin(json.dumps(document).encode())
        assert main(["show", "-"]) == 0
        printed = capsys.readouterr().out
        assert "Scans: 2 in 0:01:00, and scans of unknown duration\n" in printed
        assert "nope (not defined)" in printed
        assert printed.endswith(
            "References that name nothing\n"
            "  /scan_sequence/1: no scan definition has the id 'nope'\n"
            "\n"
            "Unknown keys\n"
            "  /note\n"
        )

    def test_shows_a_block_with_nothing_in_it(self, stdin: Any, capsys: Capture) -> None:
        stdin(b'{"interface": "https://schema.skao.int/ska-oso-pdm-sbd/0.1"}')
        assert main(["show", "-"]) == 0
        assert capsys.readouterr().out == (
            "Scheduling block definition (no id)\n  layout     sbd 0.1\n  telescope  (none)\n"
        )

    def test_control_characters_of_a_document_are_escaped(
        self, stdin: Any, capsys: Capture
    ) -> None:
        stdin(json.dumps({**mid(), "sbd_id": "\x1b]0;title\x07"}).encode())
        assert main(["show", "-"]) == 0
        assert capsys.readouterr().out.startswith(
            "Scheduling block definition \\x1b]0;title\\x07\n"
        )

    @pytest.mark.parametrize(("file", "status"), [(UNREADABLE, 2), ("no.json", 2)])
    def test_says_what_is_wrong(self, file: str, status: int, capsys: Capture) -> None:
        assert main(["show", file]) == status
        printed = capsys.readouterr()
        assert printed.out == ""
        assert printed.err.startswith(f"{file}:")


class TestSchema:
    def test_list(self, capsys: Capture) -> None:
        assert main(["schema", "list"]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert "sbd  0.1  https://schema.skao.int/ska-oso-pdm-sbd/0.1" in lines
        assert len(lines) == len(registry.documents())

    @pytest.mark.parametrize("name", ["https://schema.skao.int/ska-oso-pdm-sbd/0.1", "sbd/0.1"])
    def test_show_and_path_give_the_published_file(self, name: str, capsys: Capture) -> None:
        assert main(["schema", "path", name]) == 0
        path = Path(capsys.readouterr().out.strip())
        assert main(["schema", "show", name]) == 0
        assert capsys.readouterr().out == path.read_text(encoding="utf-8")

    def test_an_entity_alone_means_its_newest_version(self, capsys: Capture) -> None:
        newest = registry.versions_of("sbd")[-1]
        assert main(["schema", "path", "sbd"]) == 0
        assert capsys.readouterr().out.strip().endswith(os.path.join(newest, "sbd.json"))

    @pytest.mark.parametrize("action", ["show", "bundle", "path"])
    @pytest.mark.parametrize(
        "name",
        ["nope", "sbd/9.9", "../0.1/sbd", "https://schema.skao.int/ska-oso-pdm-sbd/9.9", ""],
    )
    def test_an_unknown_name_is_answered_with_the_known_ones(
        self, action: str, name: str, capsys: Capture
    ) -> None:
        assert main(["schema", action, name]) == 2
        printed = capsys.readouterr()
        assert printed.out == ""
        assert printed.err.startswith("ska-oso-pdm: there is no schema ")
        assert "sbd/0.1" in printed.err

    @pytest.mark.parametrize("version", ["0.1", "1.0"])
    def test_bundle_is_one_file_that_judges_alike(self, version: str, capsys: Capture) -> None:
        import jsonschema

        assert main(["schema", "bundle", f"sbd/{version}"]) == 0
        bundle = json.loads(capsys.readouterr().out)
        assert set(re.findall(r'"\$ref": "([^#"]*)', json.dumps(bundle))) == {""}
        assert json.dumps(bundle).count('"$id"') == 1
        judge = jsonschema.Draft202012Validator(bundle)
        documents = map(parsed, sorted((ROOT / "examples" / version).glob("sbd-*.json")))
        url = f"https://schema.skao.int/ska-oso-pdm-sbd/{version}"
        blocks = [document for document in documents if document["interface"] == url]
        assert blocks
        for document in blocks:
            assert judge.is_valid(document)
            assert not judge.is_valid({**document, "telescope": "mid"})
            assert not judge.is_valid({**document, "metadata": {"version": "1"}})

    def test_bundle_as_openapi_is_of_the_newest_version(self, capsys: Capture) -> None:
        assert main(["schema", "bundle", "--openapi"]) == 0
        assert json.loads(capsys.readouterr().out) == openapi.document()

    @pytest.mark.parametrize("name", ["sbd/0.1", "https://schema.skao.int/ska-oso-pdm-sbd/0.1"])
    def test_bundle_as_openapi_of_one_entity(self, name: str, capsys: Capture) -> None:
        assert main(["schema", "bundle", name, "--openapi"]) == 0
        assert json.loads(capsys.readouterr().out) == openapi.document("0.1", entity="sbd")

    @pytest.mark.parametrize("name", ["nope", "sbd/9.9", ""])
    def test_bundle_as_openapi_of_an_unknown_name(self, name: str, capsys: Capture) -> None:
        assert main(["schema", "bundle", "--openapi", name]) == 2
        printed = capsys.readouterr()
        assert printed.out == ""
        assert printed.err.startswith(f"ska-oso-pdm: there is no schema {name!r}; there are: ")

    def test_bundle_without_a_name_says_what_it_needs(self, capsys: Capture) -> None:
        assert main(["schema", "bundle"]) == 2
        printed = capsys.readouterr()
        assert printed.out == ""
        assert printed.err == (
            "ska-oso-pdm: schema bundle needs a NAME, for example sbd/1.0; with --openapi and "
            "without NAME it prints all entities of the newest version\n"
        )

    def test_help_says_what_an_action_does(self, capsys: Capture) -> None:
        with pytest.raises(SystemExit):
            main(["schema", "bundle", "--help"])
        assert (
            "Print a schema with everything it refers to, also as OpenAPI components."
            in capsys.readouterr().out
        )


def test_never_a_traceback(tmp_path: Path) -> None:
    unreadable = tmp_path / "unreadable.json"
    unreadable.write_bytes(b"{}")
    for arguments in (["validate", "\0"], ["show", "\0"], ["show", str(tmp_path)], ["schema", "x"]):
        status, _, errors = run(*[a.replace("\0", "a\x01b") for a in arguments])
        assert status == 2
        assert "Traceback" not in errors


def test_a_reader_that_stops_early_is_no_error() -> None:
    command = f"{sys.executable} -m ska_oso_pdm schema show sbd/0.1 | head -n 1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("{\n", "")
