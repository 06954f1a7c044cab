"""What changes do, as lines for a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ska_oso_pdm.evolution.digest import Digest, Told, digest, one_by_one
from ska_oso_pdm.evolution.impact import Impact, Item
from ska_oso_pdm.evolution.judge import Verdict
from ska_oso_pdm.evolution.readers import readers
from ska_oso_pdm.evolution.touched import Touched
from ska_oso_pdm.phrases import count

_FEW = 3
"""Entities that the last line names, and changes of a code that are told though they are minor."""

_BEGIN, _END = 100, 300
"""Characters of a witness that are shown of a longer one; what it shows is at its end."""


def lines(impact: Impact, *, details: bool = False) -> Iterator[str]:
    """Yield lines, without their ends.

    Args:
        impact: what changes do.
        details: whether each change is told by itself, also where many of one kind break nothing,
            and where several say the same.
    """
    made = impact.comparison
    old, new = made.old.version or made.old.name, made.new.version or made.new.name
    parted = one_by_one(impact.items) if details else digest(impact.items, _FEW)
    for told in parted.told:
        yield from _told(told, old, new)
        yield ""
    yield from _counted(parted.counted)
    yield from _readers(parted)
    for one in impact.against:
        for way, verdict in (("documents", one.backward), ("readers", one.forward)):
            if verdict.outcome != "safe":
                yield f"{one.entity} {one.version}: {way} {_said(verdict)}"
    for approval in made.unused:
        yield f"approval {approval.change} is of no change there is: {approval.said}; take it out"
    if impact.touched:
        yield from _touched(impact.touched)
    few = len(made.entities) <= _FEW
    which = ", ".join(made.entities) if few else f"{len(made.entities)} entities"
    yield f"{which}: {old} → {new}: {impact.verdict}"


def _told(told: Told, old: str, new: str) -> Iterator[str]:
    item, effect = told.item, told.item.effect
    yield f"{effect.bump}  {effect.change.code}  {effect.fingerprint}  {', '.join(effect.entities)}"
    yield f"  {effect.change.said}"
    yield f"  at {_where(item)}"
    if effect.backward.outcome != "safe":
        yield f"  documents of {old}: {_said(effect.backward)}"
    if effect.forward.outcome != "safe":
        yield f"  readers of {old}: {_said(effect.forward)}"
    if item.handling and item.handling.done != "nothing":
        yield f"  the step to {new}: {item.handling.said}"
    if effect.approval:
        yield f"  approved: {effect.approval.reason}"
    for same in told.same:
        other, at = same.effect, same.new if same.old == item.old else same.old
        yield f"  the same  {other.fingerprint}  {', '.join(other.entities)}  at {at or item.new}"


def _where(item: Item) -> str:
    return " → ".join(filter(None, dict.fromkeys((item.old, item.new))))


def _counted(counted: list[list[Item]]) -> Iterator[str]:
    for alike in counted:
        (first, *_), number = alike, count(len(alike), "change")
        effect = first.effect
        yield f"{effect.bump}  {effect.change.code}  {number}, such as: {effect.change.said}"
        yield f"  at {first.new or first.old}"
    if counted:
        yield "--details lists each of them"
        yield ""


def _readers(parted: Digest) -> Iterator[str]:
    """Say once who reads the documents that what is told concerns."""
    entities: dict[str, list[str]] = {}
    for entity in parted.entities:
        entities.setdefault(", ".join(readers([entity])), []).append(entity)
    for names, read in entities.items():
        if names:
            yield f"documents of {', '.join(read)} are read by {names}"


def _said(verdict: Verdict) -> str:
    if verdict.outcome == "unknown":
        return f"unknown, since of {verdict.why}"
    if verdict.outcome == "safe":
        return "safe"
    text = json.dumps(verdict.witness, ensure_ascii=False)
    if len(text) > _BEGIN + _END:
        text = f"{text[:_BEGIN]}…{text[-_END:]}"
    return f"break, as {text}"


def _touched(touched: Touched) -> Iterator[str]:
    for group in touched.by_number:
        yield f"{count(group.number, 'document')}  {group.path or '/'}  {group.said}"
        for name in group.names:
            yield f"  such as {name}"
    yield touched.said
