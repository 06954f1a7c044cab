"""Where documents come from: text, bytes, files and Python dicts, read strictly as I-JSON.

I-JSON (RFC 7493) is JSON that means the same to every reader: UTF-8, no key twice, no number that
overflows a double. `NaN`, lone surrogates and absurd sizes are refused for the same reason.
"""

from __future__ import annotations

import math
import os
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import islice
from typing import Any

import jiter

from ska_oso_pdm.cached import cached_attribute
from ska_oso_pdm.errors import Issue, Place, UnreadableError
from ska_oso_pdm.positions import Positions, pointer
from ska_oso_pdm.values import each_value

MAX_BYTES = 32 * 1024 * 1024
"""Largest text that is read, in bytes: some 5000 times a scheduling block."""

MAX_DEPTH = 200
"""Deepest nesting of arrays and objects that is read."""

MAX_VALUES = 2_500_000
"""How many values are read: one for each 13 bytes of the largest text. Compact documents, without
any white space, have 14 bytes or more for each."""

_TOO_MANY = f"more than {MAX_VALUES:,} values, the limit for a document; write several documents"
# Of strings, whose commas and brackets count nothing, none is gone back over.
_UP_TO_SIGN = re.compile(
    rb'[^"\[{,]*+(?:"[^"\\]*+(?:\\.[^"\\]*+)*+"?[^"\[{,]*+)*+([\[{,]|\Z)', re.DOTALL
)
# Two patterns, because a search for one fixed first character is fifteen times as fast.
_SHAPES = bytes.maketrans(b"123456789E", b"000000000e")
_MARK = "\ufeff"  # a byte order mark, which some editors write
_NO_NUMBER = re.compile(r"-?(NaN|Infinity)\b")
_PLACE = re.compile(r" at line ([0-9]+) column ([0-9]+)$")


class Source:
    """A document with the text it was read from.

    Attributes:
        name: file name for messages; None where there is no file.
        document: the parsed JSON value.
        data: the text; None for a document that came as a dict.
        mark: the byte order mark that stood before the text, which some editors write, or `""`.
    """

    def __init__(self, document: Any, data: bytes | None = None, name: str | None = None) -> None:
        self.document = document
        self.name = name
        self.data = data
        self.mark = ""
        self._expected: list[str] = []

    @cached_attribute
    def positions(self) -> Positions | None:
        """Places in the text; None for a document that came as a dict."""
        return None if self.data is None else Positions(self.data.decode())

    def locate(self, path: str, *, key: bool = False) -> tuple[int, int] | None:
        """Give line and column of a value, or of its key."""
        if self.positions is None:
            return None
        expected, self._expected = self._expected, []
        return self.positions.find(path, key=key, besides=expected)

    def expect(self, path: str) -> None:
        """Say that a place may be asked for, so that it is found in one pass with others."""
        if self.data is not None:
            self._expected.append(path)

    def may_overflow(self) -> bool:
        """Tell whether a number may be beyond a double; of a text, by its exponents and digits.

        Such a number has an exponent of three digits, or two hundred digits in a row.
        """
        if self.data is None:
            return True
        shapes = self.data.translate(_SHAPES, b"+")
        return b"0" * 200 in shapes or b"e000" in shapes

    def require_proper(self) -> None:
        """Raise UnreadableError if the document holds what no I-JSON text can hold."""
        for path, code, message in improper_values(self.document):
            raise UnreadableError([self.issue(path, code, message)], self.name)

    def issue(
        self,
        path: str,
        code: str,
        message: str | Callable[[], str],
        *,
        key: bool = False,
        **options: Any,
    ) -> Issue:
        """Make an issue that finds its line when asked; `key` where the key itself is wrong."""
        self.expect(path)
        return Issue(path, code, message, place=partial(self.locate, path, key=key), **options)


