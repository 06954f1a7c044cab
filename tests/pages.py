"""The examples in Python that pages and docstrings show."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.samples import ROOT

_PACKAGE = ROOT / "src" / "ska_oso_pdm"


def examples() -> dict[str, str]:
    """Give the examples of each page and each module's docstring, one module of Python for each.

    The blocks of a page continue each other; an example imports what it uses. Each line keeps its
    number, so that what is said of the module can be found in the page. Tutorials and how-tos are
    carried out whole, with files and commands, by `tests.tutorials`.
    """
    pages = {*ROOT.glob("*.md"), *ROOT.glob("*/*.md"), *ROOT.glob("docs/**/*.md")}
    pages -= {*ROOT.glob("docs/tutorials/*.md"), *ROOT.glob("docs/how-to/*.md")}
    texts = {path: path.read_text(encoding="utf-8") for path in sorted(pages)}
    shown = {path: _blocks(text.splitlines()) for path, text in texts.items()}
    shown |= {path: list(_docstring_lines(path)) for path in sorted(_PACKAGE.rglob("*.py"))}
    return {
        re.sub(r"\W", "_", str(path.relative_to(ROOT))): "\n".join(lines) + "\n"
        for path, lines in shown.items()
        if any(line.startswith(("from ", "import ")) for line in lines)
    }


def _blocks(lines: list[str]) -> list[str]:
    """Give the lines inside blocks of Python, and an empty one for every other."""
    found, inside = [], False
    for line in lines:
        fence = line.startswith("```")
        found.append(line if inside and not fence else "")
        inside = not inside and line == "```python" if fence else inside
    return found


def _docstring_lines(path: Path) -> Iterator[str]:
    """Yield the indented lines of a module's docstring, and an empty one for every other."""
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")), clean=False) or ""
    for line in docstring.splitlines():
        yield line[4:] if line.startswith("    ") else ""
