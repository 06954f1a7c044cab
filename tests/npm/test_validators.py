"""The validators of the npm package give the verdicts that Python gives."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.registry import SchemaId
from ska_oso_pdm.documents.source import read_source
from ska_oso_pdm.validation import check
from tests.agreement.comparison import Samples, Subject, documents
from tests.agreement.domain import excluded
from tests.recognition.test_recognition import TestAnything as Anything
from tests.samples import CORPUS, EXAMPLES, ROOT

from .package import DIST, ask, require_package

require_package()

BAD = sorted((ROOT / "tests/invalid").glob("*/*.json"))
FOUND = sorted((ROOT / "tests/findings").glob("*/*.json"))
SCRIPT = Path(__file__).with_name("validators.mjs")
MADE = 200
CHANGED = 5

Question = tuple[str, str, str]


def in_python(question: Question) -> bool:
    entity, version, text = question
    return not check(read_source(text), SchemaId(entity, version).url)


def compare(questions: list[Question]) -> Counter[tuple[str, str, bool]]:
    """Ask both about texts; count the verdicts of each schema."""
    told = ask(SCRIPT, [list(question) for question in questions])
    for question, verdict in zip(questions, told, strict=True):
        assert verdict == in_python(question), question
    return Counter((e, v, verdict) for (e, v, _), verdict in zip(questions, told, strict=True))


def readable(files: list[Path]) -> Iterator[str]:
    """Yield the texts of files that hold I-JSON, on one line."""
    for file in files:
        try:
            text = file.read_text("utf-8")
            if excluded(text) is None:
                yield json.dumps(json.loads(text))
        except (ValueError, RecursionError):
            continue


def test_each_document_that_has_a_schema_has_a_validator() -> None:
    files = DIST.glob("validators/*/*.js")
    assert {(file.stem, file.parent.name) for file in files} == {*registry.documents()}


def test_validators_agree_on_files_by_every_schema() -> None:
    """Examples, bad documents, findings and collected ones, under the label of the schema too."""
    texts = [*readable([*EXAMPLES, *BAD, *FOUND, *sorted(CORPUS.glob("*-*.json"))])]
    questions = [
        (known.entity, known.version, given)
        for text in texts
        for known in registry.documents()
        for given in labelled(text, known)
    ]
    counted = compare(questions)
    for known in registry.documents():
        assert counted[*known, True], known
        assert counted[*known, False], known


def labelled(text: str, known: SchemaId) -> set[str]:
    """Give a document as it is, and if it is of that entity, under the label of the schema too."""
    document = json.loads(text)
    if not isinstance(document, dict) or known.entity not in str(document.get("interface")):
        return {text}
    return {text, json.dumps({**document, "interface": known.url})}


def test_validators_agree_on_changed_examples() -> None:
    chance, anything = Random(3), Anything()
    questions = []
    for file in EXAMPLES:
        document = json.loads(file.read_text("utf-8"))
        known = registry.parse_url(str(document.get("interface")))
        if known and registry.is_document(known):
            changed = (json.dumps(anything.changed(chance, document)) for _ in range(CHANGED))
            questions += [(*known, text) for text in changed if excluded(text) is None]
    compare(questions)


@pytest.mark.parametrize("subject", documents(), ids=str)
def test_validators_agree_on_made_texts(subject: Subject) -> None:
    samples = Samples(subject)
    known = registry.parse_url(subject.url)
    assert known is not None
    texts = [json.dumps(json.loads(each.text)) for each in samples.inside(range(MADE))]
    counted = compare([(*known, text) for text in texts])
    assert min(counted[*known, True], counted[*known, False]) > 0.2 * len(texts)


@pytest.mark.parametrize("known", registry.documents(), ids="/".join)
def test_validators_hold_whatever_they_are_asked(known: SchemaId) -> None:
    deep = "[" * 10_000 + "]" * 10_000
    texts = ["null", "[]", "0", '"a"', "{}", deep]
    texts += [
        f'{{"interface":"{known.url}","{key}":1}}' for key in ("__proto__", "constructor", "a")
    ]
    assert ask(SCRIPT, [[*known, text] for text in texts])[:6] == [False] * 6
    compare([(*known, text) for text in texts if text != deep])
