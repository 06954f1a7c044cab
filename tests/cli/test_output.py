"""What the commands print, whatever the locale, and what they do where nobody takes it."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ska_oso_pdm import openapi
from ska_oso_pdm.archive import faults
from ska_oso_pdm.cli import main, output
from tests.samples import EXAMPLES, ROOT, parsed

CLOSES_STREAMS = pytest.mark.skipif(
    "faketime" in os.environ.get("LD_PRELOAD", ""),
    reason="faketime gives the number of a closed stream to the file with its clock, into which "
    "the program would then print",
)

IMAGING = ROOT / "examples" / "1.0" / "sbd-mid-imaging.json"
OLD = ROOT / "examples" / "0.6" / "sbd-mid.json"
SPECIAL = "\x7f\x80\x9b\x85\u200e\u200f\u061c\u2028\u2029\u202a\u202e\u2066\u2069\ufeff"
NAME = f"Étoile µ 星 🔭 {SPECIAL}"
LATIN = {
    "LC_ALL": "C",
    "LANG": "C",
    "PYTHONIOENCODING": "cp1252",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
}
PLAIN = {**LATIN, "PYTHONIOENCODING": "ascii"}


@pytest.fixture
def block(tmp_path: Path) -> Path:
    """A block whose texts hold what a terminal would obey, or cannot show."""
    document = parsed(IMAGING)
    document["name"] = document["targets"][0]["name"] = NAME
    document["odd " + NAME] = 1
    file = tmp_path / "block.json"
    file.write_bytes(json.dumps(document, ensure_ascii=False, indent=1).encode())
    return file


@pytest.fixture
def other(tmp_path: Path) -> Path:
    document = parsed(IMAGING)
    document["name"] = "x" + NAME
    file = tmp_path / "other.json"
    file.write_bytes(json.dumps(document, ensure_ascii=False).encode())
    return file


COMMANDS = {
    "validate": "validate BLOCK",
    "validate --format json": "validate --format json BLOCK OTHER",
    "validate --findings": "validate --findings OTHER",
    "validate --findings --format json": "validate --findings --format json OTHER",
    "identify": "identify BLOCK",
    "identify --format json": "identify --format json BLOCK OTHER",
    "show": "show OTHER",
    "references": "references BLOCK OTHER",
    "references --dangling": "references --dangling BLOCK OTHER",
    "references --format json": "references --format json BLOCK OTHER",
    "upgrade": "upgrade OTHER",
    "upgrade --dry-run": "upgrade --dry-run OTHER",
    "upgrade --report json": "upgrade --report json --dry-run OTHER BLOCK",
    "upgrade --report ndjson": "upgrade --report ndjson --dry-run OTHER BLOCK",
    "diff": "diff BLOCK OTHER",
    "diff --format json": "diff --format json BLOCK OTHER",
    "schema list": "schema list",
    "schema show": "schema show sbd",
    "schema bundle": "schema bundle sbd",
    "schema bundle --openapi": "schema bundle --openapi",
    "schema path": "schema path sbd",
    "schema diff": "schema diff sbd/0.6 sbd/0.7 --documents OTHER",
    "schema diff --format json": "schema diff --format json sbd/0.6 sbd/0.7",
    "schema judge": "schema judge --format markdown",
    "--help": "--help",
    "--version": "--version",
    "serve --help": "serve --help",
    "upgrade --help": "upgrade --help",
}
FILES = ["upgrade", "schema judge"]
"""What is made for a file, which is UTF-8: documents, and cards in Markdown."""

JSON = [name for name in COMMANDS if "json" in name or name[:8] in ("schema s", "schema b")]


def run(
    command: str, block: Path, other: Path, env: dict[str, str] | None = None, **streams: Any
) -> subprocess.CompletedProcess[bytes]:
    """Run a command line in a process; `shell` has redirections."""
    shell = streams.pop("shell", "")
    words = COMMANDS.get(command, command).replace("BLOCK", str(block)).replace("OTHER", str(other))
    return subprocess.run(
        f"{sys.executable} -m ska_oso_pdm {words} {shell}",
        shell=True,
        check=False,
        env={**os.environ, **(env or {})},
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams},
    )


def test_the_list_has_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    names = re.findall(r"^    (\w+) {2,}", capsys.readouterr().out, re.MULTILINE)
    assert {name.split()[0] for name in COMMANDS if name[0] != "-"} == set(names)
    with pytest.raises(SystemExit):
        main(["schema", "--help"])
    names = re.findall(r"^    (\w+) {2,}", capsys.readouterr().out, re.MULTILINE)
    assert {n.split()[1] for n in COMMANDS if n.startswith("schema ")} == set(names)


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_printed_is_escaped_and_json_is_utf_8_in_every_locale(
    command: str, block: Path, other: Path
) -> None:
    usual = run(command, block, other, {"PYTHONUTF8": "1"})
    if command != "upgrade":  # the document itself, and nothing else, is printed raw
        printed = usual.stdout.decode() + usual.stderr.decode()
        assert all(char == "\n" or char.isprintable() for char in printed)
    if command in JSON:
        lines = "ndjson" in command
        for text in usual.stdout.splitlines() if lines else [usual.stdout]:
            json.loads(text)
    for env in (LATIN, PLAIN):
        done = run(command, block, other, env)
        assert done.returncode == usual.returncode
        if command in JSON or command in FILES:
            assert done.stdout == usual.stdout
        else:
            encoding = env["PYTHONIOENCODING"]
            text = usual.stdout.decode()
            assert done.stdout == text.encode(encoding, "backslashreplace")


def test_json_rows_hold_the_very_text(block: Path, other: Path) -> None:
    (row, _) = json.loads(run("validate --format json", block, other, LATIN).stdout)
    assert row["issues"][0]["path"] == "/odd " + NAME
    rows = json.loads(run("diff --format json", block, other, LATIN).stdout)
    assert {row["pointer_a"]: row["a"] for row in rows}["/name"] == NAME


def test_json_is_readable_but_for_what_is_escaped(block: Path, other: Path) -> None:
    printed = run("validate --format json", block, other, LATIN).stdout.decode()
    escaped = "".join(f"\\u{ord(char):04x}" for char in SPECIAL)
    assert f"/odd Étoile µ 星 🔭 {escaped}" in printed


@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
@pytest.mark.parametrize("source", [IMAGING, OLD], ids=["current", "old"])
def test_a_document_on_standard_output_is_what_would_be_in_its_file(
    tmp_path: Path, source: Path, end: str
) -> None:
    document = parsed(source)
    document["name"] = NAME
    text = json.dumps(document, ensure_ascii=False, indent=2).replace("\n", end or "\n") + end
    file, printed = tmp_path / "a.json", tmp_path / "b.json"
    file.write_bytes(text.encode())
    options = "--allow-loss --assume all --assume beam=1"
    done = run(f"upgrade {options} {file}", file, file, LATIN, shell=f"> {printed}")
    assert (done.returncode, done.stdout) == (0, b""), done.stderr
    new = printed.read_bytes()
    if source == IMAGING:
        assert new == file.read_bytes()
    assert json.loads(new)["name"] == NAME
    assert NAME.encode() in new
    assert main(["upgrade", *options.split(), "--in-place", str(file)]) == 0
    assert new == file.read_bytes()


FULL = Path("/dev/full")
CANNOT = (
    b"ska-oso-pdm: standard output cannot be written: No space left on device; check where it "
    b"goes\n"
)
CLOSED = b"ska-oso-pdm: standard output is closed; open it, or send it to a file\n"


@pytest.mark.skipif(not FULL.exists(), reason="no such device here")
@pytest.mark.parametrize(
    ("command", "env"),
    [
        *((command, {}) for command in COMMANDS),
        *((name, {"PYTHONUNBUFFERED": "1"}) for name in ("--help", "validate", "schema show")),
    ],
)
def test_a_full_disk_is_one_sentence(
    command: str, env: dict[str, str], block: Path, other: Path
) -> None:
    with FULL.open("wb") as full:
        done = run(command, block, other, env, stdout=full)
    assert done.returncode == 2
    lines = done.stderr.splitlines(keepends=True)
    assert lines[-1] == CANNOT
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


@CLOSES_STREAMS
@pytest.mark.parametrize("command", COMMANDS)
def test_a_closed_output_is_one_sentence(command: str, block: Path, other: Path) -> None:
    done = run(command, block, other, shell=">&-")
    assert (done.returncode, done.stderr) == (2, CLOSED)
    done = run(command, block, other, shell="<&- >&- 2>&-")
    assert (done.returncode, done.stderr) == (2, b"")


@CLOSES_STREAMS
@pytest.mark.skipif(not FULL.exists(), reason="no such device here")
@pytest.mark.parametrize("where", ["2>&-", "2>/dev/full", "<&- 2>&-"])
@pytest.mark.parametrize(
    "command", ["validate", "identify --format json", "upgrade", "show", "references"]
)
def test_errors_that_nobody_takes_change_nothing_else(
    command: str, where: str, block: Path, other: Path
) -> None:
    usual = run(command, block, other)
    done = run(command, block, other, shell=where)
    assert (done.returncode, done.stdout, done.stderr) == (usual.returncode, usual.stdout, b"")


@CLOSES_STREAMS
def test_a_run_over_many_files_needs_no_standard_error(tmp_path: Path, block: Path) -> None:
    for number in range(60):
        (tmp_path / f"{number}.json").write_bytes(IMAGING.read_bytes())
    done = run(f"validate {tmp_path}", block, block, shell="2>&-")
    assert done.returncode == 1  # of the block
    assert done.stdout.count(b": valid sbd 1.0\n") == 60


@pytest.mark.skipif(not FULL.exists(), reason="no such device here")
def test_a_run_over_many_files_outlives_a_full_standard_error(tmp_path: Path, block: Path) -> None:
    for number in range(60):
        (tmp_path / f"{number}.json").write_bytes(IMAGING.read_bytes())
    (tmp_path / ".hidden.json").write_bytes(b"")  # which is told before the first is judged
    done = run(f"validate {tmp_path}", block, block, shell="2>/dev/full")
    assert done.returncode == 1
    assert done.stdout.count(b": valid sbd 1.0\n") == 60


@CLOSES_STREAMS
@pytest.mark.parametrize(
    "command",
    [
        "validate -",
        "validate --format json -",
        "validate --findings -",
        "identify -",
        "show -",
        "references -",
        "upgrade -",
        "upgrade --report json -",
        "diff OTHER -",
        "diff - OTHER",
    ],
)
def test_a_closed_input_is_one_sentence(command: str, block: Path, other: Path) -> None:
    done = run(command, block, other, shell="<&-")
    assert done.returncode == 2
    told = b"standard input is closed; send the document to it, or name a file"
    assert (done.stdout + done.stderr).count(told) == 1
    assert b"Traceback" not in done.stderr
    done = run(command, block, other, shell="<&- >&- 2>&-")
    assert done.returncode == 2


@pytest.mark.parametrize("command", COMMANDS)
def test_a_reader_that_has_seen_enough_is_no_error(command: str, block: Path, other: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = run(command, block, other, stdout=writer)
    os.close(writer)
    assert done.returncode == 0
    assert b"ska-oso-pdm:" not in done.stderr
    assert b"Broken" not in done.stderr
    assert b"Traceback" not in done.stderr


def test_usage_errors_are_escaped(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["validate", "--no\x9bpe", "x"])
    assert caught.value.code == 2
    assert "there is no option --no\\x9bpe; " in capsys.readouterr().err


def test_text_alone_may_be_redirected() -> None:
    with contextlib.redirect_stdout(io.StringIO()) as stream:
        assert main(["schema", "bundle", "--openapi"]) == 0
    assert json.loads(stream.getvalue()) == openapi.document()


@pytest.mark.parametrize("text", ["\ud800", "\U000e0001", "\ue000", "\u00ad"])
def test_json_has_no_raw_special_character(
    text: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    rows = output.Rows()
    rows.add([text, "é"])
    rows.end()
    printed = capsysbinary.readouterr().out
    assert json.loads(printed) == [[text, "é"]]
    assert text.encode("utf-8", "surrogatepass") not in printed
    assert "é".encode() in printed


def test_what_nobody_foresaw_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr("ska_oso_pdm.comparison.compare", fail)
    assert main(["diff", str(IMAGING), str(IMAGING)]) == 2
    assert capsys.readouterr().err == (
        "ska-oso-pdm: a mistake in this package, please report it: KeyError: 'x'\n"
    )
    monkeypatch.setattr("ska_oso_pdm.views.summary.can_summarise", fail)
    assert main(["show", str(IMAGING)]) == 2
    assert capsys.readouterr().err == (
        f"{IMAGING}: a mistake in this package, please report it: KeyError: 'x' [internal-error]\n"
    )
    assert faults.fault(PermissionError(13, "no")).message == "cannot be read: no"
    assert faults.fault(MemoryError()).code == "not-readable"


@pytest.mark.parametrize(
    "command", [["validate"], ["validate", "--details"], ["upgrade", "--dry-run"], ["show"]]
)
def test_nothing_is_told_after_what_nobody_reads(command: list[str]) -> None:
    files = [str(path) for path in EXAMPLES[:2]]
    reader, writer = os.pipe()
    os.close(reader)
    words = [sys.executable, "-m", "ska_oso_pdm", *command, *files]
    env = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    done = subprocess.run(words, stdout=writer, stderr=subprocess.PIPE, env=env, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")
