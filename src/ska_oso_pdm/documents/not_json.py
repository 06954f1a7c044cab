"""Why data is no JSON text: named as what it is, with what to do about it."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from ska_oso_pdm.documents.positions import Positions
from ska_oso_pdm.errors import Position
from ska_oso_pdm.personal import shown_key

_MARK = "\ufeff"  # a byte order mark
_PLACE = re.compile(r" at line ([0-9]+) column ([0-9]+)$")

_FORMATS = (
    (b"\x1f\x8b", "gzip data", "unpack it first"),
    (b"BZh", "bzip2 data", "unpack it first"),
    (b"\xfd7zXZ\0", "xz data", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "zstd data", "unpack it first"),
    (b"PK\x03\x04", "a zip archive", "give the JSON file in it"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "give the JSON file in it"),
    (b"\x89PNG", "a PNG image", "check what was given"),
    (b"\xff\xd8\xff", "a JPEG image", "check what was given"),
    (b"GIF8", "a GIF image", "check what was given"),
    (b"%PDF-", "a PDF file", "check what was given"),
    (b"\x89HDF", "an HDF5 file", "check what was given"),
    (b"SIMPLE  =", "a FITS file", "check what was given"),
    (b"PAR1", "a Parquet file", "check what was given"),
    (b"SQLite format 3\0", "an SQLite database", "check what was given"),
    (b"\x93NUMPY", "a NumPy array", "check what was given"),
    (b"\x7fELF", "a program", "check what was given"),
)
_ENCODINGS = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_START = 256  # bytes that show the encoding

_KINDS = (
    (
        r"version https://(git-lfs|hawser)\.github\.com/spec/",
        "a pointer of Git LFS to the document",
        "fetch the document itself, with git lfs pull",
    ),
    (
        r"[^\s\"'{\[]*annex[/\\]objects[/\\]",
        "a pointer of git-annex to the document",
        "fetch the document itself, with git annex get",
    ),
    (
        r"outs:\s*\n\s*- (md5|hash|size):",
        "a pointer of DVC to the document",
        "fetch the document itself, with dvc pull",
    ),
    (
        r'\{"format": "ska-oso-pdm-stash", ',  # more than its header, which by itself is JSON
        "a stash, which keeps originals of documents",
        "give it to upgrade --restore",
    ),
    (
        r"(diff --git |--- \S+[^\n]*\n\+\+\+ )",
        "a patch",
        "give the document that it was applied to",
    ),
    (
        r"(?i)(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)?<(!doctype html|html|head|body)\b",
        "an HTML page",
        "a server may have answered so for a fault or a login: fetch the document again",
    ),
    (r"<[?!A-Za-z]", "XML", "give the document as JSON"),
    (
        r"HTTP/[0-9]",
        "an HTTP response with its header",
        "save its body alone",
    ),
    (
        r"[A-Za-z][A-Za-z0-9+.-]*://\S+\s*$",
        "a URL, and nothing is fetched",
        "fetch the document, and give its text",
    ),
    (
        r"(#[^\n]*\n\s*)*(%YAML|---(\s|$)|- \S|[A-Za-z_][\w .-]*:(\s|$))",
        "it seems, YAML",
        "convert it, for example with yq -o json",
    ),
)
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
_WORD_BEFORE = re.compile(r"[\w.$@+-]*$")
_LONGEST_WORD = 60
_WITHIN = re.compile(r"EOF while parsing (an? \w+)")
_AT_WORDS = ("key must be a string", "expected value", "expected ident", "invalid number")
_NO_NUMBER = re.compile(r"[+-]?\.?(NaN|Infinity|inf)$", re.IGNORECASE)
_ODD_NUMBER = re.compile(r"[+-]?\.?[0-9][\w.+-]*$")
_OTHER_WORDS = {"True": "true", "False": "false", "None": "null", "nil": "null", "NULL": "null"}
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
        return Refusal("empty", "empty; a document is a JSON object")
    if encoding := _other_encoding(data):
        return Refusal("not-utf-8", f"{encoding} text; save the file as UTF-8")
    for start, what, advice in _FORMATS:
        if data.startswith(start):
            return Refusal("not-json", f"{what}, not JSON text; {advice}")
    if b"\0" in data:
        return Refusal("not-json", "a binary file, not JSON text")
    try:
        data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode()
        place = Positions(before).line_and_column(len(before))
        message = f"byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
        return Refusal("not-utf-8", message, place)
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
    for pattern, what, advice in _KINDS:
        if re.compile(pattern).match(head):
            separator = "," if what.startswith("it seems") else ""
            return Refusal("not-json", f"not JSON but{separator} {what}; {advice}", (1, 1))
    if len(text) <= _HEAD and _PATH.match(text):
        advice = "; give a pathlib.Path to read a file"
        if not given:
            advice = ", perhaps a link that was stored as text; give the file that it names"
        return Refusal("not-json", f"not JSON but, it seems, a path{advice}", (1, 1))
    return None


def _no_syntax(text: str, reason: str, depth: int) -> Refusal:
    match = _PLACE.search(reason)
    if match is None:
        return Refusal(*_said(reason, text, depth))
    reason = reason[: match.start()]
    line, column = _character(text, int(match[1]), int(match[2]))
    code, message = _said(reason, text, depth)
    if code == "duplicate-key":
        return Refusal(code, message, _key_before(text, (line, column), reason))
    lines = text.split("\n")
    offset = sum(len(before) + 1 for before in lines[: line - 1]) + column - 1
    if conflict := _CONFLICT.search(text, 0, offset + 7):
        place = Positions(text).line_and_column(conflict.start())
        message = "a mark of a merge conflict; keep one of the two sides, and take all marks out"
        return Refusal(code, f"not JSON: {message}", place)
    if code == "not-json" and not text.startswith(_MARK):
        if what := _at_place(reason, text[offset : offset + _HEAD]):
            return Refusal(code, f"not JSON: {what}", (line, column))
        begun = _WORD_BEFORE.search(text[max(offset - _LONGEST_WORD, 0) : offset])
        before = begun[0] if begun and begun[0] != "-" else ""
        word = _WORD.match(before + text[offset : offset + _LONGEST_WORD])
        if word and (said := _at_word(reason, before, word[0])):
            return Refusal(*said, (line, column - len(before)))
    return Refusal(code, message, (line, column))


def _at_place(reason: str, rest: str) -> str | None:
    """Say what is wrong where it can be seen from what stands there."""
    first = rest[:1]
    if _COMMENT.match(rest):
        return "a comment, which JSON does not have; take all comments out"
    if first == "\x1e" or (reason == "trailing characters" and first in ("{", "[")):
        what = "another document after the first one" if first != "\x1e" else "several documents"
        return f"{what}; give each by itself, or all as items of one array"
    if first and first in _SINGLE_QUOTES:
        return (
            f"{first} around text, as Python and JavaScript may write it; JSON has double quotes "
            "alone: write it with json.dumps or JSON.stringify"
        )
    if first and first in _CURLY_QUOTES:
        return f'{first} around text; JSON has the plain double quote alone: write "'
    if first and not first.isascii() and unicodedata.category(first) in ("Zs", "Cf"):
        return f"a blank U+{ord(first):04X}, which JSON does not have; write a plain one"
    return None


def _at_word(reason: str, before: str, word: str) -> tuple[str, str] | None:
    """Say what is wrong with a word or number without quotes, `before` in front of the place."""
    if not (reason in _AT_WORDS or (before[:1].isdigit() and reason.startswith("expected `,`"))):
        return None
    if _NO_NUMBER.match(word):
        return "not-finite", f"{word} is no JSON number; give a finite one"
    if reason == "key must be a string":
        if shown_key(word) is None:
            return "not-json", "not JSON: a key stands without quotes; write it in double quotes"
        return "not-json", f'not JSON: the key {word} stands without quotes; write "{word}"'
    if word in _OTHER_WORDS:
        return "not-json", f"not JSON: {word} is of another language; write {_OTHER_WORDS[word]}"
    if word == "undefined":
        return "not-json", "not JSON: undefined is of JavaScript; leave the key out"
    if _ODD_NUMBER.match(word):
        return (
            "not-json",
            f"not JSON: {word} is no JSON number; write decimal digits, without a plus sign or "
            "leading zeros, and on both sides of a point",
        )
    return "not-json", "not JSON: text without quotes; write it in double quotes"


def _said(reason: str, text: str, depth: int) -> tuple[str, str]:
    """Say what the parser says."""
    if reason.startswith("Detected duplicate key"):
        key = reason.removeprefix("Detected duplicate key ")
        said = "a key" if shown_key(key.strip('"')) is None else f"the key {key}"
        return "duplicate-key", f"{said} occurs twice in one object; keep one of the two"
    if reason == "recursion limit exceeded":
        return "too-deep", f"nested more than {depth} levels deep, the limit for a document"
    if "surrogate" in reason or "hex escape" in reason:
        return "not-json", "not JSON: half of a surrogate pair; write the whole character"
    if text.startswith(_MARK):
        return "not-json", "not JSON: a second byte order mark before the text; keep one, or none"
    if what := _WITHIN.fullmatch(reason):
        return "not-json", f"not JSON: the text ends inside of {what[1]}; give all of the document"
    return "not-json", f"not JSON: {reason}; correct the text at this place"


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
