"""A text is valid by its schema exactly when its class takes it, and is written as it was read.

Set SKA_OSO_PDM_AGREEMENT_TEXTS to compare more texts. A text can be made again by its number:
`Samples(subject).draw(number)`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from random import Random
from typing import Any

import pytest

import ska_oso_pdm
from ska_oso_pdm.pointers import pointer
from ska_oso_pdm.recognition import markers

from .comparison import Sample, Samples, Subject, compare, documents, parts, unversioned
from .judges import Judges, canonical
from .mutations import OTHER_VALUES, UNKNOWN_KEYS
from .subset import at, constraints, open_form, properties, reached, written
from .texts import FREE, Node

USUAL = 22_000
"""Texts of whole documents: 20,000, and those that are left out."""

TEXTS = int(os.environ.get("SKA_OSO_PDM_AGREEMENT_TEXTS", USUAL))
CHUNK = 500
UNKNOWN = 300

DOCUMENTS = documents()
PARTS = parts()
OF_A_DOCUMENT = TEXTS // len(DOCUMENTS)
OF_A_PART, OF_AN_EARLIER_PART = 500, 400
"""Texts for each part; they are small, so that every rule is broken often."""

CHUNKS = [
    pytest.param(subject, range(start, start + CHUNK), id=f"{subject}-{start}")
    for subject in DOCUMENTS
    for start in range(0, OF_A_DOCUMENT, CHUNK)
]


def judges_of(subject: Subject) -> Judges:
    return Judges(subject.schemas, subject.url, subject.cls)


def numbers_of(subject: Subject, of_document: int) -> range:
    return range(_of_part(subject) if subject in PARTS else of_document)


def _of_part(subject: Subject) -> int:
    return OF_AN_EARLIER_PART if "/0." in subject.url else OF_A_PART


def check(subject: Subject, numbers: range, least_share: float) -> None:
    tally = compare(Samples(subject), judges_of(subject), numbers)
    assert not tally.problems, "\n".join(tally.problems[:5])
    assert tally.judged > 0.9 * len(numbers)
    assert min(tally.valid, tally.invalid) > least_share * tally.judged


@pytest.mark.parametrize(("subject", "numbers"), CHUNKS)
def test_judges_agree_on_documents(subject: Subject, numbers: range) -> None:
    check(subject, numbers, 0.25)  # a change seldom leaves a small document valid


@pytest.mark.parametrize("subject", PARTS, ids=str)
def test_judges_agree_on_parts(subject: Subject) -> None:
    check(subject, range(_of_part(subject)), 0.2)


def test_texts_hold_every_property_and_break_every_constraint() -> None:
    left: set[Any] = set()
    for subject in DOCUMENTS:
        left |= to_show(subject.schemas)
    for subjects in (PARTS, DOCUMENTS):
        for judges, sample in in_turn(subjects, left):
            if judges.schema_accepts(sample.text):
                left.difference_update(held(sample.tree))
            else:
                errors = judges.rust.iter_errors(json.loads(sample.text))
                left.difference_update(map(unversioned, broken(errors)))
    assert sorted(left, key=str) == []


def to_show(schemas: dict[str, Any]) -> set[Any]:
    """Give the properties that texts must hold, and the constraints that they must break."""
    return properties(schemas) | {*map(unversioned, constraints(open_form(schemas)))}


def in_turn(subjects: list[Subject], left: set[Any]) -> Iterator[tuple[Judges, Sample]]:
    """Yield a text of each subject after the other, again and again, of those that can show more.

    Of each there are 2,000 texts of a document, or those that the judges are asked about.
    """
    waiting = [
        (judges_of(each), Samples(each).inside(numbers_of(each, 2000)), shown)
        for each in subjects
        if (shown := to_show(reached(each.schemas, each.url)))
    ]
    while waiting:
        waiting = [turn for turn in waiting if not left.isdisjoint(turn[2])]
        for turn in list(waiting):
            judges, samples, _ = turn
            if sample := next(samples, None):
                yield judges, sample
            else:
                waiting.remove(turn)


def broken(errors: Iterable[Any]) -> Iterator[str]:
    """Give the URL of every constraint that is broken; of a union, in the branch of the tag."""
    for error in errors:
        yield error.absolute_keyword_location
        branches = getattr(error.kind, "context", None) or ()
        is_tagged = error.kind.name == "oneOf"
        tagged = [f for f in branches if is_tagged and all(e.kind.name != "const" for e in f)]
        for found in tagged or branches:
            yield from broken(found)


def held(tree: Node) -> Iterator[tuple[str, str]]:
    """Give title and name of the properties that a tree holds."""
    for _, node in tree.walk():
        known = node.rule.get("properties", {})
        yield from ((node.rule["title"], name) for name, _ in node.members or () if name in known)


def _keys(data: dict[str, Any]) -> set[str]:
    found = [*data["own"], *data["markers"].values()]
    return {key for marker in found for path in marker["at"] for key in path.split("/")}


def telling_keys() -> set[str]:
    """Give the keys that show an entity or layout, so that another schema may judge."""
    return {key for data in markers.entities().values() for key in _keys(data)}


def add_unknown_key(tree: Node, names: set[str], random: Random) -> tuple[str, str]:
    """Add a key to an object of a valid text; give the text and a pointer to the key."""
    path, node = random.choice(
        [
            (path, node)
            for path, node in tree.walk()
            if node.members is not None and node.rule.get("additionalProperties") is False
        ]
    )
    key = random.choice(sorted(names - {*node.rule["properties"]}))
    extra = (key, Node(FREE, random.choice(OTHER_VALUES)))
    node.members = [*(node.members or ()), extra]
    return tree.render(), pointer((*path, key))


@pytest.mark.parametrize("subject", DOCUMENTS, ids=str)
def test_unknown_keys_are_refused_by_the_schema_and_kept_by_the_class(subject: Subject) -> None:
    judges, samples, random = judges_of(subject), Samples(subject), Random(0)
    names = {*UNKNOWN_KEYS, *dir(subject.cls)} - telling_keys()
    for _ in range(UNKNOWN):
        tree = samples.draw(random.randrange(10**9), change=False).tree
        text, place = add_unknown_key(tree, names, random)
        found = [issue for issue in ska_oso_pdm.validate(text) if issue.severity == "error"]
        assert [(issue.path, issue.code) for issue in found] == [(place, "unknown-key")], text
        with pytest.raises(ska_oso_pdm.InvalidDocumentError):
            ska_oso_pdm.load(text)
        kept = ska_oso_pdm.load(text, unknown="keep")
        wanted = written(judges.schemas, at(judges.schemas, subject.url), json.loads(text))
        wanted["interface"] = subject.url  # 0.0 need not have it
        assert canonical(json.loads(ska_oso_pdm.dumps(kept))) == canonical(wanted)
        assert judges.problem(text) is None
        assert judges.schema_accepts(text)


@pytest.mark.parametrize("key", ["", "0001", "1"])
def test_pointers_lead_through_odd_keys(key: str) -> None:
    script = '{"procedure_type":"gitscript","path":"","repo":0}'
    url = "https://schema.skao.int/ska-oso-pdm-sbd/0.1"
    text = f'{{"interface":"{url}","activities":{{"{key}":{script}}}}}'
    assert [issue.path for issue in ska_oso_pdm.validate(text)] == [f"/activities/{key}/repo"]
    escaped = "".join(f"\\u{ord(char):04x}" for char in key)
    text = text.replace(f'"{key}":{script}', f'"{escaped}":{script}')
    assert [issue.path for issue in ska_oso_pdm.validate(text)] == [f"/activities/{key}/repo"]
