"""One accepted and one refused value for each list of values, pattern and bound of the schemas.

The validator decides: a value stands here because it said so of a whole document, in its words.
Refused ones are those of `tests/invalid` where it has one, and made ones otherwise.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from ska_oso_pdm import validate
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.pointers import pointer
from web.site.entities import documents
from web.site.entities.model import Field, Schema, fields, files, parts, references
from web.site.entities.walking import Visit, value_at, walk

BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
LENGTHS = ("minLength", "maxLength", "minItems", "maxItems")
KEYWORDS = ("enum", "pattern", *BOUNDS, *LENGTHS, "uniqueItems")
_CODES = {
    "enum": "not-allowed",
    "pattern": "wrong-form",
    **dict.fromkeys(BOUNDS, "out-of-range"),
    **dict.fromkeys(LENGTHS, "wrong-length"),
    "uniqueItems": "repeated",
}
_FEW = 4
"""Places in documents that are tried."""
_TEXTS = ("", "?", "x", "2025-01-01", "1:2", "-", "1.0.", "a b ")


class Rule(NamedTuple):
    """A keyword of a part of a schema file."""

    file: SchemaId
    pointer: str
    keyword: str


class Trial(NamedTuple):
    """What the validator said of two values.

    Attributes:
        accepted: a value that keeps a rule.
        refused: one that breaks it.
        sentence: what it said of that one.
        source: the file of `tests/invalid` that has it; empty where it was made.
    """

    accepted: Any
    refused: Any
    sentence: str
    source: str = ""


class NoExampleError(Exception):
    """No value was found that a rule accepts, or none that it refuses."""


class _Spot(NamedTuple):
    """A place in a valid document where a rule holds; of a list of tags, where one of them is."""

    document: Any
    visit: Visit
    schema: Schema


def nodes(schema: Any, where: str) -> Iterator[tuple[str, Schema]]:
    """Yield a schema and those inside of it, with their pointers; not those it refers to."""
    if not isinstance(schema, dict):
        return
    yield where, schema
    for name, inner in schema.get("properties", {}).items():
        yield from nodes(inner, f"{where}/properties/{name}")
    for keyword in ("items", "additionalProperties"):
        yield from nodes(schema.get(keyword), f"{where}/{keyword}")
    for keyword in ("anyOf", "prefixItems"):
        for number, inner in enumerate(schema.get(keyword, ())):
            yield from nodes(inner, f"{where}/{keyword}/{number}")


def rules_in(file: SchemaId, schema: Schema, where: str) -> Iterator[Rule]:
    """Yield the rules of a part of a file."""
    for place, node in nodes(schema, where):
        for keyword in KEYWORDS:
            if keyword in node and not ("prefixItems" in node and keyword in LENGTHS):
                yield Rule(file, place, keyword)


def all_rules(version: str) -> Iterator[Rule]:
    """Yield the rules of a version."""
    for file in files():
        if file.version == version:
            for part in parts(file):
                yield from rules_in(file, part.schema, part.pointer)


KNOWN: dict[str, dict[Rule, Trial]] = {}
"""Versions whose rules were tried already, here or by another process."""


def trials(version: str) -> dict[Rule, Trial]:
    """Give what the validator said for each rule of a version; see `all_tried`."""
    if version not in KNOWN:
        KNOWN[version] = all_tried(version)
    return KNOWN[version]


def all_tried(version: str) -> dict[Rule, Trial]:
    """Try each rule of a version.

    Raises:
        NoExampleError: where a rule has no accepted or no refused value.
    """
    wanted = list(all_rules(version))
    tags = {(rule.file, rule.pointer): _tags(rule) for rule in wanted if is_unused(rule)}
    places = {(rule.file, rule.pointer) for rule in wanted}
    spots, told = _spots(version, places.union(*tags.values())), _told(version)
    found = {}
    for rule in wanted:
        place = rule.file, rule.pointer
        here = [spot for at in tags.get(place, [place]) for spot in spots.get(at, ())]
        here = [spot._replace(schema=_schema_of(rule)) for spot in here]
        trial = _tried(rule, here, told.get(rule))
        if trial is not None:
            found[rule] = trial
        elif tags.get(place) != []:
            raise NoExampleError(f"{rule.file.url}#{rule.pointer}: no example for {rule.keyword}")
    return found


def is_unused(rule: Rule) -> bool:
    """Tell whether nothing refers to a named list of values: programs alone use it."""
    url = f"{rule.file.url}#{rule.pointer}" if rule.pointer else rule.file.url
    is_named = any(part.pointer == rule.pointer for part in parts(rule.file))
    return is_named and "enum" in _schema_of(rule) and url not in _referred(rule.file.version)


@cache
def _referred(version: str) -> frozenset[str]:
    """List what references of a version lead to."""
    schemas = registry.schemas_of(version).values()
    inside = (inner for s in schemas for inner in (s, *s.get("$defs", {}).values()))
    return frozenset(url for schema in inside for url in references(schema))


def _schema_of(rule: Rule) -> Schema:
    return registry.resolve(f"{rule.file.url}#{rule.pointer}")


def _tags(rule: Rule) -> list[tuple[SchemaId, str]]:
    """List the fields whose tags are the values of a list, each field with one of them."""
    by_name: dict[str, list[Field]] = {}
    for field in fields(rule.file).values():
        if "const" in field.schema:
            by_name.setdefault(field.key.name, []).append(field)
    values = set(_schema_of(rule).get("enum", ()))
    return [
        (rule.file, field.pointer)
        for group in by_name.values()
        for field in group
        if field.schema["const"] in values
    ]


def _spots(version: str, wanted: set[tuple[SchemaId, str]]) -> dict[Any, list[_Spot]]:
    """Find a few places in valid documents for each part of the schemas that is wanted."""
    found: dict[Any, list[_Spot]] = {}
    roots = [root for root in registry.documents() if root.version == version]
    for kind in (documents.likely, documents.unlikely):
        for root in roots:
            for document in kind(root):
                for visit in walk(document, root):
                    key = visit.file, visit.pointer
                    spots = found.setdefault(key, []) if key in wanted else None
                    is_other = "pattern" in visit.schema and not isinstance(visit.value, str)
                    if spots is not None and len(spots) < _FEW and not is_other:
                        spots.append(_Spot(document, visit, visit.schema))
    return found


@cache
def _told(version: str) -> dict[Rule, Trial]:
    """Give what `tests/invalid` has for rules: refused values with the sentences about them."""
    found: dict[Rule, Trial] = {}
    for path in sorted((documents.ROOT / "tests" / "invalid" / version).glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        report = validate(document)
        if report.entity is None or report.version is None or not report.judged:
            continue
        issues = {issue.path: issue for issue in report}
        for visit in walk(document, SchemaId(report.entity, report.version)):
            issue = issues.get(pointer(visit.place))
            for keyword in KEYWORDS if issue else ():
                rule = Rule(visit.file, visit.pointer, keyword)
                broken = keyword in visit.schema and issue and issue.code == _CODES[keyword]
                if broken and _breaks(visit.value, keyword, visit.schema[keyword]):
                    said = _sentence(issue)
                    found.setdefault(rule, Trial(None, visit.value, said, path.name))
    return found


def _breaks(value: Any, keyword: str, limit: Any) -> bool:
    """Tell whether a value breaks this rule, and not another one with the same code."""
    low, high = (
        keyword in ("minimum", "exclusiveMinimum"),
        keyword in ("maximum", "exclusiveMaximum"),
    )
    if low or high:
        return bool(value <= limit if low else value >= limit)
    if keyword in LENGTHS:
        return len(value) < limit if keyword.startswith("min") else len(value) > limit
    return True


def _tried(rule: Rule, spots: list[_Spot], told: Trial | None) -> Trial | None:
    """Try values at the places that were found, until one is accepted and one refused."""
    for spot in spots:
        accepted = next((v for v in _keeping(rule, spot) if not _said(rule, spot, v)), None)
        if accepted is None:
            continue
        if told is not None:
            return told._replace(accepted=accepted)
        for refused in _breaking(rule, spot):
            if sentence := _said(rule, spot, refused):
                return Trial(accepted, refused, sentence)
    return None


def _keeping(rule: Rule, spot: _Spot) -> Iterator[Any]:
    """Yield values that may keep a rule: at the bound itself, or what the document has."""
    schema, limit = spot.schema, spot.schema[rule.keyword]
    yield from schema.get("examples", ())
    if rule.keyword in ("minimum", "maximum"):
        yield limit
    elif rule.keyword == "enum" and "enum" in spot.visit.schema:
        yield limit[0]
    yield spot.visit.value


def _breaking(rule: Rule, spot: _Spot) -> Iterator[Any]:
    """Yield values that may break a rule, such as somebody would write."""
    value, limit = spot.visit.value, spot.schema[rule.keyword]
    if rule.keyword in BOUNDS:
        step = {"minimum": -1, "maximum": 1}.get(rule.keyword, 0)
        yield limit + step
    elif rule.keyword == "enum" and not isinstance(value, str):
        yield max(limit) + 1
    elif rule.keyword in ("enum", "pattern"):
        yield from _misspelt(value)
    elif rule.keyword in ("minItems", "minLength"):
        yield value[: limit - 1]
    elif rule.keyword in ("maxItems", "maxLength"):
        filler = value[-1:] or ("x" if isinstance(value, str) else [0])
        yield value + filler * (limit + 1 - len(value))
    elif value:
        yield [*value, value[0]]


def _misspelt(text: str) -> Iterator[str]:
    """Yield spellings that are near a text, then others."""
    yield from (text.lower(), text.upper(), text.replace("_", " "), text.replace(" ", "_"))
    if found := re.match(r"(\S*?)[:.T@-]", text):
        yield found[1]
    yield from (f"{text} ", f"{text}x", *_TEXTS)


def _said(rule: Rule, spot: _Spot, value: Any) -> str:
    """Put a value at its place, and give what the validator says of it; nothing if it is valid."""
    place = spot.visit.place
    document = copy.deepcopy(spot.document)
    if not place:
        return ""
    value_at(document, place[:-1])[place[-1]] = value
    codes = {_CODES[rule.keyword], "not-allowed" if "enum" in spot.schema else ""}
    is_tag = "const" in spot.visit.schema
    path = pointer(place)
    for issue in validate(document):
        is_here = issue.path == path or issue.path.startswith(f"{path}/")
        if is_here and (issue.code in codes or is_tag):
            return _sentence(issue)
    return ""


def _sentence(issue: Any) -> str:
    return f"{issue.shown_path}: {issue.message} [{issue.code}]"
