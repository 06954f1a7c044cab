"""Say what a version of the schemas still lacks before it is frozen: `codegen.readiness 1.1`.

Whether its changes may be is for the judge (`nox -s judge`); here it is asked whether all that
belongs to a version beside its schemas is there.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from codegen.staging import version_folders

_ROOT = Path(__file__).parents[1]


def missing(version: str, root: Path) -> Iterator[str]:
    """Yield what a version lacks, a sentence each with what to do.

    Args:
        version: for example `1.1`.
        root: of the repository.

    Raises:
        ValueError: when there is no such version.
    """
    versions = [path.name for path in version_folders(root / "schemas")]
    if version not in versions:
        raise ValueError(f"there is no version {version!r} in schemas/")
    before = versions[: versions.index(version)][-1:]
    entities = _entities(version, root)
    yield from _markers(version, entities, root)
    yield from _examples(version, entities, root)
    yield from _bad_documents(version, root)
    if before and before[0].partition(".")[0] != version.partition(".")[0]:
        yield from _steps(before[0], version, root)
    yield from _pages(version, root)


def _entities(version: str, root: Path) -> list[str]:
    """List the entities of a version that have documents."""
    found = []
    for file in sorted((root / "schemas" / version).glob("*.json")):
        schema = json.loads(file.read_text(encoding="utf-8"))
        if "interface" in schema.get("properties", {}):
            found.append(file.stem)
    return found


def _markers(version: str, entities: list[str], root: Path) -> Iterator[str]:
    text = (root / "schemas" / "markers.json").read_text(encoding="utf-8")
    known = json.loads(text)["entities"]
    for entity in entities:
        if version not in known.get(entity, {}).get("versions", ()):
            yield f"schemas/markers.json does not list {version} of {entity}; list it, with marks"


def _examples(version: str, entities: list[str], root: Path) -> Iterator[str]:
    for entity in entities:
        if not any((root / "examples" / version).glob(f"{entity}-*.json")):
            yield f"examples/{version}/{entity}-….json is missing; write a valid document"


def _bad_documents(version: str, root: Path) -> Iterator[str]:
    folder = root / "tests" / "invalid" / version
    if not any(folder.glob("*.json")):
        yield (
            f"tests/invalid/{version} has no bad document; write one for each rule that is new, "
            "with the message that it should get"
        )


def _steps(before: str, version: str, root: Path) -> Iterator[str]:
    """Say which entities of a new major version nothing leads to."""
    path = root / "src" / "ska_oso_pdm" / "migrations" / "steps" / "__init__.py"
    text = path.read_text(encoding="utf-8")
    for entity in _entities(before, root):
        if entity in _entities(version, root):
            line = re.escape(f'("{entity}", "{before}", "{version}")')
            if not re.search(line, text):
                yield (
                    f"no migration step leads from {entity} {before} to {version}; write a module "
                    "of migrations/steps, and its line in the table there"
                )


def _pages(version: str, root: Path) -> Iterator[str]:
    text = (root / "docs" / "layouts.md").read_text(encoding="utf-8")
    if not re.search(rf"^\| {re.escape(version)} \|", text, re.MULTILINE):
        yield f"docs/layouts.md has no line on {version}; say since when, and what is new in it"


def main(arguments: list[str] | None = None, root: Path = _ROOT) -> int:
    """Run the command; give its exit status."""
    parser = argparse.ArgumentParser(prog="python -m codegen.readiness", description=__doc__)
    parser.add_argument("version", help="version to look at, for example 1.1")
    options = parser.parse_args(arguments)
    try:
        wrong = list(missing(options.version, root))
    except ValueError as error:
        wrong = [str(error)]
    for line in wrong:
        print(f"readiness: {line}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
