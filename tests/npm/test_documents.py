"""From a text to what is wrong with it: in TypeScript as in Python, whatever the text is.

Both are asked about the same text or bytes. What JavaScript cannot tell is left out by rule: a
message may show 1.0 as 1, and has another way to read a file; and whole numbers that JavaScript
cannot hold, which Python reads as they are, are warned of.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

import pytest

import ska_oso_pdm
from ska_oso_pdm.documents import source
from tests.documents.test_not_json import DATA, TEXTS
from tests.samples import CORPUS, EXAMPLES
from tests.test_invalid import FILES

from .package import ask, bundle, read_alike, require_modules

require_modules()

CASES = sorted((CORPUS.parent / "cases").glob("*.json"))
SBD = "https://schema.skao.int/ska-oso-pdm-sbd/1.0"
HEAD = f'{{"interface": "{SBD}", "metadata": null, '
IN_PYTHON, IN_JAVASCRIPT = "; give a pathlib.Path to read a file", "; give the text of the file"
INEXACT = "inexact-number"

Given = str | bytes
Row = list[Any]

SMALL = (
    f'{{"interface": "{SBD}", "sbd_id": "é😀\\u00e9\\ud83d\\ude00"}}',
    '{"a": [1, -0, 0.5, 1e5, -1.25E-3, true, null, "\\"\\\\\\/\\b\\f\\n\\r\\t"],\n\t"b": {}}',
    '[\r\n{"a": "b"},\r\n{"A": 12345678901234567890}]\n',
    "{'a': None, b: +1, // c\n}",
)
SIGNS = [
    *"{}[]:,\"\\/'`#*+-.eE019xu \t\n\r_$@“»",
    *"\x00\x01\x1e\x7f\x85\xa0\u2003\u2028\ufeffé中😀",
    *('""', "\\u", "\\ud800", "\\udc00", "NaN", "Infinity", "true", "nul", "00", "1e400", "1."),
    *('"a":', '"__proto__":', '"constructor":', "\n<<<<<<< a\n", "=======", "//", "undefined"),
    *("None", "[[", "9" * 30),
]


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bundle(Path(__file__).with_name("documents.mjs"), tmp_path_factory.mktemp("npm"))


def in_python(given: Given) -> Row:
    report = ska_oso_pdm.validate(given)
    issues = [
        [
            *(issue.severity, issue.code, issue.path),
            issue.message.replace(IN_PYTHON, IN_JAVASCRIPT),
            *(issue.line, issue.column),
        ]
        for issue in report
    ]
    return [report.entity, report.version, report.judged, report.valid, issues]


def in_javascript(script: Path, given: list[Given]) -> list[Row]:
    """Give what JavaScript says, but for the numbers that it cannot hold."""
    found = ask(script, [question(one) for one in given])
    return [[*told, [issue for issue in issues if issue[1] != INEXACT]] for *told, issues in found]


def question(given: Given) -> list[Any]:
    if isinstance(given, bytes):
        return ["bytes", b64encode(given).decode(), "", 0, ""]
    return ["text", given, "", 0, ""]


def require_same(script: Path, given: list[Given]) -> list[Row]:
    answers = in_javascript(script, given)
    differing = [
        (one[:300], expected, found)
        for one, found in zip(given, answers, strict=True)
        if (expected := in_python(one)) != found
    ]
    assert not differing, f"{len(differing)} differ, as {differing[:3]}"
    return answers


def test_what_is_no_json(script: Path) -> None:
    texts = [*TEXTS, *("\ufeff" + text for text in TEXTS), "\ufeff\ufeff{}", "\ufeff", ""]
    given: list[Given] = [*texts, *(text.encode() for text in texts), *DATA]
    given += [b'{"a": "\xff"}', b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\x80", b'"\xe2\x82"']
    given += ['{"a": "\ud800"}', '"é\n\udc00"', '{"\ud83d": 1}']
    require_same(script, given)


def test_texts_that_end_early(script: Path) -> None:
    given: list[Given] = [text[:end] for text in SMALL for end in range(len(text))]
    given += [text.encode()[:end] for text in SMALL[:1] for end in range(len(text.encode()))]
    require_same(script, given)


def test_texts_that_are_changed(script: Path) -> None:
    chance = Random(8)
    given: list[Given] = []
    for _ in range(3000):
        signs = [*chance.choice(SMALL)]
        for _ in range(chance.randrange(1, 4)):
            at = chance.randrange(len(signs) + 1)
            signs[at : at + chance.randrange(3)] = chance.choice(SIGNS)
        given.append("".join(signs))
    codes = {code for *_, issues in require_same(script, given) for _, code, *_ in issues}
    assert {"not-json", "duplicate-key", "not-finite"} <= codes


def test_bytes_that_are_changed(script: Path) -> None:
    chance = Random(9)
    given: list[Given] = []
    for _ in range(1000):
        data = bytearray(chance.choice(SMALL).encode(chance.choice(("utf-8",) * 6 + ("utf-16",))))
        for _ in range(chance.randrange(1, 3)):
            at = chance.randrange(len(data) + 1)
            data[at : at + chance.randrange(3)] = chance.randbytes(chance.randrange(1, 3))
        given.append(bytes(data))
    require_same(script, given)


def documents() -> list[Path]:
    return [*FILES, *EXAMPLES, *sorted(CORPUS.glob("*.json")), *CASES]


def test_documents_and_bad_ones_to_the_line_and_column(script: Path) -> None:
    """As they are written: of the messages only those differ that show 1.0, which is 1."""
    given = [path.read_bytes() for path in documents()]
    for path, one, found in zip(documents(), given, in_javascript(script, [*given]), strict=True):
        expected = in_python(one)
        assert without_messages(found) == without_messages(expected), path


def test_documents_and_bad_ones_to_the_word(script: Path) -> None:
    """As JavaScript holds them."""
    given = [json.dumps(document) for document in objects(documents())]
    answers = require_same(script, [*given])
    assert sum(not valid for _, _, _, valid, _ in answers) > 100


def without_messages(row: Row) -> Row:
    *told, issues = row
    return [*told, [[*issue[:3], *issue[4:]] for issue in issues]]


def test_more_problems_than_are_listed(script: Path) -> None:
    """Of a newer layout unknown keys are warnings, and the first error is listed besides."""
    many = ", ".join(f'"k{number}": 0' for number in range(1200))
    newer = HEAD.replace("/1.0", "/1.7")
    given = [f"{head}{many}{end}}}" for head in (HEAD, newer) for end in ("", ', "sbd_id": 1')]
    answers = require_same(script, [*given])
    assert [issues[-1][:2] for *_, issues in answers] == [
        *[["error", "more-problems"]] * 2,
        *(["warning", "more-problems"], ["error", "more-problems"]),
    ]


PDM, OTHER = SBD.removesuffix("sbd/1.0"), "https://schema.skao.int/ska-sdp-configure/0.4"
LABELS: list[Any] = [
    *(None, "", 1, [], "sbd", f"{SBD} ", f"{SBD}\n", "j.doe@x.org"),
    *(f"{PDM}{label}" for label in ("sbd/1.7", "sbd/99.0", "sbd/0.01", "sbd/0.1", "sbd/0.4")),
    *(f"{PDM}{label}" for label in ("sdb/1.0", "prj/1.0", "constructor/1.0", "SBD/1.0")),
    *(OTHER, "https://schema.skatelescope.org/ska-other/2", SBD.replace("pdm", "pmd")),
]


def objects(files: list[Path]) -> Iterator[dict[str, Any]]:
    """Yield the documents that are objects, as JavaScript holds them."""
    for path in files:
        try:
            document = read_alike(json.loads(path.read_text("utf-8")))
        except (ValueError, RecursionError, OverflowError):
            continue
        if isinstance(document, dict):
            yield document


def test_labels_of_all_kinds(script: Path) -> None:
    given = []
    for document in objects([*EXAMPLES, *FILES]):
        given += [json.dumps({**document, "interface": label}) for label in LABELS]
        given.append(json.dumps({key: document[key] for key in document if key != "interface"}))
    given = given[:: max(len(given) // 600, 1)]
    given += [json.dumps({"interface": label}) for label in LABELS]
    answers = require_same(script, [*given])
    codes = {code for *_, issues in answers for _, code, *_ in issues}
    assert codes >= {
        *("label-wrong", "label-missing", "unknown-interface", "not-this-model", "newer-minor"),
        *("newer-version", "unknown-version", "unknown-entity", "earlier-layout"),
    }


@pytest.mark.parametrize("key", ["__proto__", "constructor", "toString", "hasOwnProperty", "0"])
def test_keys_that_objects_of_javascript_have(script: Path, key: str) -> None:
    """None of them vanishes, is taken for one that is known, or is a key twice."""
    given: list[Given] = [
        HEAD + f'"{key}": {{"sbd_id": 1}}}}',
        HEAD + f'"targets": [{{"{key}": 1, "target_id": "a"}}]}}',
        f'{{"{key}": {{"interface": "{SBD}"}}}}',
        f'{{"{key}": {{"{key}": 1}}, "interface": "{SBD}"}}',
        HEAD + f'"{key}": 1, "{key}": 2}}',
    ]
    answers = require_same(script, given)
    assert all(issues for *_, issues in answers)
    assert answers[-1][4][0][1] == "duplicate-key"
    assert [f"/{key}", "unknown-key"] in [[path, code] for _, code, path, *_ in answers[0][4]]


@pytest.mark.parametrize(
    ("head", "part", "count", "tail"),
    [
        ("", "[", 200, "1" + "]" * 200),
        ("", "[", 201, "]" * 201),
        ("", "[", 202, "]" * 202),
        ("", "[", 10_000, "]" * 10_000),
        (HEAD + '"a": ', '{"a":', 10_000, "1" + "}" * 10_001),
        ("[", "0,", source.MAX_VALUES - 2, "0]"),
        ("[", "0,", source.MAX_VALUES - 1, "0]"),
        ('["', "[,{", source.MAX_VALUES, '"]'),
        ("{}", " ", source.MAX_BYTES - 2, ""),
        ("{}", " ", source.MAX_BYTES - 1, ""),
        ("", " ", 33 * 1024 * 1024, "{}"),
        ('"', "é", source.MAX_BYTES // 2 - 1, '"'),
        ('"', "é", source.MAX_BYTES // 2, '"'),
    ],
    ids=repr,
)
def test_limits(script: Path, head: str, part: str, count: int, tail: str) -> None:
    (answer,) = ask(script, [["text", head, part, count, tail]])
    assert answer == in_python(head + part * count + tail)


@pytest.fixture(scope="module")
def free() -> str:
    """Give a text that is valid with any value at its @."""
    text = next(
        path.read_text("utf-8") for path in FILES if path.name == "overflow-in-free-form.json"
    )
    assert text.count("1e999") == 1
    return text.replace("1e999", "@")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        *((one, None) for one in ("9007199254740991", "-9007199254740991", "9007199254740992")),
        *(
            (one, None)
            for one in ("1" + "0" * 22, "18014398509481984", "0.1", "1e308", "-0", "-0.0")
        ),
        *((one, None) for one in ("0.1234567890123456789", "9007199254740993.0", "1e-400", "1E22")),
        *((one, INEXACT) for one in ("9007199254740993", "-9007199254740993", "1" + "0" * 23)),
        *((one, INEXACT) for one in ("12345678901234567890", "9" * 308)),
        *((one, "not-finite") for one in ("1e400", "-1e309", "9" * 309, "1" + "0" * 400)),
        *((one, "not-json") for one in ("1" * 4301, "01", "1.", ".5", "+1")),
        *((one, "not-finite") for one in ("NaN", "Infinity", "-Infinity")),
    ],
    ids=lambda one: str(one)[:25],
)
def test_numbers(script: Path, free: str, written: str, code: str | None) -> None:
    """What JavaScript holds otherwise than Python is said, with its place; nothing else differs."""
    text = free.replace("@", written)
    (answer,) = ask(script, [question(text)])
    issues = answer[4]
    assert {found for _, found, *_ in issues} >= ({code} if code else set())
    inexact = [issue for issue in issues if issue[1] == INEXACT]
    assert bool(inexact) == (code == INEXACT)
    assert in_javascript(script, [text]) == [in_python(text)]
    if inexact:
        ((severity, _, path, message, line, column),) = inexact
        assert severity == "warning"
        offset = [0, *accumulate(map(len, text.splitlines(keepends=True)))][line - 1] + column - 1
        assert text.startswith(written, offset)
        assert message.startswith(f"{written[:40]}{'…' if len(written) > 40 else ''} is more than")
        assert path == ska_oso_pdm.validate(free.replace("@", "1e400"))[-1].path
