"""Modules of the npm package that tests run by themselves, before it is built."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from tests.samples import ROOT

PACKAGE = ROOT / "web" / "npm"
_BUNDLER = PACKAGE / "node_modules" / ".bin" / "esbuild"
_DATA = PACKAGE / "src" / "data" / "sentences.json"


def missing() -> str | None:
    """Say what there has to be for the modules to run, or None."""
    if not shutil.which("node"):
        return "node is not installed"
    if not _BUNDLER.exists():
        return f"esbuild is not installed: run npm ci in {PACKAGE}"
    return None if _DATA.exists() else "there is no data: run python -m codegen.npm"


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
