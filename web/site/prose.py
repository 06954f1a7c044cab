"""The pages of the repository, as pages of the site."""

from __future__ import annotations

from pathlib import Path


def write(source: Path) -> None:
    """Write the front page."""
    (source / "index.md").write_text("# SKA Project Data Model\n", encoding="utf-8")
