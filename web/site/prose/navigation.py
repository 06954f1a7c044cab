"""The order of the pages, by what a reader comes for."""

from __future__ import annotations

from pathlib import Path

_SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Tutorials",
        (
            "docs/tutorials/first-block",
            "docs/tutorials/service",
            "docs/tutorials/front-end",
            "docs/tutorials/archive",
            "docs/tutorials/new-version",
        ),
    ),
    (
        "The documents",
        (
            *(
                f"ska-oso-pdm-{entity}/index"
                for entity in "sbd sbi eb prj prsl prslacc panel review decision".split()
            ),
            *(f"ska-oso-pdm-{of}-status-history/index" for of in "sbd sbi eb prj".split()),
            "docs/parts",
            "compare/index",
            "docs/applications",
        ),
    ),
    ("Messages", ("codes/index", "docs/reading-and-writing", "docs/findings")),
    (
        "Blocks and archives",
        ("docs/check", "docs/command-line", "docs/layouts", "docs/stash", "docs/conversions"),
    ),
    (
        "Front ends and services",
        (
            "docs/typescript",
            "docs/front-ends",
            "docs/observation-form",
            "docs/services",
            "docs/testing",
            "docs/other-validators",
            "docs/code-generators",
            "docs/conformance",
            "docs/serving",
        ),
    ),
    ("Reference", ("docs/reference/index", "docs/schemas", "docs/performance")),
    (
        "The project",
        (
            "docs/overview",
            "docs/design",
            "docs/schema-changes",
            "docs/schema-1.0-audit",
            "docs/evolution-truth",
            "docs/contributing",
            "docs/changes",
        ),
    ),
)
_KNOWN = {name for _, names in _SECTIONS for name in names}
_TITLES = {
    "docs/overview": "The repository",
    "docs/typescript": "TypeScript and JavaScript",
    "docs/contributing": "Working on it",
}
"""What is shown in the place of the title of a page."""
_HOW_TO = "docs/how-to"
_PARTS = """\
# Parts of documents

What several kinds of documents have in common has a schema of its own, with versions like theirs:
targets, metadata, quantities, the set-up of the correlator. Schemas refer to it by its URL.

```{{toctree}}
:maxdepth: 1

{names}
```
"""


def contents(source: Path) -> str:
    """Give the trees of contents of the site, of the pages that there are.

    Args:
        source: folder of the sources, with what other parts have written.
    """
    trees = []
    for caption, names in _SECTIONS:
        every = (*names, *_others(source, caption))
        there = [_entry(name) for name in every if _is(source, name)]
        if there:
            trees.append(_tree(caption, there))
    return "\n".join(trees)


def _entry(name: str) -> str:
    """Give the line of a page in a tree of contents."""
    return f"{_TITLES[name]} </{name}>" if name in _TITLES else f"/{name}"


def parts(source: Path) -> str | None:
    """Give the page of what documents are made of; nothing where no part has a page of its own."""
    names = [path.parent.name for path in sorted(source.glob("ska-oso-pdm-*/index.md"))]
    shown = [f"/{name}/index" for name in names if f"{name}/index" not in _KNOWN]
    return _PARTS.format(names="\n".join(shown)) if shown else None


def _others(source: Path, caption: str) -> list[str]:
    """List the pages that are named nowhere: how-tos."""
    if caption != "Blocks and archives":
        return []
    return [_name(path, source) for path in sorted(source.glob(f"{_HOW_TO}/*.md"))]


def _name(path: Path, source: Path) -> str:
    """Give the name of a page by its file."""
    return path.relative_to(source).with_suffix("").as_posix()


def _is(source: Path, name: str) -> bool:
    return (source / f"{name}.md").exists() or (source / f"{name}.rst").exists()


def _tree(caption: str, names: list[str]) -> str:
    listed = "\n".join(names)
    return f"```{{toctree}}\n:hidden:\n:caption: {caption}\n\n{listed}\n```\n"
