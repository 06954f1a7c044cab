"""The cases about two documents: what becomes of one in another layout, and how two differ."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import groupby, islice
from pathlib import Path
from typing import Any

import ska_oso_pdm
from ska_oso_pdm import Conversion, PdmError
from ska_oso_pdm.catalogue import registry
from ska_oso_pdm.migrations import ASSUMPTIONS
from tests.conformance.sources import (
    Asked,
    cases_by_hand,
    entity_of,
    given,
    group_of,
    upgrade_of,
)
from tests.consistency.test_findings import FILES as FOUND
from tests.samples import CURRENT, EXAMPLES, parsed
from tests.test_invalid import FILES as BAD

_ASSUMED = {**{name: "" for name in ASSUMPTIONS if name != "fk5"}, "beam": "all"}
"""All but what is computed in floating point, whose last digits are not the same everywhere."""


def conversions() -> Iterator[Asked]:
    """Yield what is asked about documents in other layouts."""
    for path in EXAMPLES:
        for version in _ends(path):
            yield from _of_an_example(path, version)
    yield from _of_bad_documents()
    yield from cases_by_hand("conversion")


def _ends(path: Path) -> list[str]:
    """List the layouts that an example is taken to: those beside its own, and the newest."""
    versions = registry.versions_of(entity_of(path))
    own = versions.index(path.parent.name)
    beside = [*versions[max(own - 1, 0) : own], *versions[own + 1 : own + 2]]
    return [*dict.fromkeys([*beside, CURRENT])]


def _of_an_example(path: Path, end: str) -> Iterator[Asked]:
    start = path.parent.name
    group, question = f"{start}-to-{end}", {"document": given(path), "to": end}
    done = _converted(path, end)
    yield Asked("conversion", group, path.stem, question)
    if done.document is None:
        allowed = {**question, "assume": _ASSUMED, "allow_loss": True}
        yield Asked("conversion", group, f"{path.stem}-with-leave", allowed)
    elif start != end:
        stash = {"document": {"value": done.document}, "to": start, "stash": done.stash.to_json()}
        known = {"document": parsed(path), "status": "upgraded"}
        yield Asked("conversion", f"{end}-back-to-{start}", path.stem, stash, known)


@cache
def _converted(path: Path, end: str) -> Conversion:
    return ska_oso_pdm.convert(path.read_bytes(), to=end)


def _of_bad_documents() -> Iterator[Asked]:
    """Yield those that are put right, and the first that is refused for any codes."""
    refused = set()
    for path in BAD:
        known = upgrade_of(path)
        try:
            done = ska_oso_pdm.convert(path.read_bytes())
        except PdmError:
            continue
        codes = frozenset(problem.code for problem in done.problems)
        if known or done.document is not None or codes not in refused:
            question = {"document": given(path), "to": CURRENT}
            yield Asked("conversion", group_of(path), path.stem, question, known)
        if done.document is None:
            refused.add(codes)


def differences() -> Iterator[Asked]:
    """Yield what is asked about how documents differ."""
    for _, alike in groupby(sorted(EXAMPLES, key=_layout), _layout):
        if len(pair := [*islice(alike, 2)]) == 2:
            a, b = pair
            question = {"a": given(a), "b": given(b)}
            yield Asked("difference", group_of(a), f"{a.stem}-and-{b.stem}", question)
    for a in FOUND:
        for b in sorted(a.parent.glob(f"{a.stem}-fine*.json")):
            question = {"a": given(a), "b": given(b)}
            yield Asked("difference", group_of(a), f"{a.stem}-and-{b.stem}", question)
    for path in EXAMPLES:
        if (new := _same_elsewhere(path)) is not None:
            question = {"a": given(path), "b": {"value": new}}
            yield Asked("difference", "converted", f"{path.stem}-{path.parent.name}", question)
    yield from cases_by_hand("difference")


def _layout(path: Path) -> tuple[str, str]:
    return path.parent.name, entity_of(path)


def _same_elsewhere(path: Path) -> Any:
    """Give what an example is in the newest layout, if it goes there without leave."""
    return None if path.parent.name == CURRENT else _converted(path, CURRENT).document
