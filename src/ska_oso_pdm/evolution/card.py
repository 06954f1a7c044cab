"""What changes do, as a card in Markdown for a merge request: what breaks first, lists folded."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from ska_oso_pdm.evolution.digest import Told, digest, is_safe
from ska_oso_pdm.evolution.impact import Impact, Item
from ska_oso_pdm.evolution.judge import SAFE, Verdict
from ska_oso_pdm.evolution.markdown import code, fitting, folded, plain, row, table
from ska_oso_pdm.evolution.readers import readers
from ska_oso_pdm.evolution.touched import Touched
from ska_oso_pdm.phrases import count

_FEW = 10
"""Changes of one code, and of words, that are shown at once though they break nothing."""

_MANY = 20
"""Rows of a table beyond which those that break nothing are folded."""


def card(impact: Impact) -> str:
    """Give the card, with a line feed at its end."""
    return "\n".join(_card(impact)) + "\n"


def _card(impact: Impact) -> Iterator[str]:
    made = impact.comparison
    old, new = (plain(one.version or one.name) for one in (made.old, made.new))
    yield f"## Schemas {old} → {new}: {made.bump if made.bump != 'none' else 'no change'}"
    yield ""
    yield f"{plain(impact.verdict[0].upper() + impact.verdict[1:])}."
    yield ""
    yield from table(("", "verdict"), _verdicts(impact, old, new))
    judged = [item for item in impact.items if item.effect.bump != "patch"]
    parted = digest(judged, _FEW)
    yield from _changes(parted.told, old, new)
    if judged:
        entities = dict.fromkeys(entity for item in judged for entity in item.effect.entities)
        yield from ("", f"Read by: {', '.join(readers(entities)) or 'nobody that is known'}.")
    yield from _witnesses(parted.told, old)
    counted = [item for alike in parted.counted for item in alike]
    if counted:
        said = f"{count(len(counted), 'more change')} that break nothing"
        yield from folded(f"{said}: {_numbers(counted)}", fitting(map(_bullet, counted)))
    words = [item for item in impact.items if item.effect.bump == "patch"]
    if len(words) > _FEW:
        said = f"Words alone: {count(len(words), 'change')}: {_numbers(words)}"
        yield from folded(said, fitting(map(_bullet, words)))
    elif words:
        yield from ("", f"Words alone: {count(len(words), 'change')}.", "", *map(_bullet, words))
    if impact.touched and impact.touched.groups:
        yield from _groups(impact.touched)


def _verdicts(impact: Impact, old: str, new: str) -> Iterator[str]:
    """Yield rows that say what becomes of documents and readers of each version."""
    made = impact.comparison
    yield row((f"documents of {old}, by {new}", _verdict(made.way("backward"))))
    yield row((f"documents of {new}, by readers of {old}", _verdict(made.way("forward"))))
    alike: dict[tuple[str, str, str], list[str]] = {}
    for one in impact.against:
        for way, verdict in (("backward", one.backward), ("forward", one.forward)):
            key = plain(one.version), way, _verdict(verdict)
            alike.setdefault(key, []).append(one.entity)
    breaking_first = sorted(alike.items(), key=lambda one: one[0][2] == SAFE.outcome)
    for (version, way, verdict_said), entities in breaking_first:
        which = f"{', '.join(map(plain, entities))} {version}"
        who = f"{which}, by {new}" if way == "backward" else f"{new}, by readers of {which}"
        yield row((f"documents of {who}", verdict_said))
    if impact.touched:
        yield row(("documents at hand", plain(impact.touched.said)))


def _changes(told: list[Told], old: str, new: str) -> Iterator[str]:
    """Tell what changed in tables; of many, those that break nothing are folded."""
    head = ("change", "of", f"documents of {old}", f"readers of {old}", f"step to {new}")
    rest = [one for one in told if is_safe(one.item) and one.item.is_settled]
    if len(told) <= _MANY:
        rest = []
    aside = {id(one) for one in rest}
    if first := [_row(one) for one in told if id(one) not in aside]:
        yield from ("", *table(head, first))
    if rest:
        items = [item for one in rest for item in (one.item, *one.same)]
        said = f"{count(len(items), 'change')} that break neither documents nor readers"
        if major := sum(item.effect.bump == "major" for item in items):
            said = f"{said}, of which {major} ask for a major version"
        yield from folded(f"{said}: {_numbers(items)}", table(head, map(_row, rest)))


def _row(told: Told) -> str:
    item, effect = told.item, told.item.effect
    step = item.handling.said if item.handling else "none is known"
    if effect.approval:
        step = f"{step}; approved: {effect.approval.reason}"
    change = f"{code(effect.change.code)} {plain(effect.change.said)} ({_place(item)})"
    outcomes = effect.backward.outcome, effect.forward.outcome
    return row((change, plain(", ".join(told.entities)), *outcomes, plain(step)))


def _bullet(item: Item) -> str:
    return f"- {code(item.effect.change.code)} {plain(item.effect.change.said)} ({_place(item)})"


def _place(item: Item) -> str:
    return code(item.new or item.old or "")


def _numbers(items: list[Item]) -> str:
    """Count changes by code, as HTML."""
    numbers = Counter(item.effect.change.code for item in items)
    return ", ".join(f"{number} <code>{name}</code>" for name, number in numbers.items())


def _witnesses(told: list[Told], old: str) -> Iterator[str]:
    """Show a document for each change that breaks, folded."""
    shown = [
        _witness(one, who, verdict)
        for one in told
        for who, verdict in (
            (f"documents of {old}", one.item.effect.backward),
            (f"readers of {old}", one.item.effect.forward),
        )
        if verdict.outcome == "breaks"
    ]
    if shown:
        yield from folded("Documents that show it", fitting(shown))


def _witness(told: Told, who: str, verdict: Verdict) -> str:
    names = ", ".join(code(item.effect.fingerprint) for item in (told.item, *told.same))
    heading = f"{names} {plain(told.item.effect.change.said)}, {who}:"
    document = json.dumps(verdict.witness, ensure_ascii=False)
    return "\n".join((heading, "", "```json", document, "```", ""))


def _groups(touched: Touched) -> Iterator[str]:
    rows = (
        row(map(plain, (str(one.number), one.path or "/", one.said, ", ".join(one.names))))
        for one in touched.by_number
    )
    yield from ("", *table(("documents at hand", "where", "what", "such as"), rows))


def _verdict(verdict: Verdict) -> str:
    return verdict.outcome if not verdict.why else f"unknown: {plain(verdict.why)}"
