"""The npm package: its modules, what was built of them, and what keeps tests from either."""

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
_BUNDLER = PACKAGE / "node_modules" / ".bin" / "esbuild"
_DATA = PACKAGE / "src" / "data"
_EXACT = 2**53


def require_modules() -> None:
    """Skip a module of tests where nothing can be bundled; fail where that must be possible."""
    _require(_missing_to_bundle())


def require_package() -> None:
    """Skip a module of tests where there is no package; fail where there must be one."""
    _require(_missing_of_package())


def _require(reason: str | None) -> None:
    if reason:
        if os.environ.get("SKA_OSO_PDM_REQUIRE_NPM"):
            pytest.fail(reason)
        pytest.skip(reason, allow_module_level=True)


def _missing_to_bundle() -> str | None:
    if not shutil.which("node"):
        return "node is not installed"
    if not _BUNDLER.exists():
        return f"esbuild is not installed: run npm ci in {PACKAGE.relative_to(ROOT)}"
    written = _DATA / "schemas.ts"  # the last one
    return None if written.exists() else "there is no data: run python -m codegen.npm"


def _missing_of_package() -> str | None:
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


def bundle(script: Path, folder: Path) -> Path:
    """Make one file of a script and of the modules that it imports; give the file."""
    made = folder / f"{script.stem}.mjs"
    options = ["--bundle", "--platform=node", "--format=esm", "--log-level=error"]
    subprocess.run([str(_BUNDLER), str(script), *options, f"--outfile={made}"], check=True)
    return made


def ask(script: Path, questions: list[Any], *arguments: str) -> list[Any]:
    """Ask a script, a question and an answer a line, both as JSON."""
    done = subprocess.run(
        ["node", str(script), *arguments],
        input="".join(f"{json.dumps(question)}\n" for question in questions),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    answers = [json.loads(line) for line in done.stdout.split("\n") if line]
    assert len(answers) == len(questions)
    return answers


def read_alike(value: Any) -> Any:
    """Give a value as `JSON.parse` does: whole numbers alike, and keys that are indices first."""
    if isinstance(value, dict):
        keys = sorted(filter(is_index, value), key=int)
        keys += [key for key in value if not is_index(key)]
        return {key: read_alike(value[key]) for key in keys}
    if isinstance(value, list):
        return [read_alike(item) for item in value]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return int(value) if value % 1 == 0 and abs(value) < _EXACT else float(value)
    return value


def is_index(key: str) -> bool:
    """Tell whether JavaScript puts a key before all that are none."""
    return key.isascii() and key.isdecimal() and str(int(key)) == key and int(key) < 2**32 - 1
