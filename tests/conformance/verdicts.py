"""The cases about one document: what it is, whether it is valid, and what does not fit in it."""

from __future__ import annotations

from collections.abc import Iterator

from ska_oso_pdm.catalogue.registry import SchemaId
from tests.conformance.sources import (
    Asked,
    cases_by_hand,
    entity_of,
    findings_of,
    given,
    group_of,
    known_of,
    labelled,
    problems_of,
)
from tests.consistency.test_findings import FILES as FOUND
from tests.samples import EXAMPLES
from tests.test_invalid import FILES as BAD
from tests.test_invalid import NOT_JUDGED

_WORN = "0.1"
"""The version that blocks of all layouts said they were of."""


_TIED = ("sbd-low-0.3",)
"""Examples that are of an earlier layout too, where no label says which one they are of."""


def recognitions() -> Iterator[Asked]:
    """Yield what is asked about what documents are."""
    for path in (*EXAMPLES, *BAD, *FOUND):
        if {"file"} == {*(document := given(path))}:
            known = {} if path in BAD else known_of(path)
            question = {"document": document}
            yield Asked("recognition", group_of(path), path.stem, question, known)
    yield from _under_other_labels()
    yield from cases_by_hand("recognition")


def _under_other_labels() -> Iterator[Asked]:
    """Yield examples that say nothing, one of each layout, or what blocks of all layouts said."""
    layouts = {(entity_of(path), path.parent.name): path for path in reversed(EXAMPLES)}
    for path in EXAMPLES:
        entity, version = entity_of(path), path.parent.name
        name = f"{path.stem}-{version}"
        if layouts[entity, version] == path:
            question = {"document": labelled(path, None)}
            yield Asked("recognition", "without-label", name, question)
        if entity == "sbd" and version != _WORN:
            question = {"document": labelled(path, SchemaId("sbd", _WORN).url)}
            known = {} if name in _TIED else {"entity": entity, "version": version}
            yield Asked("recognition", "label-0.1", name, question, known)


def validations() -> Iterator[Asked]:
    """Yield what is asked about whether documents are valid."""
    for path in (*EXAMPLES, *FOUND):
        known = {**known_of(path), "judged": True, "valid": True}
        yield Asked("validation", group_of(path), path.stem, {"document": given(path)}, known)
    for path in BAD:
        known = {"judged": path.parent.name not in NOT_JUDGED, "valid": False}
        printed = {"problems": problems_of(path)}
        question = {"document": given(path)}
        yield Asked("validation", group_of(path), path.stem, question, known, printed)
    yield from cases_by_hand("validation")


def findings() -> Iterator[Asked]:
    """Yield what is asked about what does not go together in valid documents."""
    for path in EXAMPLES:
        yield Asked("findings", group_of(path), path.stem, {"document": given(path)})
    for path in FOUND:
        printed = {"findings": findings_of(path)}
        question = {"document": given(path)}
        yield Asked("findings", group_of(path), path.stem, question, {}, printed)
    yield from cases_by_hand("findings")
