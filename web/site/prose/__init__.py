"""The pages of the repository, as pages of the site.

The Markdown is read where it stands and stays as it is; here its links are turned into those of the
site, and every file of the repository that a page leads to becomes a page too.
"""

from __future__ import annotations

from pathlib import Path

from web.site.prose import changes, files, front, links, navigation, pages


def write(source: Path) -> None:
    """Write the documentation, and the front page, which knows the parts that are there.

    Args:
        source: folder of the sources of Sphinx, into which the other parts have written.
    """
    wanted = files.Wanted()
    for path, name in pages.found().items():
        text = path.read_text(encoding="utf-8")
        text += changes.since_release() if path == pages.CHANGELOG else ""
        _write(source / f"{name}.md", links.rewritten(text, path, wanted))
    wanted.write(source)
    if (parts := navigation.parts(source)) is not None:
        _write(source / "docs" / "parts.md", parts)
    _write(source / "index.md", front.page(source))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
