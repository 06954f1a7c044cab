"""Runs that write files and are stopped, or have no reader any more, say what was written."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ska_oso_pdm.archive.file_writer import Kept
from ska_oso_pdm.archive.provisional_stash import ProvisionalStash
from ska_oso_pdm.archive.stash_file import keep
from ska_oso_pdm.archive.stash_header import HEADER
from ska_oso_pdm.archive.stash_record import Owner, Record
from ska_oso_pdm.archive.stopping import ENDING, Stopping
from ska_oso_pdm.archive.usual_stash import NAME
from ska_oso_pdm.cli import main, report
from tests.archive.stashes import LOW

Capture = pytest.CaptureFixture[str]
COMMAND = [sys.executable, "-m", "ska_oso_pdm"]
BUFFERED = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
ENVIRONMENTS = {"buffered": BUFFERED, "unbuffered": {**BUFFERED, "PYTHONUNBUFFERED": "1"}}
FULL = Path("/dev/full")
FILES = 250
"""Enough to be shared by processes."""

SIGNALS = pytest.mark.skipif(not hasattr(os, "killpg"), reason="no groups of processes here")


@pytest.fixture(autouse=True)
def _signals_are_heard() -> Iterator[None]:
    """Hear signals that who runs the tests may have told them to ignore."""
    heard = {signal.SIGINT: signal.default_int_handler}
    heard |= {number: signal.SIG_DFL for number in ENDING if number != signal.SIGINT}
    before = {number: signal.signal(number, handler) for number, handler in heard.items()}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def blocks(folder: Path, number: int) -> Path:
    """Make a folder of blocks of 0.7, of each of which something is set aside."""
    folder.mkdir()
    for index in range(number):
        shutil.copy(LOW, folder / f"{index:03}.json")
    return folder


def changed(folder: Path) -> int:
    """Count the files that are other ones now."""
    return sum(path.read_bytes() != LOW.read_bytes() for path in folder.glob("[0-9]*.json"))


def farewell(folder: Path) -> str:
    stash = folder / NAME
    way = f"ska-oso-pdm upgrade --in-place --restore {stash} {folder}"
    return f"originals are kept in {stash}; get them back with: {way}\n"


def stopped(
    command: list[str | Path], number: int, stash: Path
) -> subprocess.CompletedProcess[str]:
    """Run a command in a group of its own, and send a signal to all of it once it has written."""
    running = subprocess.Popen(
        [*COMMAND, *command],
        env=BUFFERED,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while not (stash.exists() and stash.stat().st_size > 100) and running.poll() is None:
        time.sleep(0.01)
    os.killpg(running.pid, number)
    out, err = running.communicate(timeout=120)
    return subprocess.CompletedProcess(command, running.returncode, out, err)


@SIGNALS
@pytest.mark.parametrize(
    ("name", "jobs", "status"),
    [("SIGINT", 1, 130), ("SIGINT", 2, 130), ("SIGTERM", 2, 143), ("SIGHUP", 2, 129)],
)
def test_a_signal_stops_between_files(name: str, jobs: int, status: int, tmp_path: Path) -> None:
    folder = blocks(tmp_path / "blocks", FILES)
    command = ["upgrade", "--in-place", "--jobs", str(jobs), "--report", "json", folder]
    done = stopped(command, getattr(signal, name), folder / NAME)
    number = changed(folder)
    assert 0 < number < FILES
    go_on = f"ska-oso-pdm {shlex.join(map(str, command))}"
    assert (done.returncode, done.stderr) == (
        status,
        f"stopped: {number} of {FILES} files are done; go on with: {go_on}\n{farewell(folder)}",
    )
    rows = json.loads(done.stdout)  # whole, and of all that was done
    assert [row["status"] for row in rows] == ["upgraded"] * number
    assert len((folder / NAME).read_text(encoding="utf-8").splitlines()) == 1 + number
    assert len([*folder.iterdir()]) == FILES + 1  # nothing that is half-written


@SIGNALS
def test_with_an_output_folder_the_next_run_resumes(tmp_path: Path) -> None:
    folder, out = blocks(tmp_path / "blocks", 60), tmp_path / "new"
    done = stopped(["upgrade", "--output", out, folder], signal.SIGINT, out / NAME)
    number = len([*out.glob("*.json")])
    *_, said, _ = done.stderr.splitlines()
    start = f"stopped: {number} of 60 files are done; go on with: "
    assert said == f"{start}ska-oso-pdm upgrade --resume --output {out} {folder}"
    assert main(shlex.split(said.removeprefix(start))[1:]) == 0
    assert changed(out) == 60


@pytest.mark.parametrize("environment", ENVIRONMENTS)
@pytest.mark.parametrize("options", [[], ["--report", "json"], ["--details"]])
def test_without_a_reader_the_files_are_written_all_the_same(
    environment: str, options: list[str], tmp_path: Path
) -> None:
    folder = blocks(tmp_path / "blocks", 12)
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [*COMMAND, "upgrade", "--in-place", *options, folder],
        stdout=writer,
        stderr=subprocess.PIPE,
        text=True,
        env=ENVIRONMENTS[environment],
        check=False,
    )
    os.close(writer)
    assert changed(folder) == 12
    counts = "" if "json" in options else "12 documents: 12 upgraded\n"
    gone = "standard output is read no more; the files are written all the same\n"
    assert (done.returncode, done.stderr) == (0, gone + counts + farewell(folder))


@pytest.mark.skipif(not FULL.exists(), reason="no such device here")
@pytest.mark.parametrize("options", [[], ["--report", "json"]])
def test_a_full_disk_stops_it(options: list[str], tmp_path: Path) -> None:
    folder = blocks(tmp_path / "blocks", 12)
    with FULL.open("wb") as full:
        done = subprocess.run(
            [*COMMAND, "upgrade", "--in-place", *options, folder],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env=ENVIRONMENTS["unbuffered"],
            check=False,
        )
    assert changed(folder) == 1
    words = " ".join(["ska-oso-pdm upgrade --in-place", *options, str(folder)])
    assert (done.returncode, done.stderr) == (
        2,
        f"stopped: 1 of 12 files are done; go on with: {words}\n{farewell(folder)}"
        "ska-oso-pdm: standard output cannot be written: No space left on device; check where it "
        "goes\n",
    )


def test_a_report_that_cannot_be_written_stops_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    folder, file = blocks(tmp_path / "blocks", 5), tmp_path / "run.ndjson"
    written: list[str] = []

    def escaped(text: str) -> str:
        if len(written) == 3:
            raise OSError(28, "No space left on device")
        written.append(text)
        return text

    monkeypatch.setattr(report, "escaped", escaped)
    assert main(["upgrade", "--in-place", "--report", str(file), str(folder)]) == 2
    assert changed(folder) == 4
    printed = capsys.readouterr()
    assert [line for line in printed.out.splitlines() if line.startswith(str(folder))]
    assert printed.err == (
        "4 documents: 4 upgraded\n"
        "stopped: 4 of 5 files are done; go on with the same command and another name for "
        f"--report\n{farewell(folder)}"
        f"ska-oso-pdm upgrade: --report {file} cannot be written: No space left on device; check "
        "where it goes\n"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of files here")
@pytest.mark.parametrize("limit", [0, len(HEADER)])
@pytest.mark.parametrize("report", [[], ["--report", "rows.ndjson"]])
def test_of_originals_nothing_is_said_where_none_was_replaced(
    limit: int, report: list[str], tmp_path: Path
) -> None:
    import resource

    folder = blocks(tmp_path / "blocks", 5)
    done = subprocess.run(
        [*COMMAND, "upgrade", "--in-place", *report, folder],
        capture_output=True,
        text=True,
        env=BUFFERED,
        cwd=tmp_path,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert done.returncode == 2
    assert ": not written\n" in done.stdout
    assert "originals are kept" not in done.stderr
    assert bool(report) == ("stopped: " in done.stderr)
    assert changed(folder) == 0
    assert len([*folder.iterdir()]) == 5  # no stash that has nothing


def test_a_stopped_run_leaves_a_stash_that_another_one_fills(tmp_path: Path) -> None:
    path = str(tmp_path / NAME)
    stash = ProvisionalStash(path)
    keep(path, [])
    stash.settle(is_finished=False)
    assert (stash.path, os.path.exists(path)) == (None, False)
    stash = ProvisionalStash(path)
    record = Record.of(Owner("/a.json", "", None, None), (None, None), ("old", "new"), None)
    size = keep(path, [record])
    stash.take(Kept(path, size, needed=False, replaced=False))  # it could not be replaced
    keep(path, [record])
    stash.settle(is_finished=False)
    assert (stash.path, os.path.exists(path)) == (path, True)


@pytest.mark.parametrize("is_finished", [True, False])
def test_what_a_stopped_run_has_replaced_stays_in_the_stash(
    is_finished: bool, tmp_path: Path
) -> None:
    path = str(tmp_path / NAME)
    stash = ProvisionalStash(path)
    record = Record.of(Owner("/a.json", "", None, None), (None, None), ("old", "new"), None)
    stash.take(Kept(path, keep(path, [record]), needed=False, replaced=True))
    stash.settle(is_finished=is_finished)
    assert (stash.path, os.path.exists(path)) == ((None, False) if is_finished else (path, True))


def test_what_ends_it_at_once_is_said_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    from ska_oso_pdm.archive.conversion_job import Job

    folder, do = blocks(tmp_path / "blocks", 5), Job.do

    def interrupted(job: Job, file: str) -> Any:
        if file.endswith("3.json"):
            raise KeyboardInterrupt
        return do(job, file)

    monkeypatch.setattr(Job, "do", interrupted)
    assert main(["upgrade", "--in-place", str(folder)]) == 130
    assert capsys.readouterr().err == (
        "stopped: at least 3 of 5 files are done; go on with: ska-oso-pdm upgrade --in-place "
        f"{folder}\n{farewell(folder)}"
    )


def test_the_second_signal_ends_it_at_once_and_handlers_come_back() -> None:
    stopping, before = Stopping(), signal.getsignal(signal.SIGTERM)
    with stopping.by_signals():
        assert not stopping()
        signal.raise_signal(signal.SIGTERM)
        assert (stopping(), stopping.status) == (True, 143)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGTERM) == before


def test_a_signal_that_is_ignored_stays_so() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        stopping = Stopping()
        with stopping.by_signals():
            signal.raise_signal(signal.SIGINT)
        assert not stopping()
    finally:
        signal.signal(signal.SIGINT, before)


def test_a_stash_stays_where_another_run_keeps_something(tmp_path: Path) -> None:
    path = str(tmp_path / NAME)
    record = Record.of(Owner("/a.json", "", None, None), (None, None), ("old", "new"), None)
    for others in ([record], []):
        stash = ProvisionalStash(path)
        stash.take(Kept(path, keep(path, [record]), needed=False, replaced=True))
        keep(path, others)
        stash.settle(is_finished=True)
        assert (stash.path, os.path.exists(path)) == ((path, True) if others else (None, False))
        Path(path).unlink(missing_ok=True)


def test_no_document_is_converted_beside_the_processes_that_share_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    from ska_oso_pdm.archive import conversion_job
    from tests.archive.stashes import TODAY

    monkeypatch.setattr("ska_oso_pdm.archive.processes._PAYS_FROM", 2)
    (tmp_path / "blocks").mkdir()
    text = re.sub(r"(ska-oso-pdm-sbd)/1\.0", r"\1/0.1", TODAY.read_text(encoding="utf-8"))
    for index in range(6):  # the label alone changes, and nothing is set aside
        (tmp_path / "blocks" / f"{index}.json").write_text(text, encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("converted in the wrong process")

    monkeypatch.setattr(conversion_job, "convert", refuse)
    assert main(["upgrade", "--in-place", "--jobs", "2", str(tmp_path / "blocks")]) == 0
    assert {path.suffix for path in (tmp_path / "blocks").iterdir()} == {".json"}
    assert capsys.readouterr().err.splitlines()[0] == "6 documents: 6 repaired"