def read_source(source: Any, name: str | None = None) -> Source:
    """Read a document.

    Args:
        source: JSON text as `str` or `bytes`, a path object, a file object, or a parsed `dict`;
            what has been read already is given back.
        name: file name for messages; of paths and files their own by default.

    Raises:
        UnreadableError: when there is no I-JSON value; the issue says where and why.
        TypeError: when the source is none of the above.
    """
    if isinstance(source, (bytes, bytearray, memoryview)):
        return _parse(bytes(source), name)
    if isinstance(source, str):
        return _parse(_encode(source, name), name)
    if isinstance(source, os.PathLike):
        return read_file(source, name)
    if isinstance(source, Mapping):
        return _check(dict(source), name)
    if isinstance(source, Source):
        return source
    if hasattr(source, "read"):
        own_name = getattr(source, "name", None)
        name = name or (own_name if isinstance(own_name, str) else None)
        return _parse(_read_stream(source, name), name)
    raise TypeError(
        f"a document comes as str, bytes, path, file object or dict, not {type(source).__name__}"
    )


def read_file(path: str | os.PathLike[str], name: str | None = None) -> Source:
    """Read a document from a file; see `read_source`."""
    name = name or os.fspath(path)
    return _parse(_read_bytes(path, name), name)


def _refuse(code: str, message: str, name: str | None, place: Place = None) -> UnreadableError:
    """Make the error for a source that holds no I-JSON value."""
    return UnreadableError([Issue("", code, message, place=place)], name)


def _too_large(name: str | None) -> UnreadableError:
    limit = MAX_BYTES // 1024 // 1024
    return _refuse("too-large", f"larger than {limit} MiB, the limit for a document", name)


def _read_bytes(path: str | os.PathLike[str], name: str) -> bytes:
    try:
        with open(path, "rb") as file:
            # To ask for as much as may be there would first allocate that much.
            size = min(os.fstat(file.fileno()).st_size, MAX_BYTES)
            data = file.read(size + 1)
            if len(data) > size:  # no plain file, or one that grows
                data += file.read(MAX_BYTES + 1 - len(data))
    except FileNotFoundError:
        raise _refuse("not-found", "no such file; check the path", name) from None
    except IsADirectoryError:
        message = "is a directory; name the JSON files in it"
        raise _refuse("is-a-directory", message, name) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _refuse("not-readable", f"cannot be read: {reason}", name) from None
    if len(data) > MAX_BYTES:
        raise _too_large(name)
    return data


def _read_stream(stream: Any, name: str | None) -> bytes:
    data = stream.read(MAX_BYTES + 1)
    data = _encode(data, name) if isinstance(data, str) else bytes(data)
    if len(data) > MAX_BYTES:
        raise _too_large(name)
    return data


def _has_too_many(data: bytes) -> bool:
    """Tell whether a text holds too many values, by the signs that stand before all but the first.

    Empty arrays and objects count as two.
    """
    if len(data) <= MAX_VALUES or sum(map(data.count, (b",", b"[", b"{"))) < MAX_VALUES:
        return False
    found = next(islice(_UP_TO_SIGN.finditer(data), MAX_VALUES - 1, None), None)
    return found is not None and found[1] != b""


def _encode(text: str, name: str | None) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        place = Positions(text).line_and_column(error.start)
        message = "half of a surrogate pair, which UTF-8 cannot hold; write the whole character"
        raise _refuse("not-utf-8", message, name, place) from None


def _parse(data: bytes, name: str | None) -> Source:
    if len(data) > MAX_BYTES:
        raise _too_large(name)
    mark = _MARK if data.startswith(_MARK.encode()) else ""
    data = data.removeprefix(mark.encode())
    if _has_too_many(data):
        raise _refuse("too-large", _TOO_MANY, name)
    try:
        document = jiter.from_json(data, catch_duplicate_keys=True, allow_inf_nan=False)
    except ValueError as error:
        raise _not_json(data, str(error), name) from None
    source = Source(document, data, name)
    source.mark = mark
    return source


def _not_json(data: bytes, reason: str, name: str | None) -> UnreadableError:
    """Say why the parser refused; a file that is no text at all is told first."""
    return _not_text(data, name) or _not_syntax(data.decode(), reason, name)


def _not_text(data: bytes, name: str | None) -> UnreadableError | None:
    if not data.strip():
        return _refuse("empty", "empty; a document is a JSON object", name)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _refuse("not-utf-8", "UTF-16 text; save the file as UTF-8", name)
    if b"\0" in data:
        return _refuse("not-json", "a binary file, not JSON text", name)
    try:
        data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode()
        place = Positions(before).line_and_column(len(before))
        message = f"byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
        return _refuse("not-utf-8", message, name, place)
    return None


