"""Which Markdown of the repository is which page of the site."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[3]
CHANGELOG = ROOT / "CHANGELOG.md"
_ELSEWHERE = {
    "README.md": "docs/overview",
    "CONTRIBUTING.md": "docs/contributing",
    "CHANGELOG.md": "docs/changes",
    "schemas/README.md": "docs/schemas",
    "conformance/README.md": "docs/conformance",
    "web/npm/README.md": "docs/typescript",
    "web/example/README.md": "docs/observation-form",
}


def found() -> dict[Path, str]:
    """Give each file of Markdown with the name of its page, which is its path in the site."""
    pages = {ROOT / path: name for path, name in _ELSEWHERE.items()}
    for path in sorted((ROOT / "docs").rglob("*.md")):
        pages[path] = path.relative_to(ROOT).with_suffix("").as_posix()
    return pages
