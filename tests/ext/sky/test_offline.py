"""Directions need no network and leave alone what belongs to the process, on any date."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from tests.samples import ROOT

DAY = 86400.0
IN_1970 = (datetime(1970, 6, 1, tzinfo=UTC) - datetime.now(UTC)).total_seconds()
DATES = [f"utc:{ahead}" for ahead in (0.0, 30 * DAY, 2192 * DAY, IN_1970)]
SCALES = [f"{scale}:{2192 * DAY}" for scale in ("tt", "tai", "tdb", "ut1")]
CHANGING = re.compile(
    r"\b(catch_warnings|simplefilter|filterwarnings|resetwarnings|set_temp|setlocale"
    r"|setrecursionlimit|set_enabled_\w+|earth_orientation_table|solar_system_ephemeris)\b"
)


@pytest.mark.parametrize(
    ("task", "times"),
    [("every_kind", DATES), ("whole", DATES + SCALES), ("threads", DATES)],
    ids=["every kind", "whole", "threads"],
)
def test_directions_need_nothing_but_what_is_installed(task: str, times: list[str]) -> None:
    command = [sys.executable, "-W", "error", "-m", "tests.ext.sky.offline", task, *times]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr[-3000:]


def test_no_module_changes_what_belongs_to_the_process() -> None:
    found = {
        f"{path.name}: {use.group()}"
        for path in (ROOT / "src").rglob("*.py")
        for use in CHANGING.finditer(path.read_text(encoding="utf-8"))
    }
    assert found == set()
