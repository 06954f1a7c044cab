"""Runs that share a stash and are killed at any moment lose nothing."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ska_oso_pdm.cli import main
from tests.archive.killed_runs import FILES, block
from tests.samples import ROOT

KILLS = int(os.environ.get("SKA_OSO_PDM_KILLS", "300"))
pytestmark = pytest.mark.skipif(
    not (hasattr(os, "fork") and hasattr(signal, "SIGKILL")), reason="nothing to kill that way here"
)


def originals(stash: Path) -> dict[str, str]:
    """Read a stash as its specification has it: the original of each text, by its hash."""
    header, *lines = stash.read_bytes().split(b"\n")
    assert json.loads(header) == {"format": "ska-oso-pdm-stash", "version": 2}
    found = {}
    for line in lines:
        try:
            record = json.loads(line)
        except ValueError:
            continue  # torn, or the end
        found[record["after"]] = record["original"]
    return found


def test_of_runs_that_are_killed_nothing_is_lost(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, stash = tmp_path / "blocks", tmp_path / "stash.ndjson"
    folder.mkdir()
    command = [
        sys.executable,
        "-m",
        "tests.archive.killed_runs",
        str(folder),
        str(stash),
        str(KILLS),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")

    kept = originals(stash)
    files = {path: f"sbd-{path.parent.name}-{path.stem}" for path in folder.glob("*/[0-9].json")}
    assert len(files) == FILES * (2 + KILLS)
    new = 0
    for path, name in files.items():
        data = path.read_bytes()
        if data.decode() != block(name):
            assert kept[hashlib.sha256(data).hexdigest()] == block(name)
            new += 1
    assert 2 * FILES < new < len(files)  # some were killed before they were done, and some after

    assert main(["upgrade", "--in-place", "--restore", str(stash), str(folder)]) == 0
    assert all(path.read_bytes().decode() == block(name) for path, name in files.items())
    rows = capsys.readouterr().err.splitlines()[-1]
    assert rows == f"{len(files)} documents: {len(files) - new} current, {new} restored"
