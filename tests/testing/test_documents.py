"""Documents by number and of strategies: valid, recognised, consistent, and of all kinds."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from random import Random
from typing import Any

import jsonschema
import pytest
import referencing
import referencing.jsonschema
from hypothesis import find, given, settings

import ska_oso_pdm as pdm
from ska_oso_pdm import testing
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.catalogue.subschemas import followed
from ska_oso_pdm.documents.source import Source
from ska_oso_pdm.errors import SchemaNotFoundError
from ska_oso_pdm.recognition.labelling import settle_label
from ska_oso_pdm.testing.chance import Seeded
from ska_oso_pdm.testing.identifiers import naming
from ska_oso_pdm.testing.patterns import matching_text

LAYOUTS = registry.documents()
every_layout = pytest.mark.parametrize("schema", LAYOUTS, ids="/".join)
either = pytest.mark.parametrize("consistent", [True, False], ids=["consistent", "anything"])
ALWAYS_THE_SAME = settings(derandomize=True, database=None, deadline=None, max_examples=15)
ENOUGH = 1500
"""Documents in which all that a schema allows has occurred."""


def plain_validator(schema: SchemaId) -> jsonschema.Draft202012Validator:
    resources = [
        (url, referencing.jsonschema.DRAFT202012.create_resource(part))
        for url, part in registry.schemas_of(schema.version).items()
    ]
    known = referencing.Registry().with_resources(resources)
    return jsonschema.Draft202012Validator({"$ref": schema.url}, registry=known)


@every_layout
@either
def test_every_document_is_valid_and_recognised(schema: SchemaId, consistent: bool) -> None:
    validator = plain_validator(schema)
    for number in range(20):
        made = testing.numbered_document(*schema, number, consistent=consistent)
        assert pdm.validate(made).valid, number
        assert validator.is_valid(made), number
        label = settle_label(Source(made))
        without = [] if "interface" in made else ["label-missing"]  # as 0.0 may be
        assert (label.schema, [issue.code for issue in label.issues]) == (schema, without), number


@pytest.mark.parametrize("entity", ["sbd", "prj", "prsl"])
def test_documents_that_hold_together_have_no_findings(entity: str) -> None:
    for number in range(60):
        made = testing.numbered_document(entity, "current", number)
        assert [found for found in pdm.findings(made) if found.severity == "error"] == [], number


def test_blocks_of_0_1_that_hold_together_have_no_findings() -> None:
    for number in range(60):
        found = pdm.findings(testing.numbered_document("sbd", "0.1", number))
        assert [one for one in found if one.severity != "note"] == [], number


@every_layout
@either
def test_all_that_a_schema_allows_occurs(schema: SchemaId, consistent: bool) -> None:
    """Each optional key, with null where it may be, each branch and each member of an enum."""
    missing = set(possible(schema))
    if consistent:  # what can be named has a name
        missing = {fact for fact in missing if fact[:2] not in naming(schema.version).homes}
    for number in range(ENOUGH):
        made = testing.numbered_document(*schema, number, consistent=consistent)
        missing.difference_update(occurring(made, registry.schema_for(schema)))
        if not missing:
            break
    assert missing == set()


Fact = tuple[str, str, Any]


def possible(schema: SchemaId) -> Iterator[Fact]:
    """Yield what may occur: title, key and what of it."""
    seen: set[int] = set()
    waiting: list[tuple[str, str, Any]] = [("", "", registry.schema_for(schema))]
    while waiting:
        title, key, part = waiting.pop()
        if "$ref" in part:
            part = registry.resolve(part["$ref"])
        if "anyOf" in part:
            yield title, key, None
            part = part["anyOf"][0]
            waiting.append((title, key, part))
            continue
        for member in part.get("enum", ()):
            yield part["title"], "", member
        if id(part) in seen:
            continue
        seen.add(id(part))
        title = part.get("title", title)
        for name, inner in part.get("properties", {}).items():
            yield title, name, "is there"
            if name not in part.get("required", ()):
                yield title, name, "is absent"
            waiting.append((title, name, inner))
        waiting += [(title, key, one) for one in part.get("oneOf", ())]
        inside = [part.get(name) for name in ("items", "additionalProperties")]
        for one in (*inside, *part.get("prefixItems", ())):
            waiting += [(title, key, one)] if isinstance(one, dict) else []


def occurring(value: Any, part: Any, title: str = "", key: str = "") -> Iterator[Fact]:
    """Yield what occurs in a document."""
    if value is None and "anyOf" in part:
        yield title, key, None
        return
    part = followed(part, value)
    if "enum" in part:
        yield part["title"], "", value
    title = part.get("title", title)
    known = part.get("properties", {})
    if isinstance(value, dict):
        yield from ((title, name, "is absent") for name in known.keys() - value.keys())
        for name, inner in value.items():
            if name in known:
                yield title, name, "is there"
            rule = known.get(name, part.get("additionalProperties"))
            yield from occurring(inner, rule if isinstance(rule, dict) else {}, title, name)
    if isinstance(value, list):
        rules = part.get("prefixItems") or [part.get("items", {})] * len(value)
        for inner, rule in zip(value, rules, strict=True):
            yield from occurring(inner, rule, title, key)


@given(made=testing.documents("sbd"))
@ALWAYS_THE_SAME
def test_strategies_make_documents(made: dict[str, Any]) -> None:
    assert pdm.validate(made).valid


@given(made=testing.documents("sbd", "0.3", consistent=False, most=1))
@ALWAYS_THE_SAME
def test_strategies_make_documents_of_earlier_layouts(made: dict[str, Any]) -> None:
    assert pdm.validate(made).valid


@given(text=testing.texts("prsl", "0.7", most=1))
@ALWAYS_THE_SAME
def test_strategies_make_texts(text: str) -> None:
    assert pdm.validate(text).valid


def test_documents_become_smaller() -> None:
    quiet = settings(ALWAYS_THE_SAME, max_examples=300)
    made = find(testing.documents("decision"), lambda document: "cycle" in document, settings=quiet)
    assert made["cycle"] in (None, "a")
    assert set(made) <= {"interface", "cycle", "decision_id", "panel_id", "prsl_id", "metadata"}


@every_layout
def test_texts_say_what_the_document_with_their_number_does(schema: SchemaId) -> None:
    for number in range(20):
        text = testing.numbered_text(*schema, number)
        assert json.loads(text) == testing.numbered_document(*schema, number)
        assert pdm.validate(text).valid


def test_texts_are_spelled_in_many_ways() -> None:
    texts = [testing.numbered_text("sbd", "0.6", number) for number in range(60)]
    for spelling in (
        '"scan_duration_ms": ',
        ".0e+00",
        "e0",
        "E-1",
        "-0.0",
        "\\u0",
        "\n  ",
        "\r\n",
    ):
        assert any(spelling in text for text in texts), spelling
    orders = {tuple(json.loads(text)) for text in texts}
    assert len(orders) > 20


def test_a_number_always_gives_the_same_document() -> None:
    made = [testing.numbered_document("sbd", "0.6", number) for number in range(5)]
    assert made == [testing.numbered_document("sbd", "0.6", number) for number in range(5)]
    assert len({json.dumps(document) for document in made}) == 5
    assert made[0] == json.loads(testing.numbered_text("sbd", "0.6", 0))


def test_documents_are_as_large_as_is_asked_for() -> None:
    sizes = [
        sum(
            len(json.dumps(testing.numbered_document("sbd", "0.6", n, most=most)))
            for n in range(30)
        )
        for most in (1, 3, 6)
    ]
    assert sizes[0] * 2 < sizes[1] < sizes[2] / 1.5


def test_an_unknown_layout_is_refused_with_those_there_are() -> None:
    with pytest.raises(
        SchemaNotFoundError, match="there are no documents of sbd 0.9; there are sbd 0.0"
    ):
        testing.documents("sbd", "0.9")
    with pytest.raises(SchemaNotFoundError, match="there are no documents of csp current"):
        testing.numbered_document("csp")


def test_without_hypothesis_there_is_a_sentence() -> None:
    code = (
        "import sys; sys.modules['hypothesis'] = None\n"
        "try: import ska_oso_pdm.testing\n"
        "except ModuleNotFoundError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    sentence = 'ska_oso_pdm.testing needs Hypothesis: pip install "ska-oso-pdm[testing]"'
    assert done.stdout.strip() == sentence


@pytest.mark.parametrize("pattern", ["a.c", "[^a]", "."])
def test_patterns_outside_of_the_subset_are_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="outside the subset"):
        matching_text(pattern, Seeded(Random(0)))
