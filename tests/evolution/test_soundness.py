"""What the judge of versions proves holds: for edits of all kinds at random places of all schemas.

Documents of one side are given to validators of the other one; a "safe" with a counterexample, a
"breaks" whose document does not show it, and an "unknown" fail. SKA_OSO_PDM_EDITS sets how many
edits there are.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import cache
from typing import Any, Final, NamedTuple

import jsonschema
import jsonschema_rs
import pytest
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.documents.source import read_source
from ska_oso_pdm.evolution.judge import Judge, Judged, Verdict, Way
from ska_oso_pdm.evolution.schema_set import SchemaSet
from ska_oso_pdm.testing import numbered_document
from tests.agreement.subset import open_form

from .directed import documents
from .edits import EDITS, Edited, Schemas, at, edited, edited_at, schemas_of

NUMBER: Final = int(os.environ.get("SKA_OSO_PDM_EDITS", "300"))
MADE: Final = 8
"""Documents that are made for each side of an edit."""
WAYS: Final[tuple[Way, ...]] = ("backward", "forward")
VERSIONS: Final = sorted({identifier.version for identifier in registry.documents()})

# Kinds of changes that break documents for closed readers only, and why open ones take them: the
# only ways in which what breaks from A to B is safe from B to A.
OPEN_TO: Final = {
    "key-removed": "an open reader keeps a key that it does not know",
    "key-renamed": "it keeps the new name, and misses the old one where that is optional",
    "key-moved": "it keeps the key where it does not know it",
    "other-keys-changed": "it keeps all other keys where it knows of none",
}
BACK: Final = {
    **{"added": "removed", "removed": "added"},
    **{"number-to-quantity": "quantity-to-number", "quantity-to-number": "number-to-quantity"},
    **{"key-required": "key-not-required", "key-not-required": "key-required"},
    **{"defaulted-became-required": "required-became-defaulted"},
    **{"required-became-defaulted": "defaulted-became-required"},
}
"""What changes, or how they end, are called the other way round; others have the same code."""


class Sides(NamedTuple):
    """An edit, and what was found of it."""

    edit: Edited
    changes: list[Judged]
    whole: dict[Way, Verdict]


def schema_set(schemas: Schemas) -> SchemaSet:
    return SchemaSet("", {url: _source(url, json.dumps(s)) for url, s in schemas.items()})


@cache
def _source(url: str, text: str) -> Any:
    return read_source(text.encode(), url)


@cache
def old_set(version: str) -> SchemaSet:
    return schema_set(schemas_of(version))


@cache
def judged(number: int) -> Sides:
    return sides_of(edited(number))


def sides_of(edit: Edited) -> Sides:
    judge = Judge(old_set(edit.version), schema_set(edit.new), edit.entity)
    return Sides(edit, list(judge.changes()), {way: judge.whole(way) for way in WAYS})


def root(edit: Edited) -> str:
    return f"{registry.BASE_URL}{edit.entity}/{edit.version}"


def quick(schemas: Schemas, url: str) -> Callable[[Any], bool]:
    resolve = {**schemas}.__getitem__
    found = jsonschema_rs.Draft202012Validator({"$ref": url}, retriever=resolve)
    return found.is_valid


def slow(schemas: Schemas, url: str) -> Callable[[Any], bool]:
    resources = [(name, DRAFT202012.create_resource(s)) for name, s in schemas.items()]
    schemas_by_url: Registry[Any] = Registry().with_resources(resources)
    found = jsonschema.Draft202012Validator({"$ref": url}, registry=schemas_by_url)
    return lambda value: bool(found.is_valid(value))


Make = Callable[[Schemas, str], Callable[[Any], bool]]


@cache
def old_validator(version: str, url: str, make: Make, *, is_open: bool = False) -> Any:
    schemas = schemas_of(version)
    return make(open_form(schemas) if is_open else schemas, url)


def sides(
    edit: Edited, way: Way, make: Make
) -> tuple[Callable[[Any], bool], Callable[[Any], bool]]:
    """Give the validator of the writer and that of the reader: the old one takes more keys."""
    url, version = root(edit), edit.version
    new = make(edit.new, url)
    if way == "backward":
        return old_validator(version, url, make), new
    return new, old_validator(version, url, make, is_open=True)


@cache
def numbered(entity: str, version: str) -> list[Any]:
    return [numbered_document(entity, version, n, consistent=n % 2 == 0) for n in range(8)]


def written(edit: Edited, way: Way, number: int) -> list[Any]:
    """Give documents of the side that writes, most of them with the place that was changed."""
    schemas = edit.old if way == "backward" else edit.new
    made = documents(schemas, root(edit), edit.place, f"{way} {number}", MADE)
    return [*made, *numbered(edit.entity, edit.version)]


def verdicts(found: Sides, way: Way) -> list[Verdict]:
    return [getattr(change, way) for change in found.changes]


@pytest.mark.parametrize("number", range(NUMBER))
def test_edit(number: int) -> None:
    found = judged(number)
    for way in WAYS:
        is_decided(found, way)
        has_no_counterexample(found, way, number)
        is_shown(found, way)
        does_what_its_changes_do(found, way)


def is_decided(found: Sides, way: Way) -> None:
    """Every change is decided, and the whole."""
    for verdict in [*verdicts(found, way), found.whole[way]]:
        assert verdict.outcome != "unknown", f"{found.edit}, {way}: {verdict}"


def has_no_counterexample(found: Sides, way: Way, number: int) -> None:
    """What is safe holds for the documents that are made."""
    writer, reader = sides(found.edit, way, quick)
    valid = [document for document in written(found.edit, way, number) if writer(document)]
    broken = [document for document in valid if not reader(document)]
    assert valid, f"{found.edit}, {way}: no document shows it"
    if broken:
        assert found.whole[way].outcome != "safe", f"{found.edit}, {way}: {broken[0]}"


def is_shown(found: Sides, way: Way) -> None:
    """What breaks has a document that one side takes and the other refuses, say two validators."""
    shown = [*verdicts(found, way), found.whole[way]]
    witnesses = [verdict.witness for verdict in shown if verdict.outcome == "breaks"]
    for make in (quick, slow) if witnesses else ():
        writer, reader = sides(found.edit, way, make)
        for document in witnesses:
            assert writer(document), f"{found.edit}, {way}: {document}"
            assert not reader(document), f"{found.edit}, {way}: {document}"


def does_what_its_changes_do(found: Sides, way: Way) -> None:
    """The whole breaks where a change does, and is safe where all are."""
    told = {verdict.outcome for verdict in verdicts(found, way)}
    worst = "breaks" if "breaks" in told else "safe"
    assert found.whole[way].outcome == worst, f"{found.edit}, {way}: {found.changes}"


@pytest.mark.parametrize("kind", EDITS)
def test_edits_of_labels_are_decided_and_shown(kind: str) -> None:
    """What the label itself may be is judged as any other value is."""
    for root in registry.documents():
        edit = edited_at(kind, root, f"{root.url}#/properties/interface")
        for way in WAYS if edit else ():
            found = sides_of(edit)
            is_decided(found, way)
            is_shown(found, way)
            does_what_its_changes_do(found, way)


@pytest.mark.parametrize("number", range(0, NUMBER, 3))
def test_the_way_back_is_its_counterpart(number: int) -> None:
    """What breaks documents of A for B breaks readers of B that meet documents of A."""
    there = judged(number)
    edit = there.edit
    judge = Judge(schema_set(edit.new), old_set(edit.version), edit.entity)
    back = list(judge.changes())
    for way, other, changes in ((*WAYS, there.changes), (*WAYS[::-1], back)):
        forth, returns = (there.whole[way].outcome, judge.whole(other).outcome)
        if forth != returns:
            broken = {one.change.code for one in changes if one.backward.outcome == "breaks"}
            assert broken <= OPEN_TO.keys(), f"{edit}, {way}: {broken}"
    codes = sorted(turned(one.change.code) for one in there.changes)
    assert codes == sorted(plain(one.change.code) for one in back), edit


def plain(code: str) -> str:
    """Give the code of a change of keys whether or not one has to be there."""
    return code.replace("required-key-", "key-")


def turned(code: str) -> str:
    """Give the code of a change the other way round."""
    code = plain(code)
    what, dash, done = code.rpartition("-")
    return BACK.get(code) or f"{what}{dash}{BACK.get(done, done)}"


def test_documents_would_show_a_judge_that_is_wrong() -> None:
    """Most of what breaks is shown by documents that no judge has made: a false "safe" is met."""
    met = []
    for number in range(0, len(EDITS), 2):
        found = judged(number)
        for way in WAYS:
            if found.whole[way].outcome == "breaks":
                writer, reader = sides(found.edit, way, quick)
                made = written(found.edit, way, number)
                met.append(any(writer(one) and not reader(one) for one in made))
    assert sum(met) > 0.8 * len(met)


def test_each_kind_of_edit_has_a_place() -> None:
    kinds = {edited(number).kind for number in range(len(EDITS))}
    assert kinds == EDITS.keys()
    assert len(kinds) >= 40


def test_an_edit_leaves_the_old_schemas_as_they_are() -> None:
    before = json.dumps([schemas_of(version) for version in VERSIONS])
    for number in range(len(EDITS)):
        edit = edited(number)
        assert at(edit.old, edit.place) is not at(edit.new, edit.place)
    assert json.dumps([schemas_of(version) for version in VERSIONS]) == before
