"""What the tests of the stash share: commands, documents and records."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ska_oso_pdm.cli import main
from tests.samples import CORPUS, ROOT, parsed

Capture = pytest.CaptureFixture[str]
LOW = ROOT / "examples" / "0.7" / "sbd-low.json"
TODAY = ROOT / "examples" / "1.0" / "sbd-mid-imaging.json"
HEADER = '{"format": "ska-oso-pdm-stash", "version": 2}\n'
MISTAKES = [
    ROOT / "tests/invalid" / version / "icrs-with-ra-and-dec.json" for version in ("0.6", "1.0")
]
FOLDERS = [ROOT / "examples", ROOT / "tests/invalid", *([CORPUS] if CORPUS.is_dir() else [])]
ANYTHING = ["--assume", "all", "--allow-loss"]


def upgrade(*arguments: object, status: int = 0) -> None:
    assert main(["upgrade", *map(str, arguments)]) == status


def report(capsys: Capture, *arguments: object, status: int = 0) -> list[dict[str, Any]]:
    capsys.readouterr()
    upgrade("--report", "json", *arguments, status=status)
    rows: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return rows


def records(stash: Path) -> list[dict[str, Any]]:
    header, *lines = stash.read_text("utf-8").splitlines(keepends=True)
    assert header == HEADER
    return [json.loads(line) for line in lines]


def write(file: Path, document: Any, **style: Any) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(document, **style), encoding="utf-8")
    return file


def edit(file: Path, **keys: Any) -> None:
    write(file, {**parsed(file), **keys}, indent=1)
