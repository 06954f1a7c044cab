"""Versions that are tried: schemas in a folder of their own, with the package beside them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from codegen.new_version import main
from codegen.staging import version_folders
from ska_oso_pdm.catalogue import registry
from tests.samples import ROOT, parsed


def started(folder: Path, *versions: tuple[str, str]) -> Path:
    """Start versions, each as a copy of another, in a copy of what `nox -s new_version` changes.

    The package is linked: it finds the schemas that lie beside it. Versions in the making stay out.
    """
    folder.mkdir(exist_ok=True)
    for part in ("schemas", "examples", "codegen"):
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / part, folder / part, ignore=ignore)
    (folder / "src").symlink_to(ROOT / "src")
    before = ""
    for path in version_folders(folder / "schemas"):
        if registry.is_in_the_making(path.name):
            _take_away(path.name, before, folder)
        else:
            before = path.name
    for old, new in versions:
        assert main([old, new], folder) == 0
    return folder


def _take_away(version: str, before: str, folder: Path) -> None:
    """Take away what `nox -s new_version` made: the schemas, and what the table has for them."""
    shutil.rmtree(folder / "schemas" / version)
    shutil.rmtree(folder / "examples" / version, ignore_errors=True)
    table = folder / "codegen" / "mixins.toml"
    text = re.sub(rf'^"{re.escape(version)}[-/].*\n', "", table.read_text("utf-8"), flags=re.M)
    text = text.replace(f'"{before}-{version}/', f'"{before}/')
    table.write_text(text.replace(f"-{version}/", f"-{before}/"), encoding="utf-8")


def edit(path: Path, change: Callable[[Any], None]) -> None:
    """Change what a JSON file holds."""
    content = parsed(path)
    change(content)
    path.write_text(json.dumps(content), encoding="utf-8")


def run(
    project: Path, *arguments: str, code: str = "", given: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run the command, or Python code, with the schemas of a trial."""
    command = ["-c", code] if code else ["-m", "ska_oso_pdm"]
    return subprocess.run(
        [sys.executable, *command, *arguments],
        env={
            **os.environ,
            "PYTHONPATH": str(project / "src"),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONIOENCODING": "utf-8",  # whatever the locale is: what is said is compared whole
        },
        cwd=project,
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
