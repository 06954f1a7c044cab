"""Folders of generated files: compared with what should be there, or replaced by it."""

from __future__ import annotations

import difflib
import shutil
from collections.abc import Iterator
from pathlib import Path


def _files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def differences(wanted: Path, present: Path) -> Iterator[str]:
    """Yield, for each file that is modified, missing or stray, what is wrong, with the diff."""
    new, old = _files(wanted), _files(present)
    for name in sorted(new.keys() | old.keys()):
        shown = f"{present.name}/{name}"
        if name not in old:
            yield f"missing: {shown}\n"
        elif name not in new:
            yield f"stray: {shown}\n"
        elif new[name] != old[name]:
            diff = difflib.unified_diff(
                old[name].splitlines(keepends=True),
                new[name].splitlines(keepends=True),
                f"{shown} (present)",
                f"{shown} (generated)",
            )
            yield f"modified: {shown}\n" + "".join(diff)


def replace(wanted: Path, present: Path) -> None:
    """Put `wanted` in the place of `present`; a failure leaves the old folder."""
    fresh, old = (
        present.with_name(f".{present.name}.new"),
        present.with_name(f".{present.name}.old"),
    )
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    shutil.copytree(wanted, fresh)
    if present.exists():
        present.rename(old)
    fresh.rename(present)
    shutil.rmtree(old, ignore_errors=True)
