"""Execution blocks of 2022 and 2023 in 1.0: the definition, and arguments that were texts."""

from __future__ import annotations

import ast
import json
from typing import Any

import pytest

from ska_oso_pdm import convert
from ska_oso_pdm.doubles import BEYOND_DOUBLE
from ska_oso_pdm.migrations.parts.python_literals import (
    DEEPEST,
    LONGEST,
    UNREADABLE,
    json_of,
)
from tests.migrations import aged
from tests.migrations.accounts import assert_accounted
from tests.samples import CORPUS, parsed

Json = dict[str, Any]
EB: Json = {"interface": aged.URL.format("eb"), "eb_id": "eb-1", "telescope": "ska_mid"}


def upgraded(block: Json) -> Any:
    done = convert(block)
    assert_accounted(block, done._migration)
    assert done.document is not None, done.problems
    return done


def with_arguments(*texts: Any) -> Json:
    requests = [{"request": "scan", "request_args": text} for text in texts]
    return {**EB, "sbd_ref": "sbd-1", "request_responses": requests}


def nested(levels: int) -> list[Any]:
    """Give a list in so many lists, itself counted."""
    found: list[Any] = []
    for _ in range(levels - 1):
        found = [found]
    return found


def arguments(document: Json) -> list[Any]:
    return [request.get("request_args") for request in document["request_responses"]]


def test_the_definition_is_named_as_today() -> None:
    assert upgraded({**EB, "sbd_id": "sbd-1", "sbd_version": 2}).document == {
        **EB,
        "interface": EB["interface"].replace("0.1", "1.0"),
        "sbd_ref": "sbd-1",
        "sbd_version": 2,
    }


@pytest.mark.parametrize(
    "value",
    [
        {"args": [], "kwargs": {"subarray_id": 1}},
        {"args": None, "kwargs": None},
        {"kwargs": {"it's": 'a "text"', "null": None, "on": True, "x": -1.5e-07, "é": ["\n"]}},
        {"args": [[1, {"a": {}}], "", 0]},
        {"args": [BEYOND_DOUBLE - 1, 1 - BEYOND_DOUBLE, "\N{GRINNING FACE}", "\x00\ufffe"]},
        {"args": nested(DEEPEST)},
    ],
)
def test_what_python_writes_is_read_and_told(value: Json) -> None:
    text = repr(value)
    done = upgraded(with_arguments(text))
    assert arguments(done.document) == [{k: v for k, v in value.items() if v is not None}]
    (entry,) = done.read_as
    assert (entry.path, entry.value) == ("/request_responses/0/request_args", text)
    assert entry.reason == "it is what Python writes for these arguments"
    assert done.set_aside == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "None",
        "{}",
        "[1]",
        "{'args': (1,)}",
        '{"args": [1]}',
        "{'args': [1],}",
        "{'args': [ 1]}",
        "{'args': 1}",
        "{'kwargs': []}",
        "{'arg': []}",
        "{'kwargs': {1: 2}}",
        "{'kwargs': {'a': 1, 'a': 2}}",
        "{'kwargs': {'a': {1, 2}}}",
        "{'kwargs': {'a': b'x'}}",
        "{'kwargs': {'a': 1j}}",
        "{'kwargs': {'a': 1e999}}",
        "{'kwargs': {'a': Event()}}",
        "FunctionArgs(args=[], kwargs={})",
        "__import__('os').getcwd()",
        "{'args': " + "[" * 500 + "]" * 500 + "}",
        repr({"args": nested(DEEPEST + 1)}),
        repr({"args": nested(197)}),
        repr({"args": [BEYOND_DOUBLE]}),
        repr({"kwargs": {"a": [-(10**400)]}}),
        r"{'args': ['\ud800']}",
        r"{'args': [[{'a': 'x\udfff'}]]}",
        r"{'args': ['\udc00\ud800']}",
        r"{'kwargs': {'\ud83d': 1}}",
        r"{'kwargs': {'a': {'\udbff': {}}}}",
        "-" * 5000 + "1",
    ],
)
def test_any_other_text_is_set_aside(text: str) -> None:
    done = upgraded(with_arguments(text))
    assert arguments(done.document) == [None]
    (entry,) = done.set_aside
    assert (entry.value, entry.needed, done.read_as) == (text, True, [])
    assert entry.reason == (
        "1.0 has arguments as JSON, and this text is not certainly what Python writes for some"
    )


def test_a_long_text_is_not_parsed() -> None:
    text = repr({"args": ["x" * LONGEST]})
    assert ast.literal_eval(text)
    assert json_of(text) is UNREADABLE


def test_arguments_of_today_stay() -> None:
    block = with_arguments("{'args': [1]}", {"args": [2]}, None)
    assert arguments(upgraded(block).document) == [{"args": [1]}, {"args": [2]}, None]


def test_as_an_independent_reading_of_made_and_collected_blocks_says() -> None:
    blocks = list(aged.documents("eb", "0.1", 40))
    blocks += [parsed(path) for path in sorted(CORPUS.glob("eb-pdm9_*.json"))]
    for old in blocks:
        new = upgraded(old).document
        named = old.get("sbd_id", old.get("sbd_ref"))
        assert new.get("sbd_ref") == named
        for key in ("eb_id", "telescope", "sbd_version", "sbi_ref", "labels"):
            assert new.get(key) == old.get(key)
        before, after = old.get("request_responses") or [], new.get("request_responses") or []
        for one, other in zip(before, after, strict=True):
            told = one.get("request_args")
            if isinstance(told, str):
                told = ast.literal_eval(told) or None  # a call without any has nothing to read
            assert json.dumps(other.get("request_args")) == json.dumps(told)
            rest = one.keys() - {"request_args"}
            assert {key: other[key] for key in rest} == {key: one[key] for key in rest}
