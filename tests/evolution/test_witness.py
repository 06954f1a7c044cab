"""What is in one schema and in no other: proved to be nothing, or shown by a smallest value."""

from __future__ import annotations

from typing import Any

import jsonschema_rs
import pytest

from ska_oso_pdm.evolution.shapes import Shapes
from ska_oso_pdm.evolution.unsupported import Unsupported
from ska_oso_pdm.evolution.wanted import NO_VALUE
from ska_oso_pdm.evolution.witness import Search
from ska_oso_pdm.pointers import tokens

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "number"}
INTEGER: Schema = {"type": "integer"}
NULL: Schema = {"type": "null"}


def pattern(expression: str, **more: Any) -> Schema:
    return {"type": "string", "pattern": expression, **more}


def closed(*required: str, **members: Schema) -> Schema:
    return {
        "type": "object",
        "properties": members,
        "required": [*required],
        "additionalProperties": False,
    }


def tagged(tag: str, *required: str, **members: Schema) -> Schema:
    return closed("kind", *required, kind={"type": "string", "const": tag}, **members)


def array(items: Schema | bool = True, **more: Any) -> Schema:
    return {"type": "array", "items": items, **more}


def fixed(*items: Schema, **more: Any) -> Schema:
    return {"type": "array", "prefixItems": [*items], "items": False, **more}


def map_of(values: Schema | bool, **more: Any) -> Schema:
    return {"type": "object", "additionalProperties": values, **more}


def nowhere(url: str) -> Schema:
    raise KeyError(url)


def outside(schema: Schema, *others: Schema) -> Any:
    shapes = Shapes(nowhere)
    return Search().outside(shapes.of(schema), tuple(map(shapes.of, others)))


PAIR = fixed(INTEGER, INTEGER, minItems=2, maxItems=2)
UNION = {"oneOf": [tagged("a", x=NUMBER), tagged("b", y=TEXT)]}
EMAIL = "^[a-z]+(\\.[a-z]+)*@([a-z]+\\.)+[a-z]+$"

# What is valid by the first is valid by the second, and by more than is in it.
INCLUDED: list[tuple[Schema, Schema]] = [
    (INTEGER, NUMBER),
    ({"type": "integer", "minimum": 1, "maximum": 5}, {"type": "number", "minimum": 0.5}),
    ({"type": "integer", "exclusiveMinimum": 0}, {"type": "integer", "minimum": 1}),
    ({"type": "integer", "minimum": 0.5}, {"type": "integer", "minimum": 1}),
    ({"type": "number", "exclusiveMaximum": 5}, {"type": "number", "maximum": 5}),
    ({"enum": [1.0, 2]}, INTEGER),
    ({"const": True}, {"type": "boolean"}),
    (NULL, {"anyOf": [TEXT, NULL]}),
    ({"enum": ["a", "b"]}, pattern("^[a-c]$")),
    (pattern("^[0-9]{4}$"), pattern("^[0-9]+$")),
    (pattern("^(a|b)$"), {"enum": ["b", "a"]}),
    (pattern("^a"), pattern("a")),
    (pattern(EMAIL), pattern("@")),
    (pattern("^[0-9]{2,4}$"), {"type": "string", "minLength": 2, "maxLength": 4}),
    ({"type": "string", "minLength": 1, "maxLength": 3}, {"type": "string", "maxLength": 3}),
    (array(INTEGER), array(NUMBER)),
    (array(TEXT, maxItems=0), array(NUMBER)),
    (PAIR, array(INTEGER, minItems=2)),
    (PAIR, {"type": "array"}),
    (array({"enum": ["a", "b"]}, uniqueItems=True), array(TEXT, maxItems=2)),
    (array(TEXT, maxItems=1), array(TEXT, uniqueItems=True)),
    (fixed(TEXT, NUMBER), array(uniqueItems=True)),
    (closed("x", x=NUMBER), closed(x=NUMBER, y=TEXT)),
    (closed("x", x=INTEGER), {"type": "object"}),
    (closed("x", x=closed(y=INTEGER)), closed(x=closed(y=NUMBER))),
    (closed(x=TEXT), map_of(TEXT)),
    (map_of(INTEGER), map_of(NUMBER)),
    (map_of(TEXT, propertyNames=pattern("^[ab]$")), closed(a=TEXT, b=TEXT)),
    (tagged("a", x=NUMBER), UNION),
    (UNION, {"oneOf": [*UNION["oneOf"], tagged("c")]}),
    (UNION, {"anyOf": [NULL, UNION]}),
    (UNION, closed("kind", kind={"enum": ["a", "b"]}, x=NUMBER, y=TEXT)),
    ({"const": {"x": [1, {"y": None}]}}, closed("x", x=array())),
    (NUMBER, {"anyOf": [{"type": "number", "minimum": 0}, {"type": "number", "maximum": 0}]}),
    (closed(x={"enum": [1, 2]}), {"anyOf": [closed(x={"const": 1}), closed(x={"const": 2})]}),
]

