"""The page of a schema: what it is, where its files are, its diagrams, and each object in it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from markupsafe import Markup

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.registry import SchemaId
from web.site.entities import comparisons, diagrams, documents, facts, places, programs
from web.site.entities.markup import (
    NOTHING,
    code,
    described,
    folded,
    heading,
    joined,
    link,
    page,
    raw,
)
from web.site.entities.model import Part, entities_with, files, parts


def schema_page(file: SchemaId) -> str:
    """Give the page of a schema."""
    root = registry.schema_for(file)
    return page(
        f"{root['title']}, {file.entity} {file.version}",
        [
            raw(Markup('<p class="pdm-lead">{}</p>').format(described(root["description"]))),
            raw(_files(file)),
            *_examples(file),
            *_drawings(file),
            *(text for part in parts(file) for text in _part(part)),
        ],
    )


def _files(file: SchemaId) -> Markup:
    """List what there is of a schema: files, other versions, names in programs, examples."""
    here = places.docname(file)
    rows = [
        ("label", code(file.url)),
        ("schema", joined(_machine_files(file), ", ")),
        ("history", link(places.address(here, places.index(file.entity)), file.entity)),
        ("other versions", joined(_versions(file), ", ")),
        ("what changed", joined(_changed(file))),
        ("in documents of", joined(_roots(file), ", ")),
        ("Python", _code(programs.python(file))),
        ("TypeScript", _code(programs.typescript(file))),
    ]
    listed = joined(
        Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(name, said)
        for name, said in rows
        if said
    )
    return Markup('<dl class="pdm-facts pdm-files">{}</dl>').format(listed)


def _examples(file: SchemaId) -> Iterator[str]:
    """Yield the examples of a schema of documents, each folded."""
    for name, document in documents.examples(file).items():
        text = json.dumps(document, indent=2, ensure_ascii=False)
        yield raw(folded(f"Example: {name}", Markup("<pre>{}</pre>").format(text)), searched=False)


def _code(line: str) -> Markup:
    return code(line) if line else NOTHING


def _machine_files(file: SchemaId) -> Iterator[Markup]:
    version = file.version
    yield link(version, code(version))
    yield link(f"{version}.json", code(f"{version}.json"))
    if registry.is_root(file):
        yield link(f"{version}.bundle.json", code(f"{version}.bundle.json"))
    yield link(f"../data/openapi-{version}.json", "OpenAPI")


def _versions(file: SchemaId) -> Iterator[Markup]:
    here = places.docname(file)
    for other in files():
        if other.entity == file.entity and other != file:
            yield link(places.address(here, places.docname(other)), other.version)


def _changed(file: SchemaId) -> Iterator[Markup]:
    """Yield a link to what changed since the version before, where both have a schema."""
    older = [old for entity, old, new in comparisons.pairs() if (entity, new) == file]
    older = [old for old in older if registry.version_key(old) < registry.version_key(file.version)]
    if older:
        compared = places.compared(file.entity, older[-1], file.version)
        yield link(places.address(places.docname(file), compared), f"since {older[-1]}")


def _roots(file: SchemaId) -> Iterator[Markup]:
    here = places.docname(file)
    for entity in entities_with(file):
        if entity != file.entity:
            root = SchemaId(entity, file.version)
            title = registry.schema_for(root)["title"]
            yield link(places.address(here, places.docname(root)), f"{title} ({entity})")


def _drawings(file: SchemaId) -> Iterator[str]:
    """Yield the diagrams; a heading before them, and the overview of a root folded."""
    drawn = diagrams.detailed(file)
    if drawn:
        yield heading(2, "Class diagram" if len(drawn) == 1 else "Class diagrams")
    for at, (title, svg) in enumerate(drawn):
        yield raw(svg if at == 0 else folded(title, svg), searched=False)
    if registry.is_root(file) and drawn:
        everything = folded("All objects of such documents", diagrams.overview(file))
        yield raw(everything, searched=False)


def _part(part: Part) -> Iterator[str]:
    """Yield the section of an object, a union, a list of values or a named value."""
    here = places.docname(part.file)
    yield raw(Markup('<span id="{}" class="pdm-target"></span>').format(part.title))
    yield heading(2, part.title)
    if part.pointer:
        yield raw(Markup("<p>{}</p>").format(described(part.schema.get("description", ""))))
    if part.kind == "object":
        shown = joined(facts.field(one, here) for one in part.fields)
        yield raw(shown or Markup("<p>It has no fields.</p>"))
    else:
        yield raw(facts.part(part, here))
