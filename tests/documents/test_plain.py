"""Values of Python dicts: judged as the JSON value that they stand for, or an issue with a path."""

from __future__ import annotations

import collections
import copy
import dataclasses
import datetime
import decimal
import enum
import fractions
import math
import pickle
import types
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from astropy import units

import ska_oso_pdm as pdm
from ska_oso_pdm.codec import to_json_value
from ska_oso_pdm.documents.plain import plain_copy
from ska_oso_pdm.documents.source import read_source
from tests.samples import ROOT, parsed

IMAGING = ROOT / "examples" / "1.0" / "sbd-mid-imaging.json"
VERDICTS: dict[str, Callable[[Any], Any]] = {
    "validate": lambda document: list(pdm.validate(document)),
    "load": lambda document: to_json_value(pdm.load(document)),
    "read": lambda document: to_json_value(pdm.read(document).object),
    "load_as": lambda document: to_json_value(pdm.load_as(pdm.SBDefinition, document)),
    "convert": lambda document: pdm.convert(document, "0.7").document,
    "recognise": lambda document: pdm.recognise(document).version,
    "findings": pdm.findings,
    "references": lambda document: list(pdm.references(document)),
    "dangling_references": lambda document: pdm.dangling_references([document]),
    "diff": lambda document: pdm.diff(document, parsed(IMAGING)),
}
RECEIVER = ("targets", 0, "spfrx", "attenuation_1_x")
NAME = ("name",)


class Text(str):
    def __str__(self) -> str:
        return "another text"

    __repr__ = __str__


class Whole(int):
    pass


class Real(float):
    pass


class Items(list[Any]):
    pass


class Named(str, enum.Enum):  # noqa: UP042  # as it was written before Python 3.11
    A = "x"


class Tag(enum.StrEnum):
    A = "x"


class Number(enum.IntEnum):
    A = 3


class Other(enum.Enum):
    A = 3


@dataclasses.dataclass
class Record:
    a: int = 1


def with_value(place: tuple[Any, ...], value: Any) -> dict[str, Any]:
    document = parsed(IMAGING)
    part: Any = document
    for key in place[:-1]:
        part = part[key]
    part[place[-1]] = value
    return document


STANDS_FOR = [
    (NAME, Text("x"), "x"),
    (NAME, np.str_("x"), "x"),
    (NAME, Named.A, "x"),
    (NAME, Tag.A, "x"),
    (NAME, Text("é"), "é"),
    (RECEIVER, Whole(3), 3),
    (RECEIVER, Number.A, 3),
    (RECEIVER, Real(3.5), 3.5),
    (RECEIVER, np.float64(3), 3.0),
    (RECEIVER, np.float32(3.5), 3.5),
    (RECEIVER, np.float16(3.5), 3.5),
    (RECEIVER, np.int64(3), 3),
    (RECEIVER, np.uint8(3), 3),
    (RECEIVER, np.bool_(True), True),
    (NAME, np.float64(3), 3.0),
    (NAME, collections.OrderedDict(a=1), {"a": 1}),
    (NAME, collections.defaultdict(int, a=1), {"a": 1}),
    (NAME, types.MappingProxyType({"a": Text("x")}), {"a": "x"}),
    (NAME, collections.UserDict(a=1), {"a": 1}),
    (NAME, Items([np.int8(1)]), [1]),
    (NAME, {np.str_("k"): 1, Tag.A: 2, Text("z"): 3}, {"k": 1, "x": 2, "z": 3}),
]


def outcome(function: Callable[[Any], Any], document: Any) -> Any:
    """Give the result, or the issues of the refusal; any other error fails the test."""
    try:
        return function(document)
    except pdm.PdmError as error:
        return type(error), [str(issue) for issue in error.issues]


@pytest.mark.parametrize("verdict", VERDICTS)
@pytest.mark.parametrize(
    ("place", "value", "expected"),
    STANDS_FOR,
    ids=lambda part: type(part).__name__ if not isinstance(part, tuple) else part[-1],
)
def test_a_value_is_judged_as_what_it_stands_for(
    place: tuple[Any, ...], value: Any, expected: Any, verdict: str
) -> None:
    given = with_value(place, value)
    before = pickle.dumps(list(walked(given, set())))
    function = VERDICTS[verdict]
    assert outcome(function, given) == outcome(function, with_value(place, expected))
    assert pickle.dumps(list(walked(given, set()))) == before, "the caller's dict was changed"


def walked(value: Any, seen: set[int]) -> Any:
    """Yield type and repr of all parts of a value."""
    yield type(value).__name__, "" if isinstance(value, (dict, list)) else repr(value)
    if isinstance(value, collections.abc.Mapping):
        for key, part in value.items():
            yield type(key).__name__
            yield from walked(part, seen)
    elif isinstance(value, list):
        for part in value:
            yield from walked(part, seen)


