"""Freeze a version of the schemas, or check that no frozen byte has changed.

python -m codegen.freeze 1.0         append the hashes of schemas/1.0 to schemas/released.sha256
python -m codegen.freeze --check     compare every frozen file, and that no line was ever taken back
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

_SCHEMAS = Path(__file__).parents[1] / "schemas"
_HASHES = "released.sha256"


def read_hashes(schemas: Path) -> dict[str, str]:
    """Give the hash of every frozen file; paths are relative to the folder of schemas."""
    lines = (schemas / _HASHES).read_text(encoding="utf-8").splitlines()
    return {path: digest for digest, path in (line.split("  ") for line in lines)}


def changed_files(schemas: Path) -> Iterator[str]:
    """Yield what is wrong with frozen files, a sentence each."""
    frozen = read_hashes(schemas)
    for path, digest in frozen.items():
        file = schemas / path
        if not file.is_file():
            yield f"schemas/{path} is frozen and missing"
        elif hashlib.sha256(file.read_bytes()).hexdigest() != digest:
            yield f"schemas/{path} is frozen and has changed; make a new version instead"
    versions = {path.split("/")[0] for path in frozen}
    for version in sorted(versions):
        for file in sorted((schemas / version).iterdir()):
            path = f"{version}/{file.name}"
            if path not in frozen:
                yield f"schemas/{path} was added to a frozen version"


def revoked_lines(schemas: Path) -> Iterator[str]:
    """Yield the lines that the history of the hash file once had and the file has no longer.

    Raises:
        OSError, subprocess.CalledProcessError: where there is no git history to look at.
    """
    log = ["git", "log", "--format=", "--patch", "--unified=0", "--", _HASHES]
    shown = subprocess.run(log, cwd=schemas, capture_output=True, text=True, check=True).stdout
    present = set((schemas / _HASHES).read_text(encoding="utf-8").splitlines())
    for line in shown.splitlines():
        if line.startswith("+") and not line.startswith("+++") and line[1:] not in present:
            yield f"{_HASHES} once said {line[1:]!r}; a frozen version stays frozen"


def freeze(version: str, schemas: Path) -> None:
    """Append the hashes of a version.

    Raises:
        ValueError: when there is no such version, or it is frozen already.
    """
    files = sorted((schemas / version).glob("*.json"))
    if not files:
        raise ValueError(f"there is no version {version!r} in schemas/")
    if any(path.startswith(f"{version}/") for path in read_hashes(schemas)):
        raise ValueError(f"version {version} is frozen already")
    with (schemas / _HASHES).open("a", encoding="utf-8") as hashes:
        for file in files:
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            hashes.write(f"{digest}  {version}/{file.name}\n")


def main(arguments: list[str] | None = None, schemas: Path = _SCHEMAS) -> int:
    """Run the command; give its exit status."""
    parser = argparse.ArgumentParser(prog="python -m codegen.freeze", description=__doc__)
    parser.add_argument("version", nargs="?", help="version to freeze, for example 1.0")
    parser.add_argument("--check", action="store_true", help="change nothing, only compare")
    options = parser.parse_args(arguments)
    if options.check == bool(options.version):
        parser.error("give a version to freeze, or --check")
    try:
        if options.version:
            freeze(options.version, schemas)
            return 0
        wrong = [*changed_files(schemas), *revoked_lines(schemas)]
    except (ValueError, OSError, subprocess.CalledProcessError) as error:
        wrong = [str(error)]
    for line in wrong:
        print(f"freeze: {line}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
