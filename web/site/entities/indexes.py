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
from ska_oso_pdm.publishing.retired import retired
from web.site.entities import documents, history, model, places, steps
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
_UNTIL = re.compile(r"have schemas for ([\d.]+), as the proposal tools wrote it (until \w+ \d+)")
_NAMES = {
    "prj": "project",
    "prsl": "proposal",
    "eb": "execution block",
    "sbi": "instance",
    "review": "review",
}
"""What `docs/layouts.md` calls the entities whose early layouts it tells of."""


def index_page(entity: str) -> str:
    """Give the page of an entity, or of a part that documents share."""
    own = [file for file in files() if file.entity == entity]
    newest = registry.schema_for(own[-1])
    parts = [
        raw(Markup('<p class="pdm-lead">{}</p>').format(described(newest["description"]))),
        raw(_versions(entity)),
        *_changes(entity),
        heading(2, "Fields through the versions"),
        *_about_early(entity),
        *_histories(own[-1]),
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
    with_a_page = {*files(), *(layout.schema for layout in retired())}
    for version in layouts(entity):
        file = SchemaId(entity, version)
        there = file in files()
        date, sign = dates.get(version, ("", ""))
        shown: Markup | str = version
        if file in with_a_page:
            shown = link(places.address(here, places.docname(file)), version)
        schema = "yes" if there else "none: converted alone"
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
    for head, cells in _rows(text):
        if head[0] == "block" and entity == "sbd":
            found[cells[0]] = cells[1], cells[2]
        elif _NAMES.get(entity) in head and re.match(r"\d", cells[0]):
            date, _, sign = cells[head.index(_NAMES[entity])].partition(":")
            found[cells[0]] = date.strip(), sign.strip()
        elif cells[0].startswith(f"{_NAMES.get(entity)}, "):
            found[head[1]] = cells[0].partition(", ")[2], cells[1]
    if entity in ("prj", "prsl") and (last := _UNTIL.search(text)):
        found[last[1]] = last[2], ""
    return found


def _rows(text: str) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the rows of the tables of a page of Markdown, each with the head of its table."""
    head: list[str] = []
    for line in text.splitlines():
        row = _ROW.match(line)
        cells = [cell.strip() for cell in row[1].split("|")] if row else []
        if row and head:
            yield head, cells
        else:
            head = cells


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
            span = olds[0] if len(olds) == 1 else f"each of {olds[-1]} to {olds[0]}"
            yield heading(
                2, f"From {span} up to {new}" if len(olds) > 1 else f"From {span} to {new}"
            )
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
    for key in model.told_of(entity, new):
        stage = next((s for s in history.lineage(entity, key) if s.version == old), None)
        if stage is None:
            new_keys.append(key)
        elif key.name not in {w.name for w in stage.keys} and history.is_former(
            entity, key, stage.keys[0]
        ):
            renamed.append((stage.keys[0], key))
    gone = [k for k in model.told_of(entity, old) if is_gone(entity, k, new)]
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
    if any(other.label == key.label for other in model.fields_of(entity, to)):
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


def _about_early(entity: str) -> Iterator[str]:
    """Say what is known of layouts that have no schema, where there are such."""
    early = [v for v in layouts(entity) if SchemaId(entity, v) not in files()]
    if early and len(layouts(entity)) > 1:
        said = (
            "Layouts without a schema are known by documents alone: a field is shown where "
            "documents that are made like theirs have it."
        )
        yield raw(Markup("<p>{}</p>").format(said))


def _histories(newest: SchemaId) -> Iterator[str]:
    """Yield the table of an entity; of a part one for each kind of documents, blocks first."""
    if registry.is_root(newest) or not entities_with(newest):
        yield raw(_history(newest, newest.entity))
        return
    here = places.index(newest.entity)
    for entity in sorted(entities_with(newest), key=lambda name: (name != "sbd", name)):
        title = registry.schema_for(SchemaId(entity, newest.version))["title"]
        way = link(places.address(here, places.index(entity)), f"{title} ({entity})")
        yield raw(Markup("<p>In documents of {}, by the versions of these:</p>").format(way))
        yield raw(_history(newest, entity))


def _history(newest: SchemaId, entity: str) -> Markup:
    """Give the table of the fields of the newest layout: what each was in those before.

    Args:
        newest: the schema whose fields are told of.
        entity: of the documents that have them.
    """
    keys = model.told_of(entity, newest.version)
    if newest.entity != entity:
        keys = tuple(k for k in keys if k.schema == newest)
    versions = [v for v in layouts(entity) if v != newest.version] if keys else []
    versions = [v for v in versions if documents.likely(SchemaId(entity, v))]
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
    if history.is_same(key, was):
        return Markup('<span title="the same">●</span>')
    first, name = was[0], history.last_name(was[0])
    return places.to_key(here, first, name if name != key.name else first.label)


def _gone(entity: str) -> Iterator[str]:
    """Yield the fields that no later layout has, with the last that had each, and why they went."""
    here = places.index(entity)
    rows = []
    for new in layouts(entity):
        for old in steps.steps_to(entity, new):
            for key in model.told_of(entity, old):
                if is_gone(entity, key, new):
                    said = history.becomes(entity, key, new, here)
                    rows.append([places.to_key(here, key), old, said])
    if rows:
        yield heading(2, "Fields that are gone")
        yield raw(table(["field", "last in", "what the upgrade does"], rows))
