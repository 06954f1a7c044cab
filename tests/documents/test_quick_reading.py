"""The quick ways of reading give what the strict ones give: texts, dicts, and what is said of both.

The strict ones are jiter, which refuses doubled keys, and the walk that names what is improper.
"""

from __future__ import annotations

import enum
import json
import math
import random
import re
import subprocess
import sys
import types
import uuid
from collections import OrderedDict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jiter
import orjson
import pytest

import ska_oso_pdm
from ska_oso_pdm.documents import source
from ska_oso_pdm.documents.plain import PLAIN
from ska_oso_pdm.documents.proper import improper_values, is_proper
from ska_oso_pdm.documents.round_trip import _FEW, by_round_trip
from ska_oso_pdm.documents.source import MAX_DEPTH, MAX_VALUES
from tests.samples import CORPUS, EXAMPLES, ROOT, parsed

SPOILT = sorted((ROOT / "tests" / "invalid").glob("*/*.json"))
FILES = [*EXAMPLES, *SPOILT, *sorted(CORPUS.glob("*.json"))]
DAMAGED = 4  # texts that are made of each layout of each file

LAYOUTS: dict[str, Callable[[Any], str]] = {
    "compact": lambda value: json.dumps(value, ensure_ascii=False, separators=(",", ":")),
    "indent of 2": lambda value: json.dumps(value, ensure_ascii=False, indent=2),
    "indent of 2, with a line end": lambda value: LAYOUTS["indent of 2"](value) + "\n",
    "indent of 4": lambda value: json.dumps(value, ensure_ascii=False, indent=4),
    "as Windows ends lines": lambda value: LAYOUTS["indent of 2"](value).replace("\n", "\r\n"),
    "as PostgreSQL spaces it": lambda value: json.dumps(value, ensure_ascii=False),
    "with escapes": lambda value: json.dumps(value, indent=2),
}
NUMBERS = [
    *"0 -0 -0.0 0.0 1.0 1e5 1E5 1e-7 1.50 1e400 -1e400 1E+400 1e+16 1e16 1e-400 5e-324".split(),
    *"NaN 1.7976931348623157e308 1.7976931348623159e308 9223372036854775807".split(),
    *"18446744073709551615 18446744073709551616 -9223372036854775808 -9223372036854775809".split(),
    *"01 1. .5 0.1 0.30000000000000004 1234567890123456789012345678901234567890 1e22 1e23".split(),
    *"2.2250738585072014e-308 Infinity 9223372036854775808".split(),
    *("9" * 308, "9" * 309, "0." + "3" * 400, "1" + "0" * 250 + "e99", "-" + "8" * 400),
]
TEXTS = [
    *r'"" "é" "\u00e9" "\ud83d\ude00" "\ud800" "\/" "/" "\n" "\u000a" "\u0000" "\u007f"'.split(),
    *r'"\\" "\\u0041" "\"" "\x" ",:[]{}" "1e400" "\"a\":1" "😀" "\u0020"'.split(),
    *('"a b"', r'"a\ b"', r'"\\ u0041"', r'"\u0 041"', '"\t"', '"\x7f"', '"\u2028"', '"\ufeff"'),
    *('"' + " " * 500 + '"', '"' + "[" * 300 + '"'),
]
PIECES = [
    *NUMBERS, *TEXTS, "{}", "[]", "[{}]", "null", "true", '{"a":1,"a":1}', '{"a":1,"a ":1}',
    '{"a":1,"\\u0061":2}', "[1,]", "//", '{"a" : [ 1 , 2 ] }', "[" * 150 + "]" * 150,
    '{"a":' * 210 + "1" + "}" * 210, "[" * 250 + "]" * 250, "[" * 255 + "1" + "]" * 255,
]  # fmt: skip
_VALUE = re.compile(r'-?\d[\d.eE+-]*|"(?:[^"\\]|\\.)*"(?!\s*:)|true|false|null')
_MEMBER = re.compile(r'("(?:[^"\\]|\\.)*")(\s*:\s*)("(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*)')


def damaged(text: str, chance: random.Random) -> bytes:
    """Put something odd into a text: a value, a key twice, white space, a byte."""
    kind = chance.randrange(5)
    if kind < 2 and (found := list(_VALUE.finditer(text))):
        place = chance.choice(found)
        text = text[: place.start()] + chance.choice(PIECES) + text[place.end() :]
    elif kind == 2 and (found := list(_MEMBER.finditer(text))):
        place = chance.choice(found)
        again = chance.choice([place[0], f"{place[1]}:{chance.choice(PIECES)}", place[1]])
        text = text[: place.start()] + again + ", " + text[place.start() :]
    elif kind == 3:
        index = chance.randrange(len(text))
        text = (
            text[:index]
            + chance.choice([" ", "\n", "\t", "\r", "\0", "\x0b", ",", '"', "\\"])
            + text[index:]
        )
    else:
        data = bytearray(text.encode())
        data[chance.randrange(len(data))] = chance.randrange(256)
        return bytes(data)
    return text.encode()


