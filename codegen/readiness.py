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
_URL = re.compile(r"(/ska-oso-pdm-([a-z-]+)/)\d+\.\d+")


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
    before = next(iter(versions[: versions.index(version)][-1:]), "")
    entities = _entities(version, root)
    yield from _markers(version, entities, root)
    yield from _examples(version, before, entities, root)
    yield from _bad_documents(version, root)
    if before and before.partition(".")[0] != version.partition(".")[0]:
        yield from _steps(before, version, root)
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
    left = [one for one in entities if version not in known.get(one, {}).get("versions", ())]
    if left:
        yield (
            f"schemas/markers.json does not list {version} of {', '.join(left)}; list it in "
            '"versions" of each, and add markers of what only its documents have, if there is any'
        )


def _examples(version: str, before: str, entities: list[str], root: Path) -> Iterator[str]:
    """Say of which entities examples are missing; a copy has those of the version before."""
    left = [
        entity
        for entity in entities
        if not any((root / "examples" / version).glob(f"{entity}-*.json"))
        and _texts(entity, version, root) != _texts(entity, before, root)
    ]
    if left:
        yield (
            f"examples/{version} has no example of {', '.join(left)}; write a valid document of "
            f"each, in a file named after it: {left[0]}-….json"
        )


def _texts(entity: str, version: str, root: Path) -> dict[str, str]:
    """Give the schema of an entity, and those it refers to, without their version."""
    found: dict[str, str] = {}
    left = [entity]
    while left:
        name = left.pop()
        path = root / "schemas" / version / f"{name}.json"
        if name not in found and path.is_file():
            found[name], _ = _URL.subn(r"\1", path.read_text(encoding="utf-8"))
            left += [match[2] for match in _URL.finditer(path.read_text(encoding="utf-8"))]
    return found


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
    stay = [one for one in _entities(before, root) if one in _entities(version, root)]
    left = [one for one in stay if f'("{one}", "{before}", "{version}")' not in text]
    if left:
        yield (
            f"no migration step leads from {before} to {version} for {', '.join(left)}; add a line "
            "for each to the table in migrations/steps: with its module, or with None where "
            "nothing of it has moved"
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
