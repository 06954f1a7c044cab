"""Both engines give the same verdicts, and without the libraries all is said that is said with."""

from __future__ import annotations

import collections
import decimal
import enum
import json
import os
import subprocess
import sys
from functools import cache
from importlib.metadata import version
from typing import Any

import pytest
from packaging.version import Version

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.documents.source import MAX_DEPTH
from ska_oso_pdm.doubles import BEYOND_DOUBLE
from ska_oso_pdm.migrations import NO_ASTROPY
from ska_oso_pdm.validation import breaches, engine, own_engine, rust_engine
from ska_oso_pdm.validation.bounded import bounded
from tests.absent_libraries import answers
from tests.samples import CORPUS, EXAMPLES, ROOT, exact, parsed

BAD = sorted((ROOT / "tests" / "invalid").glob("*/*.json"))
PACK = [
    path
    for path in sorted((ROOT / "conformance").glob("*/*.json"))
    if path.parent.name not in ("documents", "schemas")
]
COLLECTED = sorted(CORPUS.glob("*.json"))[::4]
NAMES = [os.path.relpath(path, ROOT) for path in (*EXAMPLES, *BAD, *PACK, *COLLECTED)]
SHARES = 8
AS_ANYWHERE = {"identify", "receipt", "compact", "indented", "read"}
"""What is said of a document in FK5, too, which cannot be upgraded."""
NUMBERS = ("none", "free-form", "all")


class Text(str):
    pass


class Whole(int):
    pass


class Real(float):
    pass


class Members(dict[str, Any]):
    pass


class Items(list[Any]):
    pass


class Word(enum.StrEnum):
    A = "a"


class Count(enum.IntEnum):
    ONE = 1


class Other(enum.Enum):
    A = "a"
    B = frozenset()


def nested(depth: int) -> Any:
    value: Any = 1
    for level in range(depth):
        value = {"a": value} if level % 2 else [value]
    return value


SINCE: list[Any] = [decimal.Decimal("1E+9999999"), [2**64, float(2**64)]]
"""Values that no JSON text gives, of which earlier versions of jsonschema-rs say something else."""
VALUES = [
    *(None, True, False, 0, 1, -1, 1.0, 1.5, -0.0, 5e-324, 1e16, 1e300, 2**53 + 1, 2**63, 2**64),
    *(-(2**70), 10**400, BEYOND_DOUBLE, -BEYOND_DOUBLE, BEYOND_DOUBLE - 1),
    *(float("nan"), float("inf"), -float("inf")),
    *("", "a", "a\n", "1", "é", "😀", "٣", "0\n", "²", "\x7f", "a" * 10_000),
    *(Text("a"), Whole(1), Real(1.0), Members(a=1), Items([1]), Word.A, Count.ONE, Other.A),
    *(
        Other.B,
        (),
        (1, "a"),
        {1},
        b"a",
        bytearray(b"a"),
        decimal.Decimal(1),
        decimal.Decimal("1.5"),
    ),
    *(decimal.Decimal("1E+400"), SINCE[0], decimal.Decimal(f"{10**29}.5")),
    *(decimal.Decimal("1E-400"), decimal.Decimal("sNaN"), decimal.Decimal("-Infinity")),
    *(decimal.Decimal("NaN"), object(), range(3), collections.OrderedDict(a=1)),
    *({}, [], {"a": 1}, {1: 2}, {None: 1}, {True: 1}, {Text("b"): 1}, {Word.A: 1}, {"\ud800": 1}),
    *([1, 1.0], [1, True], [0, False], [0.0, -0.0], ["1", 1], ["a", "a"], [[1], [1.0]]),
    *([{"a": 1, "b": [2]}, {"b": [2.0], "a": 1}], SINCE[1], [2**53 + 1, 2.0**53]),
    *([10**400, 10**400], [None, None], [None, False], [True, True], [{}, []], [(), []]),
    *([object(), 1], {"a": object()}, {"a": {"b": [object()]}}),
    *(nested(MAX_DEPTH), nested(1000)),
]
"""What readers of JSON give, what programs give instead, and what stands for no JSON.

But for texts with half of a surrogate pair, of which jsonschema-rs takes no notice in unions.
"""

RECURSIVE = bounded(
    {"$id": "https://x/y", "$ref": "https://x/y#/$defs/BoundedJson"}, everywhere=True
)
SCHEMAS = [
    *({"type": name} for name in own_engine._CLASSES),
    {"type": ["integer", "string"]},
    {"type": ["string", "number", "boolean"]},
    {"type": "number", "minimum": 0.1},
    {"type": "number", "exclusiveMinimum": 1, "maximum": 2**53},
    {"type": "number", "exclusiveMinimum": -BEYOND_DOUBLE, "exclusiveMaximum": BEYOND_DOUBLE},
    {"type": "integer", "minimum": 1, "maximum": 14},
    {"type": "string", "enum": ["a", "1"]},
    {"enum": [1, "a", 2.5]},
    {"const": 1},
    {"const": "a"},
    {"type": "string", "pattern": "^[0-9A-Za-z]*$"},
    {"uniqueItems": True},
    {"type": "array", "minItems": 1, "maxItems": 2, "items": {"type": "number"}},
    {"type": "array", "prefixItems": [{"type": "integer"}], "items": {"type": "string"}},
    {"type": "array", "prefixItems": [{"type": "integer"}], "items": False},
    {"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}}},
    {"type": "object", "properties": {"a": {}}, "additionalProperties": False},
    {"type": "object", "additionalProperties": {"type": "object"}},
    {"anyOf": [{"type": "object"}, {"type": "null"}]},
    {"oneOf": [{"type": "number"}, {"type": "integer"}, {"type": "string"}]},
    RECURSIVE,
]


def told(is_valid: engine.Judge, value: Any) -> bool:
    """Give the verdict: what stands for no JSON is not valid, in whatever order it is met."""
    try:
        return is_valid(value)
    except ValueError:
        return False


def shown(value: Any) -> str:
    """Write a value for a message, whatever is in it."""
    return "nested" if value in (VALUES[-1], VALUES[-2]) else ascii(value)[:80]


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: json.dumps(schema)[:60])
def test_each_rule_judges_any_python_value_alike(schema: dict[str, Any]) -> None:
    own, rust = (
        each.judge_by(schema, lambda _: schema["$defs"]["BoundedJson"])
        if schema is not RECURSIVE
        else each.judge_of(schema["$ref"], {schema["$id"]: schema})
        for each in (own_engine, rust_engine)
    )
    differing = [value for value in VALUES if told(own, value) != told(rust, value)]
    if Version(version("jsonschema-rs")) < Version("0.60"):
        differing = [value for value in differing if not any(value is one for one in SINCE)]
    assert [*map(shown, differing)] == []


