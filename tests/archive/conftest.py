"""A folder with documents, and a stash."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.samples import MID

from .stashes import LOW, TODAY


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with a block of 0.7, one of 0.1 that is doubtful, and one of today."""
    for source, name in ((LOW, "low.json"), (MID, "mid.json"), (TODAY, "today.json")):
        shutil.copy(source, tmp_path / name)
    return tmp_path


@pytest.fixture
def stash(tmp_path: Path) -> Path:
    return tmp_path / "stash.ndjson"
