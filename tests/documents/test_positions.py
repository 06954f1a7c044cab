"""Lines and columns of JSON pointers."""

from __future__ import annotations

import json
from typing import Any

from ska_oso_pdm.documents.positions import Positions
from ska_oso_pdm.pointers import pointer, tokens
from tests.samples import mid

TEXT = """{
  "a/b": [1, {"~": "é\\"", "c" : null}],
  "é": {"": []}
}"""


def test_values_and_keys_are_found() -> None:
    positions = Positions(TEXT)
    assert positions.find("") == (1, 1)
    assert positions.find("/a~1b") == (2, 10)
    assert positions.find("/a~1b", key=True) == (2, 3)
    assert positions.find("/a~1b/1/~0") == (2, 20)
    assert positions.find("/a~1b/1/c") == (2, 33)
    assert positions.find("/é/") == (3, 13)
    assert positions.find("/é/", key=True) == (3, 9)


def test_a_pointer_that_leads_nowhere_gives_nothing() -> None:
    for path in ("/x", "/a~1b/2", "/a~1b/x", "/a~1b/0/deeper"):
        assert Positions(TEXT).find(path) is None


def places(value: Any, path: str = "") -> dict[str, Any]:
    found = {path: value}
    if isinstance(value, (dict, list)):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            found |= places(part, path + pointer([key]))
    return found


def test_every_value_of_a_document_is_where_it_is_found() -> None:
    decoder = json.JSONDecoder()
    for indent in (None, 2):
        text = json.dumps(mid(), indent=indent)
        positions = Positions(text)
        lines = text.split("\n")
        for path, value in places(mid()).items():
            line, column = positions.find(path) or (0, 0)
            offset = sum(len(before) + 1 for before in lines[: line - 1]) + column - 1
            assert decoder.raw_decode(text, offset)[0] == value


def test_pointers_are_escaped_and_read_back() -> None:
    assert tokens(pointer(["a/b", "~", 0, ""])) == ["a/b", "~", "0", ""]


def test_values_are_given_as_they_are_written() -> None:
    positions = Positions(TEXT)
    assert positions.written(["/a~1b/1", "", "/x", "/a~1b/1/~0"]) == [
        '{"~": "é\\"", "c" : null}',
        TEXT,
        "",
        '"é\\""',
    ]
