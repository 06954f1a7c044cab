"""The front page: who comes, and where each finds what is wanted in one click."""

from __future__ import annotations

import importlib.util
from html import escape
from pathlib import Path

from ska_oso_pdm.catalogue import registry
from web.site.prose.navigation import contents
from web.site.prose.pages import ROOT

NEWEST = "1.0"
_DOCUMENTS = {
    "sbd": "scheduling block definition: what is to be observed, and how",
    "sbi": "scheduling block instance: one execution of a definition, with its arguments",
    "eb": "execution block: what was requested of the telescope, and what it answered",
    "prj": "project: what an accepted proposal becomes, with its observing blocks",
    "prsl": "proposal: who asks for observing time, for what, and why",
    "prslacc": "access to a proposal: what one person may do with it",
    "panel": "panel: who reviews which proposals",
    "review": "review: that of one proposal by one member of a panel",
    "decision": "decision: what a panel decided about one proposal",
    "sbd-status-history": "change of status of a definition",
    "sbi-status-history": "change of status of an instance",
    "eb-status-history": "change of status of an execution block",
    "prj-status-history": "change of status of a project",
}


def has_tool() -> bool:
    """Tell whether the tool in the page is built, by npm, so that the site gets it."""
    return (ROOT / "web" / "check" / "dist" / "index.html").is_file()


def page(source: Path) -> str:
    """Give the Markdown of the front page.

    Args:
        source: folder of the sources, with what the other parts have written.
    """
    text = Path(__file__).with_name("front.md").read_text(encoding="utf-8")
    places = {
        "doors": _doors(source),
        "entities": _entities(source),
        "machines": _machines(),
        "contents": contents(source),
    }
    for name, value in places.items():
        text = text.replace(f"%{name}%", value)
    return text


def _machines() -> str:
    """Lead to what programs and editors read, where that is part of the site."""
    if importlib.util.find_spec("web.site.machine") is None:
        return ""
    ways = {
        "data/index.json": "all files",
        f"data/openapi-{NEWEST}.json": "components of OpenAPI",
        "data/vscode-settings.json": "settings for VS Code, so that it completes and checks blocks",
        "data/catalog.json": "a catalogue for other editors",
    }
    shown = [f'<a href="{url}">{text}</a>' for url, text in ways.items()]
    return f"- **For programs and editors**: {', '.join(shown)}\n"


def _doors(source: Path) -> str:
    """Give the three ways in, for a developer, an operator and an astronomer."""
    block = f"ska-oso-pdm-sbd/{NEWEST}"
    fields = f"{block}.html" if (source / f"{block}.md").exists() else "docs/schemas.html"
    history = "ska-oso-pdm-sbd/index"
    versions = f"{history}.html" if (source / f"{history}.md").exists() else "docs/layouts.html"
    is_there = (source / "compare/index.md").exists()
    compared = (("compare/index.html", "What changed between two versions"),) if is_there else ()
    check = "check/index.html" if has_tool() else "docs/tutorials/archive.html"
    doors = (
        (
            "I write a front end or a service",
            "What a scheduling block looks like today, its types, and how to check one.",
            (
                (fields, "The block of today, field by field"),
                ("docs/typescript.html", "Types and checks in TypeScript"),
                (
                    "docs/typescript.html#upgrade-diff-show-findings",
                    "Old blocks upgraded in Node or in a page",
                ),
                ("docs/services.html", "Classes in Python"),
                ("docs/services.html#openapi", "Components of OpenAPI, and which to take"),
                ("docs/tutorials/front-end.html", "Tutorial: a front end"),
                ("docs/tutorials/service.html", "Tutorial: a service"),
            ),
        ),
        (
            "I have a block, perhaps an old one",
            "What it is, what is wrong with it, and how it is brought to today's layout.",
            (
                (
                    check,
                    "Check and upgrade a document here"
                    if has_tool()
                    else "Bring an old block to today",
                ),
                ("docs/tutorials/archive.html", "Tutorial: an archive brought to today"),
                ("codes/index.html", "What a message means, and its cure"),
                ("docs/command-line.html", "The command line"),
            ),
        ),
        (
            "I want to know what a field means",
            "Its meaning, unit and bounds, since when it is there, and what it was called before.",
            (
                (fields, "Fields of a scheduling block"),
                (versions, "Where a field came from: all versions"),
                *compared,
                ("docs/findings.html", "What should go together, and the numbers behind it"),
                ("docs/tutorials/first-block.html", "Tutorial: a first block"),
            ),
        ),
    )
    return "\n".join(_door(*door) for door in doors)


def _door(title: str, says: str, ways: tuple[tuple[str, str], ...]) -> str:
    first, *others = (f'<a href="{url}">{escape(text)}</a>' for url, text in ways)
    listed = "".join(f"<li>{way}</li>" for way in others)
    return (
        f'<section class="door"><h2>{escape(title)}</h2><p>{escape(says)}</p>'
        f'<p class="way">{first}</p><ul>{listed}</ul></section>'
    )


def _entities(source: Path) -> str:
    """Give a row for each kind of document."""
    rows = ["| document | schema | class and type |", "|---|---|---|"]
    for name in (registry.SchemaId(entity, NEWEST) for entity in _DOCUMENTS):
        docname = f"ska-oso-pdm-{name.entity}/{NEWEST}"
        is_there = (source / f"{docname}.md").exists()
        shown = f"`{name.entity} {NEWEST}`"
        shown = f"[{shown}](/{docname}.md)" if is_there else shown
        kind, _, meaning = _DOCUMENTS[name.entity].partition(":")
        says = f"**{kind}**{':' if meaning else ''}{meaning}"
        rows.append(f"| {says} | {shown} | `{registry.class_for(name).__name__}` |")
    return "\n".join(rows)
