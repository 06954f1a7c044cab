"""What changes do, for whom, and what is done about it: all that a report of them says."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any, NamedTuple

from ska_oso_pdm.documents.source import Source
from ska_oso_pdm.evolution.approvals import FILE, approvals
from ska_oso_pdm.evolution.comparison import Against, Comparison, Effect
from ska_oso_pdm.evolution.handling import Handler, Handling
from ska_oso_pdm.evolution.judge import Verdict
from ska_oso_pdm.evolution.readers import readers
from ska_oso_pdm.evolution.schema_set import SchemaSet
from ska_oso_pdm.evolution.touched import Touched
from ska_oso_pdm.phrases import count

_ASKED = {
    "patch": "words alone",
    "minor": "a minor version is asked for",
    "major": "a major version is asked for",
}


class Item(NamedTuple):
    """A change with all that is known of it.

    Attributes:
        effect: the change, judged.
        old: file, line and column of it in the old schemas; None of what is new.
        new: the same in the new schemas; None of what is gone.
        readers: applications that read documents of its entities.
        handling: what the migration step does; None where there is none.
        is_settled: whether the step says what becomes of documents, or somebody approved it.
    """

    effect: Effect
    old: str | None
    new: str | None
    readers: list[str]
    handling: Handling | None
    is_settled: bool


class Impact:
    """What the changes between two sets of schemas do.

    Attributes:
        comparison: the sets, and what they say otherwise.
        items: each change with all that is known of it, the gravest first.
        against: what becomes of documents and readers of other versions that are still written.
        touched: what becomes of documents that somebody has; None where none were looked at.
    """

    def __init__(
        self,
        old: SchemaSet,
        new: SchemaSet,
        *,
        still_written: tuple[SchemaSet, ...] = (),
    ) -> None:
        self.comparison = Comparison(old, new, approvals(old, new))
        handler = Handler(self.comparison)
        self.items = sorted(
            (self._item(one, handler) for one in self.comparison.effects), key=_weight
        )
        self.against: list[Against] = [
            one for other in still_written for one in self.comparison.against(other)
        ]
        self.touched: Touched | None = None
        self._has_steps = handler.is_possible

    def look_at(self, sources: Iterable[tuple[str, Source | None]]) -> None:
        """Count what becomes of documents, each with its name; None for unreadable ones."""
        self.touched = Touched(self.comparison, steps=self._has_steps)
        self.touched.add_all(sources)

    @property
    def objections(self) -> list[str]:
        """Why the new version may not be released, a sentence each."""
        made = self.comparison
        found = [
            f"{item.effect.fingerprint} is not judged: {item.effect.change.said}"
            for item in self.items
            if item.effect.is_unknown and not item.effect.approval
        ]
        found += [
            f"{item.effect.fingerprint}, {item.effect.change.said}: "
            f"{item.handling.said if item.handling else 'there is no step'}; say in the step what "
            f"becomes of it, or approve it with a reason in {FILE}"
            for item in self.unsettled
        ]
        found += [
            f"approval {one.change} is of no change there is ({one.said}); take it out of {FILE}"
            for one in made.unused
        ]
        return found if made.says_so else [self.verdict, *found]

    @property
    def unsettled(self) -> list[Item]:
        """Changes of which neither the step nor an approval says what becomes of documents."""
        return [item for item in self.items if not item.is_settled]

    @property
    def verdict(self) -> str:
        """Say what version number the changes ask for, and whether the one that was chosen fits."""
        made, new = self.comparison, self.comparison.new
        if not self.items:
            return "nothing differs"
        asked = f"{count(len(self.items), 'change')}{self._broken}: "
        asked += f"{_ASKED[made.bump]}" if made.bump != "none" else "all are approved"
        if made.chosen is None:
            return asked
        if made.says_so:
            return f"{asked}; {new.version} says so"
        return f"{asked}; {new.version} does not say so: {self._remedy}"

    @property
    def _broken(self) -> str:
        """Say how many changes break, and how many nobody knows of."""
        effects = [item.effect for item in self.items]
        told = {
            ("breaks documents", "break documents"): [one.backward.outcome for one in effects],
            ("breaks readers", "break readers"): [one.forward.outcome for one in effects],
        }
        numbers = {words: outcomes.count("breaks") for words, outcomes in told.items()}
        numbers["is not decided", "are not decided"] = sum(one.is_unknown for one in effects)
        said = ", ".join(f"{n} {words[n != 1]}" for words, n in numbers.items() if n)
        return f", of which {said}" if said else ""

    @property
    def _remedy(self) -> str:
        old = self.comparison.old.version
        major = int(old.partition(".")[0]) + 1
        if self.comparison.bump == "major":
            return f"call it {major}.0, take back what breaks, or approve it with a reason"
        return "give it another number, since a released version never changes"

    def _item(self, effect: Effect, handler: Handler) -> Item:
        change = effect.change
        old, new = self.comparison.old, self.comparison.new
        handling, is_settled = None, True
        if handler.is_possible:
            handling = handler.up(effect)
            is_settled = effect.approval is not None or handler.is_settled(effect, handling.done)
        places = _place(old, change.old), _place(new, change.new)
        return Item(effect, *places, readers(effect.entities), handling, is_settled)


def _place(schemas: SchemaSet, url: str) -> str | None:
    if not url:
        return None
    file, at = schemas.place(url)
    if os.path.isabs(file):
        file = min(file, os.path.relpath(file), key=len)
    return ":".join(map(str, (file, *at))) if at else file


def _weight(item: Item) -> tuple[int, int]:
    """Sort what breaks first, then what nobody knows, what means otherwise, the rest, and words."""
    outcomes = item.effect.backward.outcome, item.effect.forward.outcome
    first = 0 if outcomes[0] == "breaks" else 1 if "unknown" in outcomes else 2
    return first, -("none", "patch", "minor", "major").index(item.effect.bump)


def row(impact: Impact) -> dict[str, Any]:
    """Give all of it for programs."""
    made = impact.comparison
    return {
        "old": {"name": made.old.name, "version": made.old.version or None},
        "new": {"name": made.new.name, "version": made.new.version or None},
        "entities": made.entities,
        "asks": made.bump,
        "chosen": made.chosen,
        "says_so": made.says_so,
        "backward": made.way("backward").outcome,
        "forward": made.way("forward").outcome,
        "unknown": len(made.unknown),
        "verdict": impact.verdict,
        "changes": [_item_row(item) for item in impact.items],
        "still_written": [
            {
                "version": one.version,
                "entity": one.entity,
                "backward": _verdict_row(one.backward),
                "forward": _verdict_row(one.forward),
            }
            for one in impact.against
        ],
        "unused_approvals": [one.change for one in made.unused],
        "documents": impact.touched.row() if impact.touched else None,
    }


def _item_row(item: Item) -> dict[str, Any]:
    effect = item.effect
    return {
        "code": effect.change.code,
        "said": effect.change.said,
        "fingerprint": effect.fingerprint,
        "entities": list(effect.entities),
        "old": effect.change.old or None,
        "new": effect.change.new or None,
        "place_old": item.old,
        "place_new": item.new,
        "asks": effect.bump,
        "backward": _verdict_row(effect.backward),
        "forward": _verdict_row(effect.forward),
        "readers": item.readers,
        "step": item.handling and {"done": item.handling.done, "said": item.handling.said},
        "settled": item.is_settled,
        "approved": effect.approval and effect.approval.reason,
    }


def _verdict_row(verdict: Verdict) -> dict[str, Any]:
    return {
        "outcome": verdict.outcome,
        "witness": verdict.witness,
        "why": verdict.why or None,
    }
