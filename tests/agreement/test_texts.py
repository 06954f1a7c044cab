"""The texts themselves: made as the schema says, spelled as JSON allows, left out by rule."""

from __future__ import annotations

import json
import re
from random import Random
from typing import Any

import jsonschema
import jsonschema_rs
import pytest

import ska_oso_pdm
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.testing.chance import Seeded
from ska_oso_pdm.testing.patterns import matching_text
from ska_oso_pdm.testing.spelling import SPELLINGS, spell_number
from ska_oso_pdm.testing.values import NUMBERS, WORDS
from tests import rules

from .comparison import Samples, Subject, documents, parts, shrink
from .domain import DEPTH, RULES, excluded
from .judges import Judges, canonical
from .mutations import MUTATIONS
from .subset import CONSTRAINTS, OTHERS, walk, written
from .texts import FREE, Node

URL = "https://example.org/everything"
PATTERNS = {
    node["pattern"]
    for subject in documents()
    for schema in subject.schemas.values()
    for node in walk(schema)
    if "pattern" in node
}
EVERYTHING: dict[str, Any] = {
    "$id": URL,
    "type": "object",
    "properties": {
        "count": {"type": "integer", "exclusiveMinimum": 0, "exclusiveMaximum": 3},
        "ratio": {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1},
        "flag": {"type": "boolean"},
        "code": {"type": "string", "minLength": 2, "maxLength": 4},
        "labels": {
            "type": "array",
            "items": {"type": "string"},
            "uniqueItems": True,
            "minItems": 2,
        },
        "map": {
            "type": "object",
            "propertyNames": {"type": "string", "pattern": "^[a-z]{2,}(-[a-z]+)*$"},
            "additionalProperties": {
                "type": "array",
                "items": {"type": "integer", "minimum": -1, "maximum": 1},
            },
        },
        "next": {"anyOf": [{"$ref": URL}, {"type": "null"}]},
    },
    "required": ["count", "next"],
    "additionalProperties": False,
}


@pytest.mark.parametrize("pattern", sorted(PATTERNS))
def test_made_texts_match_their_pattern(pattern: str) -> None:
    chance = Seeded(Random(pattern))
    texts = {matching_text(pattern, chance) for _ in range(500)}
    assert all(re.fullmatch(pattern, text) for text in texts)
    assert len(texts) > 100


def test_every_keyword_of_the_subset_is_known() -> None:
    assert CONSTRAINTS | OTHERS == rules.KEYWORDS


def test_other_keywords_are_refused() -> None:
    with pytest.raises(ValueError, match="outside the subset: not$"):
        Samples(Subject(URL, None, {URL: {"properties": {"a": {"not": {}}}}}))


def test_texts_for_every_keyword_are_valid_until_they_are_changed() -> None:
    samples = Samples(Subject(URL, None, {URL: EVERYTHING}))
    validator = jsonschema_rs.Draft202012Validator(EVERYTHING)
    verdicts = []
    for number in range(300):
        assert validator.is_valid(json.loads(samples.draw(number, change=False).text))
        sample = samples.draw(number)
        if excluded(sample.text) is None:
            verdicts.append(validator.is_valid(json.loads(sample.text)))
    assert 0.3 < sum(verdicts) / len(verdicts) < 0.7


def test_a_number_always_gives_the_same_text() -> None:
    for subject in documents():
        texts = [Samples(subject).draw(number).text for number in range(20)]
        assert texts == [Samples(subject).draw(number).text for number in range(20)]
        assert len(set(texts)) > 16


@pytest.mark.parametrize("number", NUMBERS)
def test_spellings_of_a_number_are_equal(number: float) -> None:
    chance = Seeded(Random(0))
    texts = {spell_number(number, chance) for _ in range(50)}
    assert all(json.loads(text) == float(number) or json.loads(text) == number for text in texts)
    assert len(texts) > 3


def test_spellings_of_a_text_are_equal() -> None:
    for word in WORDS:
        assert {json.loads(spell(word)) for spell in SPELLINGS} == {word}


def test_every_change_is_made() -> None:
    missing = {change.__name__ for changes in MUTATIONS.values() for change in changes}
    every = [Samples(subject) for subject in documents()]
    for number in range(600):
        for samples in every:
            missing.difference_update(samples.draw(number).changes)
        if not missing:
            break
    assert missing == set()


