"""The page of an entity: its versions, what changed from one to the next, and its history."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module

from markupsafe import Markup

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.registry import SchemaId, version_key
from ska_oso_pdm.migrations import steps as modules
from ska_oso_pdm.migrations.steps import STEPS
from web.site.entities import documents, history, places, steps
from web.site.entities.markup import (
    NOTHING,
    described,
    folded,
    heading,
    joined,
    link,
    page,
    raw,
    table,
)
from web.site.entities.model import Key, entities_with, files

_ROW = re.compile(r"\|(.*)\|$")
_MOST = 30
_COLUMN = {"project": "prj", "proposal": "prsl", "block": "sbd"}


def index_page(entity: str) -> str:
    """Give the page of an entity, or of a part that documents share."""
    own = [file for file in files() if file.entity == entity]
    newest = registry.schema_for(own[-1])
    parts = [
        raw(Markup('<p class="pdm-lead">{}</p>').format(described(newest["description"]))),
        raw(_versions(entity)),
        *_changes(entity),
        heading(2, "Fields through the versions"),
        raw(_history(own[-1])),
        *_gone(entity),
        _contents(own),
    ]
    return page(f"{newest['title']} ({entity})", parts, orphan="")


def _contents(own: list[SchemaId]) -> str:
    names = "\n".join(file.version for file in reversed(own))
    return f"```{{toctree}}\n:hidden:\n\n{names}\n```\n"


def layouts(entity: str) -> list[str]:
    """List the layouts of an entity, newest first; of a part its files."""
    known = {file.version for file in files() if file.entity == entity}
    if registry.is_document(SchemaId(entity, registry.current_version())):
        known |= set(steps.layouts(entity))
    return sorted(known, key=version_key, reverse=True)


def _versions(entity: str) -> Markup:
    here = places.index(entity)
    dates = known_dates(entity)
    rows = []
    for version in layouts(entity):
        file = SchemaId(entity, version)
        there = file in files()
        date, sign = dates.get(version, ("", ""))
        shown = link(places.address(here, places.docname(file)), version) if there else version
        schema = "yes" if there else "none; its documents are taken to a newer one"
        rows.append([shown, date, described(sign), schema])
    head = ["version", "since", "what shows it"] if dates else ["version"]
    if any(row[3] != "yes" for row in rows):
        return table([*head, "schema"], [[*row[: len(head)], row[3]] for row in rows])
    return table(head, [row[: len(head)] for row in rows])


@cache
def known_dates(entity: str) -> dict[str, tuple[str, str]]:
    """Give since when there is each layout, and what shows it, as `docs/layouts.md` has it."""
    text = (documents.ROOT / "docs" / "layouts.md").read_text(encoding="utf-8")
    found: dict[str, tuple[str, str]] = {}
    head: list[str] = []
    for line in text.splitlines():
        row = _ROW.match(line)
        cells = [cell.strip() for cell in row[1].split("|")] if row else []
        if row and not head:
            head = cells
        elif not row:
            head = []
        elif head[0] == "block" and entity == "sbd":
            found[cells[0]] = cells[1], cells[2]
        elif "project" in head and entity in ("prj", "prsl") and re.match(r"\d", cells[0]):
            at = head.index("project" if entity == "prj" else "proposal")
            date, _, sign = cells[at].partition(":")
            found[cells[0]] = date.strip(), sign.strip()
    return found


def _changes(entity: str) -> Iterator[str]:
    """Yield what changed with each step, the newest first."""
    done = set()
    for new in layouts(entity):
        for old in steps.steps_to(entity, new):
            module = STEPS[entity, old, new]
            if (module, new) in done:
                continue
            done.add((module, new))
            olds = [o for o in steps.steps_to(entity, new) if STEPS[entity, o, new] == module]
            span = olds[0] if len(olds) == 1 else f"{olds[-1]} to {olds[0]}"
            yield heading(2, f"From {span} to {new}")
            yield from _step(entity, old, new, module)


def _step(entity: str, old: str, new: str, module: str | None) -> Iterator[str]:
    """Yield what a step says of itself, and which fields it makes, renames and sets aside."""
    if module:
        text = import_module(f"{modules.__name__}.{module}").__doc__ or ""
        summary, _, rest = text.partition("\n")
        said = summary.partition(": ")[2] or summary
        yield raw(Markup("<p>{}</p>").format(described(said[0].upper() + said[1:])))
    if registry.is_document(SchemaId(entity, old)):
        yield raw(_listed(entity, old, new))
        pair = places.compared(entity, old, new)
        target = places.address(places.index(entity), pair)
        yield raw(Markup("<p>{}</p>").format(link(target, f"{old} and {new}, compared")))
    if module and rest.strip():
        yield '<details class="pdm-more"><summary>What moves, as the step has it</summary>\n'
        yield f"{rest.strip()}\n"
        yield "</details>\n"


def _listed(entity: str, old: str, new: str) -> Markup:
    here = places.index(entity)
    new_keys, renamed = [], []
    for key in history.fields_of(entity, new):
        stage = next((s for s in history.lineage(entity, key) if s.version == old), None)
        if stage is None:
            new_keys.append(key)
        elif key.name not in {w.name for w in stage.keys} and history.is_renamed(
            entity, stage.keys[0]
        ):
            renamed.append((stage.keys[0], key))
    gone = [k for k in history.fields_of(entity, old) if is_gone(entity, k, new)]
    return joined(
        [
            _some("New", [places.to_key(here, key) for key in new_keys]),
            _some(
                "Renamed",
                [
                    Markup("{} → {}").format(places.to_key(here, a), places.to_key(here, b))
                    for a, b in renamed
                ],
            ),
            _some("Gone", [places.to_key(here, key) for key in gone]),
        ]
    )


def is_gone(entity: str, key: Key, to: str) -> bool:
    """Tell whether the next layout has nothing of a field."""
    if any(other.label == key.label for other in history.fields_of(entity, to)):
        return False
    fates = steps.passage(entity, key.schema.version, to).fates.get(key)
    return not fates or all(fate.kind != "mapped" for fate in fates)


def _some(name: str, links: list[Markup]) -> Markup:
    if not links:
        return NOTHING
    summary = Markup("<b>{}</b>: {}").format(name, len(links))
    body = Markup("<p>{}</p>").format(joined(links, ", "))
    if len(links) > _MOST:
        return folded(summary, body)
    return Markup("<p>{} · {}</p>").format(summary, joined(links, ", "))


def _history(newest: SchemaId) -> Markup:
    """Give the table of the fields of the newest layout: what each was in those before."""
    is_root = registry.is_root(newest)
    entity = newest.entity if is_root else (entities_with(newest) or (newest.entity,))[0]
    keys = history.fields_of(entity, newest.version) if is_root else ()
    if not is_root:
        keys = tuple(k for k in history.fields_of(entity, newest.version) if k.schema == newest)
    versions = [v for v in layouts(entity) if v != newest.version] if keys else []
    here = places.index(newest.entity)
    rows = []
    for key in keys:
        stages = {stage.version: stage.keys for stage in history.lineage(entity, key)}
        cells = [_cell(key, stages.get(version), here) for version in versions]
        rows.append([places.to_key(here, key), history.since(entity, key), *cells])
    return table([f"field in {newest.version}", "since", *versions], rows, "pdm-history")


def _cell(key: Key, was: tuple[Key, ...] | None, here: str) -> Markup:
    """Say what a field was: a dot for the same, its former name, or where it stood."""
    if not was:
        return NOTHING
    if key.label in {one.label for one in was}:
        return Markup('<span title="the same">●</span>')
    first = was[0]
    name = first.name.rpartition(".")[2]
    text = name if name != key.name else first.label
    return places.to_key(here, first, text)


def _gone(entity: str) -> Iterator[str]:
    """Yield the fields that no later layout has, with the last that had each, and why they went."""
    here = places.index(entity)
    rows = []
    for new in layouts(entity):
        for old in steps.steps_to(entity, new):
            for key in history.fields_of(entity, old):
                if is_gone(entity, key, new):
                    said = history.becomes(entity, key, new, here)
                    rows.append([places.to_key(here, key), old, said])
    if rows:
        yield heading(2, "Fields that are gone")
        yield raw(table(["field", "last in", "what the upgrade does"], rows))
