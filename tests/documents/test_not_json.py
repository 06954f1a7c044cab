"""What is no JSON text is named as what it is, with what to do; whole messages."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest

import ska_oso_pdm
from tests.samples import ROOT, parsed

COMMENT = "not JSON: a comment, which JSON does not have; take all comments out"
CONFLICT = "not JSON: a mark of a merge conflict; keep one of the two sides, and take all marks out"
LFS = (
    "not JSON but a pointer of Git LFS to the document; fetch the document itself, with git lfs "
    "pull"
)
ANNEX = (
    "not JSON but a pointer of git-annex to the document; fetch the document itself, with git "
    "annex get"
)
STASH = "not JSON but a stash, which keeps originals of documents; give it to upgrade --restore"
HTML = (
    "not JSON but an HTML page; a server may have answered so for a fault or a login: fetch the "
    "document again"
)
YAML = "not JSON but, it seems, YAML; convert it, for example with yq -o json"
PATH = "not JSON but, it seems, a path; give a pathlib.Path to read a file"
NUMBER = (
    " is no JSON number; write decimal digits, without a plus sign or leading zeros, and on both "
    "sides of a point"
)
QUOTES = (
    " around text, as Python and JavaScript may write it; JSON has double quotes alone: write it "
    "with json.dumps or JSON.stringify"
)
ANOTHER = (
    "not JSON: another document after the first one; give each by itself, or all as items of one "
    "array"
)
BARE = "not JSON: text without quotes; write it in double quotes"
SIDES = '"a": 1\n=======\n"a": 2\n>>>>>>> theirs\n'

TEXTS = {
    '{"a": 1, // the first\n"b": 2}': (1, 10, COMMENT),
    '// header\n{"a": 1}': (1, 1, COMMENT),
    '/* header */ {"a": 1}': (1, 1, COMMENT),
    '{"a": 1 /* one */}': (1, 9, COMMENT),
    '{"a": /* one */ 1}': (1, 7, COMMENT),
    '{"a" /* key */: 1}': (1, 6, COMMENT),
    '# header\n{"a": 1}': (1, 1, COMMENT),
    '{"a": 1,\n# more\n"b": 2}': (2, 1, COMMENT),
    '{"http://x": "// no comment" } // end': (1, 32, COMMENT),
    "{\n<<<<<<< HEAD\n" + SIDES + "}": (2, 1, CONFLICT),
    "<<<<<<< HEAD\n{}\n=======\n[]\n>>>>>>> theirs": (1, 1, CONFLICT),
    '{"x": 1\r\n<<<<<<< HEAD\r\n,"a": 1\r\n=======\r\n}': (2, 1, CONFLICT),
    '{"a": 1,\n||||||| base\n"a": 2}': (2, 1, CONFLICT),
    '{"a": 1,\n=======\n"a": 2}': (2, 1, CONFLICT),
    '{"a": 1,\n>>>>>>> theirs\n"b": 2}': (2, 1, CONFLICT),
    "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n": (1, 1, LFS),
    "version https://hawser.github.com/spec/v1\noid sha256:4d7a\n": (1, 1, LFS),
    "/annex/objects/SHA256E-s3--a1.json\n": (1, 1, ANNEX),
    "../.git/annex/objects/a/b/SHA256E-s3--a1.json/SHA256E-s3--a1.json": (1, 1, ANNEX),
    '{"format": "ska-oso-pdm-stash", "version": 2}\n{"file": "a.json"}\n': (1, 1, STASH),
    "outs:\n- md5: a1\n  path: block.json\n": (
        1,
        1,
        "not JSON but a pointer of DVC to the document; fetch the document itself, with dvc pull",
    ),
    "<!DOCTYPE html>\n<html><body>502</body></html>": (1, 1, HTML),
    "\n <html lang='en'>": (1, 1, HTML),
    '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x">': (1, 1, HTML),
    '<?xml version="1.0"?><block/>': (1, 1, "not JSON but XML; give the document as JSON"),
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{}": (
        1,
        1,
        "not JSON but an HTTP response with its header; save its body alone",
    ),
    "diff --git a/x.json b/x.json\n": (
        1,
        1,
        "not JSON but a patch; give the document that it was applied to",
    ),
    "interface: https://schema.skao.int/ska-oso-pdm-sbd/1.0\ntargets: []\n": (1, 1, YAML),
    "---\ntargets:\n  - a\n": (1, 1, YAML),
    "# a block\n# of mine\nsbd_id: x\n": (1, 1, YAML),
    "- targets\n- scans\n": (1, 1, YAML),
    "https://schema.skao.int/ska-oso-pdm-sbd/1.0": (
        1,
        1,
        "not JSON but a URL, and nothing is fetched; fetch the document, and give its text",
    ),
    "path/as/text.json": (1, 1, PATH),
    "block.json": (1, 1, PATH),
    "/data/my blocks/Mid 1.JSON\n": (1, 1, PATH),
    "C:\\blocks\\mid.json": (1, 1, PATH),
    "~/blocks/mid.json": (1, 1, PATH),
    "/data/blocks": (1, 1, PATH),
    "2026/mid.json": (1, 1, PATH),
    "true/mid.json": (1, 1, PATH),
    "{'sbd_id': None}": (1, 2, "not JSON: '" + QUOTES),
    "{\"a\": 'x'}": (1, 7, "not JSON: '" + QUOTES),
    '{"a": `x`}': (1, 7, "not JSON: `" + QUOTES),
    "{“a”: 1}": (1, 2, 'not JSON: “ around text; JSON has the plain double quote alone: write "'),
    '{"é": 1, sbd_id: 2}': (
        1,
        10,
        'not JSON: the key sbd_id stands without quotes; write "sbd_id"',
    ),
    '{"a": 1,}': (1, 9, "not JSON: trailing comma; correct the text at this place"),
    '{"a": True}': (1, 7, "not JSON: True is of another language; write true"),
    '{"a": None}': (1, 7, "not JSON: None is of another language; write null"),
    '{"a": undefined}': (1, 7, "not JSON: undefined is of JavaScript; leave the key out"),
    '{"a": NaN}': (1, 7, "NaN is no JSON number; give a finite one"),
    '{"a": nan}': (1, 7, "nan is no JSON number; give a finite one"),
    '{"a": -Infinity}': (1, 8, "Infinity is no JSON number; give a finite one"),
    '{"a": .inf}': (1, 7, ".inf is no JSON number; give a finite one"),
    '{"a": +1}': (1, 7, "not JSON: +1" + NUMBER),
    '{"a": .5}': (1, 7, "not JSON: .5" + NUMBER),
    '{"a": 5.}': (1, 7, "not JSON: 5." + NUMBER),
    '{"a": 007}': (1, 7, "not JSON: 007" + NUMBER),
    '{"a": 0x1F}': (1, 7, "not JSON: 0x1F" + NUMBER),
    '{"a": 1_000}': (1, 7, "not JSON: 1_000" + NUMBER),
    '{"a": mid}': (1, 7, BARE),
    '{"a": nope}': (1, 7, BARE),
    '{"a":\u00a01}': (
        1,
        6,
        "not JSON: a blank U+00A0, which JSON does not have; write a plain one",
    ),
    '{"a": 1}\n{"a": 2}\n': (2, 1, ANOTHER),
    '{"a": 1}{"a": 2}': (1, 9, ANOTHER),
    "[1] [2]": (1, 5, ANOTHER),
    '\x1e{"a": 1}\n\x1e{"a": 2}\n': (
        1,
        1,
        "not JSON: several documents; give each by itself, or all as items of one array",
    ),
    '{"a": 1': (1, 7, "not JSON: the text ends inside of an object; give all of the document"),
    "[1": (1, 2, "not JSON: the text ends inside of a list; give all of the document"),
    '{"a": "b': (1, 8, "not JSON: the text ends inside of a string; give all of the document"),
    '{"a": ': (1, 6, "not JSON: the text ends inside of a value; give all of the document"),
    '{"a": 1 "b": 2}': (1, 9, "not JSON: expected `,` or `}`; correct the text at this place"),
    '{"a": 1 2}': (1, 9, "not JSON: expected `,` or `}`; correct the text at this place"),
    '[{"a": 12\n34}]': (2, 1, "not JSON: expected `,` or `}`; correct the text at this place"),
    '{"a": 1}}': (1, 9, "not JSON: trailing characters; correct the text at this place"),
}


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_a_text_is_named_as_what_it_is(text: str) -> None:
    line, column, message = TEXTS[text]
    for given in (text, text.encode(), "\ufeff" + text):
        (issue,) = ska_oso_pdm.validate(given)
        assert (issue.line, issue.column, issue.message) == (line, column, message)
        assert issue.code == ("not-finite" if "finite" in message else "not-json")


TWICE = 'the key "a" occurs twice in one object; keep one of the two'


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ('{"a": 1, "\\u0061": 2}', 10, TWICE),
        ('{"a": {"b": 1}, "b": {"a": 1}, "a" : "a"}', 32, TWICE),
        ('{"\\\\": 1, "a\\"\\\\": 1, "a\\"\\\\": 2}', 23, TWICE.replace('the key "a"', "a key")),
    ],
)
def test_a_doubled_key_is_found_at_its_second_place(text: str, column: int, message: str) -> None:
    (issue,) = ska_oso_pdm.validate(text)
    assert (issue.place, issue.code, issue.message) == ((1, column), "duplicate-key", message)


UTF_16, UTF_32 = (f"UTF-{bits} text; save the file as UTF-8" for bits in (16, 32))
DATA = {
    **{'{"a": "é"}'.encode(name): UTF_16 for name in ("utf-16", "utf-16-le", "utf-16-be")},
    **{'\n["é"]'.encode(name): UTF_32 for name in ("utf-32", "utf-32-le", "utf-32-be")},
    "\ufeff{}".encode("utf-16-be"): UTF_16,
    "\ufeff{}".encode("utf-32-be"): UTF_32,
    gzip.compress(b"{}", mtime=0): "gzip data, not JSON text; unpack it first",
    b"BZh91AY&SY": "bzip2 data, not JSON text; unpack it first",
    b"\xfd7zXZ\0\0": "xz data, not JSON text; unpack it first",
    b"\x28\xb5\x2f\xfd\x04": "zstd data, not JSON text; unpack it first",
    b"PK\x03\x04\x14\0": "a zip archive, not JSON text; give the JSON file in it",
    b"\x89PNG\r\n\x1a\n\0": "a PNG image, not JSON text; check what was given",
    b"\xff\xd8\xff\xe0\0\x10JFIF": "a JPEG image, not JSON text; check what was given",
    b"%PDF-1.7\n%\xe2": "a PDF file, not JSON text; check what was given",
    b"\x89HDF\r\n\x1a\n\0": "an HDF5 file, not JSON text; check what was given",
    b"SIMPLE  =      T": "a FITS file, not JSON text; check what was given",
    b"\x01\0\x02{": "a binary file, not JSON text",
    b"\0\0\0\0": "a binary file, not JSON text",
    b" \n": "empty; a document is a JSON object",
}


@pytest.mark.parametrize("data", DATA, ids=ascii)
def test_bytes_are_named_as_what_they_are(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_bytes(data)
    for given in (data, file, io.BytesIO(data)):
        (issue,) = ska_oso_pdm.validate(given)
        assert (issue.message, issue.place) == (DATA[data], None)


def test_a_file_that_holds_a_path_is_not_told_of_pathlib(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_text("../blocks/mid.json", encoding="utf-8")
    with file.open("rb") as stream:
        for given in (file, stream):
            (issue,) = ska_oso_pdm.validate(given)
            assert issue.message == (
                "not JSON but, it seems, a path, perhaps a link that was stored as text; give the "
                "file that it names"
            )


def test_a_link_to_nothing_is_told(tmp_path: Path) -> None:
    for target, message in (
        ("nowhere.json", "a link to what is not there; check where it leads"),
        (
            ".git/annex/objects/a/SHA256E-s3--a1.json",
            "a link of git-annex to what is not here; fetch the document with git annex get",
        ),
    ):
        link = tmp_path / f"{len(target)}.json"
        link.symlink_to(target)
        (issue,) = ska_oso_pdm.validate(link)
        assert (issue.code, issue.message) == ("not-found", message)


def test_a_stream_that_cannot_be_read_is_an_issue(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_bytes(b"\xff")
    stream = file.open(encoding="utf-8")
    (issue,) = ska_oso_pdm.validate(stream)
    assert issue.code == "not-readable"
    assert issue.message.startswith("cannot be read: 'utf-8' codec can't decode byte 0xff")
    stream.close()
    (issue,) = ska_oso_pdm.validate(stream)
    assert issue.message == "cannot be read: I/O operation on closed file."


@pytest.mark.parametrize(
    "piece", ["a", "a.", "- ", "#\n", "annex/objects/", "a/", "<!--", "=======\n"]
)
def test_what_is_long_is_named_in_one_pass(piece: str) -> None:
    for text in (piece * 300_000, '{"a": ' + piece * 300_000 + "!"):
        assert len(ska_oso_pdm.validate(text)) == 1


LEAP = (
    "has the second 60, that of a leap second, which no time of this data model can hold; choose "
    "the second before or after it [wrong-form]"
)


@pytest.mark.parametrize(
    "time",
    [
        "2016-12-31T23:59:60Z",
        "2016-12-31T23:59:60",
        "2016-12-31T23:59:60.250Z",
        "2017-01-01T05:29:60+05:30",
    ],
)
def test_a_leap_second_is_told(time: str) -> None:
    document = parsed(ROOT / "examples/1.0/sbd-mid-imaging.json")
    document["metadata"]["created_on"] = time
    assert [str(issue) for issue in ska_oso_pdm.validate(document)] == [
        f'/metadata/created_on: "{time}" {LEAP}'
    ]
    (issue,) = ska_oso_pdm.validate(json.dumps(document))
    assert str(issue).endswith(LEAP)


@pytest.mark.parametrize("time", ["2016-12-31 23:59:60Z", "2016-02-30T23:59:60Z", "23:59:60"])
def test_what_is_wrong_otherwise_is_no_leap_second(time: str) -> None:
    document = parsed(ROOT / "examples/1.0/sbd-mid-imaging.json")
    document["metadata"]["created_on"] = time
    (issue,) = ska_oso_pdm.validate(document)
    assert "does not have the form wanted" in issue.message


def test_sixty_seconds_of_an_angle_are_no_leap_second() -> None:
    document = parsed(ROOT / "examples/1.0/sbd-mid-imaging.json")
    document["targets"][0]["reference_coordinate"]["ra_str"] = "12:30:60"
    issues = list(ska_oso_pdm.validate(document))
    assert issues
    assert not any("leap" in issue.message for issue in issues)