NO_JSON = [
    np.datetime64("2026-01-01"),
    np.timedelta64(1, "s"),
    np.longdouble(3),
    np.complex128(1),
    np.bytes_(b"x"),
    np.array([1, 2]),
    np.array(1),
    np.ma.masked,
    3 * units.m,
    units.m,
    b"x",
    bytearray(b"x"),
    memoryview(b"x"),
    decimal.Decimal(1),
    fractions.Fraction(1, 2),
    datetime.datetime(2026, 1, 1),
    datetime.date(2026, 1, 1),
    datetime.timedelta(1),
    uuid.UUID(int=1),
    Path("x"),
    Other.A,
    Record(),
    Record,
    {1},
    frozenset(),
    (1, 2),
    range(3),
    collections.deque([1]),
    iter([1]),
    3 + 4j,
    object(),
    len,
    pdm.ICRSCoordinates(ra_str="05:23:34.6", dec_str="-69:45:22"),
]


@pytest.mark.parametrize("verdict", sorted(VERDICTS.keys() - {"recognise"}))
@pytest.mark.parametrize("value", NO_JSON, ids=lambda value: type(value).__name__)
def test_what_stands_for_no_json_value_is_an_issue_with_its_path(value: Any, verdict: str) -> None:
    name = type(value).__name__
    article = "an" if name[0] in "aeiouAEIOU" else "a"
    found = outcome(VERDICTS[verdict], with_value(RECEIVER, value))
    issues = [str(issue) for issue in found] if verdict == "validate" else found[1]
    assert issues == [
        f"/targets/0/spfrx/attenuation_1_x: {article} {name} is no JSON value; give a list, dict, "
        "text or number [not-json]"
    ]


FINITE = "a number too large for JSON readers, or none at all; give a finite one [not-finite]"
WHOLE = "half of a surrogate pair; write the whole character [not-utf-8]"


@pytest.mark.parametrize(
    ("value", "message"),
    [
        *((value, f"/name: {FINITE}") for value in (math.nan, math.inf, 10**400, Whole(10**400))),
        *((f(x), f"/name: {FINITE}") for f in (Real, np.float32) for x in (math.nan, -math.inf)),
        ("\ud800", f"/name: {WHOLE}"),
        (np.str_("\ud800"), f"/name: {WHOLE}"),
        ({1: 2}, "/name: the key 1 is not text [not-json]"),
        ({None: 2}, "/name: the key None is not text [not-json]"),
        ({np.int64(1): 2}, f"/name: the key {np.int64(1)!r} is not text [not-json]"),
        (
            {"\ud800": 1},
            "/name: half of a surrogate pair in the key '\\ud800'; write the whole character "
            "[not-utf-8]",
        ),
    ],
    ids=lambda part: ascii(part)[:20],
)
@pytest.mark.parametrize("verdict", sorted(VERDICTS.keys() - {"recognise"}))
def test_what_no_reader_could_hold_is_an_issue_with_its_path(
    value: Any, message: str, verdict: str
) -> None:
    found = outcome(VERDICTS[verdict], with_value(NAME, value))
    issues = [str(issue) for issue in found] if verdict == "validate" else found[1]
    prefix = "A: " if verdict == "diff" else ""
    assert [issue.removeprefix(prefix) for issue in issues] == [message]


def test_a_document_that_holds_itself_is_too_deep() -> None:
    document = parsed(IMAGING)
    document["targets"] = [{"a": Text("x"), "b": document, "c": document}]
    (issue,) = pdm.validate(document)
    assert issue.code == "too-deep"
    items: list[Any] = [Text("x")]
    items.append(items)
    (issue,) = pdm.validate({"a": items})
    assert issue.code == "too-deep"


def test_a_document_of_other_types_throughout_is_the_same_document() -> None:
    def disguised(value: Any) -> Any:
        if isinstance(value, dict):
            parts = {Text(key): disguised(part) for key, part in value.items()}
            return types.MappingProxyType(parts)
        if isinstance(value, list):
            return Items(map(disguised, value))
        made = {str: Text, int: np.int64, float: np.float64, bool: np.bool_}.get(type(value))
        return made(value) if made else value

    for file in sorted((ROOT / "examples").glob("*/*.json")):
        document = parsed(file)
        made = disguised(document)
        assert read_source(made).document == document
        assert repr(read_source(made).document) == repr(document)
        assert list(pdm.validate(made)) == list(pdm.validate(document)), file


def test_a_plain_dict_is_not_copied() -> None:
    document = parsed(IMAGING)
    assert read_source(document).document["targets"] is document["targets"]
    assert plain_copy(document) == document


def test_parts_at_depth_are_copied() -> None:
    value: Any = Text("x")
    for _ in range(198):
        value = [value]
    expected = copy.deepcopy(value)
    assert repr(read_source({"a": value}).document["a"]).strip("[]") == "'x'"
    assert value == expected


@pytest.mark.parametrize("value", [np.float32(1), np.array([1.0])])
def test_an_object_that_holds_what_cannot_be_written_is_refused(value: Any) -> None:
    block = pdm.load(ROOT / "examples" / "0.1" / "sbd-mid.json")
    block.sdp_configuration.processing_blocks[1].parameters["x"] = value
    message = f"Unable to serialize unknown type: {type(value)} [not-json]"
    for use in (lambda: list(pdm.references(block)), lambda: pdm.diff(block, block)):
        with pytest.raises(pdm.UnreadableError) as caught:
            use()
        assert str(caught.value).removeprefix("A: ") == message
