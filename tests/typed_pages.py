"""Checks the types of the examples in pages and docstrings, and of a client, as its users would.

python -m tests.typed_pages

The package must be installed, and mypy and basedpyright. They run in a project outside the
checkout that has no settings but how strict they are, and no plugin.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.pages import examples
from tests.samples import ROOT
from tests.tutorials import programs

_MYPY = ["mypy", "--config-file=", "--strict", "."]
_PYRIGHT = ["basedpyright", "--warnings", "--pythonpath", sys.executable]
# Of Astropy, which has no types of its own, Pyright knows what it can infer from its code.
_UNTYPED = [
    "reportMissingTypeStubs",
    "reportUnknownArgumentType",
    "reportUnknownMemberType",
    "reportUnknownVariableType",
]
_STRICTNESS = [
    {"typeCheckingMode": "standard"},
    {"typeCheckingMode": "strict", **dict.fromkeys(_UNTYPED, "none")},
]


def write_project(folder: Path) -> None:
    """Write every example, program of a tutorial, and the client, as a module of a project."""
    for name, text in examples().items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    for name, text in programs().items():
        (folder / name).write_text(text, encoding="utf-8")
    client = (ROOT / "tests" / "typed_client.py").read_text(encoding="utf-8")
    (folder / "client.py").write_text(client, encoding="utf-8")


def _passes(folder: Path, command: list[str]) -> bool:
    print("+", *command, flush=True)
    return subprocess.run([sys.executable, "-m", *command], cwd=folder, check=False).returncode == 0


def main() -> int:
    """Run both checkers; give the exit status."""
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write_project(folder)
        passed = [_passes(folder, _MYPY)]
        for settings in _STRICTNESS:
            (folder / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
            passed.append(_passes(folder, _PYRIGHT))
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
