"""The npm package as it was built, and what keeps tests from using it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.samples import ROOT

PACKAGE = ROOT / "web" / "npm"
DIST = PACKAGE / "dist"


def missing() -> str | None:
    """Say what is missing to run the package, or None."""
    if not shutil.which("node"):
        return "node is not installed"
    if not (DIST / "built").is_file():
        return "the npm package is not built: run nox -s npm"
    built = (DIST / "built").stat().st_mtime
    newer = next((file for file in _sources() if file.stat().st_mtime > built), None)
    if newer:
        return f"the npm package was built before {newer.relative_to(ROOT)} was changed"
    return None


def _sources() -> Iterator[Path]:
    yield from (ROOT / "schemas").glob("**/*.json")
    yield from PACKAGE.glob("src/*.ts")
    yield PACKAGE / "build.mjs"


def require_package() -> None:
    """Skip a module of tests where there is no package; fail where there must be one."""
    if reason := missing():
        if os.environ.get("SKA_OSO_PDM_REQUIRE_NPM"):
            pytest.fail(reason)
        pytest.skip(reason, allow_module_level=True)


def run(script: Path, questions: list[Any]) -> list[Any]:
    """Ask a script, a question and an answer a line, both as JSON; text is sent as it is."""
    lines = (one if isinstance(one, str) else json.dumps(one) for one in questions)
    done = subprocess.run(
        ["node", str(script)],
        input="".join(f"{line}\n" for line in lines),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in done.stdout.split("\n") if line]
    assert len(answers) == len(questions)
    return answers
