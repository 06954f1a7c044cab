"""Files shared by processes that may die."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from functools import partial
from multiprocessing import active_children
from pathlib import Path

import pytest

from ska_oso_pdm.archive.processes import Work, shared

FILES = [f"{number}" for number in range(20)]


def work(file: str) -> str:
    """Give the name, or end the process."""
    if file in ("7", "8"):
        os.kill(os.getpid(), signal.SIGKILL)
    return file


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
@pytest.mark.parametrize("size", [6, 50])
def test_a_process_that_dies_ends_the_file_at_hand_alone(size: int) -> None:
    found = list(shared(FILES, Work(work, "died: {}".format), jobs=2, size=size))
    assert found == [f"died: {file}" if file in ("7", "8") else file for file in FILES]


def long_work(folder: Path, file: str) -> str:
    """Give the name; of the first one late, and leave word of the process of the others."""
    if file == "first":
        (folder / "begun").touch()
        while not (folder / "told").exists():
            time.sleep(0.01)
        time.sleep(0.5)
    else:
        (folder / "idle").write_text(f"{os.getpid()}.")
    return file


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="no groups of processes here")
def test_a_process_that_has_nothing_to_do_ends_with_the_run_and_no_sooner(tmp_path: Path) -> None:
    """A signal that tells all of them loses nothing of what another one is still busy with."""
    begun, idle, told = (tmp_path / name for name in ("begun", "idle", "told"))

    def is_stopped() -> bool:
        if not told.exists() and begun.exists() and idle.exists() and idle.read_text()[-1:] == ".":
            time.sleep(0.2)  # what came of its file is on its way
            os.kill(int(idle.read_text()[:-1]), signal.SIGTERM)
            time.sleep(0.2)
            told.touch()
        return told.exists()

    work = Work(partial(long_work, tmp_path), "died: {}".format)
    found = list(shared(["first", "second"], work, jobs=2, size=1, is_stopped=is_stopped))
    assert found == ["first", "second"]


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="no groups of processes here")
def test_a_process_that_begins_hears_of_the_end_of_the_run_once_it_can(tmp_path: Path) -> None:
    begun, told = tmp_path / "begun", tmp_path / "told"
    seen: set[int | None] = set()

    def is_stopped() -> bool:
        now = {process.pid for process in active_children()}
        for pid in now if not seen else ():
            os.kill(pid or 0, signal.SIGTERM)  # as a signal to all of them does
        seen.update(now)
        return begun.exists() or bool(now)

    told.touch()
    work = Work(partial(long_work, tmp_path), "died: {}".format)
    assert list(shared(["first", "second"], work, jobs=2, size=1, is_stopped=is_stopped)) == []
    assert not begun.exists()
    assert len(seen) == 2  # none of them died, and was replaced


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
def test_a_run_that_is_killed_ends_the_processes(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "examples" / "0.1" / "sbd-mid.json").read_bytes()
    for number in range(2000):
        (tmp_path / f"{number}.json").write_bytes(text)
    command = [sys.executable, "-m", "ska_oso_pdm", "validate", "--jobs", "2", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as run:
        assert run.stdout is not None
        run.stdout.readline()  # the processes have begun
        run.kill()
        rest = run.communicate(timeout=60)[0]  # which is over when nobody holds the pipe
    assert rest.count(b"\n") < 2000


def test_a_reader_that_stops_early_ends_the_processes(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "examples" / "0.1" / "sbd-mid.json").read_bytes()
    for number in range(400):
        (tmp_path / f"{number}.json").write_bytes(text)
    command = f"{sys.executable} -m ska_oso_pdm validate --jobs 2 {tmp_path} | head -n 1"
    done = subprocess.run(command, shell=True, capture_output=True, check=False)
    assert done.stdout.endswith(b": valid sbd 0.1\n")
    assert done.stdout.count(b"\n") == 1
    # What a whole run says in the end may be there, where all was judged before the reader went.
    said = (b"400 files: 400 valid, 0 invalid, 0 not judged", b"what does not go together in valid")
    assert [line for line in done.stderr.splitlines() if not line.startswith(said)] == []
