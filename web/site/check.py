"""The tool in the page, `check/`: built by npm in `web/check`, and copied as it is."""

from __future__ import annotations

import shutil
from pathlib import Path

BUILT = Path(__file__).parents[1] / "check" / "dist"


def write(site: Path) -> None:
    """Copy the built tool; say where there is none."""
    if not (BUILT / "index.html").is_file():
        print("check/ is left out: it is not built; nox -s check builds it")  # noqa: T201
        return
    shutil.copytree(BUILT, site / "check", dirs_exist_ok=True)
