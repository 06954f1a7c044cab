"""Directions need no network and leave alone what belongs to the process, on any date."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from tests.documents import ROOT

DAY = 86400.0
SINCE_1970 = datetime(1970, 6, 1, tzinfo=UTC) - datetime.now(UTC)
AHEAD = {
    "now": 0.0,
    "a month ahead": 30 * DAY,
    "two years ahead": 730 * DAY,
    "six years ahead": 2192 * DAY,
    "1970": SINCE_1970.total_seconds(),
}
CHANGING = re.compile(
    r"\b(catch_warnings|simplefilter|filterwarnings|resetwarnings|set_temp|setlocale"
    r"|setrecursionlimit|set_enabled_\w+|earth_orientation_table|solar_system_ephemeris)\b"
)


@pytest.mark.parametrize("ahead", AHEAD.values(), ids=AHEAD)
@pytest.mark.parametrize("task", ["every_kind", "whole", "threads"])
def test_directions_need_nothing_but_what_is_installed(task: str, ahead: float) -> None:
    command = [sys.executable, "-W", "error", "-m", "tests.ext.offline", task, str(ahead)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr[-3000:]


def test_no_module_changes_what_belongs_to_the_process() -> None:
    found = {
        f"{path.name}: {use.group()}"
        for path in (ROOT / "src").rglob("*.py")
        for use in CHANGING.finditer(path.read_text(encoding="utf-8"))
    }
    assert found == set()