def texts(seed: int, files: list[Path]) -> Iterator[bytes]:
    """Yield texts of files as they are, in every layout, and damaged."""
    chance = random.Random(seed)
    for file in files:
        yield file.read_bytes()
        try:
            document = parsed(file)
        except (ValueError, RecursionError):
            continue
        for write in LAYOUTS.values():
            text = write(document)
            yield text.encode("utf-8", "surrogatepass")
            for _ in range(DAMAGED):
                yield damaged(text.encode("utf-8", "replace").decode(), chance)


def strictly(data: bytes) -> Any:
    """Give the value with the type of each part, or None where the strict parser refuses."""
    try:
        value = jiter.from_json(data, catch_duplicate_keys=True, allow_inf_nan=False)
    except ValueError:
        return None
    return repr(value)


def has_no_number_beyond(value: Any) -> bool:
    return not list(improper_values(value, MAX_DEPTH, MAX_VALUES))


@pytest.mark.parametrize("seed", range(4))
def test_a_text_that_is_read_quickly_is_read_as_strictly(seed: int) -> None:
    read = 0
    for data in texts(seed, FILES[seed::4]):
        value = by_round_trip(data, MAX_DEPTH)
        if value is not None:
            assert repr(value) == strictly(data), data
            assert has_no_number_beyond(value), data
            read += 1
    assert read > 500


@pytest.mark.parametrize("layout", [name for name in LAYOUTS if name != "with escapes"])
def test_documents_in_every_layout_are_read_quickly(layout: str) -> None:
    for file in EXAMPLES:
        document = parsed(file)
        assert repr(by_round_trip(LAYOUTS[layout](document).encode(), MAX_DEPTH)) == repr(document)


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize(
    "around", ["{}", '{{"a":{},"b":2}}', '{{\n  "a": {}\n}}', "[1, {}]", " {} "]
)
def test_odd_texts_are_read_as_strictly_or_not_at_all(piece: str, around: str) -> None:
    data = around.format(piece).encode("utf-8", "surrogatepass")
    value = by_round_trip(data, MAX_DEPTH)
    if value is not None:
        assert repr(value) == strictly(data)
        assert has_no_number_beyond(value)


@pytest.mark.parametrize(
    "text",
    [
        '{"a":1,"a":1,"b":1e6}',  # what the key loses in length, the number gains
        '{"a":1,"a ":1,"a":1,"b":1e6}',
        '{"b":1e6,"a":[{"c":0,"c":0}]}',
        "[18446744073709551616,1.50]",
        "[18446744073709551616,1.500]",
        "[-9223372036854775809,1.500]",
    ],
)
@pytest.mark.parametrize("layout", ["", "indent of 2", "as PostgreSQL spaces it"])
def test_what_is_lost_here_and_gained_there_is_left_to_the_strict_parser(
    text: str, layout: str
) -> None:
    if layout:
        separator = ",\n  " if layout == "indent of 2" else ", "
        text = text.replace('{"', '{\n  "', 1).replace(",", separator)
    assert by_round_trip(text.encode(), MAX_DEPTH) is None


@pytest.mark.parametrize("opened", ["[", '{"a":', '[0,{"a b":'])
@pytest.mark.parametrize("inner", ["1", "[]", "{}", '""', '"' + " " * 900 + '"'])
@pytest.mark.parametrize("layout", ["compact", "indent of 2", "indent of 4"])
def test_what_is_nested_too_deep_is_left_to_the_strict_parser(
    opened: str, inner: str, layout: str
) -> None:
    for number in (1, 98, 99, 100, 101, 198, 199, 200, 201, 202, 252, 253, 254, 255, 256, 400):
        ends = "".join("}" if sign == "{" else "]" for sign in reversed(opened) if sign in "[{")
        value = json.loads(opened * number + inner + ends * number)
        data = LAYOUTS[layout](value).encode()
        found, strict = by_round_trip(data, MAX_DEPTH), strictly(data)
        assert found is None or repr(found) == strict
        assert strict is None or is_proper(value, MAX_DEPTH, MAX_VALUES)
        assert is_proper(value, MAX_DEPTH, MAX_VALUES) == has_no_number_beyond(value)


