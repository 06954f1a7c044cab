"""What this package answers to the questions of cases, as plain JSON, through its public names."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import ska_oso_pdm
from ska_oso_pdm import Allowed, Conversion, Difference, Issue, PdmError, Stash
from tests.conformance.folding import folded
from tests.conformance.pack import Case, Read, in_folder, text_of, value_of

Answer = dict[str, Any]
CELLS = ("path", "code", "severity", "message", "line", "column")
_LISTS = ("defaulted", "read_as", "set_aside", "lost", "repaired")


def answer(kind: str, case: Case, *, as_values: bool = False, read: Read = in_folder) -> Answer:
    """Answer the question of a case.

    Args:
        kind: its kind.
        case: the case; what is expected is not looked at.
        as_values: whether to take the documents of files as values, and not as texts.
        read: gives the files of the pack.
    """

    def take(given: dict[str, Any]) -> Any:
        if "value" in given or ("file" in given and as_values):
            value = value_of(given, read)
            if isinstance(value, dict):
                return value
        return text_of(given, read)

    return _ANSWERS[kind](case, take)


_Take = Callable[[dict[str, Any]], Any]


def cells(issue: Issue, *more: str) -> dict[str, Any]:
    """Give a problem as JSON."""
    found = {name: getattr(issue, name) for name in (*CELLS, *more)}
    return {key: [*value] if isinstance(value, tuple) else value for key, value in found.items()}


def _validation(case: Case, take: _Take) -> Answer:
    report = ska_oso_pdm.validate(take(case["document"]))
    return {
        "entity": report.entity,
        "version": report.version,
        "judged": report.judged,
        "valid": report.valid,
        "problems": [*map(cells, report)],
    }


def _recognition(case: Case, take: _Take) -> Answer:
    found = ska_oso_pdm.recognise(take(case["document"]))
    names = ("entity", "version", "confidence", "declared", "evidence", "contradictions", "ties")
    return {**{name: getattr(found, name) for name in names}, "reason": found.reason}


def _findings(case: Case, take: _Take) -> Answer:
    found = ska_oso_pdm.findings(take(case["document"]))
    return {"findings": [cells(finding, "reads") for finding in found]}


def _conversion(case: Case, take: _Take) -> Answer:
    allowed = Allowed(case.get("assume", {}), case.get("allow_loss", False))
    stash = Stash.from_json(case["stash"]) if "stash" in case else None
    old = take(case["document"])
    try:
        done = ska_oso_pdm.convert(old, case.get("to", "current"), allowed=allowed, stash=stash)
    except PdmError as error:
        return _account(None, error.issues)
    return _account(done, done.problems, old if isinstance(old, dict) else json.loads(old))


def _account(done: Conversion | None, problems: Iterable[Issue], old: Any = None) -> Answer:
    """Give the account; of what was refused it is empty, since nothing happened."""
    made = done if done and done.document is not None else None
    mapped = {entry.path: [*entry.to] for entry in made.mapped} if made else {}
    return {
        "entity": done and done.entity,
        "from": done and done.start,
        "to": done and done.end,
        "status": done.status if done else "refused",
        "document": made and made.document,
        "mapped": folded(old, mapped),
        **{name: [*_entries(made, name)] for name in _LISTS},
        "problems": [*map(cells, problems)],
        "incomplete": [*map(cells, made.incomplete if made else ())],
    }


def _entries(made: Conversion | None, name: str) -> Iterator[Answer]:
    for entry in getattr(made, name, ()):
        needed = {"needed": entry.needed} if name == "set_aside" else {}
        yield {"path": entry.path, "value": entry.value, **needed, "reason": entry.reason}


def _difference(case: Case, take: _Take) -> Answer:
    allowed = Allowed(case.get("assume", {}), case.get("allow_loss", False))
    ignored = case.get("ignore_metadata", False)
    try:
        found = ska_oso_pdm.diff(
            take(case["a"]), take(case["b"]), ignore_metadata=ignored, allowed=allowed
        )
    except PdmError as error:
        return {"refused": [*map(cells, error.issues)], "differences": []}
    return {"refused": None, "differences": [*map(_told, found)]}


def _told(difference: Difference) -> Answer:
    return {
        "kind": difference.kind,
        "path": difference.path,
        "in_a": difference.pointer_a,
        "in_b": difference.pointer_b,
        "a": difference.a,
        "b": difference.b,
        "default": difference.default,
        "hidden": difference.hidden,
    }


_ANSWERS: dict[str, Callable[[Case, _Take], Answer]] = {
    "recognition": _recognition,
    "validation": _validation,
    "conversion": _conversion,
    "difference": _difference,
    "findings": _findings,
}
