"""The npm package as it was built, and what keeps tests from using it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.samples import ROOT

from .bundled import PACKAGE

DIST = PACKAGE / "dist"


def missing() -> str | None:
    """Say what is missing to run the package, or None."""
    if not shutil.which("node"):
        return "node is not installed"
    if not (DIST / "built").is_file():
        return "the npm package is not built: run nox -s npm"
    built = (DIST / "built").stat().st_mtime
    newer = next((file for file in _sources() if file.stat().st_mtime > built), None)
    if newer:
        return f"the npm package was built before {newer.relative_to(ROOT)} was changed"
    return None


def _sources() -> Iterator[Path]:
    yield from (ROOT / "schemas").glob("**/*.json")
    yield from PACKAGE.glob("src/*.ts")
    yield PACKAGE / "build.mjs"


def require_package() -> None:
    """Skip a module of tests where there is no package; fail where there must be one."""
    if reason := missing():
        if os.environ.get("SKA_OSO_PDM_REQUIRE_NPM"):
            pytest.fail(reason)
        pytest.skip(reason, allow_module_level=True)
