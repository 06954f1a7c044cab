"""The package for TypeScript finds the problems that Python finds, and says them alike.

What JavaScript cannot tell is left out by one rule: Python is asked about the document that
JavaScript holds, which `read_alike` gives. There 1.0 is 1, an integer beyond 2^53 is a number of
floating point, and keys that are whole numbers come first. All else is equal, and the order too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from random import Random

import pytest

from codegen.npm import archive_keys as npm_archive_keys
from codegen.npm import current_version, read_schemas
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.catalogue.annotations import archive_keys
from ska_oso_pdm.documents.source import read_source
from ska_oso_pdm.pointers import pointer
from ska_oso_pdm.recognition.labelling import settle_layout
from ska_oso_pdm.validation.breaches import node_of
from ska_oso_pdm.validation.wording import problems
from tests.agreement.comparison import Samples, all_parts, documents
from tests.agreement.domain import excluded
from tests.agreement.mutations import UNKNOWN_KEYS, mutate, words_of
from tests.agreement.subset import at
from tests.agreement.texts import Maker
from tests.samples import EXAMPLES
from tests.test_invalid import FILES, NOT_JUDGED

from .package import ask, bundle, read_alike, require_modules

require_modules()

MOST = 50
"""Problems of one document that are compared."""

OF_A_DOCUMENT, OF_A_PART, OF_AN_EXAMPLE = 100, 20, 20
KEYS = (*UNKNOWN_KEYS, "__proto__", "constructor", "toString", "hasOwnProperty", "valueOf")


Question = tuple[str, str, int]
"""Schema, text, and how many problems are wanted."""


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bundle(Path(__file__).with_name("problems.mjs"), tmp_path_factory.mktemp("npm"))


def in_javascript(script: Path, questions: list[Question]) -> list[list[list[str]]]:
    return ask(script, questions, registry.schema_folder())


def in_python(url: str, text: str, most: int) -> list[list[str]]:
    document = read_alike(json.loads(text))
    found = problems(node_of({"$ref": url}, registry.resolve), document, registry.resolve)
    return [[each.code, pointer(each.path), each.say()] for each in islice(found, most)]


def check(script: Path, questions: list[Question]) -> list[list[list[str]]]:
    """Compare the problems of texts; give them."""
    answers = in_javascript(script, questions)
    for (url, text, most), found in zip(questions, answers):
        assert found == in_python(url, text, most), f"{url} {text[:2000]}"
    return answers


def labelled(path: Path) -> Question | None:
    """Give a file with the schema that judges it; None where there is none."""
    source = read_source(path)
    label = settle_layout(source)
    if not label.has_schema:
        return None
    return label.schema.url, json.dumps(label.corrected(source.document)), 10**6


def test_bad_documents(script: Path) -> None:
    bad = [path for path in FILES if path.parent.name not in NOT_JUDGED]
    found = check(script, [question for path in bad if (question := labelled(path))])
    assert len(found) > 0.9 * len(bad)
    assert all(found)


def test_examples_are_without_problems(script: Path) -> None:
    examples = [question for path in EXAMPLES if (question := labelled(path))]
    assert examples
    assert not any(check(script, examples))


def changed_examples() -> Iterator[Question]:
    """Yield examples of every layout with one to three changes."""
    for path in EXAMPLES:
        question = labelled(path)
        if question is None:
            continue
        url, text, _ = question
        schemas = registry.schemas_of(url.rpartition("/")[2])
        words = words_of(schemas)
        for number in range(OF_AN_EXAMPLE):
            random = Random(f"{path.name} {number}")
            tree = Maker(schemas, random)._node(at(schemas, url), json.loads(text))
            for _ in range(random.choice((1, 1, 2, 3))):
                mutate(tree, words, random)
            yield url, tree.render(), MOST


def test_changed_examples(script: Path) -> None:
    texts = [question for question in changed_examples() if excluded(question[1]) is None]
    found = check(script, texts)
    assert sum(map(bool, found)) > 0.6 * len(texts)


def test_made_texts_of_every_layout_and_part(script: Path) -> None:
    versions = {known.version for known in registry.documents()}
    every = [(subject, OF_A_DOCUMENT) for subject in documents()]
    every += [(part, OF_A_PART) for version in versions for part in all_parts(version)]
    texts = [
        (subject.url, sample.text, MOST)
        for subject, count in every
        for sample in Samples(subject).inside(range(count))
    ]
    found = check(script, texts)
    codes = {code for code, _, _ in chain.from_iterable(found)}
    assert codes == {
        *("unknown-key", "former-key", "missing-key", "wrong-type", "not-allowed", "wrong-form"),
        *("out-of-range", "wrong-length", "repeated"),
    }


def test_keys_that_every_object_of_javascript_has(script: Path) -> None:
    """They are unknown where the schema does not have them, and missing where it wants others."""
    texts: list[Question] = []
    for subject in documents():
        sample = Samples(subject).draw(0, change=False)
        document = json.loads(sample.text)
        many = {**document, **{key: {"__proto__": {"kind": "icrs"}} for key in KEYS}}
        texts.append((subject.url, json.dumps(many), MOST))
        texts.append((subject.url, json.dumps(dict.fromkeys(KEYS)), MOST))
        texts += [(subject.url, json.dumps({**document, key: None}), MOST) for key in KEYS]
    assert all(check(script, texts))


@pytest.mark.parametrize("known", registry.documents()[-4:], ids=str)
def test_values_of_many_levels(script: Path, known: registry.SchemaId) -> None:
    """Deep values are looked at, and shown as far as a message goes."""
    depth = 9_990
    values = ("[" * depth + "]" * depth, '{"a":' * depth + "0" + "}" * depth)
    keys = registry.schema_for(known)["properties"]
    texts = [f'{{"{key}": {value}}}' for key in keys for value in values]
    answers = in_javascript(script, [(known.url, text, MOST) for text in texts])
    found = [*chain.from_iterable(answers)]
    assert all(len(message) < 1000 for _, _, message in found)
    assert "wrong-type" in {code for code, _, _ in found}


def test_a_document_of_very_many_problems(script: Path) -> None:
    """Those who ask for the first ones get them, and nothing is made of the others."""
    url = registry.documents()[-1].url
    many = json.dumps({f"k{number}": number for number in range(200_000)})
    (found,) = in_javascript(script, [(url, many, MOST)])
    assert len(found) == MOST


def test_keys_of_archives_are_those_of_python() -> None:
    current = current_version(registry.markers())
    assert current == registry.current_version()
    entities = {known.entity for known in registry.documents()}
    wanted = {entity: sorted(keys) for entity in entities if (keys := archive_keys(entity))}
    versions = read_schemas(Path(registry.schema_folder()))
    assert npm_archive_keys(versions, current) == wanted
