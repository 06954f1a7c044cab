"""What the package says where some libraries are not installed, as in WebAssembly.

    python -m tests.absent_libraries < NAMES > ANSWERS

A process of its own in which they cannot be found. A name is a file below the root of the
repository, which commands and public functions are asked about, or `conformance/KIND/NAME` for all
cases of a file of the pack. There is one line of JSON for each.
"""

from __future__ import annotations

import io
import json
import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from importlib.machinery import PathFinder
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
ABSENT = frozenset({"astropy", "astropy_iers_data", "erfa", "jsonschema_rs", "numpy", "orjson"})
COMMANDS = {
    "identify": ("identify",),
    "validate": ("validate", "--findings"),
    "upgrade": ("upgrade", "--allow-loss"),
    "account": ("upgrade", "--dry-run", "--details", "--assume", "all"),
    "show": ("show",),
}


class Finder(PathFinder):
    """Finds what is installed, but for what is absent."""

    @classmethod
    def find_spec(cls, name: str, path: Any = None, target: Any = None) -> Any:
        is_absent = name.partition(".")[0] in ABSENT
        return None if is_absent else super().find_spec(name, path, target)


def without_libraries() -> None:
    """Let the libraries be found no more in this process."""
    assert not ABSENT & sys.modules.keys()
    sys.meta_path[:] = [Finder if finder is PathFinder else finder for finder in sys.meta_path]


def answers(name: str) -> dict[str, Any]:
    """Give what is said of a file, or of each case of a file of the conformance pack."""
    if name.startswith("conformance/"):
        return _of_cases(ROOT / name)
    found: dict[str, Any] = {key: _said(*words, name) for key, words in COMMANDS.items()}
    return {**found, **_written(ROOT / name)}


def _said(*words: str) -> list[Any]:
    """Give exit status, output and messages of a command."""
    from ska_oso_pdm.cli import main

    binary = io.BytesIO()
    out, err = io.TextIOWrapper(binary, "utf-8", newline=""), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            status = main([*words])
        except SystemExit as left:
            status = left.code
    out.flush()
    return [status, binary.getvalue().decode(), err.getvalue()]


def _written(path: Path) -> dict[str, Any]:
    """Give what reading a document and writing it gives, and how far it is from what it becomes."""
    import ska_oso_pdm
    from ska_oso_pdm import Allowed, PdmError

    found: dict[str, Any] = {}
    try:
        reading = ska_oso_pdm.read(path)
        found["receipt"] = repr(reading.receipt)
        found["compact"] = ska_oso_pdm.dumps(reading.object)
        found["indented"] = ska_oso_pdm.dumps(reading.object, indent=2)
    except PdmError as error:
        found["read"] = str(error)
    try:
        done = ska_oso_pdm.convert(path, allowed=Allowed(loss=True))
        if done.document is not None:
            found["difference"] = [*map(str, ska_oso_pdm.diff(path, done.document))]
    except PdmError as error:
        found["converted"] = str(error)
    return found


def _of_cases(file: Path) -> dict[str, Any]:
    from tests.conformance.answers import answer
    from tests.conformance.pack import cases

    return {case["id"]: answer(file.parent.name, case) for case in cases(file)}


if __name__ == "__main__":
    without_libraries()
    os.chdir(ROOT)
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answers(line.strip())) + "\n")
