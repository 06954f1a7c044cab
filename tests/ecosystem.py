"""Compares what is said of every known document with what another revision says: for reviews.

    python -m tests.ecosystem REVISION

Asked is the command line, which every revision has: verdict, layout, problems, findings and the
account of an upgrade of each example, bad document and collected one. Every change is printed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
FOLDERS = ("examples", "tests/invalid", "tests/findings", "../shared/corpus", "../shared/cases")
"""Where the known documents are; collected ones lie beside the checkout, if anywhere."""

_AT_ONCE = 100
_COMMANDS = {
    "validate": ("validate", "--findings", "--format", "json"),
    "upgrade": ("upgrade", "--dry-run", "--report", "json"),
}
_CATEGORIES = ("mapped", "defaulted", "read_as", "set_aside", "lost")
Fact = tuple[str, str]
"""What a fact is about, such as `layout` or a path, and what is said of it."""


class Change(NamedTuple):
    """What is said otherwise of a document.

    Attributes:
        file: the document, as it was named to the command.
        about: for example `verdict`.
        before: what the other revision says; empty for nothing.
        after: what this one says.
    """

    file: str
    about: str
    before: str
    after: str

    def __str__(self) -> str:
        said = f"{self.before or 'nothing'} → {self.after or 'nothing'}"
        return f"{self.file}: {self.about}: {said}"


def documents(root: Path = ROOT) -> list[str]:
    """List the known documents, relative to the root."""
    found = [path for folder in FOLDERS for path in (root / folder).rglob("*.json")]
    return sorted(os.path.relpath(path, root) for path in found)


def said(source: Path, files: list[str], root: Path = ROOT) -> dict[str, set[Fact]]:
    """Ask the command line of a source tree what it says of each file.

    Raises:
        RuntimeError: when it answers with no JSON; the message has what it says instead.
    """
    facts: dict[str, set[Fact]] = {file: set() for file in files}
    environment = {**os.environ, "PYTHONPATH": str(source), "PYTHONSAFEPATH": "1"}
    for name, command in _COMMANDS.items():
        for start in range(0, len(files), _AT_ONCE):
            asked = [sys.executable, "-m", "ska_oso_pdm", *command, *files[start:][:_AT_ONCE]]
            done = subprocess.run(
                asked, cwd=root, env=environment, capture_output=True, encoding="utf-8", check=False
            )
            try:
                rows = json.loads(done.stdout)
            except ValueError:
                raise RuntimeError(
                    f"{name} gives no JSON; it says: {done.stderr.strip()}"
                ) from None
            for row in rows:
                facts[row["file"]].update(_facts(name, row))
    return facts


def _facts(name: str, row: dict[str, Any]) -> Iterator[Fact]:
    """Give what a row of an answer says."""
    where = f"{row['pointer']} " if row.get("pointer") else ""
    if name == "validate":
        yield f"{where}layout", f"{row.get('entity')} {row.get('version')}"
        yield f"{where}verdict", "valid" if row.get("valid") else "invalid"
        kinds = {"issues": "problem", "findings": "finding"}
    else:
        yield f"{where}upgrade", f"{row.get('status')} from {row.get('from')} to {row.get('to')}"
        kinds = {"problems": "refused for", "incomplete": "incomplete"}
        for category in _CATEGORIES:
            for entry in row.get(category, ()):
                to = " ".join(sorted(entry.get("to", ())))
                yield f"{where}{entry['path']}", f"{category.replace('_', ' ')} {to}".rstrip()
    for key, kind in kinds.items():
        for issue in row.get(key, ()):
            severity = issue.get("severity", "error")
            yield f"{where}{kind} [{issue['code']}] {issue['path']}", severity


def changes(before: dict[str, set[Fact]], after: dict[str, set[Fact]]) -> Iterator[Change]:
    """Yield what is said otherwise, by document and by what it is about."""
    for file in sorted(before.keys() | after.keys()):
        old, new = before.get(file, set()), after.get(file, set())
        for about in sorted({about for about, _ in old ^ new}, key=lambda a: ("/" in a, a)):
            sides = [_joined(facts, about) for facts in (old, new)]
            yield Change(file, about, *sides)


def _joined(facts: Iterable[Fact], about: str) -> str:
    return ", ".join(sorted(what for name, what in facts if name == about))


def _checked_out(revision: str, folder: Path) -> Path:
    """Write the sources of a revision into a folder; give what Python imports from."""
    command = ["git", "archive", "--format=tar", revision, "src", "schemas"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        said_by_git = done.stderr.decode(errors="replace").strip()
        raise RuntimeError(f"git gives no sources of {revision!r}; it says: {said_by_git}")
    with tarfile.open(fileobj=BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return folder / "src"


def main(arguments: list[str]) -> int:
    """Print every change since a revision; give the exit status."""
    if len(arguments) != 1:
        print("name one revision to compare with, for example: nox -s ecosystem -- origin/main")
        return 2
    files = documents()
    try:
        with tempfile.TemporaryDirectory() as folder:
            before = said(_checked_out(arguments[0], Path(folder)), files)
        after = said(ROOT / "src", files)
    except RuntimeError as error:
        print(error)
        return 2
    changed = list(changes(before, after))
    for change in changed:
        print(change)
    count = len({change.file for change in changed})
    print(f"{count} of {len(files)} documents, {len(changed)} changes since {arguments[0]}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