read_once = cache(parsed)


@cache
def engines(url: str, numbers: str) -> tuple[engine.Judge, engine.Judge]:
    identifier = registry.parse_url(url)
    assert identifier is not None
    schemas = registry.schemas_of(identifier.version)
    if numbers != "none":
        schemas = {u: bounded(s, everywhere=numbers == "all") for u, s in schemas.items()}
    return own_engine.judge_of(url, schemas), rust_engine.judge_of(url, schemas)


@pytest.mark.parametrize("numbers", NUMBERS)
@pytest.mark.parametrize("known", registry.documents(), ids=lambda known: known.url[-25:])
def test_documents_of_any_layout_are_judged_alike_by_each(known: Any, numbers: str) -> None:
    own, rust = engines(known.url, numbers)
    for path in (*EXAMPLES, *BAD, *COLLECTED):
        if path.name.startswith(known.entity) or path in COLLECTED:
            document = read_once(path)
            assert told(own, document) == told(rust, document), path


@pytest.mark.parametrize(
    "value",
    [object(), {1}, b"a", Text("a"), {1: 2}, "\ud800"],
    ids=lambda value: type(value).__name__,
)
def test_where_only_that_is_wrong_it_is_no_verdict(value: Any) -> None:
    for each in (own_engine, rust_engine):
        for name in own_engine._CLASSES:
            with pytest.raises(ValueError, match="type|Dict key|surrogates"):
                each.judge_alone("type", name)(value)


@pytest.mark.parametrize("numbers", NUMBERS)
def test_any_python_value_in_a_document_is_judged_alike(numbers: str) -> None:
    block = parsed(ROOT / "examples" / "1.0" / "sbd-mid-imaging.json")
    own, rust = engines(block["interface"], numbers)
    activity = next(iter(block["activities"].values()))
    places = [
        (block, "name"),
        (block["targets"][0]["reference_coordinate"], "dec_str"),
        (block["csp_configurations"][0], "config_id"),
        (activity, "function_args"),
        (activity, "not a key"),
    ]
    differing: list[tuple[str, str]] = []
    for home, key in places:
        before = dict(home)
        for value in VALUES:
            for given in (value, {"init": {"kwargs": {"x": value}}}, [value]):
                home[key] = given
                if told(own, block) != told(rust, block):
                    differing.append((key, shown(given)))
        home.clear()
        home.update(before)
    assert differing == []


def test_the_rules_are_those_that_the_list_of_breaches_knows() -> None:
    structure = {"type", "anyOf", "oneOf", "const", "enum", "properties", "additionalProperties"}
    own = own_engine._JUDGING | structure | {"items", "prefixItems", "$ref"}
    assert own == breaches.KEYWORDS


def test_a_keyword_that_is_not_known_is_no_verdict() -> None:
    with pytest.raises(AssertionError, match="'format'"):
        own_engine.judge_alone("format", "date")


def test_jsonschema_rs_judges_where_it_is_installed() -> None:
    assert engine.judge_of is rust_engine.judge_of


class TestWithoutLibraries:
    @pytest.mark.parametrize("share", range(SHARES))
    def test_the_same_is_said_and_written(
        self, share: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        names = NAMES[share::SHARES]
        found = said_without(names)
        monkeypatch.chdir(ROOT)
        for name, without in zip(names, found, strict=True):
            here = json.loads(json.dumps(answers(name)))
            if exact(here) != exact(without):
                same = [key for key in here if exact(here[key]) == exact(without[key])]
                assert NO_ASTROPY in json.dumps(without), (name, same)
                assert here.keys() & AS_ANYWHERE <= {*same}, name

    def test_fk5_is_refused_with_a_remedy(self) -> None:
        [found] = said_without(["examples/0.2/sbd-mid.json"])
        status, out, _ = found["account"]
        assert status == 1
        assert out.splitlines() == [
            "examples/0.2/sbd-mid.json: refused, sbd 0.2 → 1.0",
            "  112:31: /targets/0/reference_coordinate: 5 values, 0.7 → 1.0: a position in FK5 "
            "becomes one in ICRS by Astropy, which is not installed here; convert the document "
            "where it is installed [doubtful]",
        ]


def said_without(names: list[str]) -> list[dict[str, Any]]:
    """Ask a process in which the libraries are not found."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.absent_libraries"],
        input="\n".join(names),
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]
