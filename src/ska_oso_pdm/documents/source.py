"""Where documents come from: text, bytes, files and Python dicts, read strictly as I-JSON.

I-JSON (RFC 7493) is JSON that means the same to every reader: UTF-8, no key twice, no number that
overflows a double. `NaN`, lone surrogates and absurd sizes are refused for the same reason.
"""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Callable, Mapping
from functools import partial
from itertools import islice
from typing import Any

import jiter

from ska_oso_pdm.documents.cached import cached_attribute
from ska_oso_pdm.documents.plain import PLAIN, plain_copy
from ska_oso_pdm.documents.positions import Positions
from ska_oso_pdm.documents.proper import improper_values, is_proper, too_many
from ska_oso_pdm.documents.round_trip import by_round_trip
from ska_oso_pdm.documents.sentences import say
from ska_oso_pdm.errors import Issue, Position, UnreadableError
from ska_oso_pdm.forking import first_use

MAX_BYTES = 32 * 1024 * 1024
"""Largest text that is read, in bytes: some 5000 times a scheduling block."""

MAX_DEPTH = 200
"""Deepest nesting of arrays and objects that is read."""

MAX_VALUES = 2_500_000
"""How many values are read: one for each 13 bytes of the largest text. Compact documents, without
any white space, have 14 bytes or more for each."""

_PART = 64 * 1024  # bytes that are read at once, more than nearly all documents have
_MARK = "\ufeff"  # a byte order mark, which some editors write
# Of strings, whose commas and brackets count nothing, none is gone back over.
_UP_TO_SIGN = re.compile(
    rb'[^"\[{,]*+(?:"[^"\\]*+(?:\\.[^"\\]*+)*+"?[^"\[{,]*+)*+([\[{,]|\Z)', re.DOTALL
)
_SHAPES = bytes.maketrans(b"123456789E", b"000000000e")


class Source:
    """A document with the text it was read from.

    Attributes:
        name: file name for messages; None where there is no file.
        document: the parsed JSON value.
        data: the text; None for a document that came as a dict.
        mark: the byte order mark that stood before the text, which some editors write, or `""`.
        bounded: whether it is known that no number is beyond a double.
    """

    def __init__(self, document: Any, data: bytes | None = None, name: str | None = None) -> None:
        self.document = document
        self.name = name
        self.data = data
        self.mark = ""
        self.bounded = False
        self._expected: list[str] = []

    @cached_attribute
    def positions(self) -> Positions | None:
        """Places in the text; None for a document that came as a dict."""
        return None if self.data is None else Positions(self.data.decode())

    def locate(self, path: str, *, key: bool = False) -> tuple[int, int] | None:
        """Give line and column of a value, or of its key."""
        if self.positions is None:
            return None
        if self.positions.knows(path):  # what is expected is looked for with one that is not
            return self.positions.find(path, key=key)
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
        if self.bounded:
            return False
        if self.data is None:
            return True
        shapes = self.data.translate(_SHAPES, b"+")
        self.bounded = not (b"0" * 200 in shapes or b"e000" in shapes)
        return not self.bounded

    def require_proper(self, kinds: set[type[Any]] | None = None) -> None:
        """Raise UnreadableError if the document holds what no I-JSON text can hold.

        The types of all values and keys are added to `kinds`.
        """
        for path, code, message in improper_values(self.document, MAX_DEPTH, MAX_VALUES, kinds):
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
        return _parse(bytes(source), name, given=True)
    if isinstance(source, str):
        return _parse(_encode(source, name), name, given=True)
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


def _refuse(
    code: str, message: str, name: str | None, place: Position | None = None
) -> UnreadableError:
    """Make the error for a source that holds no I-JSON value."""
    return UnreadableError([Issue("", code, message, place=place)], name)


def _too_large(name: str | None) -> UnreadableError:
    limit = MAX_BYTES // 1024 // 1024
    return _refuse("too-large", say("too-large", limit=limit), name)


def _read_bytes(path: str | os.PathLike[str], name: str) -> bytes:
    try:
        parts, size = [], 0
        with open(path, "rb", buffering=0) as file:
            while size <= MAX_BYTES and (part := file.read(_PART)):
                parts.append(part)
                size += len(part)
        data = b"".join(parts)
    except FileNotFoundError:
        raise _refuse("not-found", _say_not_found(path), name) from None
    except IsADirectoryError:
        raise _refuse("is-a-directory", _say_directory(path), name) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _refuse("not-readable", f"cannot be read: {reason}", name) from None
    if len(data) > MAX_BYTES:
        raise _too_large(name)
    return data


def _say_not_found(path: str | os.PathLike[str]) -> str:
    if not os.path.islink(path):
        return "no such file; check the path"
    if "annex" in os.readlink(path):
        return "a link of git-annex to what is not here; fetch the document with git annex get"
    return "a link to what is not there; check where it leads"


def _say_directory(path: str | os.PathLike[str]) -> str:
    try:
        names = os.listdir(path)
    except OSError as error:
        return f"is a directory that cannot be listed: {error.strerror}"
    if any(os.fsdecode(name).lower().endswith(".json") for name in names):
        return "is a directory; name the JSON files in it"
    return "is a directory without a .json file; check the path"


def _read_stream(stream: Any, name: str | None) -> bytes:
    try:
        data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:  # closed, or text that is not in its encoding
        reason = getattr(error, "strerror", None) or str(error)
        raise _refuse("not-readable", f"cannot be read: {reason}", name) from None
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
        raise _refuse("not-utf-8", say("cut-in-utf-8"), name, place) from None


def _parse(data: bytes, name: str | None, *, given: bool = False) -> Source:
    if len(data) > MAX_BYTES:
        raise _too_large(name)
    mark = ""
    if data.startswith(codecs.BOM_UTF8):
        mark, data = _MARK, data.removeprefix(codecs.BOM_UTF8)
    if _has_too_many(data):
        raise _refuse("too-large", too_many(MAX_VALUES), name)
    try:
        with first_use("jiter"):
            document = by_round_trip(data, MAX_DEPTH)
            bounded = document is not None
            if not bounded:
                document = jiter.from_json(data, catch_duplicate_keys=True, allow_inf_nan=False)
    except ValueError as error:
        from ska_oso_pdm.documents.not_json import refusal

        found = refusal(data, str(error), depth=MAX_DEPTH, given=given)
        raise _refuse(found.code, found.message, name, found.place) from None
    source = Source(document, data, name)
    source.mark = mark
    source.bounded = bounded
    return source


def _check(document: dict[Any, Any], name: str | None) -> Source:
    source = Source(document, None, name)
    if not is_proper(document, MAX_DEPTH, MAX_VALUES):
        kinds: set[type[Any]] = set()
        source.require_proper(kinds)
        if not kinds <= PLAIN:
            source.document = plain_copy(document)
    source.bounded = True
    return source
