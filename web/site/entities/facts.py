"""A field, or a named value, with all that its schema says of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from markupsafe import Markup

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.annotations import null_meaning
from ska_oso_pdm.catalogue.registry import SchemaId
from web.site.codes.fields import readers
from web.site.entities import documents, history, places, rules
from web.site.entities.markup import NOTHING, code, described, folded, joined, link, table, value
from web.site.entities.model import (
    Field,
    Key,
    Part,
    Schema,
    is_amount,
    part_at,
    parts,
    without_null,
)
from web.site.entities.walking import walk
from web.site.entities.words import rules as rules_said
from web.site.entities.words import type_of

_SOURCES = {"documented": "documented", "chosen": "chosen by this model"}
_ABOUT_CHOICES = "docs/schema-1.0-audit", "what-this-model-chose"


def field(one: Field, page: str) -> Markup:
    """Show a field: name, type, meaning, facts, examples, and its history."""
    label = one.key.label
    return Markup(
        '<section class="pdm-field" id="{}"><h4 class="pdm-name">'
        '<a href="#{}"><code class="literal">{}</code></a> <span class="pdm-type">{}</span></h4>'
        "<p>{}</p>{}{}{}</section>"
    ).format(
        label,
        label,
        one.key.name,
        _kind(one, page),
        described(one.schema.get("description", "")),
        _list(_facts(one, page)),
        tried(one.key.schema, one.schema, one.pointer),
        history.shown(one.key, page),
    )


def _kind(one: Field, page: str) -> Markup:
    """Give type, whether it must be there, and whether it may be null."""
    parts = [type_of(one.schema, page)]
    if one.nullable:
        parts.append(Markup("or null"))
    required = Markup('<span class="pdm-required">required</span>')
    parts.append(Markup("· {}").format(required if one.required else "optional"))
    if unit := unit_of(one.schema):
        parts.append(Markup('· unit <span class="pdm-unit">{}</span>').format(unit))
    return joined(parts, " ")


def unit_of(schema: Schema) -> str:
    """Give the unit of a value; nothing where it has none, or says it itself."""
    inner = without_null(schema)
    unit: str = schema.get("x-unit") or inner.get("x-unit", "")
    return unit


def units_of(schema: Schema) -> Iterator[str]:
    """Yield the units of an amount that says its unit itself."""
    url = without_null(schema).get("$ref")
    if url and is_amount(part_at(url)):
        unit = part_at(url).schema["properties"].get("unit", {})
        while "$ref" in without_null(unit):
            unit = part_at(without_null(unit)["$ref"]).schema
        yield from unit.get("enum", ())


def _facts(one: Field, page: str) -> Iterator[tuple[str, Markup]]:
    """Yield the facts that have a place of their own, each with its name."""
    schema = one.schema
    if units := [*units_of(schema)]:
        shown = (code(unit) if unit else value(unit) for unit in units)  # one is the empty text
        yield "unit, which the value says", joined(shown, ", ")
    if allowed := [*rules_said(schema)]:
        yield "allowed", joined(allowed, "; ")
    if "default" in schema:
        yield "absent means", value(schema["default"])
    if one.nullable and (meaning := null_meaning(schema)):
        yield "null means", described(meaning)
    yield from _annotations(schema)
    if schema.get("x-source") in _SOURCES:
        said = _SOURCES[schema["x-source"]]
        yield "source", link(places.address(page, *_ABOUT_CHOICES), said)
    if (found := example(one.key)) is not None:
        yield "example", value(found)
    if codes := readers(one.key.schema).get((one.key.owner, one.key.name)):
        links = (link(places.address(page, f"codes/{name}"), code(name)) for name in codes)
        yield "findings", joined(links, ", ")


def _annotations(schema: Schema) -> Iterator[tuple[str, Markup]]:
    if refers := schema.get("x-refers-to"):
        yield "refers to", code(refers if isinstance(refers, str) else str(refers))
    if names := schema.get("x-names"):
        yield "names", code(names if isinstance(names, str) else str(names))
    if schema.get("x-personal"):
        yield "personal", Markup("may be personal data; messages do not repeat it")
    if schema.get("x-archive"):
        yield "archives", Markup("added by archives; it was never the model's own")
    elif schema.get("deprecated"):
        yield "deprecated", Markup("write it no more")


def _list(facts: Iterable[tuple[str, Markup]]) -> Markup:
    rows = joined(
        Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(name, said) for name, said in facts
    )
    return Markup('<dl class="pdm-facts">{}</dl>').format(rows) if rows else NOTHING


def tried(file: SchemaId, schema: Schema, where: str) -> Markup:
    """Show what the validator accepts and refuses, for each rule of a part of a schema."""
    found = rules.trials(file.version)
    rows = [found[rule] for rule in rules.rules_in(file, schema, where) if rule in found]
    if not rows:
        return NOTHING
    head = ("accepted", "refused", "what the validator says")
    body = ((value(t.accepted), value(t.refused), t.sentence) for t in rows)
    return folded("Accepted and refused", table(head, body))


def part(one: Part, page: str) -> Markup:
    """Show what a union, a list of values, or a named value is."""
    schema = one.schema
    if one.kind == "union":
        links = joined((places.to_part(page, b) for b in _branches(one)), ", ")
        return Markup("<p>One of {}.</p>").format(links)
    if one.kind == "enum":
        names = schema.get("x-enum-varnames", [])
        rows = [
            Markup("<li>{}{}</li>").format(value(v), _name_of(names, at))
            for at, v in enumerate(schema["enum"])
        ]
        return Markup('<ul class="pdm-values">{}</ul>{}').format(
            joined(rows), tried(one.file, schema, one.pointer)
        )
    facts = [("type", type_of(schema, page))]
    if allowed := [*rules_said(schema)]:
        facts.append(("allowed", joined(allowed, "; ")))
    if unit := unit_of(schema):
        facts.append(("unit", code(unit)))
    return Markup("{}{}").format(_list(facts), tried(one.file, schema, one.pointer))


def _name_of(names: list[str], at: int) -> Markup:
    return Markup(" in programs {}").format(code(names[at])) if at < len(names) else NOTHING


def _branches(one: Part) -> Iterator[Part]:
    return (part_at(branch["$ref"]) for branch in one.schema["oneOf"])


def example(key: Key) -> Any:
    """Give a value of a field: of the example of its object, or of a document."""
    return _examples(key.schema).get(key)


@cache
def _examples(file: SchemaId) -> dict[Key, Any]:
    """Give a value of each field of a file, that of the objects' own examples first."""
    found: dict[Key, Any] = {}
    for one in parts(file):
        for sample in one.schema.get("examples", ()):
            if isinstance(sample, dict):
                for name, content in sample.items():
                    found.setdefault(Key(file, one.title, name), content)
    roots = [root for root in registry.documents() if root.version == file.version]
    real = [(root, each) for root in roots for each in documents.examples(root).values()]
    made = [(root, each) for root in roots for each in documents.likely(root)]
    for root, document in (*real, *made):
        for visit in walk(document, root):
            keys = visit.trail.keys
            if keys and visit.place == visit.trail.places[-1] and visit.value is not None:
                found.setdefault(keys[-1], visit.value)
    return found
