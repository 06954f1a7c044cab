"""Start a new version of the schemas as a copy of an earlier one.

python -m codegen.new_version             copy the newest version to the next minor one
python -m codegen.new_version 1.0 1.1     copy the first version to the second

Copied are the schemas, with their URLs rewritten, and codegen/mixins.toml has the version in its
ranges or on lines of its own. All else is found, not copied: until schemas/markers.json lists the
version it is in the making, and the examples of the version before are its examples too.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from codegen.staging import version_folders

_ROOT = Path(__file__).parents[1]
_VERSION = re.compile(r"(0|[1-9][0-9]*)[.](0|[1-9][0-9]*)")
_ENTRY = re.compile(
    rf'"(?P<first>{_VERSION.pattern})(?:-(?P<last>{_VERSION.pattern}))?/(?P<rest>.*\n)'
)
_URL = r"https://schema[.]skao[.]int/ska-oso-pdm-[a-z-]+/"

_NEXT = """\
next:
  nox -s generate, and commit this copy alone, so that the next diff shows the real change
  edit schemas/{new}, and write what is affected to examples/{new}
  add bad documents to tests/invalid/{new}
  write the migration step, where a key goes, moves or means something else
  nox -s generate schemas tests agreement
  list {new} in schemas/markers.json, when documents are to be of it
  nox -s freeze -- {new}, once it is right
CONTRIBUTING.md, "The life of a version", explains each step"""


def next_version(version: str) -> str:
    """Give the next minor version: `1.1` for `1.0`."""
    major, minor = _numbers(version)
    return f"{major}.{minor + 1}"


def new_version(old: str, new: str, root: Path) -> dict[Path, str]:
    """Give the files of a new version, none of which is written here, with their texts.

    Raises:
        ValueError: for what is no version, an old one that does not exist, or a new one that does.
    """
    _require_order(old, new)
    found = [path.name for path in version_folders(root / "schemas")]
    if old not in found:
        raise ValueError(f"there is no version {old} in schemas/; there are {', '.join(found)}")
    for folder in ("schemas", "examples"):
        if (root / folder / new).exists():
            raise ValueError(f"{folder}/{new} exists; take it away, or name another version")
    files = {}
    url = re.compile(f"({_URL}){re.escape(old)}(?![0-9])")
    for file in sorted((root / "schemas" / old).glob("*.json")):
        text = file.read_text(encoding="utf-8")
        files[root / "schemas" / new / file.name] = url.sub(rf"\g<1>{new}", text)
    table = root / "codegen" / "mixins.toml"
    files[table] = _with_entries(table.read_text(encoding="utf-8"), old, new, found)
    return files


def _require_order(old: str, new: str) -> None:
    for version in (old, new):
        if not _VERSION.fullmatch(version):
            raise ValueError(f"{version!r} is no version; write two numbers, for example 1.1")
    if _numbers(new) <= _numbers(old):
        raise ValueError(f"version {new} does not come after {old}; name a later one")


def _numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


def _with_entries(table: str, old: str, new: str, versions: list[str]) -> str:
    """Let what the table has for a version hold for another one too.

    Where the new version follows the old one, ranges get longer; otherwise lines are repeated.

    Raises:
        ValueError: where the table has lines of the new version.
    """
    lines = []
    for line in table.splitlines(keepends=True):
        lines.append(line)
        entry = _ENTRY.fullmatch(line)
        if entry is None:
            continue
        first, last, rest = entry["first"], entry["last"] or entry["first"], entry["rest"]
        if new in (first, last):
            raise ValueError(f"codegen/mixins.toml has lines of {new}; take them away")
        if old == last == versions[-1]:
            lines[-1] = f'"{first}-{new}/{rest}'
        elif _numbers(first) <= _numbers(old) <= _numbers(last) < _numbers(new):
            lines.append(f'"{new}/{rest}')
    return "".join(lines)


def main(arguments: list[str] | None = None, root: Path = _ROOT) -> int:
    """Run the command; give its exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m codegen.new_version",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("versions", nargs="*", metavar="VERSION", help="the old and the new one")
    versions = parser.parse_args(arguments).versions
    if len(versions) not in (0, 2):
        parser.error("give the old version and the new one, for example 1.0 1.1, or neither")
    newest = version_folders(root / "schemas")[-1].name
    old, new = versions or (newest, next_version(newest))
    try:
        files = new_version(old, new, root)
    except ValueError as error:
        print(f"new_version: {error}", file=sys.stderr)
        return 1
    for file, text in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    print(f"new_version: {new}, a copy of {old}, in schemas/ and codegen/mixins.toml")
    print(_NEXT.format(new=new))
    return 0


if __name__ == "__main__":
    sys.exit(main())
