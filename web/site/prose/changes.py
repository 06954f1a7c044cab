"""What changed since the last release, from the fragments of news."""

from __future__ import annotations

import tomllib
from itertools import groupby

from web.site.prose.pages import ROOT


def since_release() -> str:
    """Give the changes that no release has yet, by their kinds, as Markdown."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    kinds = [kind["directory"] for kind in settings["tool"]["towncrier"]["type"]]
    names = {kind["directory"]: kind["name"] for kind in settings["tool"]["towncrier"]["type"]}
    files = [path for path in (ROOT / "changes").glob("*.*.md") if _kind(path.name) in names]
    files.sort(key=lambda path: (kinds.index(_kind(path.name)), path.name))
    parts = ["", "## Not yet released", ""]
    for kind, group in groupby(files, lambda path: _kind(path.name)):
        told = [" ".join(path.read_text(encoding="utf-8").split()) for path in group]
        parts += [f"### {names[kind]}", "", *(f"- {text}" for text in told), ""]
    return "\n".join(parts)


def _kind(name: str) -> str:
    return name.rsplit(".", 2)[-2]
