"""A page for each code of problem and finding: what it means, an example, and the cure.

The examples are tried when the pages are written, so that each sentence is the one that is said
today; one that does not give its code, or gives it still with the cure, ends the build.
"""

from __future__ import annotations

from pathlib import Path

from web.site.codes.known import GROUPS, Code, codes
from web.site.codes.page import page

_HEAD = """\
# Messages by their code

Every message ends with a code in brackets: `[former-key]`. Codes are stable, for programs; the
sentences may be improved. On a terminal that follows links the code is one, and
[leads here](/docs/command-line.md#links-to-what-a-code-means).
"""


def write(source: Path) -> None:
    """Write the pages.

    Args:
        source: folder of the sources of Sphinx, which knows by now which entities have pages.
    """
    folder = source / "codes"
    folder.mkdir(parents=True, exist_ok=True)
    for code in codes().values():
        (folder / f"{code.name}.md").write_text(page(code, source), encoding="utf-8")
    (folder / "index.md").write_text(_index(), encoding="utf-8")


def _index() -> str:
    """Give the list of all codes, by groups."""
    parts = [_HEAD]
    for group, title in GROUPS.items():
        found = [code for code in codes().values() if code.group == group]
        parts += [f"## {title}", "", "| code | meaning |", "|---|---|", *map(_row, found), ""]
    names = "\n".join(sorted(codes()))
    parts += [f"```{{toctree}}\n:hidden:\n:titlesonly:\n\n{names}\n```", ""]
    return "\n".join(parts)


def _row(code: Code) -> str:
    return f"| [`{code.name}`]({code.name}.md) | {code.means} |"