def test_floats_are_read_to_the_last_bit() -> None:
    chance = random.Random(1)
    for _ in range(20_000):
        (value,) = memoryview(chance.randbytes(8)).cast("d")
        if math.isfinite(value):
            for text in (repr(value), f"{value:.17g}", f"{value:.10e}"):
                data = f'{{"a":{text}}}'.encode()
                found = by_round_trip(data, MAX_DEPTH)
                assert found is None or repr(found) == strictly(data)


class Tag(enum.StrEnum):
    A = "a"


class Number(enum.IntEnum):
    A = 1


class Text(str):
    pass


class Real(float):
    pass


class Items(list[Any]):
    pass


ODD: list[Any] = [
    math.nan, math.inf, -0.0, True, False, None, 2**63, -(2**63) - 1, 2**64, 2**1024 - 2**970,
    2**1024 - 2**970 - 1, -(2**1024) + 2**970, 10**400, "\ud800", "é", "😀", Tag.A, Number.A,
    Text("a"), Real(1), Items([1]), OrderedDict(a=1), types.MappingProxyType({"a": 1}), (1, 2), {1},
    b"a", uuid.UUID(int=1), orjson.Fragment(b"1"), {1: 2}, {Tag.A: 1}, {Text("a"): 1},
    {"\ud800": 1}, {"é": "é"}, {None: 1}, [], {}, [[]], object(), 1 + 2j,
]  # fmt: skip


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    parts = value.items() if isinstance(value, dict) else enumerate(value)
    for key, part in [*parts]:
        yield value, key
        if isinstance(part, (dict, list)):
            yield from places(part)


def is_plain_and_proper(value: Any) -> bool:
    kinds: set[type[Any]] = set()
    return not list(improper_values(value, MAX_DEPTH, MAX_VALUES, kinds)) and kinds <= PLAIN


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_a_dict_is_proper_where_nothing_in_it_is_improper(odd: Any) -> None:
    chance = random.Random(0)
    for file in EXAMPLES[::5]:
        document = parsed(file)
        assert is_proper(document, MAX_DEPTH, MAX_VALUES)
        for holder, key in chance.sample([*places(document)], 10):
            kept = holder[key]
            holder[key] = odd
            assert is_proper(document, MAX_DEPTH, MAX_VALUES) == is_plain_and_proper(document)
            holder[key] = kept


def test_values_of_a_dict_are_counted_wherever_they_stand() -> None:
    shared = [1, 2]
    for document in ({"a": [shared] * 10}, {"a": {"b": 1}}, {}, {"a": []}):
        number = 1 + sum(1 for _ in places(document))
        assert is_proper(document, MAX_DEPTH, number)
        assert not is_proper(document, MAX_DEPTH, number - 1)
    for _ in range(100):
        shared = [shared, shared]
    assert not is_proper({"a": shared}, MAX_DEPTH, 1000)
    shared.append(shared)
    assert not is_proper({"a": shared}, MAX_DEPTH, 1000)


def said(given: Any) -> Any:
    """Give all that is said of a document, and what it is read as."""
    report = ska_oso_pdm.validate(given)
    issues = [(str(issue), issue.code, issue.severity, issue.path) for issue in report]
    return report.entity, report.version, report.judged, issues


@pytest.mark.parametrize("seed", range(4))
def test_the_same_is_said_of_a_document_either_way(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    given: list[Any] = []
    for file in FILES[seed::16]:
        data = file.read_bytes()
        given += [data, *(damaged(data.decode("utf-8", "replace"), chance) for _ in range(4))]
        value = json.loads(data) if file.parent.name != "unreadable" else None
        if isinstance(value, dict):
            given += [value, LAYOUTS["compact"](value).encode()]
            given += [{**value, "zzz": odd} for odd in chance.sample(ODD[:-6], 2)]
    quickly = [said(each) for each in given]
    monkeypatch.setattr(source, "by_round_trip", lambda data, depth: None)
    monkeypatch.setattr(source, "is_proper", lambda document, depth, number: False)
    for each, found in zip(given, quickly, strict=True):
        assert said(each) == found


def modules_after(number: int) -> bool:
    code = (
        "import sys, pathlib, ska_oso_pdm\n"
        f"data = pathlib.Path({str(EXAMPLES[0])!r}).read_bytes()\n"
        f"for _ in range({number}): ska_oso_pdm.validate(data)\n"
        "print('orjson' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT)
    return done.stdout.strip() == b"True"


def test_who_reads_few_documents_does_not_wait_for_orjson() -> None:
    assert not modules_after(_FEW)
    assert modules_after(_FEW + 1)
