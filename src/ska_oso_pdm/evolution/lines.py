"""What changes do, as lines for a terminal."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from ska_oso_pdm.evolution.impact import Impact, Item
from ska_oso_pdm.evolution.judge import Verdict
from ska_oso_pdm.evolution.touched import Touched
from ska_oso_pdm.phrases import count

_FEW = 3
"""Entities that the last line names, and minor changes of a code that are told one by one."""

_LONGEST = 400
"""Characters of a witness beyond which a line is cut; JSON has it whole."""


def lines(impact: Impact, *, details: bool = False) -> Iterator[str]:
    """Yield lines, without their ends.

    Args:
        impact: what changes do.
        details: whether each change is told by itself, also where many of one kind break nothing.
    """
    made = impact.comparison
    old, new = made.old.version or made.old.name, made.new.version or made.new.name
    kinds = Counter(map(_kind, impact.items))
    folded: dict[tuple[str, str], Item] = {}
    numbers: Counter[tuple[str, str]] = Counter()
    for item in impact.items:
        if details or not _folds(item, kinds[_kind(item)]):
            yield from _item(item, old, new)
            yield ""
        else:
            folded.setdefault(_kind(item), item)
            numbers[_kind(item)] += 1
    for (bump, code), item in folded.items():
        number = count(numbers[bump, code], "change")
        yield f"{bump}  {code}  {number}, such as: {item.effect.change.said}"
        yield f"  at {item.new or item.old}"
    if folded:
        yield "--details lists each of them"
        yield ""
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


def _kind(item: Item) -> tuple[str, str]:
    """Give what changes that are told in one line have in common."""
    return item.effect.bump, item.effect.change.code


def _folds(item: Item, alike: int) -> bool:
    """Tell whether a change is told with others: it breaks nothing, and nobody has to decide."""
    effect = item.effect
    is_safe = effect.backward.outcome == effect.forward.outcome == "safe"
    if not is_safe or not item.is_settled or effect.approval:
        return False
    return effect.bump == "patch" or (effect.bump == "minor" and alike > _FEW)


def _item(item: Item, old: str, new: str) -> Iterator[str]:
    effect = item.effect
    where = " → ".join(filter(None, dict.fromkeys((item.old, item.new))))
    yield f"{effect.bump}  {effect.change.code}  {effect.fingerprint}  {', '.join(effect.entities)}"
    yield f"  {effect.change.said}"
    yield f"  at {where}"
    if effect.backward.outcome != "safe":
        yield f"  documents of {old}: {_said(effect.backward)}"
    if effect.forward.outcome != "safe":
        yield f"  readers of {old}: {_said(effect.forward)}"
    if item.readers and effect.bump not in ("none", "patch"):
        yield f"  read by {', '.join(item.readers)}"
    if item.handling and item.handling.done != "nothing":
        yield f"  the step to {new}: {item.handling.said}"
    if effect.approval:
        yield f"  approved: {effect.approval.reason}"


def _said(verdict: Verdict) -> str:
    if verdict.outcome == "unknown":
        return f"unknown, since of {verdict.why}"
    if verdict.outcome == "safe":
        return "safe"
    text = json.dumps(verdict.witness, ensure_ascii=False)
    return f"break, as {text if len(text) <= _LONGEST else f'{text[:_LONGEST]}…'}"


def _touched(touched: Touched) -> Iterator[str]:
    for group in touched.by_number:
        yield f"{count(group.number, 'document')}  {group.path or '/'}  {group.said}"
        for name in group.names:
            yield f"  such as {name}"
    yield touched.said
