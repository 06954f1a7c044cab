"""Why data is no JSON text: named as what it is, with what to do about it."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from ska_oso_pdm.documents.positions import Positions
from ska_oso_pdm.documents.sentences import lists, say
from ska_oso_pdm.errors import Position
from ska_oso_pdm.personal import shown_key

_table = cache(lists)
_MARK = "\ufeff"  # a byte order mark
_PLACE = re.compile(r" at line ([0-9]+) column ([0-9]+)$")

_ENCODINGS = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_START = 256  # bytes that show the encoding

_HEAD = 4096  # characters that show the kind of a text
_PATH = re.compile(
    r"""\s*(
        [^\n{}\[\]"]+\.json                # blocks/my block.json
        | (~|\.{1,2}|[A-Za-z]:)?([/\\][\w .~+-]+)+    # /data/blocks
        | [\w.~-]+([/\\][\w .~+-]+)+       # blocks/mid
    )\s*$""",
    re.IGNORECASE | re.VERBOSE,
)

_CONFLICT = re.compile(r"^(<{7}|\|{7}|={7}|>{7})(?=\s|$)", re.MULTILINE)
_COMMENT = re.compile(r"//|/\*|#")
_WORD = re.compile(r"[\w.$@+-]+")
_WORD_BEFORE = re.compile(r"[\w.$@+-]*\Z")
_LONGEST_WORD = 60
_WITHIN = re.compile(r"EOF while parsing (an? \w+)")
_AT_WORDS = ("key must be a string", "expected value", "expected ident", "invalid number")
_NO_NUMBER = re.compile(r"[+-]?\.?(NaN|Infinity|inf)$", re.IGNORECASE)
_ODD_NUMBER = re.compile(r"[+-]?\.?[0-9][\w.+-]*$")
_TWICE = "Detected duplicate key "
_SINGLE_QUOTES, _CURLY_QUOTES = "'`", "\u2018\u2019\u201c\u201d\u201e\xab\xbb"


class Refusal(NamedTuple):
    """Why data is no JSON text.

    Attributes:
        code: of the issue.
        message: of the issue.
        place: line and column, from 1; None where it is the whole.
    """

    code: str
    message: str
    place: Position | None = None


def refusal(data: bytes, reason: str, *, depth: int, given: bool) -> Refusal:
    """Say why the parser refused data; what is no text at all is told first.

    Args:
        data: what was read, without a first byte order mark.
        reason: what the parser says.
        depth: deepest nesting that it reads.
        given: whether a caller gave the text, which else came from a file.
    """
    found = _no_text(data)
    if found is None:
        text = data.decode()
        found = _other_kind(text, given=given) or _no_syntax(text, reason, depth)
    return found


def _no_text(data: bytes) -> Refusal | None:
    if not data.strip():
        return Refusal("empty", say("empty"))
    if encoding := _other_encoding(data):
        return Refusal("not-utf-8", say("encoding", encoding=encoding))
    for known in _table()["formats"]:
        if data.startswith(known["start"].encode("latin-1")):
            return Refusal("not-json", say("format", what=known["what"], advice=known["advice"]))
    if b"\0" in data:
        return Refusal("not-json", say("binary"))
    try:
        data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode()
        place = Positions(before).line_and_column(len(before))
        return Refusal("not-utf-8", say("no-byte", byte=f"{data[error.start]:02x}"), place)
    return None


def _other_encoding(data: bytes) -> str | None:
    """Name the encoding of a text in 16 or 32 bits, with a byte order mark or without."""
    if not (data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:4]):
        return None
    for encoding in _ENCODINGS:
        start = data[:_START].decode(encoding, "replace")
        if start.startswith(_MARK) or start.lstrip()[:1] in ("{", "["):
            return encoding[:6].upper()
    return None


def _other_kind(text: str, *, given: bool) -> Refusal | None:
    """Name a text that is something else as a whole."""
    start = len(text) - len(text.lstrip())
    head = text[start : start + _HEAD]
    for known in _table()["kinds"]:
        if re.compile(known["pattern"]).match(head):
            sentence = "likely-kind" if known.get("likely") else "kind"
            message = say(sentence, what=known["what"], advice=known["advice"])
            return Refusal("not-json", message, (1, 1))
    if len(text) <= _HEAD and _PATH.match(text):
        advice = say("path-in-python" if given else "path-of-link")
        return Refusal("not-json", say("path", advice=advice), (1, 1))
    return None


def _no_syntax(text: str, reason: str, depth: int) -> Refusal:
    match = _PLACE.search(reason)
    if match is None:
        return Refusal(*_said(reason, text, depth))
    reason = reason[: match.start()]
    line, column = _character(text, int(match[1]), int(match[2]))
    code, message = _said(reason, text, depth)
    if code == "duplicate-key":
        return Refusal(code, message, _key_before(text, (line, column)))
    lines = text.split("\n")
    offset = sum(len(before) + 1 for before in lines[: line - 1]) + column - 1
    if conflict := _CONFLICT.search(text, 0, offset + 7):
        place = Positions(text).line_and_column(conflict.start())
        return Refusal(code, say("place", what=say("conflict")), place)
    if code == "not-json" and not text.startswith(_MARK):
        if what := _at_place(reason, text[offset : offset + _HEAD]):
            return Refusal(code, say("place", what=what), (line, column))
        begun = _WORD_BEFORE.search(text[max(offset - _LONGEST_WORD, 0) : offset])
        before = begun[0] if begun and begun[0] != "-" else ""
        word = _WORD.match(before + text[offset : offset + _LONGEST_WORD])
        if word and (told := _at_word(reason, before, word[0])):
            return Refusal(*told, (line, column - len(before)))
    return Refusal(code, message, (line, column))


def _at_place(reason: str, rest: str) -> str | None:
    """Say what is wrong where it can be seen from what stands there."""
    first = rest[:1]
    if _COMMENT.match(rest):
        return say("comment")
    if first == "\x1e" or (reason == "trailing characters" and first in ("{", "[")):
        return say("documents", what=say("another" if first != "\x1e" else "several"))
    if first and first in _SINGLE_QUOTES:
        return say("single-quotes", quote=first)
    if first and first in _CURLY_QUOTES:
        return say("curly-quotes", quote=first)
    if first and not first.isascii() and unicodedata.category(first) in ("Zs", "Cf"):
        return say("odd-blank", character=f"U+{ord(first):04X}")
    return None


def _at_word(reason: str, before: str, word: str) -> tuple[str, str] | None:
    """Say what is wrong with a word or number without quotes, `before` in front of the place."""
    if not (reason in _AT_WORDS or (before[:1].isdigit() and reason.startswith("expected `,`"))):
        return None
    if _NO_NUMBER.match(word):
        return "not-finite", say("no-number", word=word)
    if reason == "key must be a string":
        if shown_key(word) is None:
            return "not-json", say("bare-key")
        return "not-json", say("bare-key-named", word=word)
    others = _table()["other-words"]
    if word in others:
        return "not-json", say("other-language", word=word, other=others[word])
    if word == "undefined":
        return "not-json", say("undefined")
    if _ODD_NUMBER.match(word):
        return "not-json", say("odd-number", word=word)
    return "not-json", say("bare-text")


def _said(reason: str, text: str, depth: int) -> tuple[str, str]:
    """Say what the parser says."""
    if reason.startswith(_TWICE):
        key = reason.removeprefix(_TWICE)
        key = say("some-key") if shown_key(key[1:-1]) is None else say("the-key", key=key)
        return "duplicate-key", say("twice", key=key)
    if reason == "recursion limit exceeded":
        return "too-deep", say("too-deep", depth=depth)
    if "surrogate" in reason or "hex escape" in reason:
        return "not-json", say("cut-escape")
    if text.startswith(_MARK):
        return "not-json", say("second-mark")
    if what := _WITHIN.fullmatch(reason):
        return "not-json", say("ends-inside", what=what[1])
    return "not-json", say("syntax", reason=reason)


def _key_before(text: str, place: Position) -> Position:
    """Find the start of the key before a colon: the parser names a key after it has read it."""
    lines = text.split("\n")
    offset = sum(len(line) + 1 for line in lines[: place[0] - 1]) + place[1] - 1
    end = text.rindex('"', 0, offset)
    start = text.rindex('"', 0, end)
    while text[start - 1] == "\\":  # a quote within the key
        start = text.rindex('"', 0, start)
    return Positions(text).line_and_column(start)


def _character(text: str, line: int, byte_column: int) -> tuple[int, int]:
    """Turn the parser's column, counted in bytes, into one counted in characters."""
    lines = text.split("\n")
    before = lines[line - 1].encode()[: max(byte_column - 1, 0)] if line <= len(lines) else b""
    return line, len(before.decode(errors="ignore")) + 1