# What is valid by the first need not be valid by the second: a smallest value that shows it.
NOT_INCLUDED: list[tuple[Schema, Schema, Any]] = [
    (NUMBER, INTEGER, 0.5),
    ({"type": "integer", "minimum": 0}, {"type": "integer", "minimum": 1}, 0),
    ({"type": "number", "minimum": 0}, {"type": "number", "exclusiveMinimum": 0}, 0),
    ({"type": "number", "exclusiveMinimum": 0}, {"type": "number", "minimum": 1}, 0.5),
    ({"type": "integer", "minimum": 3, "maximum": 9}, {"enum": [3, 4, 5, 7, 8, 9]}, 6),
    ({"enum": [1, True]}, {"const": 1}, True),
    ({"enum": [1, True]}, {"const": True}, 1),
    ({"anyOf": [TEXT, NULL]}, TEXT, None),
    ({"enum": ["long", "b"]}, {"enum": ["b"]}, "long"),
    (TEXT, pattern("^[a-z]+$"), ""),
    (pattern("^[0-9]+$"), pattern("^[0-9]{4}$"), "0"),
    (pattern("^[0-9]{4}$"), pattern("^[0-8]{4}$"), "0009"),
    (pattern("^(a|b)$"), {"const": "a"}, "b"),
    (pattern("^a*$"), {"enum": [""]}, "a"),
    (pattern("a"), pattern("^a"), "ba"),
    (TEXT, {"type": "string", "maxLength": 3}, "aaaa"),
    (TEXT, {"type": "string", "minLength": 1}, ""),
    ({"type": "string", "maxLength": 1}, {"enum": ["", *"abc01A- \u00e9"]}, "d"),
    (array(NUMBER), array(INTEGER), [0.5]),
    (array(TEXT), array(TEXT, minItems=2), []),
    (array(TEXT), array(TEXT, maxItems=1), ["", ""]),
    (array(TEXT), array(TEXT, uniqueItems=True), ["", ""]),
    (array(TEXT, uniqueItems=True), array(TEXT, maxItems=1), ["", "a"]),
    (array(closed(x=INTEGER), uniqueItems=True), array(maxItems=1), [{}, {"x": 0}]),
    (array(INTEGER), PAIR, []),
    (fixed(TEXT, NUMBER, minItems=2), fixed(TEXT, INTEGER, minItems=2), ["", 0.5]),
    (fixed(NUMBER, {"enum": ["a", 7]}, minItems=2), array(uniqueItems=True), [7, 7]),
    (closed(x=NUMBER), closed(y=NUMBER), {"x": 0}),
    (closed(x=NUMBER), closed("x", x=NUMBER), {}),
    (closed("x", x=NUMBER, z=TEXT), closed("x", x=INTEGER, z=TEXT), {"x": 0.5}),
    (closed(x=closed(y=NUMBER)), closed(x=closed(y=INTEGER)), {"x": {"y": 0.5}}),
    (map_of(NUMBER), map_of(INTEGER), {"a": 0.5}),
    (map_of(TEXT), map_of(TEXT, propertyNames=pattern("^[ab]$")), {"c": ""}),
    (map_of(TEXT), closed(a=TEXT), {"b": ""}),
    (UNION, tagged("a", x=NUMBER), {"kind": "b"}),
    (UNION, {"oneOf": [tagged("a", x=INTEGER), tagged("b", y=TEXT)]}, {"kind": "a", "x": 0.5}),
    (closed(x={"enum": [1, 2]}), {"anyOf": [closed("x", x={"const": 1}), closed()]}, {"x": 2}),
    ({"const": {"x": [1]}}, closed(x=array({"const": 2})), {"x": [1]}),
    # What is of two choices at once is valid by neither.
    (closed("kind", kind=TEXT), {"oneOf": [closed(kind=TEXT), tagged("a")]}, {"kind": "a"}),
]


