"""Without orjson the same bytes are written, and what it refuses is refused."""

from __future__ import annotations

import json
import random
import re
import struct
from typing import Any

import orjson
import pytest

from ska_oso_pdm.documents import quick_json
from ska_oso_pdm.documents.quick_json import _written
from tests.samples import EXAMPLES, parsed

NUMBERS = [
    *(0, -0.0, 0.1, 1e15, 1e16, 1.5e16, 1e22, 1e-4, 1e-5, -1e-5, 1.25e-5, 9.99e-5, 1e-6, -1e-7),
    *(1e-9, 1e-10, 1.5e-100, 5e-324, 1.7976931348623157e308, 123456789012345680.0, 1e17),
    *(2**53 + 1, 2**63 - 1, 2**63, 2**64 - 1, -(2**63), 10**18, 1000000000000000000000.5),
    *(float("nan"), float("inf"), -float("inf")),
]
TEXTS = [
    *("", "é", "😀", "1e-07", "1e+16", 'a"1e-07"', "\\", '\\"1e-05', "NaN", "-Infinity", "\u2028"),
    *("9" * 40, '"' * 3, "\x00\x1f\x7f", "\ufeff", "1e-05\\"),
]
REFUSED = [2**64, -(2**63) - 1, 10**400, "\ud800", {"\ud800": 1}, object(), {1, 2}]


def by_orjson(value: Any, option: int | None = None) -> bytes:
    """Give what orjson writes; earlier versions leave the sign of an exponent out."""
    return re.sub(rb"(?<=[0-9])e(?=[0-9])", b"e+", orjson.dumps(value, option=option))


def around(value: Any) -> list[Any]:
    return [value, [value], {"b": value, "a": [value, "1e-07", value]}, ["\\", value, '"', value]]


@pytest.mark.parametrize("sort_keys", [False, True])
def test_bytes_are_those_of_orjson(sort_keys: bool) -> None:
    option = orjson.OPT_SORT_KEYS if sort_keys else None
    for one in (*NUMBERS, *TEXTS, None, True, [], {}, {"é": 1, "z": 2, "😀": 3, "\uffff": 4}):
        for value in around(one):
            wanted = by_orjson(value, option)
            assert _written(value, sort_keys) == wanted
            assert quick_json.written(value, sort_keys=sort_keys) == orjson.dumps(
                value, option=option
            )
            assert json.dumps(quick_json.read(wanted)) == json.dumps(json.loads(wanted))


def test_so_are_those_of_any_number_and_character() -> None:
    chance = random.Random(0)
    numbers = [struct.unpack("<d", chance.randbytes(8))[0] for _ in range(20_000)]
    numbers += [chance.random() * 10.0 ** chance.randrange(-12, 25) for _ in range(20_000)]
    texts = [chr(code) for code in range(0x11000) if not 0xD800 <= code < 0xE000]
    for values in (numbers, texts):
        assert _written(values, False) == by_orjson(values)


def test_so_are_those_of_documents() -> None:
    for path in EXAMPLES:
        document = parsed(path)
        assert _written(document, False) == orjson.dumps(document)


@pytest.mark.parametrize("refused", REFUSED, ids=lambda value: type(value).__name__)
def test_what_orjson_refuses_is_refused(refused: Any) -> None:
    for value in around(refused):
        for write in (quick_json.written, lambda value: _written(value, False)):
            with pytest.raises(TypeError):
                write(value)


def test_a_value_in_itself_is_refused() -> None:
    value: list[Any] = []
    value.append(value)
    for write in (quick_json.written, lambda value: _written(value, False)):
        with pytest.raises(TypeError):
            write(value)
