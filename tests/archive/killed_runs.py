"""Runs `upgrade --in-place` with one stash in two processes at a time, and kills both.

    python -m tests.archive.killed_runs FOLDER STASH KILLS

Processes are forked from this one, which has everything imported, so that moments of the work
itself are hit and not of its start.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from ska_oso_pdm.cli import main

AT_ONCE = 2
FILES = 4


def block(name: str) -> str:
    """Give a block of 0.4 without label, whose link to its project 1.0 has no place for."""
    document = {"sbd_id": name, "telescope": "ska_mid", "prj_ref": f"prj-{name}", "name": "µ"}
    return json.dumps(document, indent=3, ensure_ascii=False)


def made(folder: Path, name: str) -> Path:
    """Make a folder of blocks of their own."""
    (folder / name).mkdir()
    for index in range(FILES):
        file = folder / name / f"{index}.json"
        file.write_text(block(f"sbd-{name}-{index}"), encoding="utf-8")
    return folder / name


def upgrade(folder: Path, stash: Path) -> int:
    return main(["upgrade", "--in-place", "--stash", str(stash), str(folder)])


def started(folder: Path, stash: Path) -> int:
    """Start a run in a process of its own; give its identifier."""
    child = os.fork()
    if child == 0:
        os._exit(upgrade(folder, stash))
    return child


def kill(folder: Path, stash: Path, kills: int) -> None:
    sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    upgrade(made(folder, "whole"), stash)  # which imports what a run needs
    start = time.monotonic()
    upgrade(made(folder, "timed"), stash)
    usual = AT_ONCE * (time.monotonic() - start)
    chance = random.Random(0)
    for number in range(0, kills, AT_ONCE):
        names = [f"{number + index}" for index in range(AT_ONCE)]
        children = [started(made(folder, name), stash) for name in names]
        time.sleep(chance.uniform(0, usual))
        for child in children:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


if __name__ == "__main__":
    kill(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