def _not_syntax(text: str, reason: str, name: str | None) -> UnreadableError:
    match = _PLACE.search(reason)
    if match is None:
        return _refuse(*_explain(reason, text), name)
    reason = reason[: match.start()]
    line, column = _character(text, int(match[1]), int(match[2]))
    code, message = _explain(reason, text)
    if code == "duplicate-key":
        line, column = _key_before(text, (line, column), reason)
    elif no_number := _NO_NUMBER.match(text.split("\n")[line - 1][column - 1 :]):
        code, message = "not-finite", f"{no_number[0]} is no JSON number; give a finite one"
    return _refuse(code, message, name, (line, column))


def _key_before(text: str, place: tuple[int, int], reason: str) -> tuple[int, int]:
    """Find the start of the key that the parser names after it has read it."""
    lines = text.split("\n")
    offset = sum(len(line) + 1 for line in lines[: place[0] - 1]) + place[1] - 1
    start = text.rfind(reason.removeprefix("Detected duplicate key "), 0, offset)
    return place if start < 0 else Positions(text).line_and_column(start)


def _character(text: str, line: int, byte_column: int) -> tuple[int, int]:
    """Turn the parser's column, counted in bytes, into one counted in characters."""
    lines = text.split("\n")
    before = lines[line - 1].encode()[: max(byte_column - 1, 0)] if line <= len(lines) else b""
    return line, len(before.decode(errors="ignore")) + 1


def _explain(reason: str, text: str) -> tuple[str, str]:
    if reason.startswith("Detected duplicate key"):
        key = reason.removeprefix("Detected duplicate key ")
        return "duplicate-key", f"the key {key} occurs twice in one object; keep one of the two"
    if reason == "recursion limit exceeded":
        return "too-deep", f"nested more than {MAX_DEPTH} levels deep, the limit for a document"
    if "surrogate" in reason or "hex escape" in reason:
        return "not-json", "not JSON: half of a surrogate pair; write the whole character"
    if text.startswith(_MARK):
        return "not-json", "not JSON: a second byte order mark before the text; keep one, or none"
    if re.match(r"\s*[\w./\\~-]+\.json\s*$", text):
        return "not-json", "not JSON but, it seems, a path; give a pathlib.Path to read a file"
    return "not-json", f"not JSON: {reason}; correct the text at this place"


def _check(document: dict[Any, Any], name: str | None) -> Source:
    source = Source(document, None, name)
    source.require_proper()
    return source


def improper_values(document: Any) -> Iterator[tuple[str, str, str]]:
    """Yield path, code and message for each part of a Python value that is no I-JSON."""
    for number, (value, path) in enumerate(each_value(document, MAX_DEPTH)):
        if number == MAX_VALUES:
            yield "", "too-large", _TOO_MANY
            return
        if type(value) is str and value.isascii():  # as most values are
            continue
        if isinstance(value, (dict, list)):
            if value and len(path) >= MAX_DEPTH:
                message = f"nested more than {MAX_DEPTH} levels deep, the limit for a document"
                yield pointer(path[:3]), "too-deep", message
            for key in value if isinstance(value, dict) else ():
                if not isinstance(key, str):
                    yield pointer(path), "not-json", f"the key {key!r} is not text"
        elif problem := _improper_scalar(value):
            yield pointer(path), *problem


_BEYOND = 2**1024 - 2**970  # the least integer that rounds to no double


def _is_huge(value: Any) -> bool:
    """Tell whether an integer is beyond a double, where other readers would see infinity."""
    return isinstance(value, int) and abs(value) >= _BEYOND


def _improper_scalar(value: Any) -> tuple[str, str] | None:
    if (isinstance(value, float) and not math.isfinite(value)) or _is_huge(value):
        return (
            "not-finite",
            "a number too large for JSON readers, or none at all; give a finite one",
        )
    if isinstance(value, str) and not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            return "not-utf-8", "half of a surrogate pair; write the whole character"
    if value is None or isinstance(value, (str, int, float)):
        return None
    return (
        "not-json",
        f"a {type(value).__name__} is no JSON value; give a list, dict, text or number",
    )