@pytest.mark.parametrize("pair", INCLUDED, ids=str)
def test_what_is_included_is_proved(pair: tuple[Schema, Schema]) -> None:
    assert outside(*pair) is NO_VALUE
    assert outside(pair[0]) is not NO_VALUE


@pytest.mark.parametrize("case", NOT_INCLUDED, ids=str)
def test_what_is_not_included_is_shown(case: tuple[Schema, Schema, Any]) -> None:
    schema, other, value = case
    found = outside(schema, other)
    assert (type(found), found) == (type(value), value)
    assert jsonschema_rs.is_valid(schema, found)
    assert not jsonschema_rs.is_valid(other, found)


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "integer", "minimum": 0.2, "maximum": 0.8},
        {"type": "number", "exclusiveMinimum": 1, "maximum": 1},
        {"type": "string", "enum": [1]},
        pattern("^a$", minLength=2),
        closed("x", y=TEXT),
        closed("x", x={"enum": []}),
        array(TEXT, minItems=2, maxItems=1),
        array({"enum": ["a", "b"]}, minItems=3, uniqueItems=True),
        fixed(TEXT, minItems=2),
        {**closed("x", x=TEXT), "propertyNames": pattern("^y$")},
    ],
    ids=str,
)
def test_what_nothing_fits_is_empty(schema: Schema) -> None:
    assert outside(schema) is NO_VALUE


UNDECIDED = {
    "the keyword not": {"not": TEXT},
    "the keyword if": {"if": TEXT},
    "anyOf beside minimum": {"anyOf": [NUMBER], "minimum": 1},
    'the pattern "a\\\\s": validators differ in what \\s matches': pattern("a\\s"),
    'the pattern "^.$": validators differ in what . matches': pattern("^.$"),
    'the pattern "(?i)a": validators differ in what (? matches': pattern("(?i)a"),
    'the pattern "^((a{50}){50}){50}$": more than 5,000 parts, each as often as it is counted': (
        pattern("^((a{50}){50}){50}$")
    ),
    'the pattern "^[ab]*a[ab]{18}$": too many states are needed to decide': (
        pattern("^[ab]*a[ab]{18}$")
    ),
    'the pattern "a|(^b)": an anchor inside': pattern("a|(^b)"),
}


@pytest.mark.parametrize("why", UNDECIDED)
def test_what_is_not_decided_is_said(why: str) -> None:
    with pytest.raises(Unsupported) as raised:
        outside(UNDECIDED[why], pattern("^[a-z]$"))
    assert str(raised.value) == why


def test_a_schema_that_is_a_part_of_itself_is_named_each_time() -> None:
    url = "https://schema.skao.int/ska-oso-pdm-sbd/9.9"
    tree = closed(below=array({"$ref": f"{url}#/$defs/Tree"}))
    whole = {**closed(tree={"$ref": f"{url}#/$defs/Tree"}), "$defs": {"Tree": tree}}

    def resolve(url: str) -> Schema:
        node: Any = whole
        for token in tokens(url.partition("#")[2]):
            node = node[token]
        return dict(node)

    shapes = Shapes(resolve)
    for _ in range(2):
        with pytest.raises(Unsupported) as raised:
            shapes.at(url)
        assert str(raised.value) == f"{url}#/$defs/Tree is a part of itself"


def test_readers_take_more_keys_at_any_depth() -> None:
    shapes = Shapes(nowhere)
    old = shapes.of(closed("x", x=array(closed(y=NUMBER))))
    new = shapes.of(closed("x", x=array(closed(y=NUMBER, z=TEXT)), new=TEXT))
    assert Search().outside(new, (old,)) == {"x": [{"z": ""}]}
    assert Search().outside(new, (old.opened(),)) is NO_VALUE
    other = shapes.of(closed("x", x=array(closed(y=TEXT, z=TEXT))))
    assert Search().outside(other, (old.opened(),)) == {"x": [{"y": ""}]}
