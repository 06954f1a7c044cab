"""Environments of their own for tools, made at the first call with the standard library and pip."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path


def python_of(folder: Path, *requirements: str) -> Path:
    """Give the interpreter of an environment; make it if it is not complete.

    Args:
        folder: where the environment is, or will be.
        requirements: arguments of `pip install`.
    """
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    complete = folder / "complete"
    if not complete.exists():
        print(f"making the environment {folder.name} below {folder.parent.name}", file=sys.stderr)
        venv.create(folder, clear=True, with_pip=False)
        pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
        subprocess.run([*pip, *requirements], check=True)
        complete.touch()
    return python
