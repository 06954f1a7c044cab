"""Documents inside of other JSON: TypeScript finds those that Python finds, each with its text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ska_oso_pdm.documents.source import read_source
from ska_oso_pdm.errors import UnreadableError
from ska_oso_pdm.pointers import pointer
from ska_oso_pdm.recognition.embedded import documents_in
from tests.samples import CORPUS, EXAMPLES
from tests.test_invalid import FILES

from .package import ask, bundle, require_modules

require_modules()

CASES = sorted((CORPUS.parent / "cases").glob("*.json"))


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bundle(Path(__file__).with_name("inside.mjs"), tmp_path_factory.mktemp("npm"))


def in_python(text: str) -> list[tuple[str, Any]]:
    try:
        source = read_source(text)
    except UnreadableError:
        return []
    return [(pointer(place), inner.document) for place, inner in documents_in(source)]


def texts() -> list[str]:
    """Give documents by themselves, and in lists, wrappers and fixtures of several."""
    files = [*EXAMPLES, *FILES, *CASES, *sorted(CORPUS.glob("*.json"))]
    found = []
    for path in files:
        try:
            found.append(path.read_text(encoding="utf-8"))
        except UnicodeDecodeError:
            continue
    wrapped = [f'{{"id": "[{{\\"", "body": {text}, "a~/b": [[{text}], null, 1]}}' for text in found]
    odd = ["[]", "null", "1", '"a"', "", "\ufeff[{}]"]
    return [*found, *wrapped, f"[{','.join(found[:9])}]", *odd]


def test_they_are_the_same(script: Path) -> None:
    given = texts()
    answers = ask(script, given)
    found = 0
    for text, answer in zip(given, answers, strict=True):
        expected = in_python(text)
        assert [path for path, _ in answer] == [path for path, _ in expected]
        assert [json.loads(inner) for _, inner in answer] == [inner for _, inner in expected]
        found += len(expected)
    assert found > len(given)


def test_no_size_and_no_depth_is_too_much(script: Path) -> None:
    deep = "[" * 198 + '{"interface": "https://schema.skao.int/ska-oso-pdm-sbd/1.0"}' + "]" * 198
    wide = f"[{'[],' * 1_000_000}[]]"
    answers = ask(script, [deep, wide])
    assert [[path for path, _ in answer] for answer in answers] == [["/0" * 198], []]