def test_no_change_is_without_a_name() -> None:
    known = {change.__name__ for changes in MUTATIONS.values() for change in changes}
    for subject in documents():
        samples = Samples(subject)
        assert {name for number in range(20) for name in samples.draw(number).changes} <= known


def test_shrinking_leaves_what_matters() -> None:
    one, two = Node(FREE, "1"), Node(FREE, "2")
    tree = Node(FREE, members=[("a", Node(FREE, items=[one, two, one])), ("b", two)])
    assert tree.render() == '{"a":[1,2,1],"b":2}'
    assert shrink(tree, lambda text: "2" in text and "a" in text) == '{"a":[2]}'


def test_whole_floats_are_written_as_integers_only_where_integers_belong() -> None:
    schemas = {URL: EVERYTHING}
    value = {"count": 1.0, "ratio": 1.0, "map": {"ab": [0.0]}, "next": {"count": 2e0, "next": None}}
    wanted = {"count": 1, "ratio": 1.0, "map": {"ab": [0]}, "next": {"count": 2, "next": None}}
    assert canonical(written(schemas, EVERYTHING, value)) == canonical(wanted)


def in_free_form(value: str) -> str:
    arguments = f'{{"a":{{"args":{value}}}}}'
    script = f'{{"procedure_type":"filesystemscript","path":"","default_args":{arguments}}}'
    return f'{{"interface":"{registry.BASE_URL}sbd/0.1","activities":{{"":{script}}}}}'


ABOVE = 5  # levels above the free-form value
OUTSIDE = [
    ("no-json", "[NaN]"),
    ("no-json", "[-Infinity]"),
    ("repeated-key", '[{"a":1,"a":1}]'),
    ("repeated-key", '[{"a":1,"\\u0061":1}]'),
    ("overflow", "[1e309]"),
    ("overflow", "[-1.8E308]"),
    ("overflow", f"[1{'0' * 309}]"),
    ("half-surrogate", '["\\ud83d"]'),
    ("half-surrogate", '[{"\\uDE00\\ud83d":1}]'),
    ("depth", "[" * (DEPTH + 2 - ABOVE) + "]" * (DEPTH + 2 - ABOVE)),
]
INSIDE = [
    '[{"a":1,"A":1},{"a":1}]',
    "[1.7976931348623157e308, -0, 1e-400, 123456789012345678901234567890]",
    '["NaN", "\\\\ud83d", "\\ud83d\\ude00", "[[[[", "\\u0000"]',
    "[" * (DEPTH - ABOVE) + "]" * (DEPTH - ABOVE),
]


@pytest.mark.parametrize(("rule", "value"), OUTSIDE)
def test_what_is_left_out_is_refused_by_the_reader(rule: str, value: str) -> None:
    text = in_free_form(value)
    assert excluded(text) == rule
    assert not ska_oso_pdm.validate(text).judged


@pytest.mark.parametrize("number", ["1e309", "1" + "0" * 309])
def test_overflow_is_refused_in_fields_too(number: str) -> None:
    target = f'{{"kind":"driftscan","reference_frame":"HORIZON","az":{number},"el":0}}'
    field = f'{{"targets":[{target}]}}'
    text = f'{{"interface":"{registry.BASE_URL}sbd/0.1","field_configurations":[{field}]}}'
    assert excluded(text) == "overflow"
    assert not ska_oso_pdm.validate(text).judged


@pytest.mark.parametrize("value", INSIDE)
def test_what_is_close_by_is_judged_alike(value: str) -> None:
    text = in_free_form(value)
    assert excluded(text) is None
    for subject in documents():
        if str(subject) == "sbd/0.1":
            judges = Judges(subject.schemas, subject.url, subject.cls)
            assert judges.problem(text, thorough=True) is None
            assert judges.schema_accepts(text)


def test_every_rule_of_leaving_out_has_an_example_and_is_used() -> None:
    assert {rule for rule, _ in OUTSIDE} == set(RULES)
    samples, unused = [Samples(part) for part in parts()], set(RULES)
    for number in range(5000):
        unused.discard(str(excluded(samples[number % len(samples)].draw(number).text)))
        if not unused:
            break
    assert not unused


def test_plain_python_jsonschema_still_takes_a_newline_at_the_end() -> None:
    """`schemas_registry` has `\\Z` for that; without need, it goes."""
    schema = {"pattern": "^a$"}
    assert jsonschema.Draft202012Validator(schema).is_valid("a\n")
    assert not jsonschema_rs.Draft202012Validator(schema).is_valid("a\n")
