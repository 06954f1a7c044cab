"""Compiles the package for Node, and tells what is missing where that cannot be done."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from ska_oso_pdm.catalogue import registry
from tests.samples import ROOT

PACKAGE = ROOT / "web" / "npm"


def compiler() -> str | None:
    """Give the compiler: the one that is installed beside the package, or any other."""
    return shutil.which("tsc", path=str(PACKAGE / "node_modules" / ".bin")) or shutil.which("tsc")


def missing() -> str | None:
    """Say what is missing to run the package, or None."""
    if not shutil.which("node"):
        return "node is not installed"
    return None if compiler() else f"tsc is not installed: run npm ci in {PACKAGE}"


def build(folder: Path) -> Path:
    """Compile the package into a folder; give the one with the modules."""
    tsc = compiler()
    assert tsc is not None
    done = subprocess.run(
        [tsc, "--project", str(PACKAGE), "--outDir", str(folder / "dist")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    return folder / "dist"


def run(script: Path, modules: Path, questions: list[Any]) -> list[Any]:
    """Ask a script, a question and an answer a line, both as JSON.

    The script gets the folders of the modules and of the schemas as its arguments.
    """
    done = subprocess.run(
        ["node", str(script), str(modules), registry.schema_folder()],
        input="".join(f"{json.dumps(question)}\n" for question in questions),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.split("\n") if line]
