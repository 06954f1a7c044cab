"""What stands around a change: other keywords, the type of a union, other choices, itself."""

from __future__ import annotations

from random import Random
from typing import Any

import jsonschema_rs
import pytest

from ska_oso_pdm.evolution.judge import Judge, Verdict

from .miniatures import Schema, block, closed, judged, miniature, told


def between(old: Schema, new: Schema, **definitions: Schema) -> list[str]:
    return told(judged(block({"a": old}, **definitions), block({"a": new}, **definitions)))


def tagged(title: str, tag: Schema, **members: Schema) -> Schema:
    return closed(title, {"kind": tag, **members}, required=["kind"])


def test_each_bound_is_judged_with_the_others_as_the_writer_has_them() -> None:
    old = {"type": "number", "minimum": 0, "maximum": 10}
    new = {"type": "number", "minimum": 20, "maximum": 30}
    assert between(old, new) == [
        'bound-changed [-] breaks/safe: "a": minimum is 20 now, and was 0',
        'bound-changed [-] safe/breaks: "a": maximum is 30 now, and was 10',
    ]


def test_a_bound_that_becomes_exclusive_breaks_for_itself_alone() -> None:
    old, new = {"type": "number", "minimum": 0}, {"type": "number", "exclusiveMinimum": 0}
    assert between(old, new) == [
        'bound-changed [-] safe/safe: "a": minimum 0 is gone',
        'bound-changed [-] breaks/safe: "a": exclusiveMinimum 0 is new',
    ]


def test_a_choice_that_the_type_of_its_union_excludes_breaks_no_reader() -> None:
    first = tagged("First", {"type": "string", "const": "first"})
    second = tagged("Second", {"type": "string", "const": "second"})
    old = {"type": "object", "oneOf": [first, second]}
    new = {"type": "object", "oneOf": [first, {"type": "string"}]}
    found = judged(block({"a": old}), block({"a": new}))
    assert [(one.backward.outcome, one.forward.outcome) for one in found] == [("breaks", "safe")]


def test_a_judge_says_the_same_each_time() -> None:
    old, new = block({"a": {"type": "number"}}), block({"a": {"type": "integer"}})
    judge = Judge(miniature(old, "8.0"), miniature(new, "9.0"), "sbd")
    first, second = ([(c.change.code, c.backward) for c in judge.changes()] for _ in range(2))
    assert first == second != []
    assert judge.overall("backward") == first[0][1]


def test_choices_that_overlap_break_what_is_of_both() -> None:
    first = tagged("First", {"type": "string", "const": "first"})
    old = tagged("Second", {"type": "string", "const": "second"})
    new = tagged("Second", {"type": "string"})
    found = judged(block({"a": {"oneOf": [first, old]}}), block({"a": {"oneOf": [first, new]}}))
    overlap = next(one for one in found if one.change.code == "choices-overlap")
    assert overlap.backward.outcome == "breaks"
    assert overlap.backward.witness["a"] == {"kind": "first"}


def test_a_schema_that_is_a_part_of_itself_is_not_decided_and_said() -> None:
    def tree(value: Schema) -> dict[str, Any]:
        below = {"type": "array", "items": {"$ref": "Tree"}}
        return block({"a": {"$ref": "Tree"}}, Tree=closed("Tree", {"x": value, "below": below}))

    sets = [miniature(tree({"type": kind}), "8.0") for kind in ("number", "integer")]
    judge = Judge(*sets, "sbd")
    why = "https://schema.skao.int/ska-oso-pdm-sbd/8.0#/$defs/Tree is a part of itself"
    unknown = Verdict("unknown", None, why)
    assert [(one.change.code, one.backward) for one in judge.changes()] == [
        ("type-changed", unknown)
    ]
    assert judge.whole("backward") == judge.whole("forward") == unknown


@pytest.mark.parametrize("kind", ["integer", "number", "string"])
def test_what_stands_beside_a_list_of_values_is_told_as_what_it_does(kind: str) -> None:
    random = Random(kind)
    for _ in range(60):
        old, new = listed(random, kind), listed(random, kind)
        before, after = ({v for v in VALUES[kind] if is_valid(side, v)} for side in (old, new))
        found = judged(block({"a": old}), block({"a": new}))
        told = [{getattr(one, way).outcome for one in found} for way in ("backward", "forward")]
        assert ["breaks" in outcomes for outcomes in told] == [
            not before <= after,
            not after <= before,
        ], f"{old} {new}: {found}"
        assert not any("unknown" in outcomes for outcomes in told)
        assert same(old, new) or found


VALUES: dict[str, list[Any]] = {
    "integer": [1, 2, 3, 4],
    "number": [1, 1.5, 2, 2.5],
    "string": ["a", "ab", "abc", "b"],
}
BESIDE: dict[str, dict[str, list[Any]]] = {
    "integer": {"minimum": [1, 2], "exclusiveMinimum": [1], "maximum": [3], "const": [2, 3]},
    "number": {"minimum": [1.5], "maximum": [2, 2.5], "exclusiveMaximum": [2]},
    "string": {"pattern": ["^a", "b$"], "minLength": [2], "maxLength": [1, 2], "const": ["ab"]},
}


def listed(random: Random, kind: str) -> Schema:
    """Make a list of values, some of which what stands beside it may exclude."""
    beside = {
        keyword: random.choice(values)
        for keyword, values in BESIDE[kind].items()
        if random.random() < 0.4
    }
    return {"type": kind, "enum": random.sample(VALUES[kind], random.randint(1, 4)), **beside}


def same(old: Schema, new: Schema) -> bool:
    return {**old, "enum": sorted(old["enum"])} == {**new, "enum": sorted(new["enum"])}


def is_valid(schema: Schema, value: Any) -> bool:
    return bool(jsonschema_rs.Draft202012Validator(schema).is_valid(value))
