"""What changes do, as a card in Markdown for a merge request."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ska_oso_pdm.evolution.impact import Impact, Item
from ska_oso_pdm.evolution.judge import Verdict
from ska_oso_pdm.evolution.readers import readers
from ska_oso_pdm.evolution.touched import Touched
from ska_oso_pdm.phrases import count


def card(impact: Impact) -> str:
    """Give the card, with a line feed at its end."""
    return "\n".join(_card(impact)) + "\n"


def _card(impact: Impact) -> Iterator[str]:
    made = impact.comparison
    old, new = made.old.version or made.old.name, made.new.version or made.new.name
    yield f"## Schemas {old} → {new}: {made.bump if made.bump != 'none' else 'no change'}"
    yield ""
    yield f"{impact.verdict[0].upper()}{impact.verdict[1:]}."
    yield ""
    yield "| | verdict |"
    yield "|---|---|"
    yield f"| documents of {old}, by {new} | {_verdict(made.way('backward'))} |"
    yield f"| documents of {new}, by readers of {old} | {_verdict(made.way('forward'))} |"
    for one in impact.against:
        yield f"| documents of {one.entity} {one.version}, by {new} | {_verdict(one.backward)} |"
        yield f"| documents of {new}, by readers of {one.entity} {one.version} | " + (
            f"{_verdict(one.forward)} |"
        )
    if impact.touched:
        yield f"| documents at hand | {_cell(impact.touched.said)} |"
    judged = [item for item in impact.items if item.effect.bump != "patch"]
    if judged:
        yield from _table(judged, old, new)
        yield from _witnesses(judged, old)
    words = [item for item in impact.items if item.effect.bump == "patch"]
    if words:
        yield from ("", f"Words alone: {count(len(words), 'change')}.", "")
        yield from (
            f"- {_cell(item.effect.change.said)} ({item.new or item.old})" for item in words
        )
    if impact.touched and impact.touched.groups:
        yield from _groups(impact.touched)


def _table(items: list[Item], old: str, new: str) -> Iterator[str]:
    yield from ("", f"| change | of | documents of {old} | readers of {old} | step to {new} |")
    yield "|---|---|---|---|---|"
    for item in items:
        effect = item.effect
        step = item.handling.said if item.handling else "none is known"
        if effect.approval:
            step = f"{step}; approved: {effect.approval.reason}"
        cells = [
            f"`{effect.change.code}` {effect.change.said} (`{item.new or item.old}`)",
            ", ".join(effect.entities),
            effect.backward.outcome,
            effect.forward.outcome,
            step,
        ]
        yield f"| {' | '.join(map(_cell, cells))} |"
    entities = dict.fromkeys(entity for item in items for entity in item.effect.entities)
    yield from ("", f"Read by: {', '.join(readers(entities)) or 'nobody that is known'}.")


def _witnesses(items: list[Item], old: str) -> Iterator[str]:
    """Show a document for each change that breaks, folded."""
    shown = [
        (item.effect, who, verdict)
        for item in items
        for who, verdict in (
            (f"documents of {old}", item.effect.backward),
            (f"readers of {old}", item.effect.forward),
        )
        if verdict.outcome == "breaks"
    ]
    if not shown:
        return
    yield from ("", "<details><summary>Documents that show it</summary>", "")
    for effect, who, verdict in shown:
        yield f"`{effect.fingerprint}` {_cell(effect.change.said)}, {who}:"
        yield from ("", "```json", json.dumps(verdict.witness, ensure_ascii=False), "```", "")
    yield "</details>"


def _groups(touched: Touched) -> Iterator[str]:
    yield from ("", "| documents at hand | where | what | such as |", "|---|---|---|---|")
    for group in touched.by_number:
        names = ", ".join(group.names)
        cells = [str(group.number), group.path or "/", group.said, names]
        yield f"| {' | '.join(map(_cell, cells))} |"


def _verdict(verdict: Verdict) -> str:
    return verdict.outcome if not verdict.why else f"unknown: {_cell(verdict.why)}"


def _cell(text: str) -> str:
    """Write a text so that it stays in its cell."""
    return text.replace("|", "\\|").replace("\n", " ")
