"""Writes the conformance pack, or tells whether it is up to date; see the package."""

from __future__ import annotations

import sys

from tests.conformance.writing import COMMAND, Pack, stale, write


def main(arguments: list[str]) -> int:
    """Give the exit status."""
    if arguments not in ([], ["--check"]):
        print(f"{COMMAND} writes the pack; with -- --check it is compared only")
        return 2
    files = Pack().files
    if not arguments:
        write(files)
        return 0
    if others := [*stale(files)]:
        print(f"{len(others)} files of the pack are not up to date, first {others[0]}; {COMMAND}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
