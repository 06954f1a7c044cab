"""Requests that nobody should send, and some that are only odd: values, bodies, headers."""

from __future__ import annotations

import copy
import http.client
import json
import socket
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tests.services.processes import PATIENCE

IN_ADDRESSES = [
    *("", ".", "..", "%2E%2E", "%2F", "a%2Fb", "%2F..%2F", "x%2Fversions", "%5C", "%20", "a%20"),
    *("%00", "a%00b", "%2500", "%0A", "%0D%0AX:%201", "%7F", "%C2%80"),
    *("%FF", "%C3%28", "%ED%A0%80", "%ED%B0%80", "%F4%90%80%80", "%EF%BB%BF", "%EF%BF%BF"),
    *("%C3%A9", "e%CC%81", "%E2%84%AB", "%E2%80%AE", "%F0%9F%94%AD"),
    *("%", "%zz", "%u0041", "+", ";", ":", "a:b:c", ":a", "a:", "'", "%22", "%5B", "%7B%7D", "$1"),
    *("0", "-1", "1.0", "1e3", "1e400", "NaN", "0x1", "%D9%A1", "true", "null"),
    *("9007199254740991", "9007199254740992", "9223372036854775807", "9223372036854775808"),
    *("-9223372036854775809", "9" * 400, "9" * 5000),
    *("a" * 255, "a" * 256, "a" * 3000, "%C3%A9" * 255, "a" * 9000, "a" * 60_000),
]
"""Values for parameters of paths and queries, as they stand in an address."""

VALUES = [
    *("null", "true", "[]", "{}", "[[]]", '[""]', '{"":{"":0}}', '{"a":1,"a":2}'),
    *('""', '" "', '"."', '".."', '"a/b"', '"a\\\\b"', '"../x?y#z"', '"%00"', '"\\n"', '"ska_mid"'),
    *('"\\u0000"', '"a\\u0000b"', '"\\ud800"', '"\\udc00a"', '"\\ufeff"', '"\\uffff"', '"\\u202e"'),
    *('"\\u00e9"', '"e\\u0301"', '"\\u212b"', '"\\ud83d\\udd2d"', '{"\\u0000":1}', '{"\\ud800":1}'),
    *("0", "-1", "-0", "-0.0", "1.0", "0.5", "1e3", "1e400", "-1e400", "1e-400", "1e308"),
    *("NaN", "Infinity", "-Infinity", "01", "+1", "'a'", "undefined", "", "//"),
    *("9007199254740990", "9007199254740991", "9007199254740992", "9223372036854775807"),
    *("9223372036854775808", "-9223372036854775809", "9" * 400, "9" * 5000, "0." + "3" * 5000),
    *(
        '"NaN"',
        '"1e400"',
        '"2026-02-30T00:00:00Z"',
        '"9999-12-31T23:59:59Z"',
        '"0001-01-01T00:00:00"',
    ),
    *("[" * 150 + "]" * 150, "[" * 5000 + "]" * 5000, '{"a":' * 5000 + "1" + "}" * 5000),
    *(f'"{"a" * 256}"', f'"{"a" * 3000}"', f'"{"b" * 3_000_000}"'),
]
"""Texts to stand for a value in a JSON body; not all of them are JSON."""

SHORT = [text for text in VALUES if len(text) < 100_000]

BODIES = [
    *(b"", b" ", b"{}", b"[]", b"null", b"1", b'"a"', b"{", b"[1", b"{}{}", b"NaN", b"-", b"\0"),
    *(b"\xff", b'{"a":"\xff"}', b'{"a":"\xed\xa0\x80"}', "{}".encode("utf-16"), b"\x1f\x8b\x08\0"),
    *(
        b"\xef\xbb\xbf{}",
        b"\xef\xbb\xbf" * 993 + b"{}",
        b"\xef\xbb\xbf" * 100_000,
        b'{"a":1,"a":2}',
    ),
    *(b"[" * 100_000, b'{"a":' * 100_000, b'{"a":"' + b"\\" * 99_999, b"9" * 100_000, b"a=b&c=d"),
]
LARGE = b" " * 40_000_000
TYPES = [
    *("application/json", None, "", "text/plain", "application/json; charset=utf-16", "a/b+json"),
    *("multipart/form-data", "application/x-www-form-urlencoded", "/", "\xff", "a" * 5000),
]

HEADERS: list[dict[str, str]] = [
    *({"If-Match": value} for value in ("*", '"1"', "1", "", "\xff", '"' * 3000)),
    *(
        {"If-None-Match": "*"},
        {"ETag": "W/"},
        {"If-Modified-Since": "never"},
        {"Range": "bytes=9-"},
    ),
    *({"Accept": "text/html"}, {"Accept": "\xff"}, {"Accept-Encoding": "x"}, {"Expect": "a fish"}),
    *({"Content-Encoding": "gzip"}, {"Cookie": "a" * 9000}, {"Authorization": "\xff"}),
    *({"Connection": "close"}, {"Connection": "upgrade", "Upgrade": "websocket"}),
    *({"X-Forwarded-For": "\xff"}, {"X-Forwarded-Proto": "x"}, {"Host": "%00"}, {"Host": "a b"}),
    {"X-HTTP-Method-Override": "DELETE"},
]


class Answer(NamedTuple):
    """What a service answers."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes


class Connection(http.client.HTTPConnection):
    """A connection to a unix socket, which stays open as long as the server says that it does.

    It sends what it is given, and begins anew only after an answer that announced the end: where
    the server resets the connection, or ends it unsaid, the next request raises ConnectionError.
    """

    def __init__(self, path: Path) -> None:
        super().__init__("service", timeout=PATIENCE)
        self._path = path

    def connect(self) -> None:
        """Connect to the socket."""
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self._path))

    def ask(
        self, method: str, target: str, body: bytes | None = None, **headers: str | None
    ) -> Answer:
        """Send a request and give the answer; a header without value is left out."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {name: value for name, value in given.items() if value is not None}
        self.request(method, target, body, sent)
        response = self.getresponse()
        return Answer(response.status, response.headers, response.read())


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the paths of all values in a JSON value, containers included."""
    parts = value.items() if isinstance(value, dict) else enumerate(value)
    for key, part in parts:
        yield (*path, key)
        if isinstance(part, (dict, list)):
            yield from leaves(part, (*path, key))


def with_texts(document: Any, path: tuple[Any, ...], texts: Iterable[str]) -> Iterator[bytes]:
    """Write a document in which one text after the other, of any kind, stands for one value."""
    changed = copy.deepcopy(document)
    place = changed
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = "\0here\0"
    before, after = json.dumps(changed).split('"\\u0000here\\u0000"')
    for text in texts:
        yield f"{before}{text}{after}".encode()


def spoiled(document: Any, *, every: list[tuple[Any, ...]]) -> Iterator[bytes]:
    """Yield bodies with one wrong value: each of `VALUES` in some places, and one in the others."""
    for path in every:
        yield from with_texts(document, path, VALUES)
    for number, path in enumerate(leaves(document)):
        if path not in every:
            yield from with_texts(document, path, [VALUES[number * 7 % len(VALUES)]])
