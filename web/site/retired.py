"""Pages of layouts that have no schema: what they were, and what is done with their documents."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.migrations.steps import WITHOUT_SCHEMA
from ska_oso_pdm.publishing.retired import NAMES, Retired, retired

_URL = re.compile(r"https://\S+/(\d+\.\d+)")
_ELSEWHERE = re.compile(r"as `(\w+)` says")
_SHARED = {
    "instants": "an empty text, and what is no time, is set aside",
    "programmes_before_0_7": "part by part",
}
"""What modules do that steps share, and name."""

_TAKEN = """
## What to do with such a document

{done}

    ska-oso-pdm identify old.json            # which layout it really has
    ska-oso-pdm upgrade --dry-run old.json   # what would become of it
    ska-oso-pdm upgrade --in-place old.json  # a stash keeps the original

It comes back, to the byte, with `ska-oso-pdm upgrade --restore` and that stash.

## What becomes of its values

{table}

`ska-oso-pdm upgrade --dry-run --details old.json` accounts for each value of a document.
"""
_GONE = """
## What to do with such a document

{done}
"""


def write(source: Path) -> None:
    """Write a page for each such layout, and one for each entity that has no other."""
    layouts = list(retired())
    for layout in layouts:
        _write(source, layout.schema.entity, layout.schema.version, page(layout))
    for entity in dict.fromkeys(layout.schema.entity for layout in layouts):
        if not registry.versions_of(entity):
            of_it = [layout for layout in layouts if layout.schema.entity == entity]
            _write(source, entity, "index", page_of_entity(entity, of_it))


def page(layout: Retired) -> str:
    """Give the page of a layout, in MyST."""
    entity, version = layout.schema
    name = NAMES[entity].capitalize()
    done = _URL.sub(lambda url: _link(f"{url[1]}.html", f"<code>{url[0]}</code>"), layout.done)
    taken = (_TAKEN if layout.newest else _GONE).format(done=done, table=moves(layout))
    return f"""\
---
orphan: true
---

# {name}: layout {version}, retired

    {layout.schema.url}

{layout.told} {layout.written}
{taken}
{_link("index.html", "All layouts of the entity")} ·
{_link("../docs/layouts.html#layouts-without-a-schema", "layouts without a schema")} ·
{_link(version, "the same for machines")}, a JSON Schema that refuses every document
"""


def moves(layout: Retired) -> str:
    """Give the table of what the first step does with a document: as the step itself has it."""
    _, module = WITHOUT_SCHEMA.get(layout.schema, (None, None))
    if module is None:
        return ""
    said = import_module(f"ska_oso_pdm.migrations.steps.{module}").__doc__ or ""
    rows = [line for line in said.splitlines() if line.startswith("|")]
    return _ELSEWHERE.sub(lambda shared: _SHARED[shared[1]], "\n".join(rows))


def page_of_entity(entity: str, layouts: list[Retired]) -> str:
    """Give the page of an entity that the model has no longer, in MyST."""
    rows = [
        f"- {_link(f'{layout.schema.version}.html', f'Layout {layout.schema.version}')}: "
        f"{layout.written}"
        for layout in layouts
    ]
    gone = layouts[-1].done
    return f"---\norphan: true\n---\n\n# {NAMES[entity].capitalize()}\n\n{gone}\n\n" + "\n".join(
        [*rows, ""]
    )


def _link(target: str, text: str) -> str:
    """Link to a file of the site, whichever part writes it: Sphinx does not look for it."""
    return f'<a href="{target}">{text}</a>'


def _write(source: Path, entity: str, name: str, text: str) -> None:
    folder = source / f"ska-oso-pdm-{entity}"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.md").write_text(text, encoding="utf-8")
